/** Month names, «январь» first. */
export const monthNames: readonly string[] = [
  'январь',
  'февраль',
  'март',
  'апрель',
  'май',
  'июнь',
  'июль',
  'август',
  'сентябрь',
  'октябрь',
  'ноябрь',
  'декабрь',
];

/** Month names of dates: «12 января». */
export const monthNamesGenitive: readonly string[] = monthNames.map((name) =>
  name === 'март' || name === 'август' ? `${name}а` : `${name.slice(0, -1)}я`,
);

/** Weekday names, «понедельник» first. */
export const weekdayNames: readonly string[] = [
  'понедельник',
  'вторник',
  'среда',
  'четверг',
  'пятница',
  'суббота',
  'воскресенье',
];

const shortNames: readonly (readonly string[])[] = [
  ['янв'],
  ['фев', 'февр'],
  ['мар'],
  ['апр'],
  [],
  ['июн'],
  ['июл'],
  ['авг'],
  ['сен', 'сент'],
  ['окт'],
  ['ноя', 'нояб'],
  ['дек'],
];

const monthWords: ReadonlyMap<string, number> = new Map(
  monthNames.flatMap((name, index) => {
    const hard = name === 'март' || name === 'август';
    const stem = hard ? name : name.slice(0, -1);
    const endings = hard ? ['', 'а', 'е', 'у', 'ом'] : [name.slice(-1), 'я', 'е', 'ю', 'ем'];
    const words = [...endings.map((ending) => stem + ending), ...(shortNames[index] ?? [])];
    return words.map((word) => [word, index + 1] as const);
  }),
);

/** The number of a month written in any case or shortened («марта», «сент.», «сентяб.»), or null. */
export function monthByWord(word: string): number | null {
  const said = word.toLowerCase().replace(/\.$/, '');
  const known = monthWords.get(said);
  if (known !== undefined) return known;
  return said.length < 4 ? null : monthNames.findIndex((name) => name.startsWith(said)) + 1 || null;
}
