import fc from 'fast-check';
import { frequencies, type Due } from '#kernel/due.ts';

const month = fc
  .tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }))
  .map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`);
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const year = fc.integer({ min: 2000, max: 2090 });
const two = <T extends string | number>(value: fc.Arbitrary<T>): fc.Arbitrary<{ from: T; to: T }> =>
  fc
    .tuple(value, value)
    .filter(([a, b]) => a < b)
    .map(([from, to]) => ({ from, to }));
const several = (value: fc.Arbitrary<string>): fc.Arbitrary<string[]> =>
  fc.uniqueArray(value, { minLength: 2, maxLength: 8 }).map((list) => list.sort());
const within = fc.oneof(
  fc.constant({}),
  two(month).map((span) => ({ within: span })),
  month.map((m) => ({ within: { from: m, to: m } })),
);
const quarter = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const);
/** A due date of every kind, between 2000 and 2099. */
export const arbitraryDue: Readonly<Record<Due['kind'], fc.Arbitrary<Due>>> = {
  date: day.map((date) => ({ kind: 'date', date })),
  dates: several(day).map((dates) => ({ kind: 'dates', dates })),
  'date-span': two(day).map((span) => ({ kind: 'date-span', ...span })),
  before: day.map((date) => ({ kind: 'before', date })),
  'before-month': month.map((value) => ({ kind: 'before-month', month: value })),
  after: day.map((date) => ({ kind: 'after', date })),
  month: month.map((value) => ({ kind: 'month', month: value })),
  months: several(month).map((months) => ({ kind: 'months', months })),
  span: two(month).map((span) => ({ kind: 'span', ...span })),
  quarter: fc.record({ kind: fc.constant('quarter'), year, quarter }),
  year: year.map((value) => ({ kind: 'year', year: value })),
  years: two(year).map((span) => ({ kind: 'years', ...span })),
  'school-year': year.map((value) => ({ kind: 'school-year', year: value })),
  'by-agreement': within.map((span) => ({ kind: 'by-agreement', ...span })),
  regular: fc
    .tuple(fc.constantFrom(...frequencies), within)
    .map(([every, span]) => ({ kind: 'regular', every, ...span })),
  'whole-period': fc.constant({ kind: 'whole-period' }),
  'on-demand': fc.constant({ kind: 'on-demand' }),
  text: fc
    .constantFrom('после педсовета', 'по отдельному плану', 'через неделю после справки')
    .map((said) => ({ kind: 'text', text: said })),
};
