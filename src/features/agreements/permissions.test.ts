import { describe, expect, test } from 'vitest';
import type { GroupFacts, GroupTeam } from '#features/groups/index.ts';
import { roles, type Actor, type Role } from '#kernel/roles.ts';
import { actorIn } from '#tests/builders/rights.ts';
import { agreementActions, canSignFor, canWithAgreement, isOwnSide, type AgreementAction } from './permissions.ts';

const team = (name: string, standing: 'experienced' | 'developing', leftOn: string | null = null) =>
  ({
    teamId: `team-${name}`,
    organisationId: `school-${name}`,
    standing,
    leftOn,
    municipalityPath: 'region.district',
  }) as unknown as GroupTeam;

const group: Pick<GroupFacts, 'regionId' | 'coordinatorId' | 'teams'> = {
  regionId: 'region',
  coordinatorId: 'coordinator',
  teams: [team('a', 'experienced'), team('b', 'developing'), team('left', 'developing', '2027-01-01')],
};

const actor = (role: Role, own: Partial<Actor> = {}): Actor =>
  actorIn(role, { unitPath: 'region', regionId: 'region', ...own });

/** One of every role that belongs to the group, and the same roles elsewhere. */
const inside: Record<Role, Actor> = {
  administrator: actor('administrator'),
  operator: actor('operator'),
  committee: actor('committee'),
  'municipal-curator': actor('municipal-curator', { unitPath: 'region.district' }),
  coordinator: actor('coordinator', { personId: 'coordinator' }),
  'organisation-head': actor('organisation-head', { organisationId: 'school-b' }),
  'team-member': actor('team-member', { organisationId: 'school-b' }),
};
const outside: Record<Role, Actor> = {
  administrator: actor('administrator', { regionId: 'other' }),
  operator: actor('operator', { regionId: 'other' }),
  committee: actor('committee', { regionId: 'other' }),
  'municipal-curator': actor('municipal-curator', { unitPath: 'region.elsewhere' }),
  coordinator: actor('coordinator'),
  'organisation-head': actor('organisation-head', { organisationId: 'school-left' }),
  'team-member': actor('team-member', { organisationId: 'school-other' }),
};

const expected: Record<Role, readonly AgreementAction[] | 'not-found'> = {
  administrator: 'not-found',
  operator: ['view', 'generate', 'send', 'sign', 'record'],
  committee: 'not-found',
  'municipal-curator': ['view'],
  coordinator: ['view'],
  'organisation-head': ['view', 'sign'],
  'team-member': ['view'],
};

describe('[K-3.1.agreement] who may do what with an agreement', () => {
  for (const role of roles) {
    test.each(agreementActions)(`${role}: %s`, (action) => {
      const rights = expected[role];
      const outcome = canWithAgreement(inside[role], action, group);
      if (rights === 'not-found') expect(outcome).toMatchObject({ ok: false, error: { kind: 'not-found' } });
      else if (rights.includes(action)) expect(outcome.ok).toBe(true);
      else expect(outcome).toMatchObject({ ok: false, error: { kind: 'forbidden', clause: 'agreement' } });
    });

    test.each(agreementActions)(`[K-3.4.confidential] ${role} from elsewhere: %s is not found`, (action) => {
      expect(canWithAgreement(outside[role], action, group)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
    });
  }
});

describe('[K-3.1.agreement] a head signs for the own organisation only', () => {
  const side = (name: string) => ({ unitId: `school-${name}`, teamId: `team-${name}` });
  const operatorSide = { unitId: 'region', teamId: null };

  test('own side, the other side, the operator’s side', () => {
    const head = inside['organisation-head'];
    expect(canSignFor(head, side('b'), group).ok).toBe(true);
    for (const foreign of [side('a'), operatorSide]) {
      expect(canSignFor(head, foreign, group)).toMatchObject({
        ok: false,
        error: { code: 'agreements.forbidden.own-only' },
      });
    }
  });

  test('the operator signs for itself and records what came on paper for others', () => {
    expect(isOwnSide(inside.operator, operatorSide)).toBe(true);
    expect(isOwnSide(inside.operator, side('a'))).toBe(false);
    for (const any of [side('a'), side('b'), operatorSide])
      expect(canSignFor(inside.operator, any, group).ok).toBe(true);
  });

  test('the head of a team that has left sees nothing', () => {
    expect(canSignFor(outside['organisation-head'], side('left'), group)).toMatchObject({
      error: { kind: 'not-found' },
    });
  });
});
