import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { toHtml } from '#platform/documents/index.server.ts';
import { query, type Context, type Work } from '#platform/use-case.server.ts';
import { canWithRegulation } from '../permissions.ts';
import { changedParts, regulationChanges, type Change } from '../rules.changes.ts';
import { editDefaults, type EditPart } from '../rules.forms.ts';
import { documentKeyOf, mergeOverlay, refusals } from '../rules.ts';
import type { RegulationDocument } from '../schema.ts';
import { regulationStore, type RegulationRow, type VersionRow } from '../store/regulations.server.ts';
import { lastRegulation, regulationInForce } from './reading.server.ts';
import { printSample } from './texts.server.ts';

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
export const viewRegulation = query(
  async (work, input: { number?: number | null; unitId?: string | null }): Promise<Outcome<RegulationView>> => {
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
  },
);

/** The unit whose own regulation the actor works by; null for the region's. */
export const ownOverlay = query(async ({ actor, tx }, _input: Record<string, never>) => {
  const overlay = await regulationStore(tx).overlayAbove(actor.unitId);
  return ok(overlay?.unitId ?? null);
});

/** All versions of the actor's regional regulation, newest first; each note says what it changed. */
export const viewVersions = query(
  async (work, _input: Record<string, never>): Promise<Outcome<readonly VersionRow[]>> => {
    const regional = await regionalOf(work);
    if (!regional.ok) return regional;
    return ok(await regulationStore(work.tx).versions(regional.value.id));
  },
);

/** The differences between two versions, the older first. */
export const compareVersions = query(
  async (
    work,
    { from, to }: { from: number; to: number },
  ): Promise<Outcome<{ from: VersionRow; to: VersionRow; changes: Change[]; parts: string[] }>> => {
    const regional = await regionalOf(work);
    if (!regional.ok) return regional;
    const versions = await regulationStore(work.tx).versions(regional.value.id);
    const [older, newer] = [Math.min(from, to), Math.max(from, to)].map((wanted) =>
      versions.find(({ number }) => number === wanted),
    );
    if (!older || !newer) return refuse(notFound);
    const changes = regulationChanges(
      await regulationInForce(work.tx, { versionId: older.id }),
      await regulationInForce(work.tx, { versionId: newer.id }),
    );
    return ok({ from: older, to: newer, changes, parts: changedParts(changes) });
  },
);

/** What the edit of a part begins with: the last version's number and the values of the form. For those who may edit. */
export function beginEdit<Part extends EditPart>(context: Context, part: Part): Promise<Outcome<EditBegun<Part>>> {
  return begin(context, part) as Promise<Outcome<EditBegun<Part>>>;
}

interface EditBegun<Part extends EditPart> {
  readonly number: number;
  readonly defaults: ReturnType<(typeof editDefaults)[Part]>;
  readonly document: Pick<
    RegulationDocument,
    'organisationKinds' | 'responsibleParties' | 'stages' | 'steps' | 'transferForms'
  >;
  readonly territories: readonly string[];
}

const begin = query(async ({ actor, tx }, part: EditPart): Promise<Outcome<EditBegun<EditPart>>> => {
  const allowed = canWithRegulation(actor, 'edit', actor.regionId);
  if (!allowed.ok) return allowed;
  const last = await lastRegulation(tx, actor.regionId);
  if (!last.ok) return last;
  const territories = (await regulationStore(tx).territories(actor.regionId)).filter(({ kind }) => kind !== 'region');
  const { organisationKinds, responsibleParties, stages, steps, transferForms } = last.value.document;
  return ok({
    number: last.value.number,
    defaults: editDefaults[part](last.value.document),
    document: { organisationKinds, responsibleParties, stages, steps, transferForms },
    territories: territories.map(({ name }) => name),
  });
});

/** The text of a document with its preview, and the number of the version an edit of it begins with. */
export const viewDocument = query(
  async ({ actor, tx }, { key, action = 'view' }: { key: string; action?: 'view' | 'edit' }) => {
    const allowed = canWithRegulation(actor, action, actor.regionId);
    if (!allowed.ok) return allowed;
    const last = await lastRegulation(tx, actor.regionId);
    if (!last.ok) return last;
    const known = documentKeyOf(last.value.document, key);
    if (!known.ok) return known;
    const printed = printSample(last.value.document, known.value);
    return ok({
      key: known.value,
      ...last.value.document.documents[known.value],
      number: last.value.number,
      html: printed.ok ? toHtml(printed.value) : '',
      mayEdit: canWithRegulation(actor, 'edit', actor.regionId).ok,
    });
  },
);

/** What the edit of a territory's own regulation begins with. */
export const beginOverlayEdit = query(async ({ actor, tx }, { unitId }: { unitId: string }) => {
  const allowed = canWithRegulation(actor, 'edit', actor.regionId);
  if (!allowed.ok) return allowed;
  const store = regulationStore(tx);
  const unit = await store.unit(unitId);
  if (!unit || unit.regionId !== actor.regionId || unit.kind === 'organisation' || unit.kind === 'region')
    return refuse(notFound);
  const own = await store.regulationOf(unitId);
  const last = own ? await store.lastVersion(own.id) : null;
  const overlay = last ? await store.overlay(last.id) : null;
  const region = await lastRegulation(tx, actor.regionId);
  if (!region.ok) return region;
  return ok({ unit, number: last?.number ?? 0, overlay, employer: region.value.document.coordinatorEmployer });
});

/** Territories that have no regulation of their own yet. */
export const listTerritories = query(
  async ({ actor, tx }, _input: Record<string, never>): Promise<Outcome<{ id: string; name: string }[]>> => {
    const allowed = canWithRegulation(actor, 'edit', actor.regionId);
    if (!allowed.ok) return allowed;
    const store = regulationStore(tx);
    const regional = await store.regulationOf(actor.regionId);
    if (!regional) return refuse(refusals.noRegulation);
    const own = new Set((await store.overlaysOf(regional.id)).map(({ unitId }) => unitId));
    const all = await store.territories(actor.regionId);
    return ok(all.filter(({ id, kind }) => kind !== 'region' && !own.has(id)).map(({ id, name }) => ({ id, name })));
  },
);

async function regionalOf({ actor, tx }: Work): Promise<Outcome<RegulationRow>> {
  const allowed = canWithRegulation(actor, 'view', actor.regionId);
  if (!allowed.ok) return allowed;
  const regional = await regulationStore(tx).regulationOf(actor.regionId);
  return regional ? ok(regional) : refuse(refusals.noRegulation);
}
