import { regulationOf } from '#features/groups/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import type { GroupFacts } from '#features/groups/index.ts';
import { standardPlanFor, type RegulationDocument } from '#features/regulation/index.ts';
import type { Period } from '#kernel/due.ts';
import { refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { rangeOf } from '../rules.plan.ts';
import { refusals } from '../rules.refusals.ts';
import { checkWritable, nextState, wrongState } from '../rules.ts';
import { programmeStore, type ProgrammeVersion } from '../store.server.ts';
import { reachGroup } from './access.server.ts';
import { begin, unbegun, workingGroups } from './begin.server.ts';
import { keepDuties } from './duties.server.ts';

/** Starts the programme of a group from the standard plan, with the teams' working groups filled in (D-P.template). */
export const startProgramme = useCase('programmes.start', async (work, { groupId }: { groupId: string }) => {
  const reached = await reachGroup(work, groupId, 'write', { lock: true });
  if (!reached.ok) return reached;
  const facts = reached.value;
  const writable = checkWritable(1, facts.state);
  if (!writable.ok) return writable;
  const store = programmeStore(work.tx);
  if (await store.inWork(groupId)) return refuse(refusals.alreadyInWork);

  const regulation = await regulationOf(work, facts);
  const first = await unbegun(work, facts, regulation);
  const { id } = await begin(work, first);
  const changed = { by: work.actor.personId, at: work.now };
  const period = { from: first.periodFrom, to: first.periodTo };
  await store.addActivities(id, plan(regulation, period), changed);
  await journal(work.tx).write(work, {
    subject: { type: 'programme', id },
    groupId,
    action: 'programme-started',
    summary: 'Начата менторская программа с типового плана',
  });
  await keepDuties(work, facts);
  return ok({ groupId });
});

/** Starts an amendment: a copy of the version in force, to be endorsed and approved again (D-A.amend). */
export const startAmendment = useCase(
  'programmes.amend',
  async (work, { groupId, summary }: { groupId: string; summary: string }) => {
    const reached = await reachGroup(work, groupId, 'amend', { lock: true });
    if (!reached.ok) return reached;
    const facts = reached.value;
    const store = programmeStore(work.tx);
    const approved = await store.inForce(groupId);
    if (!approved) return refuse(refusals.markBeforeApproval);
    const writable = checkWritable(approved.version + 1, facts.state);
    if (!writable.ok) return writable;
    if (await store.inWork(groupId)) return refuse(refusals.alreadyInWork);
    const version = await copyVersion(work, facts, await store.whole(approved), summary);
    await journal(work.tx).write(work, {
      subject: { type: 'programme', id: approved.id },
      groupId,
      action: 'amendment-started',
      summary: `Начато изменение программы, версия ${version}`,
      reason: summary,
    });
    await keepDuties(work, facts);
    return ok({ groupId, version });
  },
);

/** Withdraws an amendment; the version in force stays as it is. */
export const abandonAmendment = useCase('programmes.abandon', async (work, { groupId }: { groupId: string }) => {
  const reached = await reachGroup(work, groupId, 'amend');
  if (!reached.ok) return reached;
  const store = programmeStore(work.tx);
  const head = await store.inWork(groupId, { lock: true });
  if (!head || head.version === 1) return refuse(head ? wrongState(head.state) : refusals.noAmendment);
  const state = nextState(head.state, 'abandon');
  if (!state.ok) return state;
  await store.changeState(head, state.value);
  await journal(work.tx).write(work, {
    subject: { type: 'programme', id: head.id },
    groupId,
    action: 'amendment-abandoned',
    summary: `Изменение программы, версия ${head.version}, отозвано`,
  });
  await keepDuties(work, reached.value);
  return ok({ groupId });
});

/** A copy of a version; a team that has joined since comes with its staff, one that has left stays out. */
async function copyVersion(work: Work, facts: GroupFacts, from: ProgrammeVersion, summary: string): Promise<number> {
  const { tx, actor, now } = work;
  const store = programmeStore(tx);
  const version = Math.max(...(await store.versions(from.groupId)).map((head) => head.version)) + 1;
  const id = await store.create({
    groupId: from.groupId,
    version,
    summary,
    general: {
      periodFrom: from.periodFrom,
      periodTo: from.periodTo,
      goals: from.goals,
      meetings: from.meetings,
      broadcast: from.broadcast,
      operatorContact: from.operatorContact,
      curatorContact: from.curatorContact,
      directions: from.directions,
    },
    createdBy: actor.personId,
    now,
  });
  const rows = from.activities.flatMap((row) => (row.due ? [{ ...contentOf(row), due: row.due }] : []));
  await store.addActivities(id, rows, { by: actor.personId, at: now });
  const written = Map.groupBy(from.members, (member) => member.teamId);
  for (const [teamId, staff] of await workingGroups(work, facts)) {
    const members = written.get(teamId)?.map(({ teamId: _team, revision: _revision, ...member }) => member) ?? staff;
    await store.replaceMembers(id, teamId, 1, members);
  }
  return version;
}

function contentOf(row: ProgrammeVersion['activities'][number]) {
  const { key, stage, title, transferForm, responsible, themes, dueFrom, dueTo, cancelled, standardNumber } = row;
  return { key, stage, title, transferForm, responsible, themes, dueFrom, dueTo, cancelled, standardNumber };
}

function plan(regulation: RegulationDocument, period: Period) {
  return standardPlanFor(regulation, period).map((row) => {
    const range = rangeOf(row.due, [], period);
    return {
      stage: row.stage as 1 | 2 | 3,
      title: row.title,
      transferForm: row.transferForm,
      due: row.due,
      dueFrom: range?.from ?? null,
      dueTo: range?.to ?? null,
      responsible: row.responsible,
      themes: [],
      standardNumber: row.number,
    };
  });
}
