import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { canWithRegulation } from '../permissions.ts';
import { changedParts, regulationChanges, type Change } from '../rules.changes.ts';
import { mergeOverlay, refusals } from '../rules.ts';
import type { RegulationDocument } from '../schema.ts';
import { regulationStore, type RegulationRow, type VersionRow } from '../store/regulations.server.ts';
import { lastRegulation, regulationInForce } from './reading.server.ts';

/** The regulation as its page shows it. */
export interface RegulationView {
  readonly document: RegulationDocument;
  readonly version: VersionRow;
  readonly isLast: boolean;
  /** The territory whose own regulation it is; null for the region's. */
  readonly territory: { readonly unitId: string; readonly name: string; readonly version: number } | null;
  readonly overlays: readonly { readonly unitId: string; readonly unitName: string; readonly title: string }[];
  readonly mayEdit: boolean;
}

/** The regulation of the actor's region or of a territory, in its last or in a given version. */
export const viewRegulation = query(async (work, input: { number?: number | null; unitId?: string | null }): Promise<Outcome<RegulationView>> => {
  const { actor, tx } = work;
  const store = regulationStore(tx);
  const regional = await regionalOf(work);
  if (!regional.ok) return regional;
  const versions = await store.versions(regional.value.id);
  const version = input.number ? versions.find(({ number }) => number === input.number) : versions[0];
  if (!version) return refuse(notFound);
  const document = await regulationInForce(tx, { versionId: version.id });
  const overlays = await store.overlaysOf(regional.value.id);
  const row = overlays.find(({ unitId }) => unitId === input.unitId);
  if (input.unitId && !row) return refuse(notFound);
  const overlayVersion = row ? await store.lastVersion(row.id) : null;
  const overlay = overlayVersion ? await store.overlay(overlayVersion.id) : null;
  return ok({
    document: mergeOverlay(document, overlay),
    version,
    isLast: version.id === versions[0]?.id,
    territory: row ? { unitId: row.unitId, name: row.unitName, version: overlayVersion?.number ?? 0 } : null,
    overlays,
    mayEdit: canWithRegulation(actor, 'edit', actor.regionId).ok,
  });
});

/** The unit whose own regulation the actor works by; null for the region's. */
export const ownOverlay = query(async ({ actor, tx }, _input: Record<string, never>) => {
  const overlay = await regulationStore(tx).overlayAbove(actor.unitId);
  return ok(overlay?.unitId ?? null);
});

/** All versions of the actor's regional regulation, newest first; each note says what it changed. */
export const viewVersions = query(async (work, _input: Record<string, never>): Promise<Outcome<readonly VersionRow[]>> => {
  const regional = await regionalOf(work);
  if (!regional.ok) return regional;
  return ok(await regulationStore(work.tx).versions(regional.value.id));
});

/** The differences between two versions, the older first. */
export const compareVersions = query(async (work, { from, to }: { from: number; to: number }): Promise<Outcome<{ from: VersionRow; to: VersionRow; changes: Change[]; parts: string[] }>> => {
  const regional = await regionalOf(work);
  if (!regional.ok) return regional;
  const versions = await regulationStore(work.tx).versions(regional.value.id);
  const [older, newer] = [Math.min(from, to), Math.max(from, to)].map((wanted) => versions.find(({ number }) => number === wanted));
  if (!older || !newer) return refuse(notFound);
  const changes = regulationChanges(
    await regulationInForce(work.tx, { versionId: older.id }),
    await regulationInForce(work.tx, { versionId: newer.id }),
  );
  return ok({ from: older, to: newer, changes, parts: changedParts(changes) });
});

/** What an edit begins with: the last version and its number. Only for those who may edit. */
export const beginEdit = query(async ({ actor, tx }, _input: Record<string, never>) => {
  const allowed = canWithRegulation(actor, 'edit', actor.regionId);
  if (!allowed.ok) return allowed;
  const last = await lastRegulation(tx, actor.regionId);
  if (!last.ok) return last;
  const territories = (await regulationStore(tx).territories(actor.regionId)).filter(({ kind }) => kind !== 'region');
  return ok({ number: last.value.number, document: last.value.document, territories });
});

/** What the edit of a territory's own regulation begins with. */
export const beginOverlayEdit = query(async ({ actor, tx }, { unitId }: { unitId: string }) => {
  const allowed = canWithRegulation(actor, 'edit', actor.regionId);
  if (!allowed.ok) return allowed;
  const store = regulationStore(tx);
  const unit = await store.unit(unitId);
  if (!unit || unit.regionId !== actor.regionId || unit.kind === 'organisation' || unit.kind === 'region') return refuse(notFound);
  const own = await store.regulationOf(unitId);
  const last = own ? await store.lastVersion(own.id) : null;
  const overlay = last ? await store.overlay(last.id) : null;
  const region = await lastRegulation(tx, actor.regionId);
  if (!region.ok) return region;
  return ok({ unit, number: last?.number ?? 0, overlay, regional: region.value.document });
});

async function regionalOf({ actor, tx }: Work): Promise<Outcome<RegulationRow>> {
  const allowed = canWithRegulation(actor, 'view', actor.regionId);
  if (!allowed.ok) return allowed;
  const regional = await regulationStore(tx).regulationOf(actor.regionId);
  return regional ? ok(regional) : refuse(refusals.noRegulation);
}
