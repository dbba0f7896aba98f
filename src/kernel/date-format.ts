import { daysBetween, partsOf, yearOf, zoned, type IsoDate, type IsoMonth } from './calendar.ts';
import { monthNames, monthNamesGenitive, weekdayNames } from './date-words.ts';
import { countOf, forms } from './plural.ts';
import { capitalise, nbspChar } from './text.ts';
import { Temporal } from 'temporal-polyfill';

const year = (date: string): string => `${yearOf(date)}${nbspChar}г.`;

/** «12 марта» without the year. */
export function dayAndMonth(date: IsoDate): string {
  const { month, day } = partsOf(date);
  return `${day}${nbspChar}${monthNamesGenitive[month - 1] ?? ''}`;
}

/** «12 марта 2027 г.» with no-break spaces. */
export function formatDate(date: IsoDate): string {
  return `${dayAndMonth(date)}${nbspChar}${year(date)}`;
}

/** «12 марта»; the year is added when it differs from today's. */
export function formatDay(date: IsoDate, today: IsoDate = date): string {
  return yearOf(date) === yearOf(today) ? dayAndMonth(date) : formatDate(date);
}

/** «12.03.2027». */
export function formatShort(date: IsoDate): string {
  return date.split('-').reverse().join('.');
}

/** «март 2027 г.». */
export function formatMonth(month: IsoMonth): string {
  return `${monthNames[partsOf(month).month - 1] ?? ''}${nbspChar}${year(month)}`;
}

/** «пятница». */
export function weekdayName(date: IsoDate): string {
  return weekdayNames[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? '';
}

/** «Пятница, 12 марта 2027 г.». */
export function formatWeekday(date: IsoDate): string {
  return `${capitalise(weekdayName(date))}, ${formatDate(date)}`;
}

/** «с 25 января по 24 декабря 2027 г.»; both years when they differ. */
export function formatRange(from: IsoDate, to: IsoDate): string {
  if (from === to) return formatDate(from);
  const start = yearOf(from) === yearOf(to) ? dayAndMonth(from) : formatDate(from);
  return `с${nbspChar}${start} по${nbspChar}${formatDate(to)}`;
}

/** The time of day in the zone: «14:05». */
export function formatTime(now: Date, zone?: string): string {
  return zoned(now, zone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** «12 марта 2027 г., 14:05» in the zone. */
export function formatInstant(now: Date, zone?: string): string {
  return `${formatDate(zoned(now, zone).toPlainDate().toString())}, ${formatTime(now, zone)}`;
}

/** How people say a near day: «сегодня», «завтра», «вчера», «через 3 дня», «4 дня назад». */
export function relative(date: IsoDate, today: IsoDate): string {
  const days = daysBetween(today, date);
  if (days === 0) return 'сегодня';
  if (days === 1) return 'завтра';
  if (days === -1) return 'вчера';
  return days > 0 ? `через${nbspChar}${countOf(days, forms.day)}` : `${countOf(-days, forms.day)}${nbspChar}назад`;
}

/** By how much something done (or today's date) is late: «на 4 дня позже»; null when it is in time. */
export function lateness(due: IsoDate, done: IsoDate): string | null {
  const days = daysBetween(due, done);
  return days > 0 ? `на${nbspChar}${countOf(days, forms.day)} позже` : null;
}
