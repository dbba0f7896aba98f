import { monthOf, partsOf, yearOf, type IsoDate, type IsoMonth } from './calendar.ts';
import { dayAndMonth, formatDate, formatMonth } from './date-format.ts';
import { monthNames, monthNamesGenitive } from './date-words.ts';
import type { Due, Frequency, MonthSpan } from './due-kinds.ts';
import { nbspChar } from './text.ts';

const frequencyWords: Readonly<Record<Frequency, string>> = {
  always: 'постоянно',
  week: 'еженедельно',
  month: 'ежемесячно',
  quarter: 'ежеквартально',
  'half-year': 'раз в полугодие',
  year: 'ежегодно',
};

/**
 * The canonical Russian text of a due date, beginning in lower case: «март, сентябрь 2027 г.». The year is said once.
 * `parseDue` reads it back to the same value.
 */
export function formatDue(due: Due): string {
  switch (due.kind) {
    case 'date':
      return formatDate(due.date);
    case 'dates':
      return formatDates(due.dates);
    case 'date-span':
      return formatDateSpan(due.from, due.to);
    case 'before':
      return `до${nbspChar}${formatDate(due.date)}`;
    case 'before-month':
      return `до${nbspChar}${monthNamesGenitive[partsOf(due.month).month - 1] ?? ''}${nbspChar}${yearOf(due.month)}${nbspChar}г.`;
    case 'after':
      return `с${nbspChar}${formatDate(due.date)}`;
    case 'month':
      return formatMonth(due.month);
    case 'months':
      return byYears(due.months, (months) => months.map(monthName).join(', '));
    case 'span':
      return formatSpan(due);
    case 'quarter':
      return `${['I', 'II', 'III', 'IV'][due.quarter - 1] ?? ''}${nbspChar}квартал ${due.year}${nbspChar}г.`;
    case 'year':
      return `${due.year}${nbspChar}год`;
    case 'years':
      return `${due.from}–${due.to}${nbspChar}гг.`;
    case 'school-year':
      return `${due.year}–${due.year + 1} учебный${nbspChar}год`;
    case 'by-agreement':
      return ['по согласованию сторон', ...withinText(due.within)].join(', ');
    case 'regular':
      return [frequencyWords[due.every], ...withinText(due.within)].join(', ');
    case 'whole-period':
      return 'на протяжении всего периода реализации программы';
    case 'on-demand':
      return 'по мере необходимости';
    case 'text':
      return due.text;
  }
}

function monthName(month: IsoMonth): string {
  return monthNames[partsOf(month).month - 1] ?? '';
}

function withinText(within: MonthSpan | undefined): string[] {
  if (within === undefined) return [];
  return [within.from === within.to ? formatMonth(within.from) : formatSpan(within)];
}

function formatSpan({ from, to }: MonthSpan): string {
  const start = yearOf(from) === yearOf(to) ? monthName(from) : formatMonth(from);
  return `${start}${nbspChar}– ${formatMonth(to)}`;
}

function formatDateSpan(from: IsoDate, to: IsoDate): string {
  if (monthOf(from) === monthOf(to)) return `${partsOf(from).day}–${formatDate(to)}`;
  const start = yearOf(from) === yearOf(to) ? dayAndMonth(from) : formatDate(from);
  return `${start}${nbspChar}– ${formatDate(to)}`;
}

/** «5, 12 марта, 3 апреля 2027 г., 11 января 2028 г.» */
function formatDates(dates: readonly IsoDate[]): string {
  return byYears(dates, (sameYear) =>
    groupBy(sameYear, monthOf)
      .map((sameMonth) => [
        ...sameMonth.slice(0, -1).map((date) => partsOf(date).day),
        dayAndMonth(sameMonth.at(-1) ?? ''),
      ])
      .map((parts) => parts.join(', '))
      .join(', '),
  );
}

function byYears(values: readonly string[], text: (sameYear: readonly string[]) => string): string {
  return groupBy(values, yearOf)
    .map((sameYear) => `${text(sameYear)}${nbspChar}${yearOf(sameYear[0] ?? '')}${nbspChar}г.`)
    .join(', ');
}

function groupBy(values: readonly string[], key: (value: string) => string | number): string[][] {
  const groups = new Map<string | number, string[]>();
  for (const value of values) groups.set(key(value), [...(groups.get(key(value)) ?? []), value]);
  return [...groups.values()];
}
