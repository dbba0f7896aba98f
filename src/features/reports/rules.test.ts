import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Outcome } from '#kernel/refusal.ts';
import {
  checkFinal,
  checkInformation,
  checkOpen,
  checkPresentable,
  checkPresentedOn,
  checkSummingUp,
  nextFinal,
  nextInformation,
} from './rules.ts';
import {
  compareSupervision,
  countedActivities,
  isOutdated,
  isReminderDay,
  meanScores,
  summingUpSince,
  surveyMeans,
} from './rules.results.ts';
import {
  finalEvents,
  finalStates,
  informationEvents,
  informationStates,
  isAccepted,
  isOpen,
  isReturned,
  isSent,
  isSubmitted,
  type FinalEvent,
  type FinalState,
  type InformationState,
} from './rules.states.ts';

const refusedAs = (outcome: Outcome<unknown>, code: string, clause: string) =>
  expect(outcome.ok ? 'allowed' : outcome.error).toMatchObject({ code: `reports.${code}`, clause });
const informationNames = Object.keys(informationEvents) as (keyof typeof informationEvents)[];
const finalNames = Object.keys(finalEvents) as FinalEvent[];

describe('the tables', () => {
  test.each(informationStates.flatMap((state) => informationNames.map((event) => [state, event] as const)))(
    'information report: %s by %s',
    (state, event) => {
      const table: Record<string, string> = { 'draft submit': 'submitted', 'submitted reopen': 'draft' };
      const expected = table[`${state} ${event}`];
      const next = nextInformation(state, event);
      if (expected) expect(next).toEqual({ ok: true, value: expected });
      else refusedAs(next, 'information-state', 'information-report');
    },
  );

  test.each(finalStates.flatMap((state) => finalNames.map((event) => [state, event] as const)))(
    'final report: %s by %s',
    (state, event) => {
      const table: Record<string, string> = {
        'draft send': 'sent',
        'returned send': 'sent',
        'sent return': 'returned',
        'sent accept': 'accepted',
        'accepted receive': 'received',
      };
      const expected = table[`${state} ${event}`];
      const next = nextFinal(state, event);
      if (expected) expect(next).toEqual({ ok: true, value: expected });
      else refusedAs(next, 'final-state', 'final-report');
    },
  );

  test('no sequence of events leaves the tables, and a received report is the end', () => {
    const steps = fc.array(fc.oneof(fc.constantFrom(...informationNames), fc.constantFrom(...finalNames)), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(steps, (sequence) => {
        let information: InformationState = 'draft';
        let final: FinalState = 'draft';
        for (const event of sequence) {
          if (event in informationEvents) {
            const next = nextInformation(information, event as keyof typeof informationEvents);
            information = next.ok ? next.value : information;
          } else {
            const next = nextFinal(final, event as FinalEvent);
            if (next.ok) expect(final).not.toBe('received');
            final = next.ok ? next.value : final;
          }
          expect(informationStates).toContain(information);
          expect(finalStates).toContain(final);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('what the states mean', () => {
    expect(finalStates.filter(isOpen)).toEqual(['draft', 'returned']);
    expect(finalStates.filter(isReturned)).toEqual(['returned']);
    expect(finalStates.filter(isSent)).toEqual(['sent']);
    expect(finalStates.filter(isAccepted)).toEqual(['accepted']);
    expect(informationStates.filter(isSubmitted)).toEqual(['submitted']);
  });
});

describe('when', () => {
  test('[V-step6] reports belong to the summing-up: not before the end, not after the group is closed', () => {
    expect(checkSummingUp('summing-up')).toEqual({ ok: true, value: true });
    for (const state of ['proposed', 'agreed', 'declined', 'ordered', 'contracted', 'running'])
      refusedAs(checkSummingUp(state), 'too-early', 'summing-up');
    for (const state of ['closed', 'dissolved']) refusedAs(checkSummingUp(state), 'finished', 'summing-up');
  });

  test('[D-A.present] results are presented from the end of the term on, and after the group is closed too', () => {
    for (const state of ['summing-up', 'closed']) expect(checkPresentable(state).ok).toBe(true);
    refusedAs(checkPresentable('running'), 'too-early', 'summing-up');
    refusedAs(checkPresentable('dissolved'), 'finished', 'summing-up');
    expect(checkPresentedOn('2027-11-20', '2027-01-25', '2027-11-20').ok).toBe(true);
    refusedAs(checkPresentedOn('2027-11-21', '2027-01-25', '2027-11-20'), 'presented-in-future', 'summing-up');
    refusedAs(checkPresentedOn('2027-01-24', '2027-01-25', '2027-11-20'), 'presented-before-start', 'summing-up');
    expect(checkPresentedOn('2027-01-24', null, '2027-11-20').ok).toBe(true);
  });

  test('surveys, supervision and analyses change only until the final report is sent', () => {
    for (const state of finalStates) {
      if (isOpen(state)) expect(checkOpen(state).ok).toBe(true);
      else refusedAs(checkOpen(state), 'final-state', 'final-report');
    }
  });

  test('[D-A.30days] letters remind a week and a day before the date, and once it has passed', () => {
    expect([30, 8, 7, 2, 1, 0, -1, -2].filter(isReminderDay)).toEqual([7, 1, -1]);
  });

  test('a report given before an extension is due again at the new end', () => {
    const given = new Date('2027-06-10T09:00:00Z');
    expect(isOutdated(given, { endsOn: '2027-06-01', finishedEarlyOn: null })).toBe(false);
    expect(isOutdated(given, { endsOn: '2027-09-01', finishedEarlyOn: null })).toBe(true);
    expect(isOutdated(given, { endsOn: '2027-09-01', finishedEarlyOn: '2027-06-10' })).toBe(false);
    expect(isOutdated(null, { endsOn: '2027-09-01', finishedEarlyOn: null })).toBe(false);
    expect(summingUpSince({ endsOn: null, finishedEarlyOn: null })).toBeNull();
  });
});

describe('what must be there', () => {
  const information = { unmarked: 0, exitSupervised: true, conclusions: 'Команда работает увереннее.' };
  test('[D-A.report] [K-3.5.plan] an information report needs every mark, the exit supervision and conclusions', () => {
    expect(checkInformation(information).ok).toBe(true);
    refusedAs(checkInformation({ ...information, unmarked: 3 }), 'unmarked', 'criteria-plan');
    refusedAs(checkInformation({ ...information, exitSupervised: false }), 'no-exit-supervision', 'supervision');
    refusedAs(checkInformation({ ...information, conclusions: '' }), 'no-conclusions', 'information-report');
  });

  const final = {
    awaitedInformation: [],
    analysed: true,
    silentTeams: [],
    assessment: 'Выполнена.',
    dynamics: 'Стало легче.',
  };
  test('[D-A.final] [K-3.5.relations] [K-3.5.dynamics] a final report needs every information report, the analysis, an answer of every team, and its texts', () => {
    expect(checkFinal(final).ok).toBe(true);
    refusedAs(checkFinal({ ...final, awaitedInformation: ['СШ № 2'] }), 'information-first', 'final-report');
    refusedAs(checkFinal({ ...final, analysed: false }), 'no-critical-analysis', 'supervision');
    refusedAs(checkFinal({ ...final, silentTeams: ['СШ № 2', 'СШ № 3'] }), 'survey-missing', 'criteria-relations');
    refusedAs(checkFinal({ ...final, assessment: '' }), 'no-assessment', 'final-report');
    refusedAs(checkFinal({ ...final, dynamics: '' }), 'no-dynamics', 'criteria-dynamics');
  });
});

describe('what is computed', () => {
  test('[K-3.5.dynamics] entry and exit are compared direction by direction', () => {
    const directions = ['a', 'b', 'c', 'd'].map((key) => ({ key, title: key }));
    const entry = new Map([
      ['a', 3],
      ['b', 2],
      ['c', 1],
    ]);
    const exit = new Map([
      ['a', 1],
      ['b', 2],
      ['c', 2],
      ['d', 0],
    ]);
    expect(compareSupervision(directions, entry, exit).map(({ key, change }) => `${key} ${change}`)).toEqual([
      'a better',
      'b same',
      'c worse',
      'd unknown',
    ]);
  });

  test('[K-3.5.relations] means have one decimal and are made from two answers on', () => {
    const one = { trust: 4, respect: 5 };
    const two = { trust: 5, respect: 5 };
    expect(surveyMeans(['trust', 'respect'], [one])).toBeNull();
    expect(surveyMeans(['trust', 'respect'], [])).toBeNull();
    expect(surveyMeans(['trust', 'respect'], [one, two])).toEqual({
      byStatement: { trust: 4.5, respect: 5 },
      whole: 4.8,
    });
    expect(meanScores(['trust', 'new'], [one, two, { trust: 4 }])).toEqual({ trust: 4.3, new: null });
  });

  test('[K-3.5.relations] a mean lies between the least and the greatest answer', () => {
    const scores = fc.array(fc.record({ trust: fc.integer({ min: 1, max: 5 }) }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(scores, (answers) => {
        const given = answers.map((answer) => answer.trust);
        const mean = surveyMeans(['trust'], answers)!.whole;
        expect(mean).toBeGreaterThanOrEqual(Math.min(...given));
        expect(mean).toBeLessThanOrEqual(Math.max(...given));
      }),
    );
  });

  test('[K-3.5.plan] the reports themselves, last in the plan, count only once they are marked', () => {
    const row = (title: string, stage: number, mark: unknown = null) => ({ title, stage, mark });
    const plan = [row('Знакомство с документами и отчётами', 1), row('Супервизия «на выходе»', 3, 'done')];
    const reports = [row('Подготовка информационной справки', 3), row('Формирование итогового отчёта', 3)];
    expect(countedActivities([...plan, ...reports])).toEqual(plan);
    expect(countedActivities(plan)).toEqual(plan);
    expect(countedActivities([...plan, row(reports[0]!.title, 3, 'done'), reports[1]!])).toHaveLength(3);
    expect(countedActivities([...plan, row('Проектная сессия', 3), ...reports])).toHaveLength(3);
    expect(countedActivities([])).toEqual([]);
  });
});
