import { describe, expect, test } from 'vitest';
import { roles, type Actor, type Role } from '#kernel/roles.ts';
import {
  canWithMeasures,
  canWithRegulation,
  measureActions,
  regulationActions,
  regulationRights,
} from './permissions.ts';

const actor = (role: Role, unitPath = 'r1', regionId = 'region'): Actor => ({
  personId: 'p',
  fullName: '',
  post: '',
  role,
  grantId: 'g',
  unitId: unitPath,
  unitPath,
  unitName: '',
  regionId,
  organisationId: null,
});

describe('rights', () => {
  test.each(roles.flatMap((role) => regulationActions.map((action) => [role, action] as const)))(
    '%s: %s',
    (role, action) => {
      const allowed = canWithRegulation(actor(role), action, 'region');
      const writes = role === 'operator' || role === 'administrator';
      expect(allowed.ok).toBe(action === 'view' || writes);
      expect(regulationRights[role].includes(action)).toBe(allowed.ok);
      const foreign = canWithRegulation(actor(role), action, 'another');
      if (role !== 'administrator') expect(foreign).toMatchObject({ ok: false, error: { kind: 'not-found' } });
    },
  );

  const place = { unitId: 'm1', unitPath: 'r1.m1', regionId: 'region' };
  const region = { unitId: 'region', unitPath: 'r1', regionId: 'region' };

  test.each<[Role, string, boolean, boolean]>([
    ['municipal-curator', 'r1.m1', true, true],
    ['municipal-curator', 'r1.m2', false, false],
    ['municipal-curator', 'r1.m10', false, false],
    ['operator', 'r1', true, false],
    ['administrator', 'r1', true, true],
    ['committee', 'r1', true, false],
    ['organisation-head', 'r1.m1.o1', true, false],
    ['team-member', 'r1.m2.o1', false, false],
  ])('[K-P.plan] %s at %s sees a municipality’s plan: %s, changes it: %s', (role, path, sees, changes) => {
    expect(measureActions.map((action) => canWithMeasures(actor(role, path), action, place).ok)).toEqual([
      sees,
      changes,
    ]);
  });

  test('[K-P.plan] the plan of the region is the operator’s, and everybody in the region sees it', () => {
    expect(canWithMeasures(actor('operator'), 'edit', region).ok).toBe(true);
    expect(canWithMeasures(actor('municipal-curator', 'r1.m1'), 'edit', region).ok).toBe(false);
    expect(canWithMeasures(actor('team-member', 'r1.m1.o1'), 'view', region).ok).toBe(true);
    expect(canWithMeasures(actor('operator', 'r9', 'another'), 'view', region)).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
  });
});
