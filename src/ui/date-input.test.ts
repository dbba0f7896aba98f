import { expect, test } from 'vitest';
import { dateShown, dateTidied, isoOf } from './date-input.ts';

test('a stored date is shown as a person types it, anything else as it was typed', () => {
  expect(dateShown('2027-03-12')).toBe('12.03.2027');
  expect(dateShown('31.02.2027')).toBe('31.02.2027');
  expect(dateShown('весной')).toBe('весной');
});

test('a hasty date is tidied, an unclear one is left alone', () => {
  for (const typed of ['12032027', '12,3,2027', '12 03 2027', '12/03/2027', '12.3.2027', ' 2027-03-12 ']) {
    expect(dateTidied(typed)).toBe('12.03.2027');
  }
  expect(dateTidied('12.03')).toBe('12.03');
  expect(dateTidied('31.02.2027')).toBe('31.02.2027');
});

test('the calendar opens at what was typed', () => {
  expect(isoOf('12.3.2027')).toBe('2027-03-12');
  expect(isoOf('2027-03-12')).toBe('2027-03-12');
  expect(isoOf('весной')).toBeNull();
});
