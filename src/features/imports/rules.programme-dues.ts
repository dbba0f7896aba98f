import { addMonths, yearOf, type IsoDate } from '#kernel/dates.ts';
import { dueRange, formatDue, parseDue, type Due, type Period } from '#kernel/due.ts';
import { endOf } from '#kernel/term.ts';
import { cleanLine } from '#kernel/text.ts';

/** A due date of the plan: its typed value with the wording of the file. */
export type FoundDue = Due & { readonly text: string };

/** The days around a date: those of its stage and those of the whole programme. */
export interface Around {
  readonly stage: Period | null;
  readonly programme: Period | null;
}

/** A due date and what in it a person must look at. */
export interface DueReading {
  readonly due: FoundDue;
  readonly doubts: readonly string[];
}

const ask = 'Напишите месяц, даты или «по согласованию сторон»';
const dated: ReadonlySet<Due['kind']> = new Set([
  'date',
  'dates',
  'date-span',
  'before',
  'before-month',
  'after',
  'month',
  'months',
  'span',
  'quarter',
]);
const yearSaid = /\d{4}|\d{1,2}[./]\d{1,2}[./]\d{2}(?!\d)|(?<!\d)\d{2}\s*гг?(?![а-яё])/iu;

/** Reads when an activity takes place; several lines of a cell are one wrapped text or several dates. */
export function readDue(lines: readonly string[], around: Around): DueReading {
  const wording = lines
    .map(cleanLine)
    .filter((line) => line !== '')
    .join('\n');
  const text = cleanLine(wording);
  const best = candidates(wording)
    .map((said) => inContext(said, around))
    .toSorted((a, b) => a.weight - b.weight)[0];
  if (best === undefined || best.due.kind === 'text')
    return {
      due: { kind: 'text', text },
      doubts: [
        text === '' ? `Срок не указан. ${ask}` : `Срок «${text.slice(0, 80)}» не понят${reasons(best?.doubts)}. ${ask}`,
      ],
    };
  const doubts = best.doubts.map((doubt) => `${sentence(doubt)} Проверьте срок`);
  const guessed =
    dated.has(best.due.kind) && !yearSaid.test(text) && !within(best.due, around.stage ?? around.programme);
  if (guessed && !doubts.some((doubt) => doubt.startsWith('Год')))
    doubts.unshift(`${sentence(`Год не указан: понято как ${formatDue(best.due)}`)} Проверьте срок`);
  if (isFar(best.due, around)) doubts.push('Срок вне периода программы. Проверьте год');
  return { due: { ...best.due, text }, doubts };
}

/** Whether the year is told around: «январь» under «Организационный этап (январь 2027 г.)», or in the year 2027. */
function within(due: Due, around: Period | null): boolean {
  const range = dueRange(due, around);
  return around !== null && range !== null && range.from >= around.from && range.to <= around.to;
}

// an agreement is signed before the period begins, a report is late; the plan of another year is further away
const near = { before: 3, after: 1 };

/** Whether a date stands neither in its stage nor in the programme nor near it: often the year of another plan. */
function isFar(due: Due, { stage, programme }: Around): boolean {
  const range = dated.has(due.kind) ? dueRange(due, programme) : null;
  if (range === null || programme === null || within(due, stage)) return false;
  return range.to < addMonths(programme.from, -near.before) || range.from > addMonths(programme.to, near.after);
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}

function reasons(doubts: readonly string[] = []): string {
  const known = doubts.filter((doubt) => !/^(?:Срок не|Не указан год)/u.test(doubt));
  return known.length > 0 ? ` (${known.join('; ')})` : '';
}

function candidates(wording: string): string[] {
  const bare = wording.replace(/\s*\n\s*/gu, ' ');
  const said = [bare];
  if (wording.includes('\n')) {
    const lines = wording.split('\n').map((line) => line.replace(/^[-–—•*]\s*|[;,.]+$/gu, '').replace(/г$/u, 'г.'));
    said.push(lines.join(', '));
  }
  // the hour of a meeting, and a year of two digits after a month
  const tidied = bare
    .replace(/,?\s*(?:в\s+)?(?<![\d.])(?:[01]?\d|2[0-3])[.:][0-5]\d(?!\s*[.\d])\s*(?:ч\.?|час[а-яё]*)?$/iu, '')
    .replace(/(?<=[а-яё]{3,}\s+)(\d{2})(?=\s*(?:гг?\.?|года?)(?![а-яё]))/giu, '20$1');
  if (tidied !== bare) said.push(tidied);
  return said;
}

interface Weighed {
  readonly due: Due;
  readonly doubts: readonly string[];
  readonly weight: number;
}

/** A date without a year is looked for in its stage first, then in the whole programme. */
function inContext(said: string, { stage, programme }: Around): Weighed {
  const periods = [stage, programme].filter((period) => period !== null);
  const read = [
    ...periods.map((period) => parseDue(said, { period })),
    ...(periods.length === 0 ? [parseDue(said)] : []),
  ];
  const weighed = read.map((one) => ({ ...one, weight: one.due.kind === 'text' ? 100 : one.doubts.length }));
  return (
    weighed.toSorted((a, b) => a.weight - b.weight)[0] ?? { due: { kind: 'text', text: said }, doubts: [], weight: 100 }
  );
}

/** Whether the text is a date and nothing else; for dates standing beside a theme. */
export function plainDue(text: string, around: Around): DueReading | null {
  if (text.length > 300) return null;
  const reading = readDue([text], around);
  return reading.due.kind === 'text' || reading.doubts.some((doubt) => /^Не понято/u.test(doubt)) ? null : reading;
}

/** The planned period of the programme with its first and last day. */
export interface FoundPeriod {
  readonly from: IsoDate | null;
  readonly to: IsoDate | null;
  readonly text: string;
}

/** Reads the planned period: a span of months or days, a year, a school year; a length only with its beginning. */
export function readPeriod(raw: string): { period: FoundPeriod; doubts: readonly string[] } {
  const text = cleanLine(raw);
  const length = /(?:^|\s)(\d{1,2})\s*(?:\([^)]*\)\s*)?(мес[а-яё.]*|год[а-яё]*)(?=[\s,.;:(]|$)(?!\s*\d)/iu.exec(text);
  const unspoiled = text.replace(/^(?:срок[а-яё]*|период[а-яё]*)\s*[:–-]\s*/iu, '');
  const ends = unspoiled
    .replace(/(?:дата\s+)?начал[оа]\s*[:–-]?\s*/iu, '')
    .replace(/[,;]?\s*(?:дата\s+)?(?:окончани[ея]|завершени[ея]|конец)\s*[:–-]?\s*/iu, ' – ');
  const inBrackets = /\(([^()]*)\)/u.exec(unspoiled)?.[1] ?? '';
  const bare = unspoiled.replace(/\s*\([^()]*\)\s*/gu, ' ');
  const readings = [unspoiled, bare, ends, inBrackets].map((said) => parseDue(said));
  const { due, doubts } =
    readings.find((one) => fixed.has(one.due.kind) && one.doubts.length === 0) ?? readings[0] ?? parseDue('');
  const range = fixed.has(due.kind) ? dueRange(due) : null;
  if (range !== null && range.from < range.to)
    return { period: { ...range, text }, doubts: doubts.map((doubt) => `${sentence(doubt)} Проверьте период`) };
  if (length !== null) {
    const months = Number(length[1]) * (/^год/iu.test(length[2] ?? '') ? 12 : 1);
    const start = parseDue(
      text
        .replace(length[0], ' ')
        .replace(/\(.*?\)/gu, ' ')
        .trim(),
    ).due;
    const from =
      start.kind === 'after' || start.kind === 'date'
        ? start.date
        : ((fixed.has(start.kind) ? dueRange(start)?.from : null) ?? null);
    if (from !== null && months >= 1 && months <= 60) {
      const to = endOf(from, months);
      return {
        period: { from, to, text },
        doubts: ['Период назван длительностью: последний день посчитан. Проверьте начало и окончание'],
      };
    }
  }
  const why = text === '' ? 'Период программы не найден' : `Период «${text.slice(0, 80)}» не понят`;
  return { period: { from: null, to: null, text }, doubts: [`${why}: впишите первый и последний день`] };
}

const fixed: ReadonlySet<Due['kind']> = new Set([
  'date-span',
  'span',
  'month',
  'months',
  'year',
  'years',
  'school-year',
  'quarter',
  'dates',
]);

/** The days a heading of a stage names: «Практический этап (февраль – ноябрь 2027 г.)»; null where it names none. */
export function stageSpan(text: string, programme: Period | null): Period | null {
  const { due, doubts } = parseDue(text, programme === null ? {} : { period: programme });
  if (!fixed.has(due.kind) && due.kind !== 'date') return null;
  const range = dueRange(due);
  return doubts.length > 1 || range === null || yearOf(range.from) < 2000 ? null : range;
}
