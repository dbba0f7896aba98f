import { describe, expect, it } from 'vitest';
import { roles, type Actor, type Role } from '#kernel/roles.ts';
import { actorIn } from '#tests/builders/rights.ts';
import {
  canEnterTeams,
  canWithTeam,
  mayEnterTeams,
  registryScope,
  relationToTeam,
  seesWholeRows,
  teamActions,
} from './permissions.ts';
import { teamStates, type TeamFacts } from './rules.ts';
import { abilitiesOf } from './permissions.abilities.ts';

const team: TeamFacts = {
  id: 't',
  cycleId: 'c',
  organisationId: 'o',
  organisationName: 'СШ № 1',
  municipalityId: 'm',
  path: 'r.m.o',
  regionId: 'r',
  standing: 'experienced',
  state: 'draft',
  headHasPhone: true,
  headHasEmail: true,
  directionKeys: ['development'],
  memberCategories: ['head'],
  results: 'Рост',
  evidenceCount: 1,
  assessedKeys: [],
  groupCount: 0,
  revision: 1,
};

function actor(role: Role, place: Partial<Actor> = {}): Actor {
  const own = role === 'organisation-head' || role === 'team-member';
  const unit = own
    ? { unitId: 'o', unitPath: 'r.m.o', organisationId: 'o' }
    : role === 'municipal-curator'
      ? { unitId: 'm', unitPath: 'r.m', organisationId: null }
      : { unitId: 'r', unitPath: 'r', organisationId: null };
  return actorIn(role, { personId: 'p', ...unit, ...place });
}
const kind = (outcome: { ok: boolean; error?: { kind: string } }) => (outcome.ok ? 'yes' : outcome.error?.kind);

describe('rights in the registry', () => {
  it('role × action: the operator everything, the curator all but the decision, the team its own evidence and judgement', () => {
    const table = Object.fromEntries(
      roles.map((role) => [role, teamActions.map((action) => kind(canWithTeam(actor(role), action, team))).join(' ')]),
    );
    expect(teamActions.join(' ')).toBe('view view-contacts edit submit register return withdraw assess add-evidence');
    expect(table).toEqual({
      administrator: Array(9).fill('not-found').join(' '),
      operator: Array(9).fill('yes').join(' '),
      committee: Array(9).fill('not-found').join(' '),
      'municipal-curator': 'yes yes yes yes forbidden forbidden yes yes yes',
      coordinator: Array(9).fill('not-found').join(' '),
      'organisation-head': 'yes yes forbidden forbidden forbidden forbidden forbidden yes yes',
      'team-member': 'yes yes forbidden forbidden forbidden forbidden forbidden yes yes',
    });
  });

  it('role × action × state: what is offered can be done, what cannot says why', () => {
    const offered = (role: Role, state: TeamFacts['state']) =>
      Object.entries(abilitiesOf(actor(role), { ...team, state }))
        .filter(([, ability]) => ability.allowed)
        .map(([action]) => action);
    const operator = Object.fromEntries(
      teamStates.map((state) => [state, offered('operator', state).slice(2).join(' ')]),
    );
    expect(operator).toEqual({
      draft: 'edit submit withdraw assess add-evidence',
      submitted: 'register return withdraw assess add-evidence',
      returned: 'edit submit withdraw assess add-evidence',
      registered: 'withdraw assess add-evidence',
      withdrawn: '',
    });
    for (const state of teamStates) {
      expect(offered('committee', state)).toEqual([]);
      expect(offered('organisation-head', state)).toEqual(
        state === 'withdrawn' ? ['view', 'view-contacts'] : ['view', 'view-contacts', 'assess', 'add-evidence'],
      );
      for (const ability of Object.values(abilitiesOf(actor('operator'), { ...team, state }))) {
        if (!ability.allowed) expect([ability.reason.length > 0, ability.clause.length > 0]).toEqual([true, true]);
      }
    }
  });

  it('a foreign team does not exist: another municipality, organisation, region', () => {
    const foreign = [
      actor('municipal-curator', { unitPath: 'r.other' }),
      actor('organisation-head', { organisationId: 'another' }),
      actor('operator', { regionId: 'other' }),
      actor('municipal-curator', { unitPath: 'r.m2' }),
    ];
    for (const one of foreign) {
      expect(relationToTeam(one, team)).toBe('none');
      for (const action of teamActions) expect(kind(canWithTeam(one, action, team))).toBe('not-found');
    }
  });

  it('teams are entered by the curator of the municipality and by the operator', () => {
    const place = { path: 'r.m', regionId: 'r' };
    const allowed = roles.filter((role) => canEnterTeams(actor(role), place).ok);
    expect(allowed).toEqual(['operator', 'municipal-curator']);
    expect(roles.filter((role) => mayEnterTeams(actor(role)).ok)).toEqual(allowed);
    expect(kind(canEnterTeams(actor('municipal-curator'), { path: 'r.other', regionId: 'r' }))).toBe('not-found');
  });

  it('[K-2.2.registry] lists: the operator and the committee the region, the curator the municipality, the team itself', () => {
    const scopes = Object.fromEntries(roles.map((role) => [role, registryScope(actor(role)).kind]));
    expect(scopes).toEqual({
      administrator: 'nothing',
      operator: 'region',
      committee: 'region',
      'municipal-curator': 'subtree',
      coordinator: 'region',
      'organisation-head': 'organisation',
      'team-member': 'organisation',
    });
    expect(roles.filter((role) => !seesWholeRows(actor(role)))).toEqual(['committee', 'coordinator']);
  });
});
