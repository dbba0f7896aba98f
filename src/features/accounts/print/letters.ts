import { respectful, type Gender } from '#kernel/names.ts';
import { roleNames, type Actor } from '#kernel/roles.ts';

interface Addressee {
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string | null;
  readonly gender: Gender;
}

interface LetterText {
  readonly subject: string;
  readonly text: string;
}

const goodbye = 'Если вы не ждали этого письма, ничего не делайте.\n\nЭстафета — система менторства';

/** The letter with the link by which a new participant chooses a password. */
export function invitationLetter({
  person,
  inviter,
  link,
}: {
  person: Addressee;
  inviter: Actor;
  link: string;
}): LetterText {
  return {
    subject: 'Приглашение в систему менторства',
    text: [
      `${respectful(person)}!`,
      `${inviter.fullName} (${roleNames[inviter.role].toLowerCase()}) приглашает вас в «Эстафету» — систему, в которой регион ведёт менторство управленческих команд.`,
      `Чтобы войти, откройте ссылку и придумайте пароль. Она действует 14 дней и срабатывает один раз:\n${link}`,
      goodbye,
    ].join('\n\n'),
  };
}

/** The letter with the link for a new password. */
export function resetLetter({ person, link }: { person: Addressee; link: string }): LetterText {
  return {
    subject: 'Новый пароль',
    text: [
      `${respectful(person)}!`,
      `Чтобы задать новый пароль, откройте ссылку. Она действует сутки и срабатывает один раз:\n${link}`,
      goodbye,
    ].join('\n\n'),
  };
}
