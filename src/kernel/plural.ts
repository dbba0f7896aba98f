/** Forms of a Russian noun with numbers: 1 день, 2 дня, 5 дней. */
export type Forms = readonly [one: string, few: string, many: string];

/** The nouns the interface counts most. */
export const forms = {
  day: ['день', 'дня', 'дней'],
  month: ['месяц', 'месяца', 'месяцев'],
  year: ['год', 'года', 'лет'],
  hour: ['час', 'часа', 'часов'],
  group: ['группа', 'группы', 'групп'],
  team: ['команда', 'команды', 'команд'],
  organisation: ['организация', 'организации', 'организаций'],
  activity: ['мероприятие', 'мероприятия', 'мероприятий'],
  person: ['человек', 'человека', 'человек'],
  step: ['шаг', 'шага', 'шагов'],
  document: ['документ', 'документа', 'документов'],
  file: ['файл', 'файла', 'файлов'],
} as const satisfies Record<string, Forms>;

const noBreakSpace = '\u00a0';

/** The form of a noun that goes with `n`: plural(5, 'день', 'дня', 'дней') is «дней». A fraction takes the second form. */
export function plural(n: number, one: string, few: string, many: string): string {
  const whole = Math.abs(n);
  if (!Number.isInteger(whole)) return few;
  const lastTwo = whole % 100;
  const last = whole % 10;
  if (lastTwo >= 11 && lastTwo <= 14) return many;
  if (last === 1) return one;
  return last >= 2 && last <= 4 ? few : many;
}

/** A whole or decimal number in Russian writing: «1 100», «2,5», «−3»; the spaces do not break. */
export function formatNumber(n: number): string {
  const [whole = '0', fraction] = String(Math.abs(n)).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, noBreakSpace);
  return `${n < 0 ? '−' : ''}${grouped}${fraction === undefined ? '' : `,${fraction}`}`;
}

/** A number with its noun: countOf(5, forms.group) is «5 групп» with a no-break space. */
export function countOf(n: number, noun: Forms): string;
export function countOf(n: number, one: string, few: string, many: string): string;
export function countOf(n: number, one: Forms | string, few = '', many = ''): string {
  const [first, second, third] = typeof one === 'string' ? [one, few, many] : one;
  return `${formatNumber(n)}${noBreakSpace}${plural(n, first, second, third)}`;
}

/**
 * A share in whole per cent: «67 %». Rounding never turns a part into «100 %» nor something into «0 %»;
 * nothing out of nothing is «0 %».
 */
export function formatPercent(part: number, whole: number): string {
  return `${percentOf(part, whole)}${noBreakSpace}%`;
}

/** The number of `formatPercent`, 0–100. */
export function percentOf(part: number, whole: number): number {
  if (whole <= 0 || part <= 0) return 0;
  if (part >= whole) return 100;
  return Math.min(99, Math.max(1, Math.round((part / whole) * 100)));
}

/** «а, б и в». Empty items are left out. */
export function joinAnd(items: readonly string[]): string {
  const said = items.filter((item) => item !== '');
  if (said.length < 2) return said[0] ?? '';
  return `${said.slice(0, -1).join(', ')} и ${said.at(-1) ?? ''}`;
}
