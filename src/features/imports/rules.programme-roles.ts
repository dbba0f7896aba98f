const groupWords =
  '(?:(?:рабоч|менторск|развивающ|опытн|управленческ)[а-яё]*\\s*)*(?:групп[а-яё]*|команд[а-яё]*|(?<![а-яё])РГ(?![а-яё]))';
const leaderWords = new RegExp(
  `(?<![а-яё])(?:руководител[а-яё]*|рук\\.|лидер[а-яё]*|возглавляет)\\s*${groupWords}(?:\\s+(?:(?:развивающ|опытн|управленческ)[а-яё]*\\s*)+(?:команд[а-яё]*)?)?` +
    '|\\(\\s*(?:руководитель|рук\\.?|лидер)\\s*\\)',
  'giu',
);
const contactWords =
  /(?<![а-яё])(?:контактн[а-яё]*|конт(?:акт)?\.)\s*лиц[а-яё]*|(?:ответственн[а-яё]*|отв\.?)\s+за\s+(?:связь|контакт[а-яё]*|взаимодействие|коммуникаци[а-яё]*)|\(\s*(?:контакт|для связи)\s*\)|(?<![а-яё])для связи(?![а-яё])/giu;
/** «Члены группы: …» before people. */
export const labels = new RegExp(`^(?:член[ыа]?|участник[иа]?|состав)(?:\\s+${groupWords})?\\s*[:–—-]\\s*`, 'iu');
const leaderAlone = /^(?:руководител[а-яё]*|рук\.?|лидер)$/iu;

const leaderBefore = /^\s*(?:руководител[а-яё]*|рук\.|лидер)\s*[–—:-]\s*(?=\p{L})/iu;

/** Takes the words of a role in the group out of a text. */
export function rolesIn(text: string): { rest: string; leader: boolean; contact: boolean } {
  const withoutLeader = text.replace(leaderWords, ' ').replace(leaderBefore, ' ');
  const rest = withoutLeader.replace(contactWords, ' ');
  return {
    rest: rest.replace(/\(\s*[,;]*\s*\)/gu, ' '),
    leader: withoutLeader !== text,
    contact: rest !== withoutLeader,
  };
}

/** Whether the text is only the word of a leader. */
export function isLeader(text: string): boolean {
  return leaderAlone.test(text);
}

/** «директор, руководитель»: the second word is a role in the group and no post. */
export function withoutLeader(texts: readonly string[]): { posts: readonly string[]; led: boolean } {
  const segments = texts.join(', ').split(/,\s*/u);
  const led = segments.length > 1 && segments.slice(1).some((part) => leaderAlone.test(part));
  if (!led) return { posts: texts, led };
  return { posts: [segments.filter((part, index) => index === 0 || !leaderAlone.test(part)).join(', ')], led };
}
