import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOf, formatLimits, formatMonths, withinLimits } from '#kernel/term.ts';

describe('term', () => {
  it('ends the day before the same date', () => {
    expect(endOf('2027-01-25', 11)).toBe('2027-12-24');
    expect(endOf('2027-01-01', 12)).toBe('2027-12-31');
    expect(endOf('2027-01-31', 1)).toBe('2027-02-28');
    expect(endOf('2027-11-30', 3)).toBe('2028-02-29');
    expect(endOf('2027-01-25', 0)).toBe('2027-01-25');
  });

  it('is longer with every month', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 36 }),
        (day, months) => {
          const start = day.toISOString().slice(0, 10);
          expect(endOf(start, months) < endOf(start, months + 1)).toBe(true);
        },
      ),
    );
  });

  it('stays within the limits of the regulation', () => {
    const limits = { min: 3, max: 12 };
    expect([2, 3, 12, 13, 3.5].map((months) => withinLimits(months, limits))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(formatLimits(limits)).toBe('от 3 до 12\u00a0месяцев');
    expect(formatLimits({ min: 1, max: 1 })).toBe('от 1 до 1\u00a0месяца');
    expect(formatMonths(11)).toBe('11\u00a0месяцев');
  });
});
