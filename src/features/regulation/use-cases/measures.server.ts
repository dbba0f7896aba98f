import { dueRange, formatDue, parseDue, type Due } from '#kernel/due.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { IsoDate } from '#kernel/dates.ts';
import { journal } from '#features/journal/index.server.ts';
import { query, useCase, type Work } from '#platform/use-case.server.ts';
import { canWithMeasures, type MeasureAction } from '../permissions.ts';
import { cycleRefusals } from '../rules.cycles.ts';
import type { EditMeasureForm, MeasureForm } from '../schema.forms.ts';
import { cycleStore, type Cycle } from '../store/cycles.server.ts';
import { measureStore, type Measure } from '../store/measures.server.ts';
import { regulationStore, type UnitRow } from '../store/regulations.server.ts';

type Saved = Outcome<{ id: string; unitId: string; cycleId: string | null }>;

/** Adds a measure to the plan of a unit. Clause K-P. */
export const addMeasure = useCase(
  'regulation.add-measure',
  async (work, { unitId, ...input }: MeasureForm): Promise<Saved> => {
    const unit = await allowedUnit(work, unitId, 'edit');
    if (!unit.ok) return unit;
    const cycle = input.cycleId ? await cycleStore(work.tx).byId(input.cycleId) : null;
    if (input.cycleId && cycle?.regionId !== unit.value.regionId) return refuse(notFound);
    const due = readDue(input.due, cycle);
    if (!due.ok) return due;
    const { title, responsible, note } = input;
    const [id = ''] = await measureStore(work.tx).add(unitId, input.cycleId, [
      { unitId, cycleId: input.cycleId, title, responsible, note: note ?? '', ...due.value },
    ]);
    await tell(work, id, 'measure-added', `Добавлено мероприятие плана: ${title}`);
    return ok({ id, unitId, cycleId: input.cycleId });
  },
);

/** Changes a measure; a stale save is refused with what is stored. */
export const editMeasure = useCase(
  'regulation.edit-measure',
  async (work, { measureId, revision, ...input }: EditMeasureForm & { measureId: string }): Promise<Saved> => {
    const measure = await loadMeasure(work, measureId, 'edit');
    if (!measure.ok) return measure;
    const { unitId, cycleId } = measure.value;
    const due = readDue(input.due, cycleId ? await cycleStore(work.tx).byId(cycleId) : null);
    if (!due.ok) return due;
    const { title, responsible, note } = input;
    const saved = await measureStore(work.tx).change(measureId, revision, {
      title,
      responsible,
      note: note ?? '',
      ...due.value,
    });
    if (!saved) return refuse(cycleRefusals.measureStale(shown(measure.value)));
    await tell(work, measureId, 'measure-changed', `Изменено мероприятие плана: ${title}`);
    return ok({ id: measureId, unitId, cycleId });
  },
);

/** Marks a measure done on a day, or takes the mark away. */
export const markMeasure = useCase(
  'regulation.mark-measure',
  async (work, input: { measureId: string; revision: number; doneOn: IsoDate | null }): Promise<Saved> => {
    const measure = await loadMeasure(work, input.measureId, 'edit');
    if (!measure.ok) return measure;
    if (input.doneOn && input.doneOn > work.today) return refuse(cycleRefusals.doneInFuture);
    const saved = await measureStore(work.tx).change(input.measureId, input.revision, { doneOn: input.doneOn });
    if (!saved) return refuse(cycleRefusals.measureStale(shown(measure.value)));
    const { title, unitId, cycleId } = measure.value;
    await tell(
      work,
      input.measureId,
      'measure-marked',
      input.doneOn ? `Выполнено мероприятие плана: ${title}` : `Снята отметка о выполнении: ${title}`,
    );
    return ok({ id: input.measureId, unitId, cycleId });
  },
);

/** Takes a measure out of the plan. */
export const removeMeasure = useCase(
  'regulation.remove-measure',
  async (work, input: { measureId: string; revision: number }): Promise<Saved> => {
    const measure = await loadMeasure(work, input.measureId, 'edit');
    if (!measure.ok) return measure;
    const { title, unitId, cycleId } = measure.value;
    if (!(await measureStore(work.tx).remove(input.measureId, input.revision)))
      return refuse(cycleRefusals.measureStale(shown(measure.value)));
    await tell(work, input.measureId, 'measure-removed', `Удалено мероприятие плана: ${title}`);
    return ok({ id: input.measureId, unitId, cycleId });
  },
);

/** The plan of measures of a unit in a cycle, and the units whose plans the actor may look at. */
export const viewMeasures = query(
  async (
    work,
    input: { unitId?: string | null; cycleId?: string | null; action?: MeasureAction },
  ): Promise<Outcome<MeasuresView>> => {
    const { actor, tx } = work;
    const units = (await regulationStore(tx).territories(actor.regionId)).filter(
      (unit) => canWithMeasures(actor, 'view', placeOf(unit)).ok,
    );
    const own = units.findLast(({ path }) => actor.unitPath === path || actor.unitPath.startsWith(`${path}.`));
    const unitId = input.unitId ?? own?.id ?? actor.regionId;
    const unit = await allowedUnit(work, unitId, input.action ?? 'view');
    if (!unit.ok) return unit;
    const cycles = await cycleStore(tx).ofRegion(actor.regionId);
    const cycle = cycles.find(({ id }) => id === input.cycleId) ?? (await cycleStore(tx).current(actor.regionId));
    const measures = await measureStore(tx).list(unitId, cycle?.id ?? null);
    return ok({
      unit: unit.value,
      units,
      cycles,
      cycle,
      measures,
      mayEdit: canWithMeasures(actor, 'edit', placeOf(unit.value)).ok,
    });
  },
);

interface MeasuresView {
  readonly unit: UnitRow;
  readonly units: readonly UnitRow[];
  readonly cycles: readonly Cycle[];
  readonly cycle: Cycle | null;
  readonly measures: readonly Measure[];
  readonly mayEdit: boolean;
}

/** One measure for its page. */
export const viewMeasure = query(
  async (
    work,
    { measureId, action = 'view' }: { measureId: string; action?: MeasureAction },
  ): Promise<Outcome<{ measure: Measure; unit: UnitRow; mayEdit: boolean }>> => {
    const measure = await loadMeasure(work, measureId, action, false);
    if (!measure.ok) return measure;
    const unit = await allowedUnit(work, measure.value.unitId, 'view');
    if (!unit.ok) return unit;
    return ok({
      measure: measure.value,
      unit: unit.value,
      mayEdit: canWithMeasures(work.actor, 'edit', placeOf(unit.value)).ok,
    });
  },
);

const placeOf = ({ id, path, regionId }: UnitRow) => ({ unitId: id, unitPath: path, regionId });

async function allowedUnit({ actor, tx }: Work, unitId: string, action: MeasureAction): Promise<Outcome<UnitRow>> {
  const unit = await regulationStore(tx).unit(unitId);
  if (!unit || unit.kind === 'organisation') return refuse(notFound);
  const place = placeOf(unit);
  const seen = canWithMeasures(actor, 'view', place);
  const allowed = seen.ok ? canWithMeasures(actor, action, place) : seen;
  return allowed.ok ? ok(unit) : allowed;
}

async function loadMeasure(work: Work, id: string, action: MeasureAction, lock = true): Promise<Outcome<Measure>> {
  const measure = await measureStore(work.tx).byId(id, { lock });
  if (!measure) return refuse(notFound);
  const unit = await allowedUnit(work, measure.unitId, action);
  return unit.ok ? ok(measure) : unit;
}

function readDue(text: string, cycle: Cycle | null): Outcome<{ due: Due; dueEndsOn: IsoDate | null }> {
  const period = cycle ? { from: cycle.startsOn, to: cycle.endsOn } : null;
  const { due, doubts } = parseDue(text, cycle && period ? { period, year: cycle.year } : {});
  if (due.kind === 'text')
    return refuse(cycleRefusals.unclearDue(doubts[0] ?? 'напишите, например, «октябрь 2026 г.» или «весь период»'));
  return ok({ due, dueEndsOn: dueRange(due, period)?.to ?? null });
}

/** The stored version of a measure as a screen compares it with what was typed. */
function shown({ title, responsible, due, note, doneOn, revision }: Measure) {
  return { title, responsible, due: formatDue(due), note, doneOn, revision };
}

function tell(work: Work, id: string, action: string, summary: string): Promise<void> {
  return journal(work.tx).write(work, { subject: { type: 'measure', id }, action, summary });
}
