import { formatDate } from '#kernel/dates.ts';
import { dueRange } from '#kernel/due.ts';
import { countOf, forms } from '#kernel/plural.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Duty } from '#features/duties/index.ts';
import { duties } from '#features/duties/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { newId } from '#platform/ids.server.ts';
import { query, useCase, type Work } from '#platform/use-case.server.ts';
import { canWithRegulation } from '../permissions.ts';
import { checkCycle, cycleRefusals } from '../rules.cycles.ts';
import { cycleDates, cycleTitle, measureDue, milestonesFor } from '../rules.dates.ts';
import { quotaFor } from '../rules.ts';
import type { PlannedMeasure, RegulationDocument } from '../schema.ts';
import type { CycleForm } from '../schema.forms.ts';
import { cycleStore, type Cycle } from '../store/cycles.server.ts';
import { measureStore } from '../store/measures.server.ts';
import { regulationStore } from '../store/regulations.server.ts';
import { lastRegulation, regulationInForce } from './reading.server.ts';

/** Opens the cycle of a year on the last version of the regulation, with its milestones and plans of measures. */
export const openCycle = useCase(
  'regulation.open-cycle',
  async (work, { year }: { year: number }): Promise<Outcome<{ id: string }>> => {
    const { actor, now, tx } = work;
    const allowed = canWithRegulation(actor, 'open-cycle', actor.regionId);
    if (!allowed.ok) return allowed;
    const last = await lastRegulation(tx, actor.regionId);
    if (!last.ok) return last;
    const { document, versionId, number } = last.value;
    const cycle = {
      id: newId(),
      regionId: actor.regionId,
      year,
      title: cycleTitle(year),
      regulationVersionId: versionId,
      ...cycleDates(document, year),
      createdAt: now,
      createdBy: actor.personId || null,
    };
    if (!(await cycleStore(tx).insert(cycle))) return refuse(cycleRefusals.already(year));
    await cycleStore(tx).insertMilestones(cycle.id, milestonesFor(document, year));
    await planMeasures(work, cycle, document.measures);
    await expectForms(work, cycle, document);
    await journal(tx).write(work, {
      subject: { type: 'cycle', id: cycle.id },
      action: 'opened',
      summary: `Открыт цикл ${cycle.title} по версии ${number} положения`,
    });
    return ok({ id: cycle.id });
  },
);

/** The milestone by which municipalities submit the participants' form, and the duty it makes. Clause V-milestones. */
const formMilestone = 'registry';
const formDuty = 'submit-participants-form';

/** Every municipality with a quota is expected to submit its teams; the registry takes the duty off. */
async function expectForms(
  { tx, now }: Work,
  cycle: Pick<Cycle, 'regionId' | 'year' | 'title'>,
  document: RegulationDocument,
): Promise<void> {
  const milestone = milestonesFor(document, cycle.year).find(({ key }) => key === formMilestone);
  for (const unit of await regulationStore(tx).territories(cycle.regionId)) {
    const places = quotaFor(document, unit);
    if (places === 0) continue;
    const expected: Duty = {
      kind: formDuty,
      title: milestone?.title ?? 'Представить форму участников',
      detail: `${cycle.title}, ${countOf(places, forms.group)} по квоте`,
      clause: 'participants-form',
      href: '/registry/new',
      action: 'Заполнить форму',
      who: 'муниципальный куратор',
      role: 'municipal-curator',
      unitId: unit.id,
      dueOn: milestone?.dueOn ?? null,
    };
    await duties(tx).replace({ source: 'cycle', subjectId: unit.id }, [expected], now);
  }
}

/** The region and every municipality with a regulation of its own start the year with the plan of that regulation. */
async function planMeasures(
  { tx }: Work,
  cycle: Omit<Cycle, 'milestones' | 'state'>,
  regional: readonly PlannedMeasure[],
): Promise<void> {
  const store = regulationStore(tx);
  const period = { from: cycle.startsOn, to: cycle.endsOn };
  const add = (unitId: string, measures: readonly PlannedMeasure[]) =>
    measureStore(tx).add(
      unitId,
      cycle.id,
      measures.map(({ title, responsible, due: relative }) => {
        const due = measureDue(relative, cycle.year);
        return {
          unitId,
          cycleId: cycle.id,
          title,
          responsible,
          due,
          dueEndsOn: dueRange(due, period)?.to ?? null,
          note: '',
        };
      }),
    );
  await add(cycle.regionId, regional);
  const regulation = await store.regulationOf(cycle.regionId);
  for (const overlay of regulation ? await store.overlaysOf(regulation.id) : []) {
    const version = await store.lastVersion(overlay.id);
    await add(overlay.unitId, (version && (await store.overlay(version.id)))?.measures ?? []);
  }
}

/** Moves the dates of an open cycle. */
export const editCycle = useCase(
  'regulation.edit-cycle',
  async (work, { cycleId, ...input }: CycleForm & { cycleId: string }): Promise<Outcome<{ id: string }>> => {
    const { actor, tx } = work;
    const cycle = await loadCycle(work, cycleId);
    if (!cycle.ok) return cycle;
    const { milestones, ...dates } = input;
    const tied = await tiedKeys(work, cycle.value);
    const known = milestones
      .filter(({ key }) => cycle.value.milestones.some((one) => one.key === key) && !Object.values(tied).includes(key))
      .concat(dateNames.map((name) => ({ key: tied[name], dueOn: dates[name] })));
    const sound = checkCycle(dates, known);
    if (!sound.ok) return sound;
    await cycleStore(tx).setDates(cycleId, dates);
    for (const { key, dueOn } of known) await cycleStore(tx).setMilestone(cycleId, key, dueOn);
    const forForms = known.find(({ key }) => key === formMilestone);
    if (forForms) await duties(tx).postpone({ source: 'cycle', kind: formDuty, dueOn: forForms.dueOn });
    const moved = known.filter(({ key, dueOn }) =>
      cycle.value.milestones.some((one) => one.key === key && one.dueOn !== dueOn),
    );
    await journal(tx).write(
      { actor, now: work.now },
      {
        subject: { type: 'cycle', id: cycleId },
        action: 'dates-changed',
        summary:
          moved.length > 0
            ? `Сроки цикла изменены: ${moved.map(({ key, dueOn }) => `${titleOf(cycle.value, key)} — до ${formatDate(dueOn)}`).join('; ')}`
            : 'Сроки цикла изменены',
      },
    );
    return ok({ id: cycleId });
  },
);

/** Closes a cycle: no new teams and groups, what runs is finished. */
export const closeCycle = useCase(
  'regulation.close-cycle',
  async (work, { cycleId }: { cycleId: string }): Promise<Outcome<{ id: string }>> => {
    const cycle = await loadCycle(work, cycleId);
    if (!cycle.ok) return cycle;
    if (!(await cycleStore(work.tx).close(cycleId))) return refuse(cycleRefusals.closed);
    await journal(work.tx).write(work, {
      subject: { type: 'cycle', id: cycleId },
      action: 'closed',
      summary: `Закрыт цикл ${cycle.value.title}`,
    });
    return ok({ id: cycleId });
  },
);

/** Dates of the cycle that are also milestones: one date, told in two places. */
const dateNames = ['agreementSendBy', 'agreementSignBy', 'programmeDueOn'] as const;

async function tiedKeys({ tx }: Pick<Work, 'tx'>, cycle: Cycle): Promise<Record<(typeof dateNames)[number], string>> {
  return (await regulationInForce(tx, { versionId: cycle.regulationVersionId })).cycle;
}

function titleOf(cycle: Cycle, key: string): string {
  return cycle.milestones.find((one) => one.key === key)?.title ?? key;
}

async function loadCycle({ actor, tx }: Work, cycleId: string): Promise<Outcome<Cycle>> {
  const cycle = await cycleStore(tx).byId(cycleId, { lock: true });
  if (!cycle) return refuse(notFound);
  const allowed = canWithRegulation(actor, 'edit-cycle', cycle.regionId);
  if (!allowed.ok) return allowed;
  return cycle.state === 'open' ? ok(cycle) : refuse(cycleRefusals.closed);
}

/** The cycles of the actor's region, and whether the actor may open one. */
export const viewCycles = query(async ({ actor, tx, today }, _input: Record<string, never>) => {
  const last = await lastRegulation(tx, actor.regionId);
  const mayOpen = canWithRegulation(actor, 'open-cycle', actor.regionId).ok;
  const cycles = await cycleStore(tx).ofRegion(actor.regionId);
  const proposed = Math.max(Number(today.slice(0, 4)), ...cycles.map(({ year }) => year + 1));
  return ok({ cycles, mayOpen, proposedYear: proposed, version: last.ok ? last.value.number : null });
});

/** One cycle of the actor's region with its regulation's version. */
export const viewCycle = query(
  async (
    { actor, tx },
    { cycleId, action = 'view' }: { cycleId: string; action?: 'view' | 'edit-cycle' },
  ): Promise<Outcome<CycleView>> => {
    const cycle = await cycleStore(tx).byId(cycleId);
    if (!cycle) return refuse(notFound);
    const allowed = canWithRegulation(actor, action, cycle.regionId);
    if (!allowed.ok) return allowed;
    const version = await regulationStore(tx).version(cycle.regulationVersionId);
    const edit = canWithRegulation(actor, 'edit-cycle', cycle.regionId);
    const tied = await tiedKeys({ tx }, cycle);
    return ok({
      cycle,
      version: version?.number ?? 0,
      mayEdit: edit.ok && cycle.state === 'open',
      tiedKeys: dateNames.map((name) => tied[name]),
    });
  },
);

interface CycleView {
  readonly cycle: Cycle;
  readonly version: number;
  readonly mayEdit: boolean;
  /** Keys of milestones whose date is one of the cycle's own. */
  readonly tiedKeys: readonly string[];
}
