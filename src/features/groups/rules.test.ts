import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import type { Outcome } from '#kernel/refusal.ts';
import { groupOf, teamIn } from '#tests/builders/rights.ts';
import { rankCandidates, suggestTerm, type TeamChoice } from './rules.candidates.ts';
import {
  decideConsent,
  decideDecline,
  decideDissolution,
  decideEarlyFinish,
  decideExtension,
  decideExtensionRequest,
  decideOrder,
  decideTermEnd,
  nextState,
} from './rules.decisions.ts';
import { decideMemo, decideProposal, decideReplacement, titleOf, type Proposal } from './rules.forming.ts';
import {
  consultationTransitions,
  extensionTransitions,
  groupStates,
  groupTransitions,
  isFinal,
  memoTransitions,
  stepOf,
  type GroupEvent,
  type GroupFacts,
  type GroupLimits,
  type GroupState,
  type GroupTeam,
} from './rules.ts';

const limits: GroupLimits = { term: { min: 3, max: 12 }, extensionMonths: 12, extensionTimes: 1, daysToSumUp: 30 };
const today = '2027-03-12';

function refusal(outcome: Outcome<unknown>) {
  if (outcome.ok) throw new Error('expected a refusal');
  return outcome.error;
}
const refusedAs = (outcome: Outcome<unknown>, code: string, clause: string) =>
  expect(refusal(outcome)).toMatchObject({ code: `groups.${code}`, clause });

const team = (name: string, standing: GroupTeam['standing'], more: Partial<GroupTeam> = {}): GroupTeam =>
  teamIn(name, standing, { organisationId: `org-${name}`, consent: 'pending', ...more });
const group = (more: Partial<GroupFacts> = {}): GroupFacts =>
  groupOf({
    coordinatorId: null,
    coordinatorName: null,
    directions: [{ key: 'd1', code: 'd1', title: 'управление качеством' }],
    teams: [team('A', 'developing'), team('B', 'experienced')],
    ...more,
  });
const running = (more: Partial<GroupFacts> = {}) =>
  group({ state: 'running', step: 5, startsOn: '2026-04-15', endsOn: '2027-03-14', sumUpBy: '2027-04-13', ...more });

const choice = (name: string, standing: 'experienced' | 'developing', more: Partial<TeamChoice> = {}): TeamChoice => ({
  id: name,
  cycleId: 'c',
  organisationId: `org-${name}`,
  organisationShortName: name,
  municipalityId: 'm1',
  municipalityName: 'Иловлинский район',
  standing,
  state: 'registered',
  directions: [{ key: 'd1', code: 'd1', title: 'управление качеством' }],
  groupCount: 0,
  difficulties: {},
  ...more,
});
const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  developing: [choice('A', 'developing')],
  experienced: [choice('B', 'experienced')],
  directionKeys: ['d1'],
  termMonths: 11,
  termGround: 'Сильные затруднения',
  manyToMany: false,
  byOperator: true,
  ...more,
});
const propose = (more: Partial<Proposal> = {}) => decideProposal(proposal(more), 'c', limits);

describe('the tables', () => {
  const migration = readFileSync('db/migrations/0002_cycle.sql', 'utf8');
  const ofMachine = (machine: string) =>
    [...migration.matchAll(/\('([\w-]+)', '([\w-]+)', '([\w-]+)'\)/g)]
      .filter((row) => row[1] === machine)
      .map((row) => `${row[2]}→${row[3]}`)
      .toSorted();
  const pairs = (table: readonly { from: string; to: string }[]) =>
    [...new Set(table.map((row) => `${row.from}→${row.to}`))].toSorted();

  test.each([
    ['group', groupTransitions],
    ['service-memo', memoTransitions],
    ['extension-request', extensionTransitions],
    ['consultation', consultationTransitions],
  ] as const)('%s equals the database’s', (machine, table) => {
    expect(pairs(table)).toEqual(ofMachine(machine));
  });

  const events = [...new Set(groupTransitions.map((row) => row.event))];
  test.each(groupStates.flatMap((state) => events.map((event) => [state, event] as const)))(
    '%s by %s',
    (state, event) => {
      const row = groupTransitions.find((one) => one.from === state && one.event === event);
      const outcome = nextState(state, event);
      if (row) expect(outcome).toEqual({ ok: true, value: row.to });
      else if (state === 'running' && event === 'extended') expect(outcome).toEqual({ ok: true, value: 'running' });
      else refusedAs(outcome, 'illegal', 'form-groups');
    },
  );

  test('no sequence of events leaves the table, and a final state is final', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...(events as GroupEvent[])), { maxLength: 40 }), (sequence) => {
        let state: GroupState = 'proposed';
        let step = 2;
        for (const event of sequence) {
          const next = nextState(state, event);
          if (!next.ok) continue;
          expect(isFinal(state)).toBe(false);
          const legal = groupTransitions.some((row) => row.from === state && row.to === next.value);
          expect(legal || next.value === state).toBe(true);
          step = stepOf(next.value, step);
          state = next.value;
          expect(groupStates).toContain(state);
          expect(step).toBeGreaterThanOrEqual(2);
          expect(step).toBeLessThanOrEqual(6);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('forming', () => {
  test('[K-2.2.groups] a group is formed of registered teams with a shared direction', () => {
    expect(propose()).toEqual({
      ok: true,
      value: { directions: [{ key: 'd1', code: 'd1', title: 'управление качеством' }], manyToMany: false },
    });
  });

  test('[K-2.2.groups] no shared direction, a foreign direction, a team without one: refused', () => {
    const other = { directions: [{ key: 'd2', code: 'd2', title: 'безопасность' }] };
    refusedAs(propose({ experienced: [choice('B', 'experienced', other)] }), 'no-shared-direction', 'form-groups');
    refusedAs(propose({ directionKeys: ['d9'] }), 'foreign-direction', 'form-groups');
    refusedAs(propose({ directionKeys: [] }), 'foreign-direction', 'form-groups');
    refusedAs(
      propose({ experienced: [choice('B', 'experienced'), choice('C', 'experienced', other)], manyToMany: true }),
      'team-without-direction',
      'form-groups',
    );
  });

  test('[K-2.2.groups] teams must be in the registry of the cycle, in their standing', () => {
    refusedAs(propose({ experienced: [] }), 'no-teams', 'form-groups');
    refusedAs(
      propose({ experienced: [choice('B', 'experienced', { state: 'submitted' })] }),
      'not-registered',
      'registry',
    );
    refusedAs(propose({ experienced: [choice('B', 'experienced', { cycleId: 'x' })] }), 'not-registered', 'registry');
    refusedAs(propose({ experienced: [choice('B', 'developing')] }), 'wrong-standing', 'standing');
  });

  test.each([2, 13, 0, -3, 3.5, Number.NaN])(
    '[K-2.6.term] a term of %s months is refused with its clause',
    (termMonths) => {
      refusedAs(propose({ termMonths }), 'term', 'term');
      expect(refusal(propose({ termMonths })).message).toMatch(/^Срок менторства — от 3 до 12/);
    },
  );

  test.each([3, 4, 11, 12])('[K-2.6.term] a term of %s months is taken', (termMonths) => {
    expect(propose({ termMonths }).ok).toBe(true);
  });

  test('[K-2.6.severity] the term needs a ground, and the self-assessment suggests one within the limits', () => {
    refusedAs(propose({ termGround: '  ' }), 'no-term-ground', 'term');
    expect(suggestTerm([0, 0], limits.term).months).toBe(3);
    expect(suggestTerm([3, 3], limits.term)).toMatchObject({
      months: 12,
      ground: expect.stringContaining('серьёзные затруднения'),
    });
    expect(suggestTerm([], limits.term).months).toBe(12);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1 }),
        fc.integer({ min: 0, max: 3 }),
        (answers, more) => {
          const { months } = suggestTerm(answers, limits.term);
          expect(months).toBeGreaterThanOrEqual(3);
          expect(months).toBeLessThanOrEqual(12);
          const harder = answers.map((answer) => Math.max(answer, more));
          expect(suggestTerm(harder, limits.term).months).toBeGreaterThanOrEqual(months);
        },
      ),
    );
  });

  test('[K-3.3] several teams, or a team already in a group, only by the operator’s decision', () => {
    const two = { experienced: [choice('B', 'experienced'), choice('C', 'experienced')] };
    refusedAs(propose(two), 'many-not-decided', 'many-to-many');
    expect(propose({ ...two, manyToMany: true })).toMatchObject({ ok: true, value: { manyToMany: true } });
    refusedAs(propose({ ...two, byOperator: false, manyToMany: true }), 'many-to-many', 'many-to-many');
    const busy = { experienced: [choice('B', 'experienced', { groupCount: 1 })] };
    refusedAs(propose(busy), 'many-not-decided', 'many-to-many');
    expect(propose({ ...busy, manyToMany: true })).toMatchObject({ ok: true, value: { manyToMany: true } });
    refusedAs(propose({ ...busy, byOperator: false }), 'experienced-busy', 'many-to-many');
    refusedAs(
      propose({ developing: [choice('A', 'developing', { groupCount: 1 })], byOperator: false }),
      'already-in-group',
      'many-to-many',
    );
  });

  test('[K-2.2.groups] candidates: only with a shared direction; harder, nearer and freer first; a pure order', () => {
    const developing = choice('A', 'developing', {
      directions: [
        { key: 'd1', code: 'd1', title: 'управление качеством' },
        { key: 'd2', code: 'd2', title: 'безопасность' },
      ],
      difficulties: { d1: 1, d2: 3 },
    });
    const d2 = [{ key: 'd2', code: 'd2', title: 'безопасность' }];
    const far = { municipalityId: 'm3', municipalityName: 'Ольховский район' };
    const found = rankCandidates(
      developing,
      [
        choice('far', 'experienced', { ...far, directions: d2 }),
        choice('busy', 'experienced', { directions: d2, groupCount: 2 }),
        choice('near', 'experienced', { directions: d2, municipalityId: 'm2' }),
        choice('here', 'experienced', { directions: d2 }),
        choice('easy', 'experienced'),
        choice('alien', 'experienced', { directions: [{ key: 'own:иное', code: null, title: 'иное' }] }),
      ],
      ['m2'],
    );
    expect(found.map((candidate) => candidate.team.id)).toEqual(['here', 'near', 'far', 'easy', 'busy']);
    expect(found[0]!.reasons).toEqual([
      'общее: безопасность',
      'тот же муниципалитет',
      'в группах не состоит',
      'серьёзные затруднения',
    ]);
    expect(found.at(-1)!.reasons).toContain('уже ведёт 2\u00a0группы');
  });

  test('a group is called by its organisations, the helped first', () => {
    expect(titleOf([choice('Иловлинская СОШ № 77', 'developing')], [choice('Логовская СОШ', 'experienced')])).toBe(
      'Иловлинская СОШ № 77 и Логовская СОШ',
    );
  });
});

describe('consent and order', () => {
  const [a, b] = [team('A', 'developing'), team('B', 'experienced')];

  test('[K-3.1.consent] the last consent makes the group agreed, an earlier one does not', () => {
    expect(decideConsent(group(), a)).toEqual({ ok: true, value: { last: false, invited: false } });
    const one = group({ teams: [{ ...a, consent: 'consented' }, b] });
    expect(decideConsent(one, b)).toEqual({ ok: true, value: { last: true, invited: false } });
  });

  test('[K-3.1.consent] nobody answers twice, for another, or when nobody asks', () => {
    refusedAs(decideConsent(group(), null), 'not-asked', 'consent');
    refusedAs(decideConsent(group(), { ...a, consent: 'consented' }), 'already-answered', 'consent');
    refusedAs(decideConsent(group({ state: 'ordered' }), a), 'already-answered', 'consent');
    refusedAs(decideConsent(group({ state: 'declined' }), a), 'illegal', 'form-groups');
  });

  test('[K-3.1.consent] a head declines with a reason, also after consenting, until the order', () => {
    expect(decideDecline(group(), a, 'Нет сил')).toMatchObject({ ok: true, value: { before: 'pending' } });
    refusedAs(decideDecline(group(), a, ' '), 'no-reason', 'consent');
    expect(decideDecline(group({ state: 'agreed' }), { ...a, consent: 'consented' }, 'Передумали').ok).toBe(true);
    refusedAs(
      decideDecline(group({ state: 'ordered' }), { ...a, consent: 'consented' }, 'Поздно'),
      'already-answered',
      'consent',
    );
  });

  test('[K-3.1.order] the composition is ordered once everybody has consented, not by a day to come', () => {
    expect(decideOrder(group({ state: 'agreed' }), today, today).ok).toBe(true);
    refusedAs(decideOrder(group(), today, today), 'not-agreed', 'consent');
    refusedAs(decideOrder(group({ state: 'agreed' }), '2027-03-13', today), 'order-in-future', 'orders-register');
    refusedAs(decideOrder(group({ state: 'running' }), today, today), 'illegal', 'form-groups');
  });
});

describe('the term', () => {
  test('[K-2.6.extend] once the term ends it is extended, up to a year, from its end', () => {
    expect(decideExtension(running(), 6, limits, today)).toEqual({
      ok: true,
      value: { endsOn: '2027-09-14', sumUpBy: '2027-10-14', extensionMonths: 6 },
    });
    expect(decideExtension(running({ state: 'summing-up' }), 12, limits, '2027-03-20').ok).toBe(true);
  });

  test('[K-2.6.extend] a second extension, one past the limit, one too early: refused with the clause', () => {
    refusedAs(
      decideExtension(running({ extensionsCount: 1, extensionMonths: 3 }), 3, limits, today),
      'already-extended',
      'extension',
    );
    refusedAs(decideExtension(running(), 13, limits, today), 'extension-too-long', 'extension');
    refusedAs(decideExtension(running(), 0, limits, today), 'extension-too-long', 'extension');
    refusedAs(decideExtension(running(), 6, limits, '2026-12-01'), 'extension-early', 'extension');
    expect(decideExtensionRequest(running(), 6, limits).ok).toBe(true);
    refusedAs(decideExtension(group({ state: 'contracted' }), 6, limits, today), 'illegal', 'form-groups');
    refusedAs(decideExtension(running({ state: 'closed' }), 6, limits, today), 'illegal', 'form-groups');
    refusedAs(
      decideExtension(running({ state: 'summing-up', finishedEarlyOn: '2027-02-01' }), 6, limits, today),
      'extend-finished-early',
      'extension',
    );
  });

  test('[K-2.6.early] finished early only when the programme is done; the two reports come after', () => {
    const done = running({ activities: { total: 18, done: 16, part: 0, notDone: 0 } });
    expect(decideEarlyFinish(done, today, limits, today)).toEqual({ ok: true, value: { sumUpBy: '2027-04-11' } });
    refusedAs(
      decideEarlyFinish(running({ activities: { total: 18, done: 15, part: 0, notDone: 0 } }), today, limits, today),
      'not-finished',
      'early-finish',
    );
    refusedAs(
      decideEarlyFinish(running({ activities: { total: 18, done: 17, part: 1, notDone: 0 } }), today, limits, today),
      'not-finished',
      'early-finish',
    );
    refusedAs(decideEarlyFinish(running(), today, limits, today), 'not-finished', 'early-finish');
    refusedAs(decideEarlyFinish(done, '2027-03-13', limits, today), 'finish-date', 'early-finish');
    refusedAs(decideEarlyFinish(done, '2026-04-14', limits, today), 'finish-date', 'early-finish');
    refusedAs(decideEarlyFinish(done, '2027-03-14', limits, '2027-03-14'), 'term-over', 'group-term');
    refusedAs(decideEarlyFinish(group(), today, limits, today), 'illegal', 'form-groups');
  });

  test('[K-3.1.term] a group lives for its term: it ends the day after its last day', () => {
    expect(decideTermEnd(running(), limits, '2027-03-15')).toEqual({ ok: true, value: { sumUpBy: '2027-04-13' } });
    refusedAs(decideTermEnd(running(), limits, '2027-03-14'), 'term-not-ended', 'group-term');
    refusedAs(decideTermEnd(group(), limits, today), 'illegal', 'form-groups');
  });
});

describe('replacement and dissolution', () => {
  const joining = choice('C', 'experienced');
  const invited = team('C', 'experienced', { consent: 'consented' });
  const memo = { leavingTeamId: 'B', joiningTeamId: 'C' };

  test('[K-3.4.replace] a memo names a team of the group and a registered one of the same standing and a shared direction', () => {
    expect(decideMemo(running(), 'B', joining, 'Просят заменить').ok).toBe(true);
    refusedAs(decideMemo(running(), 'X', joining, 'Просят'), 'not-in-group', 'replacement');
    refusedAs(decideMemo(running(), 'B', null, 'Просят'), 'not-registered', 'registry');
    refusedAs(decideMemo(running(), 'B', { ...joining, state: 'withdrawn' }, 'Просят'), 'not-registered', 'registry');
    refusedAs(decideMemo(running(), 'A', joining, 'Просят'), 'joining-standing', 'replacement');
    refusedAs(decideMemo(running(), 'B', { ...joining, id: 'A' }, 'Просят'), 'joining-in-group', 'replacement');
    refusedAs(decideMemo(running(), 'B', { ...joining, directions: [] }, 'Просят'), 'joining-direction', 'replacement');
    refusedAs(decideMemo(running(), 'B', joining, ''), 'no-explanation', 'replacement');
    refusedAs(decideMemo(group(), 'B', joining, 'Просят'), 'illegal', 'form-groups');
    refusedAs(decideMemo(running({ state: 'summing-up' }), 'B', joining, 'Просят'), 'illegal', 'form-groups');
  });

  test('[K-3.4.replace] the rector’s order needs a memo and the consent of the new head', () => {
    expect(decideReplacement(running({ invited: [invited] }), memo).ok).toBe(true);
    refusedAs(decideReplacement(running({ invited: [invited] }), null), 'no-memo', 'replacement');
    refusedAs(
      decideReplacement(running({ invited: [{ ...invited, consent: 'pending' }] }), memo),
      'joining-not-consented',
      'consent',
    );
    refusedAs(decideReplacement(running(), memo), 'joining-not-consented', 'consent');
    refusedAs(decideReplacement(running({ state: 'closed', invited: [invited] }), memo), 'illegal', 'form-groups');
  });

  test('a dissolution has a ground, and an order once the composition was ordered', () => {
    const order = { number: '7', datedOn: today };
    const none = { number: null, datedOn: null };
    expect(decideDissolution(running(), { reason: 'Школа закрыта', order }, today)).toEqual({
      ok: true,
      value: { withOrder: true },
    });
    expect(decideDissolution(group(), { reason: 'Ошибка', order: none }, today)).toEqual({
      ok: true,
      value: { withOrder: false },
    });
    refusedAs(
      decideDissolution(running(), { reason: 'Школа закрыта', order: none }, today),
      'order-needed',
      'orders-register',
    );
    refusedAs(decideDissolution(running(), { reason: '', order }, today), 'empty-ground', 'dissolution');
    refusedAs(decideDissolution(running({ state: 'closed' }), { reason: 'x', order }, today), 'illegal', 'form-groups');
  });
});
