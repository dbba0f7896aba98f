import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupStates } from '#features/groups/index.ts';
import { actingWord } from './print/agreement.ts';
import {
  agreementStates,
  agreementTransitions,
  decideGeneration,
  decideSending,
  decideSigning,
  dueDates,
  matchesGroup,
  nextState,
  partiesOf,
  watchedDate,
  type AgreementFacts,
  type AgreementGroup,
  type AgreementState,
} from './rules.ts';

const today = '2026-11-20';
const school = (name: string) => ({ teamId: `team-${name}`, organisationId: `school-${name}` });
const group: AgreementGroup = { state: 'ordered', regionId: 'region', teams: [school('a'), school('b')] };

function agreement(
  state: AgreementState,
  signed: readonly number[] = [],
  between: AgreementGroup = group,
): AgreementFacts {
  return {
    id: 'agreement',
    state,
    sendBy: '2026-11-19',
    signBy: '2026-11-26',
    sentOn: state === 'draft' ? null : '2026-11-16',
    parties: partiesOf(between).map((party, index) => ({
      ...party,
      id: `party-${index}`,
      signedOn: signed.includes(index) ? '2026-11-17' : null,
    })),
  };
}

const refusedBy = (outcome: { ok: boolean; error?: { code: string } }) => (outcome.ok ? null : outcome.error!.code);

describe('[K-3.1.agreement] parties', () => {
  test('the organisations of all active teams and the regional operator', () => {
    expect(partiesOf(group)).toEqual([
      { unitId: 'school-a', teamId: 'team-a' },
      { unitId: 'school-b', teamId: 'team-b' },
      { unitId: 'region', teamId: null },
    ]);
    expect(partiesOf({ ...group, teams: [school('a'), school('b'), school('c')] })).toHaveLength(4);
  });

  test('an agreement is out of date when a team was replaced', () => {
    expect(matchesGroup(agreement('sent'), group)).toBe(true);
    expect(matchesGroup(agreement('sent'), { ...group, teams: [school('b'), school('a')] })).toBe(true);
    expect(matchesGroup(agreement('sent'), { ...group, teams: [school('a'), school('c')] })).toBe(false);
    expect(matchesGroup(agreement('sent'), { ...group, teams: [school('a')] })).toBe(false);
  });
});

describe('[V-step3] generation and its dates', () => {
  test.each(groupStates)('in a group that is %s', (state) => {
    const works = ['ordered', 'contracted', 'running'].includes(state);
    expect(decideGeneration({ ...group, state }, null).ok).toBe(works);
    if (!works) expect(refusedBy(decideGeneration({ ...group, state }, null))).toBe('agreements.not-ordered');
  });

  test('a draft is rewritten, a sent or signed one is not made again', () => {
    expect(decideGeneration(group, agreement('draft'))).toEqual({ ok: true, value: 'rewrite' });
    expect(refusedBy(decideGeneration(group, agreement('sent')))).toBe('agreements.already-sent');
    expect(refusedBy(decideGeneration(group, agreement('signed', [0, 1, 2])))).toBe('agreements.already-sent');
  });

  test.each(['draft', 'sent', 'signed'] as const)(
    'a replaced team needs a new agreement instead of the %s one',
    (state) => {
      const changed = { ...group, state: 'running', teams: [school('a'), school('c')] };
      expect(decideGeneration(changed, agreement(state))).toEqual({ ok: true, value: 'replace' });
    },
  );

  test('the cycle gives the dates; after a replacement they are counted from today', () => {
    const cycle = { agreementSendBy: '2026-11-19', agreementSignBy: '2026-11-26' };
    expect(dueDates(cycle, 'first', '2026-12-30')).toEqual({ sendBy: '2026-11-19', signBy: '2026-11-26' });
    expect(dueDates(cycle, 'replace', '2027-03-01')).toEqual({ sendBy: '2027-03-08', signBy: '2027-03-15' });
    expect(dueDates(cycle, 'replace', '2026-11-01')).toEqual({ sendBy: '2026-11-19', signBy: '2026-11-26' });
  });

  test('the date to send by is watched until it is sent, then the date to sign by', () => {
    expect(watchedDate(agreement('draft'))).toBe('2026-11-19');
    expect(watchedDate(agreement('sent'))).toBe('2026-11-26');
    expect(watchedDate(agreement('signed', [0, 1, 2]))).toBeNull();
  });

  test('only a draft between the present parties is sent', () => {
    expect(decideSending(group, agreement('draft'))).toEqual({ ok: true, value: 'sent' });
    expect(refusedBy(decideSending(group, agreement('sent')))).toBe('agreements.already-sent');
    const changed = { ...group, teams: [school('a'), school('c')] };
    expect(refusedBy(decideSending(changed, agreement('draft')))).toBe('agreements.parties-changed');
  });
});

describe('[K-3.1.agreement] signing', () => {
  const sign = (facts: AgreementFacts, partyId: string, signedOn = today, where = group) =>
    decideSigning(where, facts, { partyId, signedOn }, today);

  test('the last of the three signatures concludes the agreement, in whatever order they come', () => {
    expect(sign(agreement('sent'), 'party-2')).toEqual({ ok: true, value: { last: false, state: 'sent' } });
    expect(sign(agreement('sent', [2]), 'party-0')).toEqual({ ok: true, value: { last: false, state: 'sent' } });
    expect(sign(agreement('sent', [0, 2]), 'party-1')).toEqual({ ok: true, value: { last: true, state: 'signed' } });
  });

  test.each([
    ['a draft', agreement('draft'), 'party-0', today, group, 'agreements.not-sent'],
    ['twice', agreement('sent', [0]), 'party-0', today, group, 'agreements.already-signed'],
    [
      'once more when it is concluded',
      agreement('signed', [0, 1, 2]),
      'party-1',
      today,
      group,
      'agreements.already-signed',
    ],
    ['before it was sent', agreement('sent'), 'party-0', '2026-11-15', group, 'agreements.signed-before-sent'],
    ['on a day to come', agreement('sent'), 'party-0', '2026-11-21', group, 'agreements.signed-in-future'],
    ['for an unknown side', agreement('sent'), 'party-9', today, group, 'agreements.no-such-party'],
    [
      'when a team was replaced',
      agreement('sent'),
      'party-0',
      today,
      { ...group, teams: [school('a'), school('c')] },
      'agreements.parties-changed',
    ],
  ])('is refused %s', (_, facts, partyId, signedOn, where, code) => {
    expect(refusedBy(sign(facts, partyId, signedOn, where))).toBe(code);
  });

  test('may be dated by the day it was sent and by today', () => {
    expect(sign(agreement('sent'), 'party-0', '2026-11-16').ok).toBe(true);
    expect(sign(agreement('sent'), 'party-0', today).ok).toBe(true);
  });
});

describe('[K-3.1.agreement] the table of transitions', () => {
  test('holds known states only, and nothing leaves a superseded agreement', () => {
    for (const { from, to } of agreementTransitions) {
      expect(agreementStates).toContain(from);
      expect(agreementStates).toContain(to);
    }
    expect(agreementTransitions.filter((row) => row.from === 'superseded')).toEqual([]);
    expect(nextState('draft', 'last-signature')).toBeNull();
  });

  test('no sequence of actions reaches a state outside the table, nor «signed» without every signature', () => {
    const action = fc.oneof(
      fc.record({ kind: fc.constant('send' as const) }),
      fc.record({
        kind: fc.constant('sign' as const),
        party: fc.integer({ min: 0, max: 3 }),
        on: fc.constantFrom('2026-11-15', '2026-11-18', today, '2026-12-01'),
      }),
      fc.record({ kind: fc.constant('generate' as const) }),
      fc.record({ kind: fc.constant('replace-team' as const) }),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 25 }), (actions) => {
        let where = group;
        let current = agreement('draft');
        for (const step of actions) {
          const before = current;
          if (step.kind === 'replace-team')
            where = { ...where, teams: [school('a'), school(where.teams[1]!.teamId === 'team-b' ? 'c' : 'b')] };
          if (step.kind === 'generate') {
            const kind = decideGeneration(where, current);
            if (kind.ok) {
              if (kind.value === 'replace') expect(nextState(current.state, 'supersede')).toBe('superseded');
              current = agreement('draft', [], where);
              continue;
            }
          }
          if (step.kind === 'send') {
            const sent = decideSending(where, current);
            if (sent.ok) current = { ...current, state: sent.value, sentOn: '2026-11-16' };
          }
          if (step.kind === 'sign') {
            const partyId = `party-${step.party}`;
            const signed = decideSigning(where, current, { partyId, signedOn: step.on }, today);
            if (signed.ok) {
              const parties = current.parties.map((party) =>
                party.id === partyId ? { ...party, signedOn: step.on } : party,
              );
              current = { ...current, parties, state: signed.value.state };
            }
          }
          if (current.state !== before.state) {
            expect(agreementTransitions.some((row) => row.from === before.state && row.to === current.state)).toBe(
              true,
            );
          }
          expect(current.state === 'signed').toBe(current.parties.every((party) => party.signedOn !== null));
        }
      }),
    );
  });
});

test.each([
  ['директор', 'female', 'действующего'],
  ['Заведующая детским садом', 'female', 'действующей'],
  ['заместитель заведующей', 'female', 'действующего'],
  ['временно исполняющая обязанности директора', 'female', 'действующей'],
  ['и.о. директора', 'female', 'действующей'],
  ['Врио директора', 'male', 'действующего'],
] as const)('[K-3.1.agreement] %s (%s) is %s on a ground', (post, gender, word) => {
  expect(actingWord(post, gender)).toBe(word);
});
