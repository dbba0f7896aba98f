import type { Kysely } from 'kysely';
import type { ClauseKey } from '#kernel/clauses.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Database } from '#platform/database-types.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { citations, mergeOverlay, refusals, type Citation } from '../rules.ts';
import type { RegulationDocument } from '../schema.ts';
import { cycleStore, type Cycle } from '../store/cycles.server.ts';
import { regulationStore } from '../store/regulations.server.ts';
import { readReferenceRegion, referenceRegions } from './reference.server.ts';

/** Which regulation is meant: pinned versions, a cycle at a municipality, or the last one of a unit. */
export type InForce =
  | { readonly versionId: string; readonly overlayVersionId?: string | null }
  | { readonly cycleId: string; readonly municipalityId?: string | null }
  | { readonly unitId: string };

/** What a running group keeps, whatever the region decides later. */
export interface PinnedVersions {
  readonly versionId: string;
  readonly overlayVersionId: string | null;
}

const merged = new Map<string, RegulationDocument>();

/** The regulation a territory works by, its own overlay put in. Throws when there is none: it is a bug to ask. */
export async function regulationInForce(tx: Transaction, which: InForce): Promise<RegulationDocument> {
  const { versionId, overlayVersionId } = 'versionId' in which ? which : await versionsInForce(tx, which);
  const key = `${versionId}+${overlayVersionId ?? ''}`;
  const known = merged.get(key);
  if (known) return known;
  const store = regulationStore(tx);
  const document = await store.document(versionId);
  if (!document) throw new Error(`no regulation version ${versionId}`);
  const overlay = overlayVersionId ? await store.overlay(overlayVersionId) : null;
  const whole = mergeOverlay(document, overlay);
  if (merged.size >= 300) merged.delete(merged.keys().next().value ?? '');
  merged.set(key, whole);
  return whole;
}

/** The versions in force now: of a cycle (pinned to its version) at a municipality, or the last ones of a unit. */
export async function versionsInForce(
  tx: Transaction,
  which: Extract<InForce, { cycleId: string } | { unitId: string }>,
): Promise<PinnedVersions> {
  const store = regulationStore(tx);
  const unitId = 'cycleId' in which ? which.municipalityId : which.unitId;
  const overlay = unitId ? await store.overlayAbove(unitId) : null;
  const overlayVersion = overlay ? await store.lastVersion(overlay.id) : null;
  const versionId =
    'cycleId' in which ? (await cycleById(tx, which.cycleId))?.regulationVersionId : await lastOf(tx, which.unitId);
  if (!versionId) throw new Error('no regulation in force');
  return { versionId, overlayVersionId: overlayVersion?.id ?? null };
}

async function lastOf(tx: Transaction, unitId: string): Promise<string | undefined> {
  const store = regulationStore(tx);
  const unit = await store.unit(unitId);
  const regional = unit ? await store.regulationOf(unit.regionId) : null;
  return regional ? (await store.lastVersion(regional.id))?.id : undefined;
}

/** The last version of a region's regulation, or a refusal where nothing is loaded yet. */
export async function lastRegulation(
  tx: Transaction,
  regionId: string,
): Promise<Outcome<{ regulationId: string; versionId: string; number: number; document: RegulationDocument }>> {
  const store = regulationStore(tx);
  const regulation = await store.regulationOf(regionId);
  const version = regulation ? await store.lastVersion(regulation.id) : null;
  if (!regulation || !version) return refuse(refusals.noRegulation);
  const document = await regulationInForce(tx, { versionId: version.id });
  return ok({ regulationId: regulation.id, versionId: version.id, number: version.number, document });
}

/** The open cycle of a region, the newest; else the newest of all; null before the first. */
export function currentCycle(tx: Transaction, regionId: string): Promise<Cycle | null> {
  return cycleStore(tx).current(regionId);
}

/** All cycles of a region, newest first. */
export function cycles(tx: Transaction, regionId: string): Promise<Cycle[]> {
  return cycleStore(tx).ofRegion(regionId);
}

/** A cycle by its id. */
export function cycleById(tx: Transaction, id: string): Promise<Cycle | null> {
  return cycleStore(tx).byId(id);
}

const cited = new Map<string, Readonly<Record<ClauseKey, Citation>>>();

/**
 * How every rule is cited in a region: by the last version of its regulation; before anything is loaded, by the
 * reference data, so that even the first refusal names its clause.
 */
export async function clausesInForce(
  database: Transaction | Kysely<Database>,
  regionId: string | null,
): Promise<Readonly<Record<ClauseKey, Citation>>> {
  // reading outside a transaction is enough here: a version never changes
  const store = regulationStore(database as Transaction);
  const regulation = regionId ? await store.regulationOf(regionId) : await store.anyRegional();
  const version = regulation ? await store.lastVersion(regulation.id) : null;
  const key = version?.id ?? '';
  const known = cited.get(key);
  if (known) return known;
  const document = version
    ? await regulationInForce(database as Transaction, { versionId: version.id })
    : readReferenceRegion(referenceRegions()[0]?.code ?? '')?.regulation;
  if (!document) throw new Error('no regulation and no reference data');
  const all = citations(document);
  if (cited.size >= 300) cited.clear();
  cited.set(key, all);
  return all;
}
