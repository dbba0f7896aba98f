import { Temporal } from 'temporal-polyfill';

/** A day, 'YYYY-MM-DD'. */
export type IsoDate = string;

/** A month, 'YYYY-MM'. */
export type IsoMonth = string;

/** The zone of the first region; an installation names its own. */
export const defaultZone = 'Europe/Volgograd';

/** Years the platform takes for real. */
export const firstYear = 1900;
export const lastYear = 2100;

/** The day if the calendar has it, otherwise null. `month` counts from 1. */
export function isoDate(year: number, month: number, day: number): IsoDate | null {
  if (isoMonth(year, month) === null || !Number.isInteger(day)) return null;
  return day >= 1 && day <= daysInMonth(year, month) ? `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` : null;
}

/** The month if it exists, otherwise null. */
export function isoMonth(year: number, month: number): IsoMonth | null {
  if (!Number.isInteger(year) || !Number.isInteger(month)) return null;
  if (year < firstYear || year > lastYear || month < 1 || month > 12) return null;
  return `${pad(year, 4)}-${pad(month, 2)}`;
}

/** Whether the value is a day of the calendar between 1900 and 2100. */
export function isIsoDate(value: unknown): value is IsoDate {
  const parts = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
  return parts !== null && isoDate(Number(parts[1]), Number(parts[2]), Number(parts[3])) !== null;
}

/** Whether the value is a month 'YYYY-MM'. */
export function isIsoMonth(value: unknown): value is IsoMonth {
  const parts = typeof value === 'string' ? /^(\d{4})-(\d{2})$/.exec(value) : null;
  return parts !== null && isoMonth(Number(parts[1]), Number(parts[2])) !== null;
}

/** How many days the month has. */
export function daysInMonth(year: number, month: number): number {
  return Temporal.PlainYearMonth.from({ year, month }).daysInMonth;
}

/** The day it is at `now` in the zone. */
export function today(now: Date, zone: string = defaultZone): IsoDate {
  return zoned(now, zone).toPlainDate().toString();
}

/** The local clock of the zone at `now`. */
export function zoned(now: Date, zone: string = defaultZone): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(zone);
}

/** The day `days` later (earlier, when negative). */
export function addDays(date: IsoDate, days: number): IsoDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The day `months` later; the 31st becomes the last day of a shorter month. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

/** Days from one day to another, negative backwards. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'day' }).days;
}

/** Whole months from one day to another, negative backwards. */
export function monthsBetween(from: IsoDate, to: IsoDate): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'month' }).months;
}

/** Whether the first day comes before the second. */
export const isBefore = (a: IsoDate, b: IsoDate): boolean => a < b;
/** Whether the first day comes after the second. */
export const isAfter = (a: IsoDate, b: IsoDate): boolean => a > b;

/** The earliest of the days. */
export function earliest(first: IsoDate, ...others: IsoDate[]): IsoDate {
  return others.reduce((a, b) => (b < a ? b : a), first);
}

/** The latest of the days. */
export function latest(first: IsoDate, ...others: IsoDate[]): IsoDate {
  return others.reduce((a, b) => (b > a ? b : a), first);
}

/** The month of a day. */
export const monthOf = (date: IsoDate): IsoMonth => date.slice(0, 7);

/** The year of a day or a month. */
export const yearOf = (date: IsoDate | IsoMonth): number => Number(date.slice(0, 4));

/** Year, month and day as numbers; the day of a month alone is 1. */
export function partsOf(date: IsoDate | IsoMonth): { year: number; month: number; day: number } {
  return { year: yearOf(date), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10) || 1) };
}

/** The first day of a month. */
export const firstDay = (month: IsoMonth): IsoDate => `${month}-01`;

/** The last day of a month. */
export function lastDay(month: IsoMonth): IsoDate {
  const { year, month: number } = partsOf(month);
  return `${month}-${pad(daysInMonth(year, number), 2)}`;
}

/** The month `months` later. */
export function addToMonth(month: IsoMonth, months: number): IsoMonth {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}

/** All months of a span, both ends included; none when it runs backwards. */
export function monthsFrom(from: IsoMonth, to: IsoMonth): IsoMonth[] {
  const months: IsoMonth[] = [];
  for (let month = from; month <= to; month = addToMonth(month, 1)) months.push(month);
  return months;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
