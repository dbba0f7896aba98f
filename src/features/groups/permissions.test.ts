import { describe, expect, test } from 'vitest';
import type { Actor, Role } from '#kernel/roles.ts';
import {
  canApply,
  canFormGroups,
  canInGroup,
  canReadOrders,
  figuresScope,
  groupActions,
  groupsScope,
  relationTo,
  type GroupAction,
  type GroupRelation,
} from './permissions.ts';
import { groupStates, systemActor, type GroupFacts, type GroupState, type GroupTeam } from './rules.ts';

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
  consent: 'pending',
  consentReason: '',
  joinedOn: '2026-10-01',
  leftOn: null,
  ...more,
});
const facts = (state: GroupState): Pick<GroupFacts, 'regionId' | 'coordinatorId' | 'teams' | 'invited' | 'state'> => ({
  regionId: 'r',
  coordinatorId: 'c1',
  state,
  teams: [team('dev', 'developing'), team('exp', 'experienced'), team('gone', 'experienced', { leftOn: '2027-01-01' })],
  invited: [team('new', 'experienced', { municipalityPath: 'r.m2' })],
});
const inOrganisation = (role: Role, organisationId: string) =>
  actor(role, { organisationId, unitId: organisationId, unitPath: `r.m1.${organisationId}` });

const everybody: readonly (readonly [string, Actor, readonly GroupRelation[]])[] = [
  ['operator', actor('operator'), ['operator']],
  ['operator of another region', actor('operator', { regionId: 'x' }), []],
  ['committee', actor('committee'), ['numbers-only']],
  ['administrator', actor('administrator'), []],
  ['curator', actor('municipal-curator', { unitPath: 'r.m1' }), ['curator']],
  ['curator of another municipality', actor('municipal-curator', { unitPath: 'r.m2' }), []],
  ['curator of a namesake prefix', actor('municipal-curator', { unitPath: 'r.m' }), []],
  ['coordinator', actor('coordinator', { personId: 'c1' }), ['coordinator']],
  ['coordinator of other groups', actor('coordinator'), []],
  ['head of the developing', inOrganisation('organisation-head', 'dev'), ['developing-head', 'developing-team']],
  ['head of the experienced', inOrganisation('organisation-head', 'exp'), ['experienced-head', 'experienced-team']],
  ['member of the developing', inOrganisation('team-member', 'dev'), ['developing-team']],
  ['member of the experienced', inOrganisation('team-member', 'exp'), ['experienced-team']],
  ['head of the invited', inOrganisation('organisation-head', 'new'), ['invited-head']],
  ['member of the invited', inOrganisation('team-member', 'new'), []],
  ['head of the replaced', inOrganisation('organisation-head', 'gone'), []],
  ['head of another organisation', inOrganisation('organisation-head', 'other'), []],
  ['the platform itself', systemActor('r'), []],
];

/** Who may do what, written out apart from the table it checks. */
const allowed: Readonly<Record<GroupAction, readonly string[]>> = {
  view: [
    'operator',
    'curator',
    'coordinator',
    'head of the developing',
    'head of the experienced',
    'member of the developing',
    'member of the experienced',
  ],
  'view-invitation': [
    'operator',
    'curator',
    'coordinator',
    'head of the developing',
    'head of the experienced',
    'member of the developing',
    'member of the experienced',
    'head of the invited',
  ],
  consent: ['head of the developing', 'head of the experienced', 'head of the invited'],
  order: ['operator'],
  'end-term': [
    'operator',
    'coordinator',
    'head of the developing',
    'head of the experienced',
    'member of the developing',
    'member of the experienced',
  ],
  'request-extension': ['head of the developing'],
  extend: ['operator'],
  'finish-early': ['operator'],
  'write-memo': ['coordinator'],
  replace: ['operator'],
  dissolve: ['operator'],
  ask: [
    'coordinator',
    'head of the developing',
    'head of the experienced',
    'member of the developing',
    'member of the experienced',
  ],
  answer: ['operator'],
};

describe('role × action × state', () => {
  test.each(everybody)('%s is to a group what the table says', (_who, who, relations) => {
    expect([...relationTo(who, facts('running'))].toSorted()).toEqual([...relations].toSorted());
  });

  test.each(everybody.flatMap(([name, who]) => groupActions.map((action) => [name, action, who] as const)))(
    '[K-3.4.confidential] %s: %s in every state',
    (name, action, who) => {
      for (const state of groupStates) {
        const over = state === 'declined' || state === 'closed' || state === 'dissolved';
        const outcome = canInGroup(who, action, facts(state));
        const expected = allowed[action].includes(name) && !(over && name === 'head of the invited');
        expect(outcome.ok, `${name} ${action} ${state}`).toBe(expected);
        if (outcome.ok) continue;
        const sees =
          canInGroup(who, 'view', facts(state)).ok || (name === 'head of the invited' && !over && action !== 'view');
        expect(outcome.error.kind).toBe(sees ? 'forbidden' : 'not-found');
      }
    },
  );
});

describe('lists', () => {
  test('[K-3.4.confidential] everybody lists only their own groups; the committee lists none and has numbers', () => {
    expect(groupsScope(actor('operator'))).toEqual({ kind: 'region', regionId: 'r' });
    expect(groupsScope(actor('municipal-curator', { unitPath: 'r.m1' }))).toEqual({ kind: 'subtree', path: 'r.m1' });
    expect(groupsScope(actor('coordinator'))).toEqual({ kind: 'coordinator', personId: 'p-coordinator' });
    expect(groupsScope(inOrganisation('team-member', 'dev'))).toEqual({ kind: 'organisation', organisationId: 'dev' });
    expect(groupsScope(actor('team-member'))).toEqual({ kind: 'nothing' });
    expect(groupsScope(actor('committee'))).toEqual({ kind: 'nothing' });
    expect(groupsScope(actor('administrator'))).toEqual({ kind: 'nothing' });
    expect(figuresScope(actor('committee'))).toEqual({ kind: 'region', regionId: 'r' });
    expect(figuresScope(actor('administrator'))).toEqual({ kind: 'nothing' });
  });

  test('only the operator forms groups and reads the register of orders; only heads apply', () => {
    for (const [name, who] of everybody) {
      const operator = name.startsWith('operator');
      expect(canFormGroups(who).ok, name).toBe(operator);
      expect(canReadOrders(who).ok, name).toBe(operator);
      expect(canApply(who).ok, name).toBe(name.startsWith('head of'));
    }
  });
});
