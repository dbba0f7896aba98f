import { firstDay, isoMonth, lastDay, addDays, type IsoDate } from './calendar.ts';
import type { Due, Period } from './due-kinds.ts';

export * from './due-kinds.ts';
export { formatDue } from './due-format.ts';
export { parseDue, type DueContext, type ParsedDue } from './due-parse.ts';

const days = (fromYear: number, fromMonth: number, toYear: number, toMonth: number): Period => ({
  from: firstDay(isoMonth(fromYear, fromMonth) ?? ''),
  to: lastDay(isoMonth(toYear, toMonth) ?? ''),
});

/** The days a due date covers; null when it has no place in time (by agreement, on demand, text) and no period is known. */
export function dueRange(due: Due, period: Period | null = null): Period | null {
  switch (due.kind) {
    case 'date':
      return { from: due.date, to: due.date };
    case 'dates':
      return { from: due.dates[0] ?? '', to: due.dates.at(-1) ?? '' };
    case 'date-span':
      return { from: due.from, to: due.to };
    case 'before':
      return upTo(due.date, period);
    case 'before-month':
      return upTo(addDays(firstDay(due.month), -1), period);
    case 'after':
      return { from: due.date, to: period !== null && period.to > due.date ? period.to : due.date };
    case 'month':
      return { from: firstDay(due.month), to: lastDay(due.month) };
    case 'months':
      return { from: firstDay(due.months[0] ?? ''), to: lastDay(due.months.at(-1) ?? '') };
    case 'span':
      return { from: firstDay(due.from), to: lastDay(due.to) };
    case 'quarter':
      return days(due.year, due.quarter * 3 - 2, due.year, due.quarter * 3);
    case 'year':
      return days(due.year, 1, due.year, 12);
    case 'years':
      return days(due.from, 1, due.to, 12);
    case 'school-year':
      return days(due.year, 9, due.year + 1, 8);
    case 'by-agreement':
    case 'regular':
      return due.within ? { from: firstDay(due.within.from), to: lastDay(due.within.to) } : period;
    case 'whole-period':
    case 'on-demand':
    case 'text':
      return period;
  }
}

function upTo(date: IsoDate, period: Period | null): Period {
  return { from: period !== null && period.from < date ? period.from : date, to: date };
}

/** Whether two due dates are the same value. */
export function sameDue(a: Due, b: Due): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
