import type { GroupFacts, GroupTeam } from '#features/groups/index.ts';
import type { Actor, Role } from '#kernel/roles.ts';

/** Somebody in a role at the region `r`, for tables of rights; `more` puts them elsewhere. */
export function actorIn(role: Role, more: Partial<Actor> = {}): Actor {
  return {
    personId: `person-${role}`,
    fullName: 'Орлова Инна Павловна',
    post: 'специалист',
    role,
    grantId: 'grant',
    unitId: 'r',
    unitPath: 'r',
    unitName: 'Регион',
    regionId: 'r',
    organisationId: null,
    ...more,
  };
}

/** A team of a group that has consented, in the municipality `m1`. */
export function teamIn(name: string, standing: GroupTeam['standing'], more: Partial<GroupTeam> = {}): GroupTeam {
  return {
    teamId: name,
    organisationId: name,
    organisationName: name,
    organisationShortName: name,
    municipalityId: 'm1',
    municipalityPath: 'r.m1',
    standing,
    headPersonId: `head-${name}`,
    headName: 'Седова Анна Ильинична',
    headPost: 'директор',
    consent: 'consented',
    consentReason: '',
    joinedOn: '2026-10-01',
    leftOn: null,
    ...more,
  };
}

/** A group of the municipality `m1` with its coordinator `coordinator`, for rules and tables of rights. */
export function groupOf(more: Partial<GroupFacts>): GroupFacts {
  return {
    id: 'g',
    cycleId: 'c',
    regionId: 'r',
    municipalityId: 'm1',
    municipalityName: 'Иловлинский район',
    title: 'A и B',
    origin: 'operator',
    state: 'proposed',
    step: 2,
    regulationVersionId: 'v',
    overlayVersionId: null,
    termMonths: 11,
    extensionMonths: 0,
    extensionsCount: 0,
    coordinatorId: 'coordinator',
    coordinatorName: 'Крутова Вера Сергеевна',
    startsOn: null,
    endsOn: null,
    finishedEarlyOn: null,
    sumUpBy: null,
    manyToMany: false,
    activities: { total: 0, done: 0, part: 0, notDone: 0 },
    directions: [],
    teams: [],
    invited: [],
    revision: 1,
    ...more,
  };
}
