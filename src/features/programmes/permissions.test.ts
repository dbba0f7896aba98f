import { describe, expect, it } from 'vitest';
import { groupStates, type GroupFacts, type GroupState, type GroupTeam } from '#features/groups/index.ts';
import type { Actor, Role } from '#kernel/roles.ts';
import { actorIn, groupOf, teamIn } from '#tests/builders/rights.ts';
import { canInProgramme, programmeActions, programmeRights, writingTeam, type ProgrammeAction } from './permissions.ts';

const team = (standing: GroupTeam['standing'], name: string): GroupTeam =>
  teamIn(`team-${name}`, standing, {
    organisationId: `org-${name}`,
    headPersonId: `head-${name}`,
    municipalityId: name,
    municipalityPath: `r.${name}`,
  });

const facts = (state: GroupState, left: string | null = null): GroupFacts =>
  groupOf({
    state,
    step: 4,
    municipalityId: 'dev',
    teams: [{ ...team('experienced', 'exp'), leftOn: left }, team('developing', 'dev')],
  });

const ofOrganisation = (role: Role, id: string, over: Partial<Actor> = {}): Actor =>
  actorIn(role, { organisationId: `org-${id}`, unitId: `org-${id}`, unitPath: `r.${id}.${id}`, ...over });

const actors: Readonly<Record<string, Actor>> = {
  operator: actorIn('operator'),
  committee: actorIn('committee'),
  administrator: actorIn('administrator'),
  'curator of the developing team': actorIn('municipal-curator', { unitId: 'dev', unitPath: 'r.dev' }),
  'curator of the experienced team': actorIn('municipal-curator', { unitId: 'exp', unitPath: 'r.exp' }),
  'curator of another municipality': actorIn('municipal-curator', { unitId: 'other', unitPath: 'r.other' }),
  coordinator: actorIn('coordinator', { personId: 'coordinator' }),
  'another coordinator': actorIn('coordinator'),
  'experienced head': ofOrganisation('organisation-head', 'exp'),
  'developing head': ofOrganisation('organisation-head', 'dev'),
  'experienced team': ofOrganisation('team-member', 'exp'),
  'developing team': ofOrganisation('team-member', 'dev'),
  'foreign head': ofOrganisation('organisation-head', 'foreign'),
  'operator of another region': actorIn('operator', { regionId: 'elsewhere' }),
};

const team5: ProgrammeAction[] = ['view', 'write', 'write-team', 'amend', 'mark'];
const head7: ProgrammeAction[] = [...team5, 'endorse', 'submit'];
/** The whole table once more, by person; who is absent does not even learn that the group exists. */
const may: Readonly<Record<string, readonly ProgrammeAction[]>> = {
  operator: ['view'],
  'curator of the developing team': ['view', 'decide'],
  'curator of the experienced team': ['view'],
  coordinator: ['view', 'write', 'amend'],
  'experienced head': head7,
  'developing head': head7,
  'experienced team': team5,
  'developing team': team5,
};

const cases = Object.keys(actors).flatMap((who) =>
  programmeActions.flatMap((action) => groupStates.map((state) => [who, action, state] as const)),
);

describe('role × action × state', () => {
  it.each(cases)('%s: %s while the group is %s', (who, action, state) => {
    const allowed = canInProgramme(actors[who] as Actor, action, facts(state));
    if (may[who]?.includes(action)) return expect(allowed).toEqual({ ok: true, value: true });
    expect(allowed.ok).toBe(false);
    if (!allowed.ok) expect(allowed.error.kind).toBe(may[who] ? 'forbidden' : 'not-found');
  });
});

describe('who is who', () => {
  it('[K-2.3.approve] the curator of another team of the group is told whose curator decides', () => {
    const refused = canInProgramme(actors['curator of the experienced team'] as Actor, 'decide', facts('contracted'));
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'programmes.foreign-municipality', clause: 'programme-approval' },
    });
  });

  it('[K-2.8] both teams and the coordinator write, heads endorse, nobody else', () => {
    const writers = Object.entries(programmeRights)
      .filter(([, actions]) => actions.includes('write'))
      .map(([relation]) => relation);
    expect(writers.sort()).toEqual([
      'coordinator',
      'developing-head',
      'developing-team',
      'experienced-head',
      'experienced-team',
    ]);
    const endorsers = Object.entries(programmeRights)
      .filter(([, actions]) => actions.includes('endorse'))
      .map(([relation]) => relation);
    expect(endorsers.sort()).toEqual(['developing-head', 'experienced-head']);
  });

  it('a team that has left the group no longer reads it', () => {
    expect(canInProgramme(actors['experienced head'] as Actor, 'view', facts('running', '2027-02-01'))).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
  });

  it('everybody writes the working group of the own team only', () => {
    expect(writingTeam(actors['developing team'] as Actor, facts('contracted'))?.teamId).toBe('team-dev');
    expect(writingTeam(actors['coordinator'] as Actor, facts('contracted'))).toBeNull();
  });
});
