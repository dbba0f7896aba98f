import { canInGroup, relationTo, type GroupFacts, type GroupRelation } from '#features/groups/index.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor } from '#kernel/roles.ts';
import { refusals, type AgreementParty } from './rules.ts';

export const agreementActions = ['view', 'generate', 'send', 'sign', 'record'] as const;
export type AgreementAction = (typeof agreementActions)[number];

/**
 * The table of rights. `sign` is signing for one's own side; `record` is entering a signature that came on paper for
 * somebody else's side.
 */
export const agreementRights: Readonly<Partial<Record<GroupRelation, readonly AgreementAction[]>>> = {
  operator: ['view', 'generate', 'send', 'sign', 'record'],
  curator: ['view'],
  coordinator: ['view'],
  'experienced-head': ['view', 'sign'],
  'developing-head': ['view', 'sign'],
  'experienced-team': ['view'],
  'developing-team': ['view'],
};

const whoMay: Readonly<Record<AgreementAction, keyof typeof refusals.forbidden>> = {
  view: 'operator',
  generate: 'operator',
  send: 'operator',
  sign: 'head',
  record: 'operator',
};

type Place = Pick<GroupFacts, 'regionId' | 'coordinatorId' | 'teams'>;

/** What the actor may ever do with the agreement of the group; whether it is time is for the rules. */
export function rightsOf(actor: Actor, group: Place): ReadonlySet<AgreementAction> {
  return new Set([...relationTo(actor, group)].flatMap((relation) => agreementRights[relation] ?? []));
}

/** Whether the actor may do this with the agreement of a group; a group one cannot read does not exist (K-3.4). */
export function canWithAgreement(actor: Actor, action: AgreementAction, group: Place): Outcome<true> {
  const seen = canInGroup(actor, 'view', group);
  if (!seen.ok) return seen;
  return rightsOf(actor, group).has(action) ? ok(true) : refuse(refusals.forbidden[whoMay[action]]);
}

/** Whether a party is the actor's own side: the head's organisation, or the operator's region. */
export function isOwnSide(actor: Actor, party: Pick<AgreementParty, 'unitId' | 'teamId'>): boolean {
  if (party.teamId === null) return actor.role === 'operator' && actor.regionId === party.unitId;
  return actor.role === 'organisation-head' && actor.organisationId === party.unitId;
}

/** Whether the actor may sign for a party: for the own side, or, for the operator, what came on paper. Clause K-3.1. */
export function canSignFor(
  actor: Actor,
  party: Pick<AgreementParty, 'unitId' | 'teamId'>,
  group: Place,
): Outcome<true> {
  const may = canWithAgreement(actor, 'sign', group);
  if (!may.ok) return may;
  if (isOwnSide(actor, party)) return ok(true);
  return canWithAgreement(actor, 'record', group).ok ? ok(true) : refuse(refusals.forbidden.ownOnly);
}
