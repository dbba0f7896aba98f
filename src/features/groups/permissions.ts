import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor } from '#kernel/roles.ts';
import { inTerritory, mintScope, type Scope } from '#kernel/scope.ts';
import { refusals } from './rules.refusals.ts';
import { activeTeams, isFinal, type GroupFacts, type GroupTeam } from './rules.ts';

/** Who an actor is to a group; one may be several at once. Empty: the group does not exist for them. */
export const groupRelations = [
  'operator',
  'curator',
  'coordinator',
  'experienced-head',
  'developing-head',
  'experienced-team',
  'developing-team',
  'invited-head',
  'numbers-only',
] as const;
export type GroupRelation = (typeof groupRelations)[number];

/** Everything that can be done with a group itself; its agreement, programme and reports have tables of their own. */
export const groupActions = [
  'view',
  'view-invitation',
  'consent',
  'order',
  'end-term',
  'request-extension',
  'extend',
  'finish-early',
  'write-memo',
  'replace',
  'dissolve',
  'ask',
  'answer',
] as const;
export type GroupAction = (typeof groupActions)[number];

/** The table of rights, to be read aloud: who may do what with a group. The state is for the rules to judge. */
export const groupRights: Readonly<Record<GroupRelation, readonly GroupAction[]>> = {
  operator: ['view', 'view-invitation', 'order', 'end-term', 'extend', 'finish-early', 'replace', 'dissolve', 'answer'],
  curator: ['view', 'view-invitation'],
  coordinator: ['view', 'view-invitation', 'end-term', 'write-memo', 'ask'],
  'experienced-head': ['view', 'view-invitation', 'consent', 'end-term', 'ask'],
  'developing-head': ['view', 'view-invitation', 'consent', 'end-term', 'request-extension', 'ask'],
  'experienced-team': ['view', 'view-invitation', 'end-term', 'ask'],
  'developing-team': ['view', 'view-invitation', 'end-term', 'ask'],
  'invited-head': ['view-invitation', 'consent'],
  'numbers-only': [],
};

const whoMay: Readonly<Record<GroupAction, keyof typeof refusals.forbidden>> = {
  view: 'operator',
  'view-invitation': 'operator',
  consent: 'head',
  order: 'operator',
  'end-term': 'teams',
  'request-extension': 'developing',
  extend: 'operator',
  'finish-early': 'operator',
  'write-memo': 'coordinator',
  replace: 'operator',
  dissolve: 'operator',
  ask: 'participants',
  answer: 'operator',
};

type Place = Pick<GroupFacts, 'regionId' | 'coordinatorId' | 'teams'> & Partial<Pick<GroupFacts, 'invited' | 'state'>>;

const isTeamRole = (actor: Actor): boolean => actor.role === 'organisation-head' || actor.role === 'team-member';

/** Who the actor is to this group, under the role chosen now. */
export function relationTo(actor: Actor, facts: Place): ReadonlySet<GroupRelation> {
  const found = new Set<GroupRelation>();
  if (actor.regionId !== facts.regionId) return found;
  const active = activeTeams(facts);
  if (actor.role === 'operator') found.add('operator');
  if (actor.role === 'committee') found.add('numbers-only');
  if (actor.role === 'coordinator' && facts.coordinatorId === actor.personId) found.add('coordinator');
  if (actor.role === 'municipal-curator' && active.some((team) => inTerritory(actor, team.municipalityPath))) {
    found.add('curator');
  }
  if (!isTeamRole(actor)) return found;
  for (const team of active) {
    if (team.organisationId !== actor.organisationId) continue;
    found.add(`${team.standing}-team`);
    if (actor.role === 'organisation-head') found.add(`${team.standing}-head`);
  }
  const invited = facts.invited?.some((team) => team.organisationId === actor.organisationId) ?? false;
  if (invited && actor.role === 'organisation-head' && !(facts.state && isFinal(facts.state)))
    found.add('invited-head');
  return found;
}

/** Whether the actor may do this with the group; a group one cannot read does not exist (K-3.4). */
export function canInGroup(actor: Actor, action: GroupAction, facts: Place): Outcome<true> {
  const rights = new Set([...relationTo(actor, facts)].flatMap((relation) => groupRights[relation]));
  if (rights.has(action)) return ok(true);
  const visible = rights.has('view') || (rights.has('view-invitation') && action !== 'view');
  return visible ? refuse(refusals.forbidden[whoMay[action]]) : refuse(notFound);
}

/** The team in whose name the actor speaks in the group: an active one, or one asked to join. */
export function ownTeam(actor: Actor, facts: GroupFacts): GroupTeam | null {
  if (!isTeamRole(actor)) return null;
  const own = (team: GroupTeam) => team.organisationId === actor.organisationId;
  return activeTeams(facts).find(own) ?? facts.invited.find(own) ?? null;
}

/** Who forms groups from the registry. */
export function canFormGroups(actor: Actor): Outcome<true> {
  return actor.role === 'operator' ? ok(true) : refuse(refusals.forbidden.operator);
}

/** Who applies for a group: the head of an organisation; whether its team is a developing one is for the rules. */
export function canApply(actor: Actor): Outcome<true> {
  const may = actor.role === 'organisation-head' && actor.organisationId !== null;
  return may ? ok(true) : refuse(refusals.forbidden.applicant);
}

/** The register of orders names groups: it is open to the operator alone. */
export function canReadOrders(actor: Actor): Outcome<true> {
  return actor.role === 'operator' ? ok(true) : refuse(refusals.forbidden.operator);
}

/** What groups the actor may list with their content; the committee has figures instead, see `figuresScope`. */
export function groupsScope(actor: Actor): Scope<'groups'> {
  switch (actor.role) {
    case 'operator':
      return mintScope('groups', { kind: 'region', regionId: actor.regionId });
    case 'municipal-curator':
      return mintScope('groups', { kind: 'subtree', path: actor.unitPath });
    case 'coordinator':
      return mintScope('groups', { kind: 'coordinator', personId: actor.personId });
    case 'organisation-head':
    case 'team-member':
      return actor.organisationId
        ? mintScope('groups', { kind: 'organisation', organisationId: actor.organisationId })
        : mintScope('groups', { kind: 'nothing' });
    default:
      return mintScope('groups', { kind: 'nothing' });
  }
}

/** Whose numbers and states the actor may see: the committee those of the whole region, others those of their list. */
export function figuresScope(actor: Actor): Scope<'group-figures'> {
  const reach = actor.role === 'committee' ? { kind: 'region' as const, regionId: actor.regionId } : groupsScope(actor);
  return mintScope('group-figures', reach);
}
