import { notFound, refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor } from '#kernel/roles.ts';
import { inTerritory, mintScope, type Scope } from '#kernel/scope.ts';

/** Everything that can be done with a team of the registry. */
export const teamActions = [
  'view',
  'view-contacts',
  'edit',
  'submit',
  'register',
  'return',
  'withdraw',
  'assess',
  'add-evidence',
] as const;
export type TeamAction = (typeof teamActions)[number];

/** Who the actor is to a team; `none` sees nothing of it. */
export type TeamRelation = 'operator' | 'curator' | 'own-team' | 'none';

/** What rights look at. */
export interface TeamPlace {
  readonly organisationId: string;
  readonly path: string;
  readonly regionId: string;
}

/** The table of rights, to be read aloud: who may do what with a team. The state is for the rules to judge. */
export const teamRights: Readonly<Record<TeamRelation, readonly TeamAction[]>> = {
  operator: ['view', 'view-contacts', 'edit', 'submit', 'register', 'return', 'withdraw', 'assess', 'add-evidence'],
  curator: ['view', 'view-contacts', 'edit', 'submit', 'withdraw', 'assess', 'add-evidence'],
  'own-team': ['view', 'view-contacts', 'assess', 'add-evidence'],
  none: [],
};

const forbidden: Readonly<Record<'operator-only' | 'curator-only', Refusal>> = {
  'operator-only': {
    code: 'registry.operator-only',
    kind: 'forbidden',
    message: 'Это делает региональный оператор',
    clause: 'registry',
  },
  'curator-only': {
    code: 'registry.curator-only',
    kind: 'forbidden',
    message: 'Сведения о командах представляет муниципальный куратор',
    clause: 'municipal-information',
  },
};

/** Who the actor is to this team. */
export function relationToTeam(actor: Actor, team: TeamPlace): TeamRelation {
  if (actor.regionId !== team.regionId) return 'none';
  switch (actor.role) {
    case 'operator':
      return 'operator';
    case 'municipal-curator':
      return inTerritory(actor, team.path) ? 'curator' : 'none';
    case 'organisation-head':
    case 'team-member':
      return actor.organisationId === team.organisationId ? 'own-team' : 'none';
    default:
      return 'none';
  }
}

/** Whether the actor may do this with the team; a foreign team does not exist for them. */
export function canWithTeam(actor: Actor, action: TeamAction, team: TeamPlace): Outcome<true> {
  const relation = relationToTeam(actor, team);
  if (!teamRights[relation].includes('view')) return refuse(notFound);
  if (teamRights[relation].includes(action)) return ok(true);
  return refuse(action === 'register' || action === 'return' ? forbidden['operator-only'] : forbidden['curator-only']);
}

/** Who may enter teams: the curator for the own municipality, the operator for any of the region. */
export function canEnterTeams(actor: Actor, municipality: { path: string; regionId: string }): Outcome<true> {
  if (actor.role !== 'municipal-curator' && actor.role !== 'operator') return refuse(forbidden['curator-only']);
  const own = actor.regionId === municipality.regionId && inTerritory(actor, municipality.path);
  return own ? ok(true) : refuse(notFound);
}

/** Whether the page of entering teams is for this actor at all. */
export function mayEnterTeams(actor: Actor): Outcome<true> {
  const may = actor.role === 'municipal-curator' || actor.role === 'operator';
  return may ? ok(true) : refuse(forbidden['curator-only']);
}

/**
 * How much of the registry the actor reads: whole rows, or numbers and states only (K-3.4): no drafts, notes, remarks,
 * results, contacts.
 */
export function seesWholeRows(actor: Actor): boolean {
  return actor.role !== 'committee' && actor.role !== 'coordinator';
}

/** What part of the registry the actor may list. */
export function registryScope(actor: Actor): Scope<'registry'> {
  switch (actor.role) {
    case 'operator':
    case 'committee':
    case 'coordinator':
      return mintScope('registry', { kind: 'region', regionId: actor.regionId });
    case 'municipal-curator':
      return mintScope('registry', { kind: 'subtree', path: actor.unitPath });
    case 'organisation-head':
    case 'team-member':
      return actor.organisationId
        ? mintScope('registry', { kind: 'organisation', organisationId: actor.organisationId })
        : mintScope('registry', { kind: 'nothing' });
    case 'administrator':
      return mintScope('registry', { kind: 'nothing' });
  }
}
