import { z } from 'zod';
import { isIsoDate, isIsoMonth, firstYear, lastYear, type IsoDate, type IsoMonth } from './calendar.ts';

/** The days something covers, both included. */
export interface Period {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Months of a span, both included. */
export interface MonthSpan {
  readonly from: IsoMonth;
  readonly to: IsoMonth;
}

/** How often a regular activity comes. */
export const frequencies = ['always', 'week', 'month', 'quarter', 'half-year', 'year'] as const;
export type Frequency = (typeof frequencies)[number];

/**
 * When an activity takes place, as people plan it (domain.md, «Dates of activities»): a typed value parsed from words
 * and printed back. `school-year` carries the year of its autumn, `before` includes its day, `before-month` ends with
 * the month before, `text` is what was not understood.
 */
export type Due =
  | { readonly kind: 'date'; readonly date: IsoDate }
  | { readonly kind: 'dates'; readonly dates: readonly IsoDate[] }
  | { readonly kind: 'date-span'; readonly from: IsoDate; readonly to: IsoDate }
  | { readonly kind: 'before'; readonly date: IsoDate }
  | { readonly kind: 'before-month'; readonly month: IsoMonth }
  | { readonly kind: 'after'; readonly date: IsoDate }
  | { readonly kind: 'month'; readonly month: IsoMonth }
  | { readonly kind: 'months'; readonly months: readonly IsoMonth[] }
  | { readonly kind: 'span'; readonly from: IsoMonth; readonly to: IsoMonth }
  | { readonly kind: 'quarter'; readonly year: number; readonly quarter: 1 | 2 | 3 | 4 }
  | { readonly kind: 'year'; readonly year: number }
  | { readonly kind: 'years'; readonly from: number; readonly to: number }
  | { readonly kind: 'school-year'; readonly year: number }
  | { readonly kind: 'by-agreement'; readonly within?: MonthSpan | undefined }
  | { readonly kind: 'regular'; readonly every: Frequency; readonly within?: MonthSpan | undefined }
  | { readonly kind: 'whole-period' }
  | { readonly kind: 'on-demand' }
  | { readonly kind: 'text'; readonly text: string };

export type DueKind = Due['kind'];

export const dueKinds = [
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
  'year',
  'years',
  'school-year',
  'by-agreement',
  'regular',
  'whole-period',
  'on-demand',
  'text',
] as const satisfies readonly DueKind[];

const date = z.string().refine(isIsoDate, 'Нужна дата');
const month = z.string().refine(isIsoMonth, 'Нужен месяц');
const year = z.number().int().min(firstYear).max(lastYear);
const ordered = ({ from, to }: { from: string | number; to: string | number }): boolean => from < to;
const backwards = 'Конец раньше начала';
const growing = (values: readonly string[]): boolean =>
  values.every((value, i) => i === 0 || (values[i - 1] ?? '') < value);
const within = z
  .object({ from: month, to: month })
  .refine(({ from, to }) => from <= to, backwards)
  .optional();

/** A due date from stored or posted JSON; lists are sorted and without repetition, spans run forwards. */
export const dueSchema: z.ZodType<Due> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('date'), date }),
  z.object({ kind: z.literal('dates'), dates: z.array(date).min(2).max(366).refine(growing) }),
  z.object({ kind: z.literal('date-span'), from: date, to: date }).refine(ordered, backwards),
  z.object({ kind: z.literal('before'), date }),
  z.object({ kind: z.literal('before-month'), month }),
  z.object({ kind: z.literal('after'), date }),
  z.object({ kind: z.literal('month'), month }),
  z.object({ kind: z.literal('months'), months: z.array(month).min(2).max(120).refine(growing) }),
  z.object({ kind: z.literal('span'), from: month, to: month }).refine(ordered, backwards),
  z.object({ kind: z.literal('quarter'), year, quarter: z.literal([1, 2, 3, 4]) }),
  z.object({ kind: z.literal('year'), year }),
  z.object({ kind: z.literal('years'), from: year, to: year }).refine(ordered, backwards),
  z.object({ kind: z.literal('school-year'), year }),
  z.object({ kind: z.literal('by-agreement'), within }),
  z.object({ kind: z.literal('regular'), every: z.enum(frequencies), within }),
  z.object({ kind: z.literal('whole-period') }),
  z.object({ kind: z.literal('on-demand') }),
  z.object({ kind: z.literal('text'), text: z.string().max(5000) }),
]);
