import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { roles, type Actor, type Role } from '#kernel/roles.ts';
import { actorIn } from '#tests/builders/rights.ts';
import { openness, opennessLevels, opennessNames, opennessOf } from './permissions.openness.ts';
import {
  canForPerson,
  canInTerritory,
  granting,
  mayGrant,
  peopleScope,
  roleUnits,
  territoryActions,
  type Place,
  type TerritoryAction,
} from './permissions.ts';
import { wording } from './rules.ts';

const paths = { region: 'r', own: 'r.m', organisation: 'r.m.o' };
const actor = (role: Role, given: Partial<Actor> = {}): Actor => {
  const inRegion = ['administrator', 'operator', 'committee', 'coordinator'].includes(role);
  const inOrganisation = role === 'organisation-head' || role === 'team-member';
  return actorIn(role, {
    regionId: 'R',
    unitPath: inRegion ? paths.region : inOrganisation ? paths.organisation : paths.own,
    organisationId: inOrganisation ? 'o' : null,
    ...given,
  });
};
const own: Place = { path: 'r.m.o', regionId: 'R' };
const neighbour: Place = { path: 'r.m.o2', regionId: 'R' };
const otherMunicipality: Place = { path: 'r.m2.o3', regionId: 'R' };
const foreign: Place = { path: 'q.m.o', regionId: 'Q' };
const allowedAt = (role: Role, action: TerritoryAction) =>
  [own, neighbour, otherMunicipality, foreign]
    .map((place) => (canInTerritory(actor(role), action, place).ok ? '+' : '-'))
    .join('');

/** Own organisation (or territory), another of the municipality, another municipality, another region. */
const expected: Record<TerritoryAction, Record<Role, string>> = {
  'view-organisation': line('++++', '+++-', '+++-', '+++-', '+++-', '+++-', '+++-'),
  'view-curators': line('++++', '+++-', '+++-', '+++-', '+++-', '+++-', '+++-'),
  'view-person': line('++++', '+++-', '+++-', '+++-', '+++-', '+++-', '+++-'),
  'view-staff-contacts': line('++++', '+++-', '----', '++--', '+++-', '+---', '+---'),
  'add-organisation': line('++++', '+++-', '----', '++--', '----', '----', '----'),
  'edit-organisation': line('++++', '+++-', '----', '++--', '----', '+---', '----'),
  'close-organisation': line('++++', '+++-', '----', '++--', '----', '----', '----'),
  'appoint-head': line('++++', '+++-', '----', '++--', '----', '----', '----'),
  'add-staff': line('++++', '+++-', '----', '++--', '----', '+---', '----'),
  'end-staff': line('++++', '+++-', '----', '++--', '----', '+---', '----'),
  'edit-person': line('++++', '+++-', '----', '++--', '----', '+---', '----'),
  'manage-account': line('++++', '+++-', '----', '++--', '----', '+---', '----'),
};

function line(...signs: [string, string, string, string, string, string, string]): Record<Role, string> {
  return Object.fromEntries(roles.map((role, index) => [role, signs[index] ?? ''])) as Record<Role, string>;
}

describe('who may do what with organisations and people', () => {
  test.each(territoryActions)('%s: role by role, near and far', (action) => {
    expect(Object.fromEntries(roles.map((role) => [role, allowedAt(role, action)]))).toEqual(expected[action]);
  });

  test('another region answers as if the thing were absent, another municipality with the reason', () => {
    for (const action of territoryActions) {
      for (const role of roles.filter((each) => each !== 'administrator')) {
        expect(canInTerritory(actor(role), action, foreign)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
      }
    }
    expect(canInTerritory(actor('municipal-curator'), 'appoint-head', otherMunicipality)).toMatchObject({
      ok: false,
      error: { kind: 'forbidden', clause: 'municipal-information' },
    });
  });
});

describe('who gives which role', () => {
  test('an administrator gives every role, a curator heads and members, a head members, the rest none', () => {
    const given = Object.fromEntries(
      roles.map((role) => [role, roles.filter((each) => mayGrant(actor(role), each, own).ok)]),
    );
    expect(given).toEqual({
      administrator: [...roles],
      operator: ['municipal-curator', 'coordinator', 'organisation-head', 'team-member'],
      committee: [],
      'municipal-curator': ['organisation-head', 'team-member'],
      coordinator: [],
      'organisation-head': ['team-member'],
      'team-member': [],
    });
  });

  test('nobody but an administrator gives the own role or a higher one', () => {
    const rank: Record<Role, number> = {
      administrator: 0,
      operator: 1,
      committee: 1,
      'municipal-curator': 2,
      coordinator: 2,
      'organisation-head': 3,
      'team-member': 4,
    };
    for (const role of roles.filter((each) => each !== 'administrator')) {
      for (const given of granting[role]) expect(rank[given]).toBeGreaterThan(rank[role]);
    }
  });

  test('a role is given in the own territory only', () => {
    expect(mayGrant(actor('municipal-curator'), 'team-member', neighbour).ok).toBe(true);
    expect(mayGrant(actor('municipal-curator'), 'team-member', otherMunicipality).ok).toBe(false);
    expect(mayGrant(actor('organisation-head'), 'team-member', neighbour).ok).toBe(false);
    expect(mayGrant(actor('operator'), 'municipal-curator', foreign)).toMatchObject({ error: { kind: 'not-found' } });
  });

  test('every role has its kind of unit', () => {
    expect(roleUnits['municipal-curator']).toEqual([
      'municipal-district',
      'city-district',
      'city-territorial-department',
    ]);
    expect(roleUnits['organisation-head']).toEqual(['organisation']);
    expect(roleUnits.operator).toEqual(['region']);
  });

  test('an account is managed only by whoever could have given all its roles', () => {
    const head = { ...own, role: 'organisation-head' as const };
    const curator = { path: 'r.m', regionId: 'R', role: 'municipal-curator' as const };
    const may = (role: Role, held: (typeof head | typeof curator)[]) =>
      canForPerson(actor(role), 'manage-account', { id: 'x', held, places: [own] }).ok;
    expect(roles.filter((role) => may(role, [head]))).toEqual(['administrator', 'operator', 'municipal-curator']);
    expect(roles.filter((role) => may(role, [head, curator]))).toEqual(['administrator', 'operator']);
    expect(
      roles.filter((role) => canForPerson(actor(role), 'manage-account', { id: 'x', held: [], places: [] }).ok),
    ).toEqual(['administrator', 'operator']);
  });

  test('everybody corrects their own data and nobody the data of people elsewhere', () => {
    for (const role of roles) {
      expect(canForPerson(actor(role), 'edit-person', { id: `person-${role}`, held: [], places: [] }).ok).toBe(true);
      if (role !== 'administrator') {
        expect(canForPerson(actor(role), 'edit-person', { id: 'x', held: [], places: [foreign] }).ok).toBe(false);
      }
    }
  });

  test('a search for people stays in the own territory', () => {
    expect(roles.map((role) => peopleScope(actor(role)).kind)).toEqual([
      'region',
      'region',
      'nothing',
      'subtree',
      'nothing',
      'organisation',
      'nothing',
    ]);
  });
});

describe('what is public and what is confidential', () => {
  test('[K-1.5] every kind of record says once who may know it', () => {
    expect(new Set(openness.map((record) => record.kind)).size).toBe(openness.length);
    expect(openness.every((record) => record.what.length > 0 && opennessLevels.includes(record.level))).toBe(true);
    expect(Object.keys(opennessNames)).toEqual([...opennessLevels]);
  });

  test('[K-1.5] a kind that is not listed is personal: openness is never by default', () => {
    expect(opennessOf('something new')).toBe('personal');
  });

  test('[K-1.5] the content of a group is confidential in every kind of record', () => {
    const content = [
      'group',
      'agreement',
      'programme',
      'mark',
      'consultation',
      'supervision',
      'report',
      'survey',
      'order',
      'journal',
    ];
    expect(content.map(opennessOf)).toEqual(content.map(() => 'group'));
  });

  test('[K-1.5] the regulation, the territory and the counts are public; contacts of staff are not', () => {
    expect(['regulation', 'unit', 'counts'].map(opennessOf)).toEqual(['public', 'public', 'public']);
    expect(opennessOf('person-contacts')).toBe('staff');
    expect(canInTerritory(actor('committee'), 'view-staff-contacts', own).ok).toBe(false);
  });

  test('[K-1.5] participants are equal: every role sees the same directory of organisations and curators', () => {
    const open = roles
      .filter((role) => role !== 'administrator')
      .map((role) => allowedAt(role, 'view-organisation') + allowedAt(role, 'view-curators'));
    expect(new Set(open).size).toBe(1);
  });
});

describe('mentoring is not nastavnichestvo', () => {
  test('[V-roles] mentoring joins two teams, nastavnichestvo one person with another', () => {
    expect(wording.mentoring.roles).toEqual(['опытная команда', 'развивающаяся команда']);
    expect(wording.teaching.roles).toEqual(['наставник', 'наставляемый']);
    expect(wording.mentoring.meaning).not.toMatch(/наставни|обуча/i);
    expect(wording.teaching.meaning).not.toMatch(/ментор|партн/i);
  });

  test('[V-roles] no screen, letter or refusal of the mentoring cycle speaks of наставник', () => {
    const allowed = [
      'src/features/territory/',
      'src/features/regulation/',
      'src/features/accounts/rules.ts',
      'src/routes/(app)/territory/',
      // these understand and decline what people write, and say nothing themselves
      'src/features/imports/rules.persons',
      'src/features/imports/rules.participants-values.ts',
      'src/platform/documents/phrases.server.ts',
    ];
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .map((name) => join('src', name))
      .filter(
        (name) =>
          /\.(svelte|ts)$/.test(name) && !/\.test\.ts$/.test(name) && !allowed.some((part) => name.startsWith(part)),
      );
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((name) => /наставни|наставля/i.test(readFileSync(name, 'utf8')))).toEqual([]);
  });
});
