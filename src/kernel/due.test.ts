import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueKinds, dueRange, dueSchema, formatDue, parseDue, sameDue, type Due } from '#kernel/due.ts';
import { arbitraryDue as dues } from '#tests/builders/due.ts';

const period = { from: '2027-01-25', to: '2027-12-24' };
const text = (due: Due): string => formatDue(due).replaceAll('\u00a0', ' ');
describe('parseDue', () => {
  it.each<[string, Due]>([
    ['до 22.01.2027 г.', { kind: 'before', date: '2027-01-22' }],
    ['январь 2027 г.', { kind: 'month', month: '2027-01' }],
    ['Март, сентябрь 2027 г.', { kind: 'months', months: ['2027-03', '2027-09'] }],
    ['март и сентябрь 2027', { kind: 'months', months: ['2027-03', '2027-09'] }],
    ['2027 г.: март, сентябрь', { kind: 'months', months: ['2027-03', '2027-09'] }],
    ['февраль – ноябрь 2027 г.', { kind: 'span', from: '2027-02', to: '2027-11' }],
    ['Октябрь-ноябрь 2022 г.', { kind: 'span', from: '2022-10', to: '2022-11' }],
    ['ОКТЯБРЬ − НОЯБРЬ 2022 ГОДА', { kind: 'span', from: '2022-10', to: '2022-11' }],
    ['ноябрь 2021 г. — март 2022 г.', { kind: 'span', from: '2021-11', to: '2022-03' }],
    ['декабрь 2021-ноябрь 2022 г.', { kind: 'span', from: '2021-12', to: '2022-11' }],
    ['с января по март 2027 г.', { kind: 'span', from: '2027-01', to: '2027-03' }],
    ['По согласованию сторон', { kind: 'by-agreement' }],
    ['по согласованию (февраль–ноябрь 2027 г.)', { kind: 'by-agreement', within: { from: '2027-02', to: '2027-11' } }],
    ['На протяжении всего периода реализации программы', { kind: 'whole-period' }],
    ['Весь период', { kind: 'whole-period' }],
    ['в период реализации программы', { kind: 'whole-period' }],
    ['Ежеквартально', { kind: 'regular', every: 'quarter' }],
    ['не реже 1 раза в месяц', { kind: 'regular', every: 'month' }],
    ['еженедельно по средам', { kind: 'regular', every: 'week' }],
    ['2 раза в год', { kind: 'regular', every: 'half-year' }],
    ['четыре раза в год', { kind: 'regular', every: 'quarter' }],
    ['ежемесячно в течение всего периода реализации программы', { kind: 'regular', every: 'month' }],
    ['ежемесячно, 2027 год', { kind: 'regular', every: 'month', within: { from: '2027-01', to: '2027-12' } }],
    ['По мере необходимости', { kind: 'on-demand' }],
    ['с 15 января по 20 февраля 2027 года', { kind: 'date-span', from: '2027-01-15', to: '2027-02-20' }],
    ['15-20 декабря 2026 г.', { kind: 'date-span', from: '2026-12-15', to: '2026-12-20' }],
    ['01.03-15.03.2027', { kind: 'date-span', from: '2027-03-01', to: '2027-03-15' }],
    ['I декада марта 2027 г.', { kind: 'date-span', from: '2027-03-01', to: '2027-03-10' }],
    ['5, 12 марта и 3 апреля 2027 г.', { kind: 'dates', dates: ['2027-03-05', '2027-03-12', '2027-04-03'] }],
    ['18–19 и 25 марта 2027', { kind: 'dates', dates: ['2027-03-18', '2027-03-19', '2027-03-25'] }],
    ['пятого апреля 2027 года', { kind: 'date', date: '2027-04-05' }],
    ['до двадцать первого мая 2027 г.', { kind: 'before', date: '2027-05-21' }],
    ['с третьего по тридцатое июня 2027', { kind: 'date-span', from: '2027-06-03', to: '2027-06-30' }],
    ['«31» декабря 2027 года', { kind: 'date', date: '2027-12-31' }],
    ['не позднее 1 декабря 2027 г.', { kind: 'before', date: '2027-12-01' }],
    ['не позднее чем 1 декабря 2027 г.', { kind: 'before', date: '2027-12-01' }],
    ['до конца марта 2027', { kind: 'before', date: '2027-03-31' }],
    ['до марта 2027 года', { kind: 'before-month', month: '2027-03' }],
    ['с 1 марта 2027 г.', { kind: 'after', date: '2027-03-01' }],
    ['2027 год', { kind: 'year', year: 2027 }],
    ['в течение 2027 г.', { kind: 'year', year: 2027 }],
    ['2021-2022 гг.', { kind: 'years', from: 2021, to: 2022 }],
    ['2021-22 гг.', { kind: 'years', from: 2021, to: 2022 }],
    ['2026-2027 учебный год', { kind: 'school-year', year: 2026 }],
    ['2026/27 уч. год', { kind: 'school-year', year: 2026 }],
    ['первое полугодие 2026–2027 учебного года', { kind: 'span', from: '2026-09', to: '2026-12' }],
    ['I квартал 2027 г.', { kind: 'quarter', year: 2027, quarter: 1 }],
    ['IV кв. 2027', { kind: 'quarter', year: 2027, quarter: 4 }],
    ['I–II квартал 2027 г.', { kind: 'span', from: '2027-01', to: '2027-06' }],
    ['в\u00a0сентябре\u00a02027\u00a0г.', { kind: 'month', month: '2027-09' }],
    ['сент. 2027', { kind: 'month', month: '2027-09' }],
    ['02–05.2027', { kind: 'span', from: '2027-02', to: '2027-05' }],
    ['15-мая 2027 г.', { kind: 'date', date: '2027-05-15' }],
    ['12.2027', { kind: 'month', month: '2027-12' }],
    ['мaрт 2027 г.', { kind: 'month', month: '2027-03' }],
    ['март-месяц 2027 г.', { kind: 'month', month: '2027-03' }],
    ['сентяб. 2027', { kind: 'month', month: '2027-09' }],
    ['март/апрель 2027', { kind: 'months', months: ['2027-03', '2027-04'] }],
    ['c марта по май 2027 г.', { kind: 'span', from: '2027-03', to: '2027-05' }],
    ['март ─ май 2027 г.', { kind: 'span', from: '2027-03', to: '2027-05' }],
    ['март -- май 2027', { kind: 'span', from: '2027-03', to: '2027-05' }],
    ['март … май 2027', { kind: 'span', from: '2027-03', to: '2027-05' }],
    ['начиная с марта по май 2027', { kind: 'span', from: '2027-03', to: '2027-05' }],
    ['22 января 2027 г. (пятница)', { kind: 'date', date: '2027-01-22' }],
    ['22-01-2027', { kind: 'date', date: '2027-01-22' }],
    ['22 .01.2027', { kind: 'date', date: '2027-01-22' }],
    ['первого марта 2027 года', { kind: 'date', date: '2027-03-01' }],
    ['5 марта 2027 г. 12 апреля 2027 г.', { kind: 'dates', dates: ['2027-03-05', '2027-04-12'] }],
    ['срок – до 22.01.2027', { kind: 'before', date: '2027-01-22' }],
    ['до22.01.2027', { kind: 'before', date: '2027-01-22' }],
    ['по 22 января 2027 г.', { kind: 'before', date: '2027-01-22' }],
    ['к концу марта 2027', { kind: 'before', date: '2027-03-31' }],
    ['не позднее марта 2027 г.', { kind: 'before', date: '2027-03-31' }],
    ['до конца I квартала 2027 г.', { kind: 'before', date: '2027-03-31' }],
    ['до II полугодия 2027 г.', { kind: 'before-month', month: '2027-07' }],
    ['не ранее 22.01.2027', { kind: 'after', date: '2027-01-22' }],
    ['начиная с марта 2027 г.', { kind: 'after', date: '2027-03-01' }],
    ['в течение всего 2027 года', { kind: 'year', year: 2027 }],
    ['2026 и 2027 годы', { kind: 'years', from: 2026, to: 2027 }],
    ['2026/2027 у.г.', { kind: 'school-year', year: 2026 }],
    ['II кв 2027', { kind: 'quarter', year: 2027, quarter: 2 }],
    ['вторая половина марта 2027 г.', { kind: 'date-span', from: '2027-03-16', to: '2027-03-31' }],
    ['По согласованию сторон.', { kind: 'by-agreement' }],
    ['срок по согласованию между сторонами', { kind: 'by-agreement' }],
    ['по предварительной договорённости', { kind: 'by-agreement' }],
    ['по согласованию с участниками менторской группы', { kind: 'by-agreement' }],
    ['март 2027 г. – по согласованию', { kind: 'by-agreement', within: { from: '2027-03', to: '2027-03' } }],
    ['в ходе реализации программы', { kind: 'whole-period' }],
    ['на весь период', { kind: 'whole-period' }],
    ['по запросу развивающейся команды', { kind: 'on-demand' }],
  ])('reads «%s» without a doubt', (said, due) => {
    expect(parseDue(said)).toEqual({ due, doubts: [] });
  });

  it('takes the year that was not said from the period or the year around', () => {
    expect(parseDue('март', { period })).toEqual({ due: { kind: 'month', month: '2027-03' }, doubts: [] });
    const turn = { from: '2026-10-01', to: '2027-06-30' };
    expect(parseDue('ноябрь – март', { period: turn })).toEqual({
      due: { kind: 'span', from: '2026-11', to: '2027-03' },
      doubts: [],
    });
    expect(parseDue('в течение года', { period })).toEqual({ due: { kind: 'year', year: 2027 }, doubts: [] });
    expect(parseDue('до конца года', { period })).toEqual({ due: { kind: 'before', date: '2027-12-31' }, doubts: [] });
    expect(parseDue('сентябрь, март', { year: 2027 }).due.kind).toBe('months');
    expect(parseDue('до 1 марта', { year: 2027 })).toEqual({ due: { kind: 'before', date: '2027-03-01' }, doubts: [] });
  });

  it.each<[string, Due, string]>([
    [
      'ноябрь – март 2027 г.',
      { kind: 'span', from: '2026-11', to: '2027-03' },
      'Год сказан один раз: понято как ноябрь 2026 г.',
    ],
    [
      'январь 2027, далее ежеквартально',
      { kind: 'regular', every: 'quarter' },
      'Не понято уточнение «январь 2027, далее»',
    ],
    ['март 2027 г. по графику', { kind: 'month', month: '2027-03' }, 'Не понято: «по графику»'],
    ['осень 2027', { kind: 'span', from: '2027-09', to: '2027-11' }, 'Время года понято как три месяца'],
    ['по согласованию с комитетом', { kind: 'by-agreement' }, 'Не понято уточнение «комитетом»'],
    ['в течение года', { kind: 'whole-period' }, 'Не указан год: понято как весь период программы'],
    ['март', { kind: 'text', text: 'март' }, 'Не указан год'],
    [
      '31 февраля 2027 г.',
      { kind: 'text', text: '31 февраля 2027 г.' },
      '31 февраля не бывает: в феврале 2027 г. 28 дней',
    ],
    ['20 марта – 10 марта 2027 г.', { kind: 'text', text: '20 марта – 10 марта 2027 г.' }, 'Конец срока раньше начала'],
    ['после 1 марта 2027 г.', { kind: 'text', text: 'после 1 марта 2027 г.' }, 'Срок не распознан'],
    ['в течение 10 дней', { kind: 'text', text: 'в течение 10 дней' }, 'Срок не распознан'],
    ['', { kind: 'text', text: '' }, 'Срок не указан'],
    [' – ', { kind: 'text', text: '–' }, 'Срок не указан'],
  ])('doubts «%s»', (said, due, doubt) => {
    const parsed = parseDue(said);
    expect(parsed.due).toEqual(due);
    expect(parsed.doubts.join('; ').replaceAll('\u00a0', ' ')).toBe(doubt);
  });

  it('has a generator for every kind', () => {
    expect(Object.keys(dues).sort()).toEqual([...dueKinds].sort());
  });

  it.each(dueKinds)('reads back what is printed: %s', (kind) => {
    fc.assert(
      fc.property(dues[kind], (due) => {
        const parsed = parseDue(formatDue(due));
        expect(parsed.due).toEqual(due);
        expect(parseDue(formatDue(due).toUpperCase().replaceAll('–', '-').replaceAll('\u00a0', ' ')).due.kind).toBe(
          kind,
        );
        if (kind !== 'text') expect(parsed.doubts).toEqual([]);
        expect(dueSchema.parse(JSON.parse(JSON.stringify(due)))).toEqual(due);
      }),
      { numRuns: 300 },
    );
  });

  it('never throws, and whatever it reads is a valid due date', () => {
    const pieces = fc.constantFrom(
      'до',
      'с',
      'по',
      '-',
      ',',
      'март',
      'ноября',
      '2027',
      '2026-27',
      '15',
      '31',
      '1.02',
      '1.2.27',
      'г.',
      'квартал',
      'II',
      'уч. год',
      'полугодие',
      'декада',
      'конец',
      'весна',
      'в течение года',
      'ежемесячно',
      'весь период',
      '99',
      '0',
      '0000',
      '9999',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 8 }).map((list) => list.join(' ')),
        ),
        (said) => {
          for (const context of [{}, { period }, { year: 2027 }]) {
            const { due, doubts } = parseDue(said, context);
            expect(dueSchema.safeParse(due).success).toBe(true);
            if (due.kind === 'text') expect(doubts.length).toBeGreaterThan(0);
            else expect(parseDue(formatDue(due)).due).toEqual(due);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});

it('reads long and hostile texts at once', () => {
  for (const piece of ['2027-', 'март, ', 'с по ', 'весь период ', '1 раз в ', ' , ', '1.', '- ', 'в течение ']) {
    parseDue(piece.repeat(290 / piece.length));
    expect(parseDue(piece.repeat(200_000 / piece.length)).due.kind).toBe('text');
  }
});

describe('formatDue', () => {
  it('says the year once', () => {
    expect(text({ kind: 'months', months: ['2027-03', '2027-09'] })).toBe('март, сентябрь 2027 г.');
    expect(text({ kind: 'months', months: ['2026-11', '2027-01'] })).toBe('ноябрь 2026 г., январь 2027 г.');
    expect(text({ kind: 'span', from: '2027-02', to: '2027-11' })).toBe('февраль – ноябрь 2027 г.');
    expect(text({ kind: 'date-span', from: '2026-12-15', to: '2026-12-20' })).toBe('15–20 декабря 2026 г.');
    expect(text({ kind: 'dates', dates: ['2027-03-05', '2027-03-12', '2027-04-03'] })).toBe(
      '5, 12 марта, 3 апреля 2027 г.',
    );
    expect(text({ kind: 'before', date: '2027-01-22' })).toBe('до 22 января 2027 г.');
  });
});

describe('due dates as values', () => {
  it('gives the days covered', () => {
    expect(dueRange({ kind: 'before', date: '2027-03-01' }, period)).toEqual({ from: '2027-01-25', to: '2027-03-01' });
    expect(dueRange({ kind: 'before-month', month: '2027-03' })).toEqual({ from: '2027-02-28', to: '2027-02-28' });
    expect(dueRange({ kind: 'quarter', year: 2027, quarter: 4 })).toEqual({ from: '2027-10-01', to: '2027-12-31' });
    expect(dueRange({ kind: 'school-year', year: 2026 })).toEqual({ from: '2026-09-01', to: '2027-08-31' });
    expect(dueRange({ kind: 'whole-period' }, period)).toEqual(period);
    expect(dueRange({ kind: 'by-agreement' })).toBeNull();
    expect(dueRange({ kind: 'text', text: 'потом' }, period)).toEqual(period);
  });

  it('begins no later than it ends', () => {
    fc.assert(
      fc.property(fc.oneof(...Object.values(dues)), (one) => {
        const range = dueRange(one, period);
        expect(range === null || range.from <= range.to).toBe(true);
      }),
    );
  });

  it('compares by value', () => {
    expect(
      sameDue({ kind: 'span', from: '2027-01', to: '2027-02' }, { to: '2027-02', kind: 'span', from: '2027-01' }),
    ).toBe(true);
    expect(sameDue({ kind: 'year', year: 2027 }, { kind: 'year', year: 2028 })).toBe(false);
  });
});
