import type { Role } from '#kernel/roles.ts';

interface Entry {
  readonly href: string;
  readonly label: string;
  readonly roles: readonly Role[] | 'all';
}

const officials: readonly Role[] = ['administrator', 'operator', 'municipal-curator', 'coordinator', 'committee'];

/** The side bar; a section is listed for the roles that have something to do or to read there. */
const entries: readonly Entry[] = [
  { href: '/desk', label: 'Рабочий стол', roles: 'all' },
  { href: '/registry', label: 'Реестр команд', roles: 'all' },
  { href: '/groups', label: 'Менторские группы', roles: 'all' },
  { href: '/orders', label: 'Реестр приказов', roles: ['operator'] },
  { href: '/territory', label: 'Территория', roles: officials },
  { href: '/organisations', label: 'Организации', roles: officials },
  { href: '/curators', label: 'Кураторы', roles: officials },
  { href: '/measures', label: 'План мероприятий', roles: officials },
  { href: '/cycles', label: 'Циклы', roles: ['administrator', 'operator', 'municipal-curator', 'committee'] },
  { href: '/regulation', label: 'Положение', roles: 'all' },
  { href: '/letters', label: 'Письма', roles: 'all' },
];

/** The side bar of a role on the page `path`; `count` is of the desk. */
export function navigationOf(role: Role | null, path: string, count: number) {
  return entries
    .filter((entry) => role && (entry.roles === 'all' || entry.roles.includes(role)))
    .map(({ href, label }) => ({
      href,
      label,
      current: path === href || path.startsWith(`${href}/`),
      ...(href === '/desk' && count > 0 ? { count } : {}),
    }));
}
