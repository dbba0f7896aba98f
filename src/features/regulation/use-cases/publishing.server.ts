import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { journal } from '#features/journal/index.server.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { canWithRegulation } from '../permissions.ts';
import { changedParts, regulationChanges } from '../rules.changes.ts';
import {
  editDirections,
  editDocument,
  editMilestones,
  editQuotas,
  editRequisites,
  editStandardPlan,
  editTargets,
  editTerms,
  editTransferForms,
} from '../rules.edits.ts';
import { documentKeyOf, refusals } from '../rules.ts';
import type { RegulationDocument, RegulationOverlay } from '../schema.ts';
import type { DocumentForm, OverlayForm, RestoreForm } from '../schema.forms.ts';
import { regulationStore } from '../store/regulations.server.ts';
import { lastRegulation } from './reading.server.ts';
import { printSample } from './texts.server.ts';

interface Edit {
  readonly basedOn: number;
  readonly note: string | null;
}

type Published = { readonly id: string; readonly number: number };

/**
 * Publishes the next version of the actor's regional regulation. Two who began with the same version cannot both
 * publish: the second is shown what the first has changed.
 */
async function publish(
  work: Work,
  { basedOn, note }: Edit,
  change: (document: RegulationDocument) => Outcome<RegulationDocument>,
): Promise<Outcome<Published>> {
  const { actor, now, tx } = work;
  const store = regulationStore(tx);
  const allowed = canWithRegulation(actor, 'edit', actor.regionId);
  if (!allowed.ok) return allowed;
  const regulation = await store.regulationOf(actor.regionId, { lock: true });
  if (!regulation) return refuse(refusals.noRegulation);
  const last = await lastRegulation(tx, actor.regionId);
  if (!last.ok) return last;
  if (last.value.number !== basedOn)
    return refuse(refusals.stale(await changesSince(work, regulation.id, basedOn, last.value)));

  const edited = change(last.value.document);
  if (!edited.ok) return edited;
  const changes = regulationChanges(last.value.document, edited.value);
  if (changes.length === 0) return refuse(refusals.nothingChanged);
  const number = basedOn + 1;
  const id = await store.insertVersion({
    regulationId: regulation.id,
    number,
    content: edited.value,
    createdAt: now,
    createdBy: actor.personId || null,
    note: note || changedParts(changes).join(', '),
  });
  if (!id) return refuse(refusals.stale(await changesSince(work, regulation.id, basedOn, last.value)));
  await journal(tx).write(work, {
    subject: { type: 'regulation', id: regulation.id },
    action: 'version-published',
    summary: `Опубликована версия ${number} положения: ${changedParts(changes).join(', ')}`,
    reason: note,
    facts: { number, parts: changedParts(changes) },
  });
  return ok({ id, number });
}

/** What others have changed since the version an edit began with. */
async function changesSince(
  { tx }: Work,
  regulationId: string,
  basedOn: number,
  last: { number: number; document: RegulationDocument },
) {
  const store = regulationStore(tx);
  const versions = await store.versions(regulationId);
  const base = versions.find(({ number }) => number === basedOn);
  const before = base ? await store.document(base.id) : null;
  return {
    number: last.number,
    by: versions[0]?.author ?? '',
    changes: before ? regulationChanges(before, last.document) : [],
  };
}

/** A use case that publishes what one pure edit makes of the regulation. */
function edition<Values>(
  action: string,
  edit: (document: RegulationDocument, values: Values) => Outcome<RegulationDocument>,
) {
  return useCase(action, (work, input: Values & Edit) => publish(work, input, (document) => edit(document, input)));
}

export const publishDirections = edition('regulation.directions', editDirections);
export const publishTransferForms = edition('regulation.transfer-forms', editTransferForms);
export const publishTerms = edition('regulation.terms', editTerms);
export const publishQuotas = edition('regulation.quotas', editQuotas);
export const publishTargets = edition('regulation.targets', editTargets);
export const publishMilestones = edition('regulation.milestones', editMilestones);
export const publishStandardPlan = edition('regulation.standard-plan', editStandardPlan);
export const publishRequisites = edition('regulation.requisites', editRequisites);

/** Changes the text of a document: one that cannot be printed is refused with its line. */
export const publishDocument = useCase('regulation.document', (work, { basedOn, note, ...input }: DocumentForm) =>
  publish(work, { basedOn, note }, (document) => {
    const edited = editDocument(document, input);
    if (!edited.ok) return edited;
    const printed = printSample(edited.value, input.key);
    return printed.ok ? edited : printed;
  }),
);

/** Makes the text of an earlier version the text of a new one: nothing is ever taken back, it is published anew. */
export const restoreDocument = useCase(
  'regulation.restore-document',
  async (work, { key: asked, number, basedOn }: RestoreForm & { key: string }): Promise<Outcome<Published>> => {
    const allowed = canWithRegulation(work.actor, 'edit', work.actor.regionId);
    if (!allowed.ok) return allowed;
    const store = regulationStore(work.tx);
    const regulation = await store.regulationOf(work.actor.regionId);
    if (!regulation) return refuse(refusals.noRegulation);
    const version = (await store.versions(regulation.id)).find((one) => one.number === number);
    const earlier = version ? await store.document(version.id) : null;
    const known = earlier ? documentKeyOf(earlier, asked) : refuse(notFound);
    if (!earlier || !known.ok) return refuse(notFound);
    const key = known.value;
    const { title, body } = earlier.documents[key];
    const note = `Возвращён текст документа «${title}» из версии ${number}`;
    return publish(work, { basedOn, note }, (document) => {
      const edited = editDocument(document, { key, title, body });
      if (!edited.ok) return edited;
      const printed = printSample(edited.value, key);
      return printed.ok ? edited : printed;
    });
  },
);

/** Says how a municipality's regulation differs from the region's: its name and whose employee the coordinator is. */
export const publishOverlay = useCase(
  'regulation.overlay',
  async (work, input: OverlayForm): Promise<Outcome<Published>> => {
    const { actor, now, tx } = work;
    const allowed = canWithRegulation(actor, 'edit', actor.regionId);
    if (!allowed.ok) return allowed;
    const store = regulationStore(tx);
    const regional = await store.regulationOf(actor.regionId, { lock: true });
    const unit = await store.unit(input.unitId);
    if (!regional) return refuse(refusals.noRegulation);
    if (!unit || unit.regionId !== actor.regionId || unit.kind === 'organisation' || unit.kind === 'region') {
      return refuse(refusals.at('unitId', 'Выберите муниципалитет из списка', 'coordinator'));
    }
    const own = await store.regulationOf(unit.id, { lock: true });
    const last = own ? await store.lastVersion(own.id) : null;
    if ((last?.number ?? 0) !== input.basedOn)
      return refuse(refusals.stale({ number: last?.number ?? 0, by: '', changes: [] }));
    const before = last ? await store.overlay(last.id) : null;
    const { title, coordinatorEmployer } = input;
    const overlay: RegulationOverlay = {
      kind: 'municipal',
      base: regional.code,
      code: before?.code ?? `unit-${unit.id.slice(0, 8)}`,
      unit: unit.name,
      withoutDirections: before?.withoutDirections ?? [],
      measures: before?.measures ?? [],
      clauseTexts: before?.clauseTexts ?? [],
      title,
      coordinatorEmployer,
    };
    if (before?.title === title && before.coordinatorEmployer === coordinatorEmployer)
      return refuse(refusals.nothingChanged);
    const regulationId =
      own?.id ?? (await store.insertRegulation({ unitId: unit.id, code: overlay.code, title, parentId: regional.id }));
    if (own) await store.rename(own.id, title);
    const number = input.basedOn + 1;
    const id = await store.insertVersion({
      regulationId,
      number,
      content: overlay,
      createdAt: now,
      createdBy: actor.personId || null,
      note: input.note ?? '',
    });
    if (!id) return refuse(refusals.stale({ number, by: '', changes: [] }));
    await journal(tx).write(work, {
      subject: { type: 'regulation', id: regulationId },
      action: 'version-published',
      summary: `Опубликована версия ${number} положения территории: ${unit.name}`,
      reason: input.note,
    });
    return ok({ id, number });
  },
);
