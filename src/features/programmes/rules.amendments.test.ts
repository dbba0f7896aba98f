import { describe, expect, it } from 'vitest';
import { parseDue, type Due } from '#kernel/due.ts';
import { compareActivities, themeText, type Wording } from './rules.amendments.ts';
import type { Activity } from './rules.plan.ts';

const due = (text: string): Due => parseDue(text, { year: 2027 }).due;
const wording: Wording = {
  transferForm: (code) => ({ consulting: 'консультирование', internship: 'стажировка' })[code] ?? code,
  responsible: (key) => ({ operator: 'Региональный оператор', 'developing-team': 'Развивающаяся команда' })[key] ?? key,
  stage: (stage) => `Этап ${stage}`,
};
const base: Activity = {
  key: 'a',
  stage: 2,
  title: 'Консультирование',
  transferForm: 'consulting',
  due: due('март 2027'),
  responsible: ['developing-team'],
  themes: [],
  cancelled: false,
};
const compare = (before: Activity[], after: Activity[]) => compareActivities(before, after, wording);

describe('differences of versions', () => {
  it('[D-A.amend] equal versions have none', () => {
    expect(compare([base], [{ ...base }])).toEqual([]);
  });

  it('[D-A.amend] an added, a cancelled and a restored activity are told', () => {
    const added = { ...base, key: 'b', title: 'Стажировка' };
    expect(compare([base], [base, added])).toEqual([{ kind: 'added', activity: added }]);
    expect(compare([base], [{ ...base, cancelled: true }])).toMatchObject([{ kind: 'cancelled' }]);
    expect(compare([{ ...base, cancelled: true }], [base])).toMatchObject([{ kind: 'restored' }]);
    expect(compare([], [{ ...added, cancelled: true }])).toEqual([]);
  });

  it.each<[string, Partial<Activity>, string, string]>([
    ['title', { title: 'Инструктирование' }, 'Консультирование', 'Инструктирование'],
    ['stage', { stage: 3 }, 'Этап 2', 'Этап 3'],
    ['transferForm', { transferForm: 'internship' }, 'консультирование', 'стажировка'],
    ['due', { due: due('март, сентябрь 2027') }, 'март 2027 г.', 'март, сентябрь 2027 г.'],
    [
      'responsible',
      { responsible: ['developing-team', 'operator'] },
      'Развивающаяся команда',
      'Развивающаяся команда; Региональный оператор',
    ],
    [
      'themes',
      { themes: [{ title: 'Кадровый резерв', dues: [due('8 марта 2027')] }] },
      '',
      'Кадровый резерв (8 марта 2027 г.)',
    ],
  ])('[D-A.amend] a changed %s is shown with both values in words', (field, change, before, after) => {
    const changes = compare([base], [{ ...base, ...change }]);
    expect(changes).toHaveLength(1);
    const fields = changes[0]?.kind === 'changed' ? changes[0].fields : [];
    expect(fields.map((one) => ({ ...one, before: plain(one.before), after: plain(one.after) }))).toEqual([
      { field, before, after },
    ]);
  });

  it('[D-P.themes] a theme is said with all its dates', () => {
    expect(plain(themeText({ title: 'Паспорт безопасности', dues: [due('март 2027'), due('октябрь 2027')] }))).toBe(
      'Паспорт безопасности (март 2027 г.; октябрь 2027 г.)',
    );
    expect(themeText({ title: 'Паспорт безопасности', dues: [] })).toBe('Паспорт безопасности');
  });

  it('the same date written in another order of fields is no difference', () => {
    const span: Due = { kind: 'span', from: '2027-03', to: '2027-05' };
    const same = { to: '2027-05', from: '2027-03', kind: 'span' } as Due;
    expect(compare([{ ...base, due: span }], [{ ...base, due: same }])).toEqual([]);
  });
});

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
