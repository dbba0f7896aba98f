import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, isoDate } from '#kernel/dates.ts';
import { parseDue, type Due } from '#kernel/due.ts';
import { endOf } from '#kernel/term.ts';
import {
  checkComplete,
  checkDirections,
  checkDueWithin,
  checkPeriod,
  checkWorkingGroup,
  rangeOf,
  type Activity,
  type ProgrammeContent,
  type WorkingGroupMember,
} from './rules.plan.ts';

const limits = { min: 3, max: 12 };
const period = { from: '2027-01-25', to: '2027-12-24' };
const due = (text: string): Due => parseDue(text, { period }).due;

const leader: WorkingGroupMember = {
  fullName: 'Седова Анна Ильинична',
  post: 'директор',
  phones: ['+78442000000'],
  emails: [],
  isLeader: true,
  isContact: true,
};
const member: WorkingGroupMember = {
  ...leader,
  fullName: 'Белов Семён Андреевич',
  phones: [],
  isLeader: false,
  isContact: false,
};

const activity: Activity = {
  key: 'a',
  stage: 1,
  title: 'Супервизия «на входе»',
  transferForm: 'supervision',
  due: due('январь 2027'),
  responsible: ['developing-team'],
  themes: [],
  cancelled: false,
};
const content: ProgrammeContent = {
  period,
  directions: ['quality'],
  workingGroups: [{ team: 'Логовская СОШ', members: [leader, member] }],
  activities: [activity],
};
const facts = { limits, groupDirections: ['quality', 'safety'] };
const refusal = (outcome: ReturnType<typeof checkComplete>) => (outcome.ok ? null : outcome.error);

describe('planned period', () => {
  it.each([3, 4, 11, 12])('[V-step4] a term of %i months is allowed', (months) => {
    expect(checkPeriod({ from: period.from, to: endOf(period.from, months) }, limits).ok).toBe(true);
  });

  it.each([1, 2, 13, 24])('a term of %i months is refused by its clause', (months) => {
    const outcome = checkPeriod({ from: period.from, to: endOf(period.from, months) }, limits);
    expect(outcome).toMatchObject({ ok: false, error: { code: 'programmes.term', clause: 'term', field: 'periodTo' } });
  });

  it('a day less than three months and a day more than twelve are refused', () => {
    expect(checkPeriod({ from: period.from, to: addDays(endOf(period.from, 3), -1) }, limits).ok).toBe(false);
    expect(checkPeriod({ from: period.from, to: addDays(endOf(period.from, 12), 1) }, limits).ok).toBe(false);
  });

  it('a period that ends before it begins is refused', () => {
    expect(checkPeriod({ from: period.to, to: period.from }, limits).ok).toBe(false);
  });

  it('every whole term within the limits is allowed from any day of the year, every other one refused', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 800 }), fc.integer({ min: 1, max: 30 }), (shift, months) => {
        const from = addDays(isoDate(2026, 1, 1) ?? '', shift);
        expect(checkPeriod({ from, to: endOf(from, months) }, limits).ok).toBe(months >= 3 && months <= 12);
      }),
      // terms from and to the end of February
      {
        examples: [
          [698, 3],
          [789, 12],
          [789, 13],
          [423, 12],
        ],
      },
    );
  });
});

describe('directions', () => {
  it('[K-2.7] one or several of the group are allowed', () => {
    expect(checkDirections(['quality'], facts.groupDirections).ok).toBe(true);
    expect(checkDirections(['quality', 'safety'], facts.groupDirections).ok).toBe(true);
  });

  it('[K-2.7] none, or one that is not the group’s, is refused', () => {
    expect(refusal(checkDirections([], facts.groupDirections))).toMatchObject({
      code: 'programmes.no-directions',
      clause: 'programme-directions',
    });
    expect(refusal(checkDirections(['staff'], facts.groupDirections))).toMatchObject({
      code: 'programmes.foreign-direction',
    });
  });
});

describe('working groups', () => {
  it('[V-workgroup] exactly one leader and a contact person who can be reached', () => {
    expect(checkWorkingGroup('Логовская СОШ', [leader, member]).ok).toBe(true);
  });

  it.each([
    ['nobody', []],
    ['no leader', [{ ...leader, isLeader: false }]],
    ['two leaders', [leader, { ...member, isLeader: true }]],
  ])('[V-workgroup] %s is refused', (_case, members) => {
    expect(refusal(checkWorkingGroup('Логовская СОШ', members))).toMatchObject({
      code: 'programmes.one-leader',
      clause: 'working-group',
      field: 'members',
    });
  });

  it.each([
    ['no contact person', [{ ...leader, isContact: false }]],
    ['a contact person without phone and mail', [{ ...leader, phones: [] }]],
  ])('[V-workgroup] %s is refused', (_case, members) => {
    expect(refusal(checkWorkingGroup('Логовская СОШ', members))).toMatchObject({ code: 'programmes.contact-person' });
  });

  it('a contact person may be reached by mail alone', () => {
    expect(checkWorkingGroup('Логовская СОШ', [{ ...leader, phones: [], emails: ['a@example.org'] }]).ok).toBe(true);
  });
});

describe('a whole version', () => {
  it('[D-P.part1] [D-P.part2] a complete one may be endorsed', () => {
    expect(checkComplete(content, facts)).toEqual({ ok: true, value: true });
  });

  it.each<[string, Partial<ProgrammeContent>, string]>([
    ['term', { period: { from: '2027-01-25', to: '2027-03-24' } }, 'programmes.term'],
    ['no directions', { directions: [] }, 'programmes.no-directions'],
    ['foreign direction', { directions: ['staff'] }, 'programmes.foreign-direction'],
    ['no leader', { workingGroups: [{ team: 'Логовская СОШ', members: [member] }] }, 'programmes.one-leader'],
    [
      'no contact',
      { workingGroups: [{ team: 'Логовская СОШ', members: [{ ...leader, isContact: false }] }] },
      'programmes.contact-person',
    ],
    ['empty plan', { activities: [] }, 'programmes.empty-plan'],
    ['everything cancelled', { activities: [{ ...activity, cancelled: true }] }, 'programmes.empty-plan'],
    ['no transfer form', { activities: [{ ...activity, transferForm: null }] }, 'programmes.no-transfer-form'],
    ['no due date', { activities: [{ ...activity, due: null }] }, 'programmes.no-due'],
    [
      'due date not understood',
      { activities: [{ ...activity, due: { kind: 'text', text: 'когда-нибудь' } }] },
      'programmes.no-due',
    ],
    ['no responsible', { activities: [{ ...activity, responsible: [] }] }, 'programmes.no-responsible'],
  ])('[D-P.part2] %s is refused', (_case, change, code) => {
    expect(refusal(checkComplete({ ...content, ...change }, facts))?.code).toBe(code);
  });

  it('a cancelled activity is not judged', () => {
    const cancelled = { ...activity, key: 'b', transferForm: null, due: null, cancelled: true };
    expect(checkComplete({ ...content, activities: [activity, cancelled] }, facts).ok).toBe(true);
  });
});

describe('activities in time', () => {
  it.each([
    ['1 сентября 2026'],
    ['январь 2027'],
    ['февраль 2028'],
    ['2026–2027'],
    ['2027'],
    ['по согласованию сторон'],
    ['на протяжении всего периода реализации программы'],
  ])('%s is near enough to the period', (text) => {
    expect(checkDueWithin('Встреча', rangeOf(due(text), [], period), period).ok).toBe(true);
  });

  it.each([['март 2072'], ['март 2025'], ['с 1 марта 2027 по 1 марта 2072']])('%s is a slip and is refused', (text) => {
    expect(refusal(checkDueWithin('Встреча', rangeOf(due(text), [], period), period))).toMatchObject({
      code: 'programmes.due-outside',
      field: 'due',
      clause: 'plan',
    });
  });

  it('[D-P.themes] an activity by agreement stands where its dated themes stand', () => {
    const themes = [
      { title: 'Кадровый резерв школы', dues: [due('8 марта 2027'), due('сентябрь 2027')] },
      { title: 'Паспорт безопасности', dues: [due('по согласованию сторон')] },
    ];
    expect(rangeOf(due('по согласованию сторон'), themes, period)).toEqual({ from: '2027-03-08', to: '2027-09-30' });
    expect(rangeOf(due('по согласованию сторон'), [], period)).toEqual(period);
    expect(rangeOf(due('март 2027'), themes, period)).toEqual({ from: '2027-03-01', to: '2027-03-31' });
  });
});
