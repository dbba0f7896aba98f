import { documentKinds, type DocumentKind } from '#features/documents/index.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor } from '#kernel/roles.ts';
import { inTerritory, mintScope, type Scope } from '#kernel/scope.ts';
import { refusals } from './rules.ts';

/** Whose documents the actor may ever take: those of the groups the actor may read (K-3.4). */
export function archivesScope(actor: Actor): Scope<'archives'> {
  switch (actor.role) {
    case 'operator':
      return mintScope('archives', { kind: 'region', regionId: actor.regionId });
    case 'municipal-curator':
      return mintScope('archives', { kind: 'subtree', path: actor.unitPath });
    case 'coordinator':
      return mintScope('archives', { kind: 'coordinator', personId: actor.personId });
    case 'organisation-head':
    case 'team-member':
      return actor.organisationId
        ? mintScope('archives', { kind: 'organisation', organisationId: actor.organisationId })
        : mintScope('archives', { kind: 'nothing' });
    default:
      return mintScope('archives', { kind: 'nothing' });
  }
}

/** Whether the actor takes documents by whole municipalities; the others by their groups. */
export function byMunicipalities(actor: Actor): boolean {
  return actor.role === 'operator' || actor.role === 'municipal-curator';
}

/** Kinds of documents the actor may read in a group: a service memo is between the coordinator and the operator. */
export function readableKinds(actor: Actor): readonly DocumentKind[] {
  const within = actor.role === 'operator' || actor.role === 'coordinator';
  return within ? documentKinds : documentKinds.filter((kind) => kind !== 'service-memo');
}

/** Who takes the documents of all groups of a municipality: its curator and the operator. */
export function canArchiveMunicipality(actor: Actor, municipality: { regionId: string; path: string }): Outcome<true> {
  if (actor.role === 'operator' && actor.regionId === municipality.regionId) return ok(true);
  if (actor.role === 'municipal-curator' && inTerritory(actor, municipality.path)) return ok(true);
  return refuse(refusals.forbidden.municipality);
}

/** Who takes the documents of all groups of a cycle: the operator of its region. */
export function canArchiveCycle(actor: Actor, cycle: { regionId: string }): Outcome<true> {
  const may = actor.role === 'operator' && actor.regionId === cycle.regionId;
  return may ? ok(true) : refuse(refusals.forbidden.cycle);
}
