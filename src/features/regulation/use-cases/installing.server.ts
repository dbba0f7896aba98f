import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { journal } from '#features/journal/index.server.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { canWithRegulation } from '../permissions.ts';
import { refusals } from '../rules.ts';
import { regulationStore } from '../store/regulations.server.ts';
import { readReferenceRegion } from './reference.server.ts';

/**
 * Loads a region's regulation and its overlays into an installation whose units are already there. Within the
 * transaction of whoever imports the units.
 */
export async function loadRegulations(
  work: Work,
  { code, regionId }: { code: string; regionId: string },
): Promise<Outcome<{ versionId: string }>> {
  const reference = readReferenceRegion(code);
  if (!reference) return refuse(refusals.unknownRegion);
  const { actor, now, tx } = work;
  const store = regulationStore(tx);
  if (await store.regulationOf(regionId)) return refuse(refusals.alreadyInstalled);
  const version = { number: 1, createdAt: now, createdBy: actor.personId || null, note: 'Исходные данные' };

  const { regulation, overlays } = reference;
  const regulationId = await store.insertRegulation({
    unitId: regionId,
    code: regulation.code,
    title: regulation.title,
    parentId: null,
  });
  const versionId = await store.insertVersion({ ...version, regulationId, content: regulation });
  for (const overlay of overlays) {
    const unit = await store.unitNamed(regionId, overlay.unit);
    if (!unit) throw new Error(`the unit of overlay ${overlay.code} is absent`);
    const overlayId = await store.insertRegulation({
      unitId: unit.id,
      code: overlay.code,
      title: overlay.title,
      parentId: regulationId,
    });
    await store.insertVersion({ ...version, regulationId: overlayId, content: overlay });
  }
  await journal(tx).write(work, {
    subject: { type: 'regulation', id: regulationId },
    action: 'loaded',
    summary: `Загружено положение: ${regulation.title}`,
  });
  return ok({ versionId: versionId ?? '' });
}

/** The same as a use case of its own, for an installation whose units are imported. */
export const installRegion = useCase('regulation.install', async (work, input: { code: string; regionId: string }) => {
  const allowed = canWithRegulation(work.actor, 'install', input.regionId);
  return allowed.ok ? loadRegulations(work, input) : allowed;
});
