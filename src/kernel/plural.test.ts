import { describe, expect, it } from 'vitest';
import { countOf, formatNumber, formatPercent, forms, joinAnd, percentOf, plural } from '#kernel/plural.ts';

describe('plural', () => {
  it.each([
    [0, 'дней'],
    [1, 'день'],
    [2, 'дня'],
    [4, 'дня'],
    [5, 'дней'],
    [11, 'дней'],
    [12, 'дней'],
    [14, 'дней'],
    [21, 'день'],
    [22, 'дня'],
    [100, 'дней'],
    [101, 'день'],
    [111, 'дней'],
    [1012, 'дней'],
    [-3, 'дня'],
    [1.5, 'дня'],
  ])('%d → %s', (n, expected) => {
    expect(plural(n, 'день', 'дня', 'дней')).toBe(expected);
  });

  it('counts with a no-break space and groups thousands', () => {
    expect(countOf(5, forms.group)).toBe('5\u00a0групп');
    expect(countOf(1, 'шаг', 'шага', 'шагов')).toBe('1\u00a0шаг');
    expect(countOf(1102, forms.organisation)).toBe('1\u00a0102\u00a0организации');
    expect(formatNumber(1234567)).toBe('1\u00a0234\u00a0567');
    expect(formatNumber(-2.5)).toBe('−2,5');
  });

  it('never rounds a part to all or to nothing', () => {
    expect(formatPercent(2, 3)).toBe('67\u00a0%');
    expect(percentOf(999, 1000)).toBe(99);
    expect(percentOf(1, 1000)).toBe(1);
    expect(percentOf(0, 0)).toBe(0);
    expect(percentOf(5, 5)).toBe(100);
  });

  it('joins with «и»', () => {
    expect(joinAnd([])).toBe('');
    expect(joinAnd(['а'])).toBe('а');
    expect(joinAnd(['а', 'б'])).toBe('а и б');
    expect(joinAnd(['а', '', 'б', 'в'])).toBe('а, б и в');
  });
});
