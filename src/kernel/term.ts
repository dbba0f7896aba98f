import { addDays, addMonths, partsOf, type IsoDate } from './calendar.ts';
import { countOf, formatNumber, forms, plural } from './plural.ts';

/** Least and greatest length of a term in months, from the regulation (K-2.6). */
export interface TermLimits {
  readonly min: number;
  readonly max: number;
}

/**
 * The last day of a term: 25 January 2027 + 11 months is 24 December 2027. When the last month has no such day, the
 * term ends with that month (Civil Code, art. 192). The start itself for a term of no months.
 */
export function endOf(start: IsoDate, months: number): IsoDate {
  if (months <= 0) return start;
  const next = addMonths(start, months);
  return partsOf(next).day === partsOf(start).day ? addDays(next, -1) : next;
}

/** Whether a length in months is whole and within the limits. */
export function withinLimits(months: number, limits: TermLimits): boolean {
  return Number.isInteger(months) && months >= limits.min && months <= limits.max;
}

/** «11 месяцев». */
export function formatMonths(months: number): string {
  return countOf(months, forms.month);
}

/** «от 3 до 12 месяцев». */
export function formatLimits(limits: TermLimits): string {
  return `от ${formatNumber(limits.min)} до ${formatNumber(limits.max)}\u00a0${plural(limits.max, 'месяца', 'месяцев', 'месяцев')}`;
}
