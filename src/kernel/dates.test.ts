import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as dates from '#kernel/dates.ts';

const plain = (text: string | null): string => (text ?? 'null').replaceAll('\u00a0', ' ');
const anyDate = fc
  .date({ min: new Date('1901-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('parseDate', () => {
  it.each([
    ['31.12.2026', '2026-12-31'],
    ['1.2.2027', '2027-02-01'],
    ['31.12.26', '2026-12-31'],
    ['31/12/2026', '2026-12-31'],
    ['31-12-2026', '2026-12-31'],
    ['2026-12-31', '2026-12-31'],
    ['31 декабря 2026 г.', '2026-12-31'],
    ['31\u00a0ДЕКАБРЯ\u00a02026 года', '2026-12-31'],
    ['«31» декабря 2026 г.', '2026-12-31'],
    ['1-го мая 2027', '2027-05-01'],
    ['12 сент. 2027', '2027-09-12'],
    ['29.02.2028', '2028-02-29'],
    ['22.01.2027 г.', '2027-01-22'],
    [' Пятница, 12 марта 2027 г. ', '2027-03-12'],
  ])('reads %s', (text, expected) => {
    expect(dates.parseDate(text)).toEqual({ ok: true, value: expected });
  });

  it.each([
    ['31 февраля 2027', '31 февраля не бывает: в феврале 2027 г. 28 дней'],
    ['29.02.2027', '29 февраля не бывает: в феврале 2027 г. 28 дней'],
    ['31.04.2027', '31 апреля не бывает: в апреле 2027 г. 30 дней'],
    ['32.05.2027', '32 мая не бывает: в мае 2027 г. 31 день'],
    ['01.13.2027', 'Месяца с номером 13 не бывает: их двенадцать'],
    ['00.01.2027', 'Дня с номером 0 не бывает: дни считают с первого'],
    ['01.01.0027', 'Год 27 не подходит: нужен от 1900 до 2100'],
    ['12 марта', 'В дате «12 марта» не указан год'],
    ['', 'Укажите дату'],
    ['скоро', 'Дата «скоро» не распознана. Напишите дату цифрами, например 31.12.2026'],
    ['2027-02-31', '31 февраля не бывает: в феврале 2027 г. 28 дней'],
  ])('refuses %s', (text, sentence) => {
    const date = dates.parseDate(text);
    expect(date.ok ? '' : plain(date.error)).toBe(sentence);
  });

  it('reads back everything that is printed', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        for (const print of [dates.formatDate, dates.formatShort, dates.formatWeekday, (day: string) => day])
          expect(dates.parseDate(print(date))).toEqual({ ok: true, value: date });
      }),
    );
  });

  it('never throws and gives only days of the calendar', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{1,2}\.\d{1,2}\.\d{2,4}$/)), (text) => {
        const date = dates.parseDate(text);
        expect(date.ok ? dates.isIsoDate(date.value) : date.error.length > 0).toBe(true);
      }),
    );
  });
});

describe('calendar', () => {
  it('knows today in the zone', () => {
    const now = new Date('2027-03-11T21:30:00Z');
    expect(dates.today(now)).toBe('2027-03-12');
    expect(dates.today(now, 'Europe/Kaliningrad')).toBe('2027-03-11');
    expect(dates.today(now, 'Asia/Kamchatka')).toBe('2027-03-12');
  });

  it('clamps months to their end', () => {
    expect(dates.addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(dates.addMonths('2028-02-29', 12)).toBe('2029-02-28');
    expect(dates.addToMonth('2026-11', 3)).toBe('2027-02');
    expect(dates.lastDay('2028-02')).toBe('2028-02-29');
    expect(dates.monthsFrom('2026-11', '2027-02')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
    expect(dates.monthsFrom('2027-02', '2027-01')).toEqual([]);
  });

  it('recognises days and months', () => {
    expect(dates.isIsoDate('2027-02-29')).toBe(false);
    expect(dates.isIsoDate('2027-2-9')).toBe(false);
    expect(dates.isIsoDate(20270201)).toBe(false);
    expect(dates.isIsoMonth('2027-13')).toBe(false);
    expect(dates.isIsoMonth('2027-12')).toBe(true);
  });

  it('counts days and months both ways', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -400, max: 400 }), (date, days) => {
        const other = dates.addDays(date, days);
        expect(dates.daysBetween(date, other)).toBe(days);
        expect(dates.isBefore(date, other)).toBe(days > 0);
        expect(dates.earliest(date, other) <= dates.latest(date, other)).toBe(true);
      }),
    );
    expect(dates.monthsBetween('2027-01-25', '2027-12-24')).toBe(10);
  });
});

describe('printing', () => {
  it('writes days as people say them', () => {
    expect(dates.formatDate('2027-03-12')).toBe('12\u00a0марта\u00a02027\u00a0г.');
    expect(plain(dates.formatDay('2027-03-12', '2027-01-01'))).toBe('12 марта');
    expect(plain(dates.formatDay('2028-01-23', '2027-01-01'))).toBe('23 января 2028 г.');
    expect(dates.formatShort('2027-03-12')).toBe('12.03.2027');
    expect(plain(dates.formatMonth('2027-05'))).toBe('май 2027 г.');
    expect(plain(dates.formatWeekday('2027-03-12'))).toBe('Пятница, 12 марта 2027 г.');
    expect(plain(dates.formatRange('2027-01-25', '2027-12-24'))).toBe('с 25 января по 24 декабря 2027 г.');
    expect(plain(dates.formatRange('2026-12-25', '2027-12-24'))).toBe('с 25 декабря 2026 г. по 24 декабря 2027 г.');
    expect(plain(dates.formatInstant(new Date('2027-03-12T11:05:40Z')))).toBe('12 марта 2027 г., 14:05');
  });

  it.each([
    [0, 'сегодня'],
    [1, 'завтра'],
    [-1, 'вчера'],
    [3, 'через 3 дня'],
    [19, 'через 19 дней'],
    [-4, '4 дня назад'],
    [-14, '14 дней назад'],
  ])('a day %d days away is «%s»', (days, expected) => {
    expect(plain(dates.relative(dates.addDays('2027-03-12', days), '2027-03-12'))).toBe(expected);
  });

  it('says how late a thing is', () => {
    expect(plain(dates.lateness('2027-03-08', '2027-03-12'))).toBe('на 4 дня позже');
    expect(dates.lateness('2027-03-12', '2027-03-12')).toBeNull();
  });
});
