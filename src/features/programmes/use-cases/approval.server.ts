import { activeTeams, headsOf } from '#features/groups/index.ts';
import { groups } from '#features/groups/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { notifyHolders, notifyPeople } from '#features/territory/index.server.ts';
import { formatDate } from '#kernel/dates.ts';
import { notFound, refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { endOf } from '#kernel/term.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { writingTeam } from '../permissions.ts';
import { refusals } from '../rules.refusals.ts';
import { checkApprovable, programmeEvents } from '../rules.ts';
import { programmeStore, type ProgrammeHead } from '../store.server.ts';
import { reachVersion } from './access.server.ts';
import { keepDuties, keepMarks } from './duties.server.ts';
import { checkVersion } from './judge.server.ts';
import { issueProgramme } from './print.server.ts';

interface ForGroup {
  readonly groupId: string;
}

/** A head endorses the version in the name of the own team; the last team makes it endorsed (K-2.8). */
export const endorse = useCase('programmes.endorse', async (work, { groupId }: ForGroup) => {
  const reached = await reachVersion(work, groupId, 'endorse', 'endorse');
  if (!reached.ok) return reached;
  const { facts, head, next } = reached.value;
  const store = programmeStore(work.tx);
  const version = await store.whole(head);
  const complete = await checkVersion(work, facts, version);
  if (!complete.ok) return complete;
  const team = writingTeam(work.actor, facts);
  if (!team) return refuse(notFound);
  if (!(await store.endorse(head.id, team.teamId, work.actor.personId, work.now)))
    return refuse(refusals.alreadyEndorsed);
  await tell(work, head, 'programme-endorsed', `Программа согласована: ${team.organisationShortName}`);

  const endorsed = new Set([...version.endorsedBy, team.teamId]);
  if (activeTeams(facts).every((active) => endorsed.has(active.teamId))) await store.changeState(head, next);
  await keepDuties(work, facts);
  return ok({ groupId });
});

/** Sends the endorsed version to the curator of the developing team's municipality. */
export const submit = useCase('programmes.submit', async (work, { groupId }: ForGroup) => {
  const reached = await reachVersion(work, groupId, 'submit', 'submit');
  if (!reached.ok) return reached;
  const { facts, head, next } = reached.value;
  await programmeStore(work.tx).changeState(head, next);
  await tell(work, head, 'programme-submitted', 'Программа направлена куратору на утверждение');
  await notifyHolders(work, 'municipal-curator', facts.municipalityId, {
    subject: `Программа на утверждение: ${facts.title}`,
    text: `Команды группы «${facts.title}» согласовали программу и направили её вам на утверждение.`,
  });
  await keepDuties(work, facts);
  return ok({ groupId });
});

/**
 * The curator approves. The first approval starts the term of mentoring (D-A.run); an approved amendment takes the
 * place of the version before. The operator is told.
 */
export const approve = useCase('programmes.approve', async (work, { groupId }: ForGroup) => {
  const reached = await reachVersion(work, groupId, 'decide', 'approve');
  if (!reached.ok) return reached;
  const { facts, head, next } = reached.value;
  const approvable = checkApprovable(head.version, facts.state);
  if (!approvable.ok) return approvable;
  const complete = await checkVersion(work, facts, await programmeStore(work.tx).whole(head));
  if (!complete.ok) return complete;
  const { tx, today, actor } = work;
  const store = programmeStore(tx);
  const before = await store.inForce(groupId);
  if (before) await store.changeState(before, programmeEvents.supersede.to);
  await store.changeState(head, next, { approvedOn: today, approvedBy: actor.personId });
  const approved = { ...head, state: next, approvedOn: today, approvedBy: actor.personId };
  const issued = await issueProgramme(work, facts, approved, before);
  if (!issued.ok) return issued;
  await tell(work, head, 'programme-approved', `Программа утверждена куратором, версия ${head.version}`);
  if (head.version === 1) {
    const started = { startsOn: today, endsOn: endOf(today, facts.termMonths) };
    const moved = await groups(tx).move(work, facts, 'programme-approved', started);
    if (!moved.ok) return moved;
  }
  const after = (await groups(tx).facts(groupId)) ?? facts;
  await keepDuties(work, after);
  await keepMarks(work, after);
  const letter = {
    subject: `Программа утверждена: ${facts.title}`,
    text: `Программа группы «${facts.title}» утверждена ${formatDate(today)}, версия ${head.version}.`,
  };
  await notifyHolders(work, 'operator', facts.regionId, letter);
  await notifyPeople(work, headsOf(facts), letter);
  return ok({ groupId });
});

/** The curator returns the version with remarks; both teams correct it and endorse again. */
export const returnWithRemarks = useCase(
  'programmes.return',
  async (work, { groupId, remarks }: ForGroup & { remarks: string | null }) => {
    const reached = await reachVersion(work, groupId, 'decide', 'return');
    if (!reached.ok) return reached;
    if (!remarks) return refuse(refusals.noRemarks);
    const { facts, head, next } = reached.value;
    const store = programmeStore(work.tx);
    await store.changeState(head, next, { remarks });
    await store.clearEndorsements(head.id);
    await tell(work, head, 'programme-returned', 'Программа возвращена с замечаниями', remarks);
    await notifyPeople(work, headsOf(facts), {
      subject: `Программа возвращена с замечаниями: ${facts.title}`,
      text: `Куратор вернул программу группы «${facts.title}».\n\nЗамечания:\n${remarks}`,
    });
    await keepDuties(work, facts);
    return ok({ groupId });
  },
);

function tell(work: Work, head: ProgrammeHead, action: string, summary: string, reason?: string): Promise<void> {
  const subject = { type: 'programme', id: head.id };
  return journal(work.tx).write(work, { subject, groupId: head.groupId, action, summary, reason: reason ?? null });
}
