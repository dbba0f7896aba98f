import { describe, expect, it } from 'vitest';
import { parseDue, type Due } from '#kernel/due.ts';
import { calendarOf } from './rules.calendar.ts';

const due = (text: string): Due => parseDue(text, { year: 2027 }).due;
const row = (key: string, text: string, themes: [string, string][] = []) => ({
  key,
  due: due(text),
  themes: themes.map(([title, when]) => ({ title, dues: [due(when)] })),
});
const seen = (rows: ReturnType<typeof row>[]) =>
  calendarOf(rows).months.map(
    ({ month, entries }) => `${month}: ${entries.map((entry) => entry.theme ?? entry.key).join(', ')}`,
  );

describe('the plan by months', () => {
  it('an activity stands in every month it names, in the order of days', () => {
    expect(seen([row('a', 'март, сентябрь 2027'), row('b', '8 марта 2027'), row('c', '2 марта 2027')])).toEqual([
      '2027-03: c, b, a',
      '2027-09: a',
    ]);
  });

  it('[D-P.themes] themes stand in months of their own, the activity by agreement does not stand twice', () => {
    const rows = [
      row('a', 'по согласованию сторон', [
        ['Кадровый резерв', '8 марта 2027'],
        ['Паспорт безопасности', 'май 2027'],
      ]),
    ];
    expect(seen(rows)).toEqual(['2027-03: Кадровый резерв', '2027-05: Паспорт безопасности']);
    expect(calendarOf(rows).undated).toEqual([]);
    expect(seen([row('a', 'март 2027', [['Кадровый резерв', '8 марта 2027']])])).toEqual(['2027-03: Кадровый резерв']);
  });

  it('what has no month of its own, or too many, stands apart', () => {
    const rows = [
      row('a', 'на протяжении всего периода'),
      row('b', 'по согласованию сторон'),
      row('c', 'ежеквартально'),
      row('d', 'январь – ноябрь 2027'),
    ];
    expect(calendarOf(rows)).toEqual({ months: [], undated: ['a', 'b', 'c', 'd'] });
  });

  it('a span over two months names the days of each', () => {
    const { months } = calendarOf([row('a', 'с 25 января по 5 февраля 2027')]);
    expect(months.map(({ entries }) => entries[0]?.days)).toEqual([
      { from: '2027-01-25', to: '2027-01-31' },
      { from: '2027-02-01', to: '2027-02-05' },
    ]);
    expect(calendarOf([row('b', 'февраль 2027')]).months[0]?.entries[0]?.days).toBeNull();
  });
});
