import { describe, expect, test } from 'vitest';
import { groupStates, type GroupFacts, type GroupState } from '#features/groups/index.ts';
import type { Actor, Role } from '#kernel/roles.ts';
import { actorIn, groupOf, teamIn } from '#tests/builders/rights.ts';
import {
  canInReports,
  maySeeFinal,
  maySeeInformation,
  reportActions,
  reportingTeam,
  seesComments,
  type ReportAction,
} from './permissions.ts';
import { finalStates, informationStates } from './rules.states.ts';

const facts = (state: GroupState): GroupFacts =>
  groupOf({
    state,
    step: 6,
    termMonths: 3,
    startsOn: '2026-12-01',
    endsOn: '2027-02-28',
    sumUpBy: '2027-03-30',
    teams: [
      teamIn('dev', 'developing'),
      teamIn('exp', 'experienced', { municipalityPath: 'r.m2' }),
      teamIn('gone', 'experienced', { leftOn: '2027-01-01' }),
    ],
    invited: [teamIn('new', 'experienced', { municipalityPath: 'r.m3' })],
  });
const inOrganisation = (role: Role, organisationId: string) =>
  actorIn(role, { organisationId, unitId: organisationId, unitPath: `r.m1.${organisationId}` });

const everybody: Readonly<Record<string, Actor>> = {
  operator: actorIn('operator'),
  'operator of another region': actorIn('operator', { regionId: 'x' }),
  committee: actorIn('committee'),
  administrator: actorIn('administrator'),
  curator: actorIn('municipal-curator', { unitPath: 'r.m1' }),
  'curator of the experienced': actorIn('municipal-curator', { unitPath: 'r.m2' }),
  'curator of another municipality': actorIn('municipal-curator', { unitPath: 'r.m3' }),
  'curator of a namesake prefix': actorIn('municipal-curator', { unitPath: 'r.m' }),
  coordinator: actorIn('coordinator', { personId: 'coordinator' }),
  'coordinator of other groups': actorIn('coordinator'),
  'head of the developing': inOrganisation('organisation-head', 'dev'),
  'head of the experienced': inOrganisation('organisation-head', 'exp'),
  'member of the developing': inOrganisation('team-member', 'dev'),
  'member of the experienced': inOrganisation('team-member', 'exp'),
  'head of the invited': inOrganisation('organisation-head', 'new'),
  'head of the replaced': inOrganisation('organisation-head', 'gone'),
  'head of another organisation': inOrganisation('organisation-head', 'other'),
};
const developing = ['head of the developing', 'member of the developing'];
const experienced = ['head of the experienced', 'member of the experienced'];
const readers = [...developing, ...experienced, 'operator', 'curator', 'curator of the experienced', 'coordinator'];

/** Who may do what, written out apart from the table it checks. */
const allowed: Readonly<Record<ReportAction, readonly string[]>> = {
  view: readers,
  'write-information': developing,
  'submit-information': ['head of the developing'],
  'write-final': experienced,
  'send-final': ['head of the experienced'],
  decide: ['curator'],
  receive: ['coordinator', 'operator'],
  'answer-survey': [...developing, ...experienced],
  supervise: developing,
  analyse: [...developing, ...experienced],
  present: [...developing, ...experienced, 'coordinator'],
};

describe('role × action × state', () => {
  test.each(
    Object.entries(everybody).flatMap(([name, who]) => reportActions.map((action) => [name, action, who] as const)),
  )('[K-2.4.documents] %s: %s in every state of the group', (name, action, who) => {
    for (const state of groupStates) {
      const outcome = canInReports(who, action, facts(state));
      expect(outcome.ok, `${name} ${action} ${state}`).toBe(allowed[action].includes(name));
      if (!outcome.ok) expect(outcome.error.kind).toBe(readers.includes(name) ? 'forbidden' : 'not-found');
    }
  });

  test('[K-P.assess] a curator who reads the group but not for its developing team is told whose decision it is', () => {
    const outcome = canInReports(everybody['curator of the experienced']!, 'decide', facts('summing-up'));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'reports.foreign-municipality', clause: 'control' } });
  });

  test('one reports in the name of the own active team', () => {
    expect(reportingTeam(everybody['member of the developing']!, facts('summing-up'))?.teamId).toBe('dev');
    expect(reportingTeam(everybody['operator']!, facts('summing-up'))).toBeNull();
  });
});

describe('what is read', () => {
  test.each(Object.entries(everybody).filter(([name]) => readers.includes(name)))(
    '%s and reports that are being written',
    (name, who) => {
      for (const state of [null, ...informationStates]) {
        expect(maySeeInformation(who, teamIn('dev', 'developing'), state)).toBe(
          developing.includes(name) || state === 'submitted',
        );
      }
      for (const state of [null, ...finalStates]) {
        const given = state !== null && state !== 'draft';
        expect(maySeeFinal(who, facts('summing-up'), state)).toBe(experienced.includes(name) || given);
      }
      expect(seesComments(who, facts('summing-up'))).toBe(['operator', 'coordinator'].includes(name));
    },
  );
});
