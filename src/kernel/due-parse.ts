import { addDays, daysBetween, isoDate, isoMonth, lastDay, firstDay, monthOf, monthsFrom, yearOf } from './calendar.ts';
import { checkedDate } from './date-parse.ts';
import { readAtoms, type Atom } from './due-atoms.ts';
import type { Due, MonthSpan, Period } from './due-kinds.ts';
import { takeParts } from './due-partial.ts';
import { normalise, takePhrases, trimmed, type Phrases } from './due-words.ts';
import { fillIn, type DueContext } from './due-years.ts';
import { cleanLine } from './text.ts';

export type { DueContext } from './due-years.ts';

/** A due date read from words, and what in them is uncertain (Russian sentences without a full stop). */
export interface ParsedDue {
  readonly due: Due;
  readonly doubts: readonly string[];
}

// A longer text says more than a date.
const longest = 300;

/**
 * Reads when an activity takes place from what people write: «до 22.01.2027 г.», «Март, сентябрь 2027 г.»,
 * «ноябрь 2021 – март 2022», «По согласованию сторон», any dash and any case. The context supplies a year that was not
 * said. Never fails: what is not understood is `{ kind: 'text' }` with a doubt.
 */
export function parseDue(raw: string, context: DueContext = {}): ParsedDue {
  const line = cleanLine(raw);
  const doubts: string[] = [];
  const text = line.length > longest ? line : trimmed(normalise(line));
  if (text === '' || /^[-.]+$/u.test(text)) return { due: { kind: 'text', text: line }, doubts: ['Срок не указан'] };
  const due = line.length > longest ? null : assemble(takePhrases(text), context, doubts);
  const said = [...new Set(doubts)];
  if (due !== null) return { due, doubts: said };
  return { due: { kind: 'text', text: line }, doubts: said.length > 0 ? said : ['Срок не распознан'] };
}

function assemble(phrases: Phrases, context: DueContext, doubts: string[]): Due | null {
  const { agreement, every, whole, demand, rest } = phrases;
  if (!agreement && every === null && !whole && !demand) return readDates(rest, context, doubts);
  const own: string[] = [];
  const dates = rest === '' ? null : readDates(rest, context, own);
  const within = dates === null ? undefined : monthsOf(dates);
  if (rest !== '' && (within === undefined || whole || (demand && !agreement && every === null)))
    doubts.push(`Не понято уточнение «${rest}»`);
  else doubts.push(...own);
  const span = whole || within === undefined ? {} : { within };
  if (agreement) return { kind: 'by-agreement', ...span };
  if (every !== null) return { kind: 'regular', every, ...span };
  return whole ? { kind: 'whole-period' } : { kind: 'on-demand' };
}

/** The months of a due date that narrows another one. */
function monthsOf(due: Due): MonthSpan | undefined {
  switch (due.kind) {
    case 'month':
      return { from: due.month, to: due.month };
    case 'span':
      return { from: due.from, to: due.to };
    case 'year':
      return { from: `${due.year}-01`, to: `${due.year}-12` };
    case 'school-year':
      return { from: `${due.year}-09`, to: `${due.year + 1}-08` };
    case 'quarter':
      return { from: isoMonth(due.year, due.quarter * 3 - 2) ?? '', to: isoMonth(due.year, due.quarter * 3) ?? '' };
    default:
      return undefined;
  }
}

function readDates(text: string, context: DueContext, doubts: string[]): Due | null {
  const limit =
    /^(?:срок(?:ом)?:?[ -])?(?:в срок )?(до|по|не позднее(?: чем)?|не позже(?: чем)?|к)(?: срока)? (?:(конца|окончания|концу) )?(.+)$/u.exec(
      text,
    );
  // «не позднее марта» lets March pass
  if (limit) return before(limit[3] ?? '', limit[2] !== undefined || /^не|^по$/u.test(limit[1] ?? ''), context, doubts);
  const partial = takeParts(text, context, doubts, (rest, inner) => plainDates(rest, inner, doubts));
  if (partial !== undefined) return partial;
  const open = /^(?:(?:начиная )?(?:с|со|от)|не ранее(?: чем)?(?: с)?) (?!.* по )(.+)$/u.exec(text);
  if (open && text.startsWith('не ')) return readDates(`с ${open[1] ?? ''}`, context, doubts);
  const due = plainDates(text, context, doubts);
  if (open && due?.kind === 'date') return { kind: 'after', date: due.date };
  if (open && due?.kind === 'month') return { kind: 'after', date: firstDay(due.month) };
  if (open && due?.kind === 'year') return { kind: 'after', date: `${due.year}-01-01` };
  return due;
}

function before(text: string, end: boolean, context: DueContext, doubts: string[]): Due | null {
  const part = takeParts(text, context, doubts, (rest, inner) => plainDates(rest, inner, doubts));
  if (part) return beforePart(part, end, doubts);
  const due = plainDates(text, context, doubts);
  if (due?.kind === 'date') return { kind: 'before', date: due.date };
  if (due?.kind === 'month')
    return end ? { kind: 'before', date: lastDay(due.month) } : { kind: 'before-month', month: due.month };
  if (due?.kind === 'year' && end) return { kind: 'before', date: `${due.year}-12-31` };
  const { period } = context;
  if (!/^года?$/u.test(text) || !end || period === undefined || yearOf(period.from) !== yearOf(period.to)) return null;
  return { kind: 'before', date: `${yearOf(period.to)}-12-31` };
}

/** «До конца I квартала», «до II полугодия». */
function beforePart(part: Due, end: boolean, doubts: string[]): Due | null {
  const months = monthsOf(part);
  if (part.kind === 'date-span') return { kind: 'before', date: end ? part.to : addDays(part.from, -1) };
  if (months === undefined) return null;
  if (part.kind === 'school-year') doubts.push('Конец учебного года понят как 31 августа');
  return end ? { kind: 'before', date: lastDay(months.to) } : { kind: 'before-month', month: months.from };
}

/** A list of dates, months or years, or one span of them. */
function plainDates(text: string, context: DueContext, doubts: string[]): Due | null {
  const said = readAtoms(text);
  if (said === null || said.parts.length === 0) return null;
  const parts = fillIn(said.parts, context, doubts);
  const due = parts === null ? null : classify(parts, doubts);
  if (due !== null && said.leftovers.length > 0) doubts.push(`Не понято: «${said.leftovers.join(' ')}»`);
  return due;
}

/** The days of a short span said among others: «18–19 и 25–26 марта». */
function daysOf(from: string, to: string): string[] {
  return Array.from({ length: Math.min(daysBetween(from, to) + 1, 63) }, (_, i) => addDays(from, i));
}

type Grain = 'day' | 'month' | 'year';
const grainOf = (atom: Atom): Grain => (atom.d !== undefined ? 'day' : atom.m !== undefined ? 'month' : 'year');

function classify(parts: readonly (readonly Atom[])[], doubts: string[]): Due | null {
  const spans: (Period & { grain: Grain })[] = [];
  for (const [from, to = from] of parts) {
    const [start, end] = [from, to].map((atom) => (atom === undefined ? null : range(atom, doubts)));
    if (!from || !to || !start || !end) return null;
    if (start.from > end.to) {
      doubts.push('Конец срока раньше начала');
      return null;
    }
    const grain = grainOf(from) === grainOf(to) ? grainOf(from) : 'day';
    spans.push({ from: start.from, to: end.to, grain });
  }
  const grain = spans[0]?.grain;
  if (grain === undefined || spans.some((span) => span.grain !== grain)) return null;
  const [only, second] = spans;
  if (only !== undefined && second === undefined) return single(only);
  if (grain === 'day') {
    const days = spans.flatMap(({ from, to }) => daysOf(from, to));
    if (days.length > 62) return null;
    return listOf(
      days,
      (date) => ({ kind: 'date', date }),
      (dates) => ({ kind: 'dates', dates }),
    );
  }
  if (grain === 'year') return followingYears(spans);
  const months = spans.flatMap(({ from, to }) => monthsFrom(monthOf(from), monthOf(to)));
  if (months.length > 120) return null;
  return listOf(
    months,
    (month) => ({ kind: 'month', month }),
    (list) => ({ kind: 'months', months: list }),
  );
}

/** «2026 и 2027 годы». */
function followingYears(spans: readonly Period[]): Due | null {
  const years = spans.map(({ from, to }) => (yearOf(from) === yearOf(to) ? yearOf(from) : 0));
  const first = years[0] ?? 0;
  if (first === 0 || years.some((year, index) => year !== first + index)) return null;
  return { kind: 'years', from: first, to: first + years.length - 1 };
}

function single({ from, to, grain }: Period & { grain: Grain }): Due {
  if (grain === 'day') return from === to ? { kind: 'date', date: from } : { kind: 'date-span', from, to };
  if (grain === 'year') {
    const [first, last] = [yearOf(from), yearOf(to)];
    return first === last ? { kind: 'year', year: first } : { kind: 'years', from: first, to: last };
  }
  const [first, last] = [monthOf(from), monthOf(to)];
  return first === last ? { kind: 'month', month: first } : { kind: 'span', from: first, to: last };
}

function listOf(values: readonly string[], one: (value: string) => Due, many: (values: string[]) => Due): Due {
  const sorted = [...new Set(values)].sort();
  return sorted.length === 1 ? one(sorted[0] ?? '') : many(sorted);
}

function range(atom: Atom, doubts: string[]): Period | null {
  const year = atom.y ?? 0;
  if (atom.d !== undefined) {
    const date = checkedDate(year, atom.m ?? 0, atom.d);
    if (!date.ok) doubts.push(date.error);
    return date.ok ? { from: date.value, to: date.value } : null;
  }
  const [first, last] = [isoMonth(year, atom.m ?? 1), isoMonth(year, atom.m ?? 12)];
  if (first !== null && last !== null && isoDate(year, 1, 1) !== null)
    return { from: firstDay(first), to: lastDay(last) };
  return null;
}
