import { isoDate, isoMonth, lastDay, partsOf, yearOf } from './calendar.ts';
import type { Due } from './due-kinds.ts';
import { trimmed } from './due-words.ts';
import type { DueContext } from './due-years.ts';

type Read = (text: string, context: DueContext) => Due | null;

const ordinals: readonly RegExp[] = [/^(?:1|i|перв)/u, /^(?:2|ii|втор)/u, /^(?:3|iii|трет)/u, /^(?:4|iv|четв)/u];
const ordinal = '(i{1,3}|iv|[1-4]|перв[а-я]+|втор[а-я]+|трет[а-я]+|четв[а-я]+)(?:-?(?:й|ый|ой|ий|ом|м|го|ое|е|ая|я))?';
const schoolYear =
  /(?<!\d)(\d{4})[-/](\d{4}|\d{2}) ?(?:-?(?:го|м|й|ый|ого|ом) )?у(?:ч(?:\.|ебн[а-я]+)?|\.(?= ?г)) ?(?:г(?:од[ауе]?|г?\.|г)?)?(?![а-я])/u;
const quarters = new RegExp(
  `(?<![а-я\\d])${ordinal}(?:(?:-|, ?| и )${ordinal})? ?(?:кв(?![а-я])\\.?|квартал[а-я]*)`,
  'u',
);
const halves = new RegExp(`(?<![а-я\\d])${ordinal} (?:полугоди[а-я]+|половин[а-я]+ (?=\\d|год|уч))`, 'u');
const thirds = new RegExp(`(?<![а-я\\d])${ordinal} декад[а-я]+`, 'u');
const halfMonths = new RegExp(`(?<![а-я\\d])${ordinal} половин[а-я]+ (?=[а-я])`, 'u');
const seasons: readonly (readonly [RegExp, number, number])[] = [
  [/(?<![а-я])весн(?:а|ы|е|ой)(?![а-я])/u, 3, 5],
  [/(?<![а-я])лет(?:о|а|ом)(?![а-я])/u, 6, 8],
  [/(?<![а-я])осен(?:ь|и|ью)(?![а-я])/u, 9, 11],
];

/**
 * Reads parts of a year or a month: school years, quarters, halves, ten-day periods, seasons, «в течение года».
 * Undefined when none is named; null when one is named and cannot be placed.
 */
export function takeParts(raw: string, context: DueContext, doubts: string[], read: Read): Due | null | undefined {
  const text = raw.replaceAll('і', 'i');
  const school = schoolYear.exec(text);
  if (school) return inSchoolYear(school, context, doubts, read);
  const quarter = quarters.exec(text);
  if (quarter) return ofQuarter(quarter, context, doubts, read);
  const half = halves.exec(text);
  if (half) return ofHalf(half, context, doubts, read);
  const third = thirds.exec(text);
  if (third) return ofThird(third, context, read);
  const halfMonth = halfMonths.exec(text);
  if (halfMonth) return ofHalfMonth(halfMonth, context, read);
  const winter = /^(?:зим(?:а|ы|ой|ою)|в течени[еи] зимы) (\d{4})-(\d{4}) ?(?:гг?\.?|годов|годы)?$/u.exec(text);
  if (winter && Number(winter[2]) === Number(winter[1]) + 1) {
    doubts.push('Время года понято как три месяца');
    return spanOf(Number(winter[1]), 12, 2, Number(winter[2]));
  }
  const edge = /^(?:в |на )?(?:начал[еоа]|середин[аеы]|кон(?:ец|це|ца)) (.+)$/u.exec(text);
  if (edge) {
    const due = read(edge[1] ?? '', context);
    doubts.push('Часть месяца не сохраняется: записан весь срок');
    return due;
  }
  for (const [pattern, from, to] of seasons) {
    if (!pattern.test(text)) continue;
    const year = yearIn(text.replace(pattern, ' '), context, doubts, read);
    if (year === null) return null;
    doubts.push('Время года понято как три месяца');
    return spanOf(year, from, to);
  }
  if (/^(?:в течени[еи] |на протяжении )?(?:всего |весь |календарн[а-я]+ )*год[а]?$/u.test(text))
    return wholeYear(context, doubts);
  if (/^(?:в течени[еи] |на протяжении )?(?:всего |весь )?учебн[а-я]+ год[а]?$/u.test(text))
    return thisSchoolYear(context, doubts);
  return undefined;
}

const without = (found: RegExpExecArray): string =>
  trimmed(found.input.replace(found[0], ' ')).replace(/^(?:в|на|во)$|^(?:в течени[еи]|на протяжении)$/u, '');
const numberOf = (word: string | undefined): number =>
  ordinals.findLastIndex((pattern) => pattern.test(word ?? '')) + 1;

function spanOf(year: number, from: number, to: number, endYear = year): Due | null {
  const [first, last] = [isoMonth(year, from), isoMonth(endYear, to)];
  return first === null || last === null ? null : { kind: 'span', from: first, to: last };
}

/** The year a text says and nothing else, or the only year of the context. */
function yearIn(text: string, context: DueContext, doubts: string[], read: Read): number | null {
  const rest = trimmed(text).replace(/^(?:(?:в|года?|г\.?|календарного)(?: |$))+/u, '');
  if (rest !== '') {
    const due = read(rest, context);
    return due?.kind === 'year' ? due.year : null;
  }
  const { period, year } = context;
  const known = year ?? (period && yearOf(period.from) === yearOf(period.to) ? yearOf(period.from) : null);
  if (known === null) doubts.push('Не указан год');
  return known;
}

function inSchoolYear(found: RegExpExecArray, context: DueContext, doubts: string[], read: Read): Due | null {
  const year = Number(found[1]);
  const next = Number(found[2]);
  if (isoMonth(year + 1, 1) === null || next !== (found[2]?.length === 2 ? (year + 1) % 100 : year + 1)) return null;
  const rest = without(found);
  if (rest === '') return { kind: 'school-year', year };
  const half = halves.exec(`${rest} год`) ?? new RegExp(`^${ordinal} полугоди[а-я]+$`, 'u').exec(rest);
  if (half) return numberOf(half[1]) === 1 ? spanOf(year, 9, 12) : spanOf(year + 1, 1, 5);
  const due = read(rest, { period: { from: `${year}-09-01`, to: `${year + 1}-08-31` } });
  return due ?? takeParts(rest, context, doubts, read) ?? null;
}

function ofQuarter(found: RegExpExecArray, context: DueContext, doubts: string[], read: Read): Due | null {
  const year = yearIn(without(found), context, doubts, read);
  const first = numberOf(found[1]);
  const last = found[2] === undefined ? first : numberOf(found[2]);
  if (year === null || isoMonth(year, 1) === null || first === 0 || last < first) return null;
  if (first === last) return { kind: 'quarter', year, quarter: first as 1 | 2 | 3 | 4 };
  return last === first + 1 || found[0].includes('-') ? spanOf(year, first * 3 - 2, last * 3) : null;
}

function ofHalf(found: RegExpExecArray, context: DueContext, doubts: string[], read: Read): Due | null {
  const half = numberOf(found[1]);
  if (half !== 1 && half !== 2) return null;
  const year = yearIn(without(found), context, doubts, read);
  return year === null ? null : spanOf(year, half * 6 - 5, half * 6);
}

function ofThird(found: RegExpExecArray, context: DueContext, read: Read): Due | null {
  const third = numberOf(found[1]);
  const due = read(without(found), context);
  if (due?.kind !== 'month' || third < 1 || third > 3) return null;
  const { year, month } = partsOf(due.month);
  const from = isoDate(year, month, third * 10 - 9);
  const to = third === 3 ? lastDay(due.month) : isoDate(year, month, third * 10);
  return from === null || to === null ? null : { kind: 'date-span', from, to };
}

function ofHalfMonth(found: RegExpExecArray, context: DueContext, read: Read): Due | null {
  const due = read(without(found), context);
  if (due?.kind !== 'month') return null;
  const { year, month } = partsOf(due.month);
  const first = numberOf(found[1]) === 1;
  const from = isoDate(year, month, first ? 1 : 16);
  const to = first ? isoDate(year, month, 15) : lastDay(due.month);
  return from === null || to === null ? null : { kind: 'date-span', from, to };
}

function wholeYear({ period, year }: DueContext, doubts: string[]): Due {
  const known = year ?? (period && yearOf(period.from) === yearOf(period.to) ? yearOf(period.from) : undefined);
  if (known === undefined) {
    doubts.push('Не указан год: понято как весь период программы');
    return { kind: 'whole-period' };
  }
  return { kind: 'year', year: known };
}

function thisSchoolYear({ period, year }: DueContext, doubts: string[]): Due | null {
  if (period === undefined && year === undefined) {
    doubts.push('Не указан учебный год');
    return null;
  }
  const autumn = period ? yearOf(period.from) - (partsOf(period.from).month < 8 ? 1 : 0) : (year ?? 0);
  doubts.push(`Учебный год не указан: принят ${autumn}–${autumn + 1}`);
  return { kind: 'school-year', year: autumn };
}
