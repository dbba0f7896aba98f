import { regulationOf } from '#features/groups/index.server.ts';
import type { GroupFacts } from '#features/groups/index.ts';
import { journal } from '#features/journal/index.server.ts';
import { parseDue, type Due, type Period } from '#kernel/due.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { quote } from '#kernel/text.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { writingTeam } from '../permissions.ts';
import { checkDirections, checkDueWithin, checkPeriod, rangeOf, type Theme } from '../rules.plan.ts';
import { refusals } from '../rules.refusals.ts';
import type { ActivityInput, GeneralInput, WorkingGroupInput } from '../schema.ts';
import { programmeStore, type ActivityContent, type ProgrammeHead } from '../store.server.ts';
import { limitsOf, reachDraft } from './access.server.ts';
import { keepDuties } from './duties.server.ts';

type Of<Input> = Input & { readonly groupId: string };

/** Saves part I; a stale save is refused with what the other team has saved. */
export const saveGeneral = useCase('programmes.save-general', async (work, input: Of<GeneralInput>) => {
  const reached = await reachDraft(work, input.groupId, 'write');
  if (!reached.ok) return reached;
  const { facts, head } = reached.value;
  const regulation = await regulationOf(work, facts);
  const store = programmeStore(work.tx);
  if (input.revision !== head.revision) return refuse(refusals.stale(await store.whole(head)));
  const period = checkPeriod({ from: input.periodFrom, to: input.periodTo }, limitsOf(regulation, facts));
  if (!period.ok) return period;
  const directions = checkDirections(
    input.directions,
    facts.directions.map(({ key }) => key),
  );
  if (!directions.ok) return directions;

  const saved = await store.saveGeneral(head.id, input.revision, generalOf(input, facts));
  if (!saved) return refuse(refusals.stale(await store.whole(head)));
  await told(work, head, 'Изменены общие сведения программы');
  await keepDuties(work, facts);
  return ok({ groupId: input.groupId });
});

/** Part I of a form as it is stored: directions under the titles the group has them by. */
export function generalOf(input: Omit<GeneralInput, 'revision'>, facts: GroupFacts) {
  const titles = new Map(facts.directions.map(({ key, title }) => [key, title]));
  return {
    periodFrom: input.periodFrom,
    periodTo: input.periodTo,
    goals: input.goals ?? '',
    meetings: input.meetings ?? '',
    broadcast: input.broadcast ?? '',
    operatorContact: input.operatorContact ?? '',
    curatorContact: input.curatorContact ?? '',
    directions: input.directions.map((key) => ({ key, title: titles.get(key) ?? key })),
  };
}

/** Saves the working group of the actor's own team. */
export const saveWorkingGroup = useCase('programmes.save-working-group', async (work, input: Of<WorkingGroupInput>) => {
  const reached = await reachDraft(work, input.groupId, 'write-team');
  if (!reached.ok) return reached;
  const { facts, head } = reached.value;
  const team = writingTeam(work.actor, facts);
  if (team?.teamId !== input.teamId) return refuse(notFound);
  const store = programmeStore(work.tx);
  const stored = (await store.members(head.id)).filter((member) => member.teamId === team.teamId);
  const revision = stored[0]?.revision ?? 0;
  if (revision !== input.revision) return refuse(refusals.stale({ revision, members: stored }));
  if (input.members.filter((member) => member.isLeader).length > 1) {
    return refuse(refusals.oneLeader(team.organisationShortName));
  }
  await store.replaceMembers(head.id, team.teamId, revision + 1, input.members);
  await told(work, head, `Изменена рабочая группа: ${team.organisationShortName}`);
  await keepDuties(work, facts);
  return ok({ groupId: input.groupId });
});

/** Adds or changes a row of the plan; dates come in words and are kept as typed values. */
export const saveActivity = useCase(
  'programmes.save-activity',
  async (work, input: Of<ActivityInput> & { readonly key: string | null }) => {
    const reached = await reachDraft(work, input.groupId, 'write');
    if (!reached.ok) return reached;
    const { facts, head } = reached.value;
    const regulation = await regulationOf(work, facts);
    const content = understand(input, { from: head.periodFrom, to: head.periodTo });
    if (!content.ok) return content;
    if (!regulation.transferForms.some((form) => form.code === input.transferForm)) {
      return refuse(refusals.noTransferForm(input.title));
    }
    if (input.responsible.length === 0) return refuse(refusals.noResponsible(input.title));

    const store = programmeStore(work.tx);
    const changed = { by: work.actor.personId, at: work.now };
    const key = input.key ?? (await store.addActivities(head.id, [content.value], changed))[0];
    if (input.key) {
      const stored = await store.activity(head.id, input.key);
      if (!stored) return refuse(notFound);
      const current = stored.revision === input.revision;
      const saved = current && (await store.saveActivity(stored, content.value, changed));
      if (!saved) return refuse(refusals.stale(stored));
    }
    await told(
      work,
      head,
      input.key ? `Изменено мероприятие ${quote(input.title)}` : `Добавлено мероприятие ${quote(input.title)}`,
    );
    await keepDuties(work, facts);
    return ok({ groupId: input.groupId, key, version: head.version });
  },
);

/** Takes a row out of the plan: one that was never approved disappears, an approved one is cancelled and stays readable. */
export const removeActivity = useCase(
  'programmes.remove-activity',
  async (work, { groupId, key, revision }: { groupId: string; key: string; revision: number }) => {
    const reached = await reachRow(work, groupId, key);
    if (!reached.ok) return reached;
    const { facts, head, row } = reached.value;
    if (row.revision !== revision) return refuse(refusals.stale(row));
    const store = programmeStore(work.tx);
    const approved = await store.inForce(groupId);
    const wasApproved = approved ? await store.activity(approved.id, key) : null;
    if (wasApproved) await store.cancelActivity(row.id, true);
    else await store.deleteActivity(row.id);
    await told(work, head, `${wasApproved ? 'Отменено' : 'Удалено'} мероприятие ${quote(row.title)}`);
    await keepDuties(work, facts);
    return ok({ groupId, version: head.version });
  },
);

/** Brings a cancelled row back into the plan of the amendment. */
export const restoreActivity = useCase(
  'programmes.restore-activity',
  async (work, { groupId, key }: { groupId: string; key: string }) => {
    const reached = await reachRow(work, groupId, key);
    if (!reached.ok) return reached;
    const { facts, head, row } = reached.value;
    await programmeStore(work.tx).cancelActivity(row.id, false);
    await told(work, head, `Возвращено мероприятие ${quote(row.title)}`);
    await keepDuties(work, facts);
    return ok({ groupId, version: head.version });
  },
);

/** Moves a row one place up or down within its stage. */
export const moveActivity = useCase(
  'programmes.move-activity',
  async (work, { groupId, key, direction }: { groupId: string; key: string; direction: 'up' | 'down' }) => {
    const reached = await reachRow(work, groupId, key);
    if (!reached.ok) return reached;
    const { head, row } = reached.value;
    const store = programmeStore(work.tx);
    const stage = (await store.activities(head.id)).filter((activity) => activity.stage === row.stage);
    const index = stage.findIndex((activity) => activity.key === key);
    const neighbour = stage[direction === 'up' ? index - 1 : index + 1];
    if (neighbour) await store.exchange(row, neighbour);
    return ok({ groupId });
  },
);

async function reachRow(work: Work, groupId: string, key: string) {
  const reached = await reachDraft(work, groupId, 'write');
  if (!reached.ok) return reached;
  const row = await programmeStore(work.tx).activity(reached.value.head.id, key);
  return row ? ok({ ...reached.value, row }) : refuse(notFound);
}

/** Dates in words become typed values; an unclear one is refused beside its field. */
export function understand(
  input: Omit<ActivityInput, 'revision' | 'themeLines'>,
  period: Period,
): Outcome<ActivityContent> {
  const due = readDue(input.due, period);
  if (!due) return refuse(refusals.noDue(input.title));
  const themes: Theme[] = [];
  for (const [index, theme] of input.themes.entries()) {
    const dues = theme.dues.map((text) => readDue(text, period));
    if (dues.includes(null)) return refuse({ ...refusals.noDue(theme.title), field: `themes[${index}].dues` });
    themes.push({ title: theme.title, dues: dues.filter((known): known is Due => known !== null) });
  }
  const range = rangeOf(due, themes, period);
  const within = checkDueWithin(input.title, range, period);
  if (!within.ok) return within;
  return ok({
    stage: Number(input.stage) as 1 | 2 | 3,
    title: input.title,
    transferForm: input.transferForm,
    due,
    dueFrom: range?.from ?? null,
    dueTo: range?.to ?? null,
    responsible: input.responsible,
    themes,
  });
}

function readDue(text: string, period: Period): Due | null {
  const { due } = parseDue(text, { period });
  return due.kind === 'text' ? null : due;
}

function told(work: Work, head: ProgrammeHead, summary: string): Promise<void> {
  return journal(work.tx).write(work, {
    subject: { type: 'programme', id: head.id },
    groupId: head.groupId,
    action: 'programme-written',
    summary,
  });
}
