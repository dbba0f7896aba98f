import { firstDay, lastDay, monthOf, monthsFrom, type IsoDate, type IsoMonth } from '#kernel/dates.ts';
import { dueRange, type Due } from '#kernel/due.ts';

/** What the calendar needs of a row of the plan. */
export interface Scheduled {
  readonly key: string;
  readonly due: Due | null;
  readonly themes: readonly { readonly title: string; readonly dues: readonly Due[] }[];
}

/** An activity, or one of its themes, in a month; `days` is null when only the month is known. */
export interface CalendarEntry {
  readonly key: string;
  readonly theme: string | null;
  readonly days: { readonly from: IsoDate; readonly to: IsoDate } | null;
}

/** The plan by months, and what has no month of its own. */
export interface PlanCalendar {
  readonly months: readonly { readonly month: IsoMonth; readonly entries: readonly CalendarEntry[] }[];
  readonly undated: readonly string[];
}

/** Spans longer than this stand apart: a line in every month of a year says nothing. */
const longestSpan = 4;

/** Lays the plan out by months: dated themes stand in their months, whatever has no dates of its own stands apart. */
export function calendarOf(rows: readonly Scheduled[]): PlanCalendar {
  const placed = rows.map((row) => ({ row, entries: entriesOf(row) }));
  const byMonth = new Map<IsoMonth, CalendarEntry[]>();
  for (const { month, entry } of placed.flatMap(({ entries }) => entries)) {
    byMonth.set(month, [...(byMonth.get(month) ?? []), entry]);
  }
  const months = [...byMonth]
    .map(([month, entries]) => ({ month, entries: entries.toSorted(byDay) }))
    .toSorted((a, b) => (a.month < b.month ? -1 : 1));
  return { months, undated: placed.filter(({ entries }) => entries.length === 0).map(({ row }) => row.key) };
}

function entriesOf({ key, due, themes }: Scheduled): { month: IsoMonth; entry: CalendarEntry }[] {
  const own = due ? placesOf(due).map(({ month, days }) => ({ month, entry: { key, theme: null, days } })) : [];
  const ofThemes = themes.flatMap(({ title, dues }) =>
    dues.flatMap(placesOf).map(({ month, days }) => ({ month, entry: { key, theme: title, days } })),
  );
  // a month that a theme names needs no second line for the activity itself
  const named = new Set(ofThemes.map(({ month }) => month));
  return [...own.filter(({ month }) => !named.has(month)), ...ofThemes];
}

function placesOf(due: Due): { month: IsoMonth; days: CalendarEntry['days'] }[] {
  switch (due.kind) {
    case 'months':
      return due.months.map((month) => ({ month, days: null }));
    case 'dates':
      return due.dates.map((date) => ({ month: monthOf(date), days: { from: date, to: date } }));
    case 'date':
    case 'before':
      return [{ month: monthOf(due.date), days: { from: due.date, to: due.date } }];
    case 'after':
      return [{ month: monthOf(due.date), days: { from: due.date, to: due.date } }];
    case 'month':
    case 'span':
    case 'date-span':
    case 'before-month':
    case 'quarter': {
      const range = dueRange(due);
      if (!range) return [];
      const months = monthsFrom(monthOf(range.from), monthOf(range.to));
      return months.length > longestSpan ? [] : months.map((month) => ({ month, days: daysIn(month, range) }));
    }
    default:
      return [];
  }
}

/** The part of a range that lies in a month; null when it is the whole month. */
function daysIn(month: IsoMonth, range: { from: IsoDate; to: IsoDate }): CalendarEntry['days'] {
  const from = range.from > firstDay(month) ? range.from : firstDay(month);
  const to = range.to < lastDay(month) ? range.to : lastDay(month);
  return from === firstDay(month) && to === lastDay(month) ? null : { from, to };
}

function byDay(a: CalendarEntry, b: CalendarEntry): number {
  if (!a.days || !b.days) return Number(!a.days) - Number(!b.days);
  return a.days.from < b.days.from ? -1 : Number(a.days.from > b.days.from);
}
