import { describe, expect, test } from 'vitest';
import type { Actor, Role } from '#kernel/roles.ts';
import { actorIn, teamIn } from '#tests/builders/rights.ts';
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
import { groupStates, systemActor, type GroupFacts, type GroupState } from './rules.ts';

const facts = (state: GroupState): Pick<GroupFacts, 'regionId' | 'coordinatorId' | 'teams' | 'invited' | 'state'> => ({
  regionId: 'r',
  coordinatorId: 'coordinator',
  state,
  teams: [
    teamIn('dev', 'developing'),
    teamIn('exp', 'experienced'),
    teamIn('gone', 'experienced', { leftOn: '2027-01-01' }),
  ],
  invited: [teamIn('new', 'experienced', { municipalityPath: 'r.m2' })],
});
const inOrganisation = (role: Role, organisationId: string) =>
  actorIn(role, { organisationId, unitId: organisationId, unitPath: `r.m1.${organisationId}` });

const everybody: readonly (readonly [string, Actor, readonly GroupRelation[]])[] = [
  ['operator', actorIn('operator'), ['operator']],
  ['operator of another region', actorIn('operator', { regionId: 'x' }), []],
  ['committee', actorIn('committee'), ['numbers-only']],
  ['administrator', actorIn('administrator'), []],
  ['curator', actorIn('municipal-curator', { unitPath: 'r.m1' }), ['curator']],
  ['curator of another municipality', actorIn('municipal-curator', { unitPath: 'r.m2' }), []],
  ['curator of a namesake prefix', actorIn('municipal-curator', { unitPath: 'r.m' }), []],
  ['coordinator', actorIn('coordinator', { personId: 'coordinator' }), ['coordinator']],
  ['coordinator of other groups', actorIn('coordinator'), []],
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
    expect(groupsScope(actorIn('operator'))).toEqual({ kind: 'region', regionId: 'r' });
    expect(groupsScope(actorIn('municipal-curator', { unitPath: 'r.m1' }))).toEqual({ kind: 'subtree', path: 'r.m1' });
    expect(groupsScope(actorIn('coordinator'))).toEqual({ kind: 'coordinator', personId: 'person-coordinator' });
    expect(groupsScope(inOrganisation('team-member', 'dev'))).toEqual({ kind: 'organisation', organisationId: 'dev' });
    expect(groupsScope(actorIn('team-member'))).toEqual({ kind: 'nothing' });
    expect(groupsScope(actorIn('committee'))).toEqual({ kind: 'nothing' });
    expect(groupsScope(actorIn('administrator'))).toEqual({ kind: 'nothing' });
    expect(figuresScope(actorIn('committee'))).toEqual({ kind: 'region', regionId: 'r' });
    expect(figuresScope(actorIn('administrator'))).toEqual({ kind: 'nothing' });
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
