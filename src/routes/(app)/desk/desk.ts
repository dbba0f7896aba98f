import type { Role } from '#kernel/roles.ts';

/** What a group does at each of the six steps. */
export const stepWords: Readonly<Record<number, string>> = {
  1: 'команды в реестре',
  2: 'группа формируется',
  3: 'подписывается соглашение',
  4: 'составляется программа',
  5: 'программа выполняется',
  6: 'подводятся итоги',
};

/** What to do next when nothing is expected: never an empty screen. */
export function emptyDesk(role: Role): { text: string; action: { label: string; href: string } } {
  switch (role) {
    case 'municipal-curator':
      return {
        text: 'Можно внести команды муниципалитета в реестр.',
        action: { label: 'Внести команды', href: '/registry/new' },
      };
    case 'operator':
      return {
        text: 'Можно предложить новую группу или посмотреть все.',
        action: { label: 'Менторские группы', href: '/groups' },
      };
    case 'administrator':
      return {
        text: 'Люди и организации — в разделе «Организации».',
        action: { label: 'Организации', href: '/organisations' },
      };
    case 'organisation-head':
      return {
        text: 'Здесь появятся согласия, подписи и отметки вашей группы.',
        action: { label: 'Моя группа', href: '/groups' },
      };
    default:
      return { text: 'Новые дела появятся здесь сами.', action: { label: 'Менторские группы', href: '/groups' } };
  }
}
