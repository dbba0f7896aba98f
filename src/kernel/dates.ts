/** Days, months and moments: strings outside, Temporal inside; the present is always an argument. */
export * from './calendar.ts';
export * from './date-format.ts';
export * from './date-parse.ts';
export { monthNamesGenitive } from './date-words.ts';
