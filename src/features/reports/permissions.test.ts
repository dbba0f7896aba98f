import { describe, expect, test } from 'vitest';
import { groupStates, type GroupFacts, type GroupState, type GroupTeam } from '#features/groups/index.ts';
import type { Actor, Role } from '#kernel/roles.ts';
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

const actor = (role: Role, more: Partial<Actor> = {}): Actor => ({
  personId: `p-${role}`,
  fullName: 'Орлова Инна Павловна',
  post: 'специалист',
  role,
  grantId: 'g',
  unitId: 'r',
  unitPath: 'r',
  unitName: 'Регион',
  regionId: 'r',
  organisationId: null,
  ...more,
});
const team = (name: string, standing: 'experienced' | 'developing', more: Partial<GroupTeam> = {}): GroupTeam => ({
  teamId: name,
  organisationId: name,
  organisationName: name,
  organisationShortName: name,
  municipalityId: 'm1',
  municipalityPath: 'r.m1',
  standing,
  headPersonId: `h-${name}`,
  headName: 'Седова Анна Ильинична',
  headPost: 'директор',
  consent: 'consented',
  consentReason: '',
  joinedOn: '2026-10-01',
  leftOn: null,
  ...more,
});
const facts = (state: GroupState): GroupFacts => ({
  id: 'g',
  cycleId: 'c',
  regionId: 'r',
  municipalityId: 'm1',
  municipalityName: 'Иловлинский район',
  title: 'A и B',
  origin: 'operator',
  state,
  step: 6,
  regulationVersionId: 'v',
  overlayVersionId: null,
  termMonths: 3,
  extensionMonths: 0,
  extensionsCount: 0,
  coordinatorId: 'c1',
  coordinatorName: 'Крутова Вера Сергеевна',
  startsOn: '2026-12-01',
  endsOn: '2027-02-28',
  finishedEarlyOn: null,
  sumUpBy: '2027-03-30',
  manyToMany: false,
  activities: { total: 0, done: 0, part: 0, notDone: 0 },
  directions: [],
  teams: [
    team('dev', 'developing'),
    team('exp', 'experienced', { municipalityPath: 'r.m2' }),
    team('gone', 'experienced', { leftOn: '2027-01-01' }),
  ],
  invited: [team('new', 'experienced', { municipalityPath: 'r.m3' })],
  revision: 1,
});
const inOrganisation = (role: Role, organisationId: string) =>
  actor(role, { organisationId, unitId: organisationId, unitPath: `r.m1.${organisationId}` });

const everybody: Readonly<Record<string, Actor>> = {
  operator: actor('operator'),
  'operator of another region': actor('operator', { regionId: 'x' }),
  committee: actor('committee'),
  administrator: actor('administrator'),
  curator: actor('municipal-curator', { unitPath: 'r.m1' }),
  'curator of the experienced': actor('municipal-curator', { unitPath: 'r.m2' }),
  'curator of another municipality': actor('municipal-curator', { unitPath: 'r.m3' }),
  'curator of a namesake prefix': actor('municipal-curator', { unitPath: 'r.m' }),
  coordinator: actor('coordinator', { personId: 'c1' }),
  'coordinator of other groups': actor('coordinator'),
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
        expect(maySeeInformation(who, team('dev', 'developing'), state)).toBe(
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
