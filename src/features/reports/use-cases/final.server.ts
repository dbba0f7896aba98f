import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { groups } from '#features/groups/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { notifyHolders, notifyPeople } from '#features/territory/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { reportingTeam, type ReportAction } from '../permissions.ts';
import { checkFinal, nextFinal, refusals, type FinalEvent, type FinalState } from '../rules.ts';
import type { FinalInput } from '../schema.ts';
import { reportStore, type FinalReport } from '../store.server.ts';
import { awaitedInformation, reachGroup, silentTeams, summingUp } from './access.server.ts';
import { keepDuties } from './duties.server.ts';

interface ForGroup {
  readonly groupId: string;
}

/** Saves the draft of the final report. */
export const saveFinal = useCase('reports.save-final', async (work, input: ForGroup & FinalInput) => {
  const reached = await reachGroup(work, input.groupId, 'write-final');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const team = reportingTeam(work.actor, facts);
  if (!team) return refuse(notFound);
  const store = reportStore(work.tx);
  const report = await store.finalReport(facts.id);
  if (report && report.state !== 'draft' && report.state !== 'returned') return refuse(refusals.finalState(report.state));
  const about = { groupId: facts.id, teamId: team.teamId, revision: input.revision, now: work.now };
  const text = {
    assessment: input.assessment ?? '',
    dynamics: input.dynamics ?? '',
    relations: input.relations ?? '',
    recommendations: input.recommendations ?? '',
  };
  const saved = await store.saveFinal(about, text);
  return saved ? ok({ groupId: facts.id }) : refuse(refusals.stale(report));
});

/** Sends the final report to the curator with the figures of this moment (D-A.final). */
export const sendFinal = useCase('reports.send-final', async (work, { groupId }: ForGroup) => {
  const reached = await reachReport(work, groupId, 'send-final', 'send');
  if (!reached.ok) return reached;
  const { facts, report, state } = reached.value;
  const known = await summingUp(work, facts);
  const team = reportingTeam(work.actor, facts);
  const complete = checkFinal({
    awaitedInformation: awaitedInformation(facts, known),
    analysed: known.analyses.some((analysis) => analysis.teamId === team?.teamId),
    silentTeams: silentTeams(facts, known),
    assessment: report.assessment,
    dynamics: report.dynamics,
  });
  if (!complete.ok) return complete;
  const { now, actor } = work;
  await reportStore(work.tx).changeFinal(report, state, { figures: known.plan, sentAt: now, sentBy: actor.personId });
  await tell(work, facts, report, 'final-sent', 'Итоговый отчёт направлен куратору');
  await notifyHolders(work, 'municipal-curator', facts.municipalityId, {
    subject: `Итоговый отчёт: ${facts.title}`,
    text: `Группа «${facts.title}» направила вам итоговый отчёт.`,
  });
  await keepDuties(work, facts);
  return ok({ groupId });
});

/** The curator accepts the final report; the coordinator is asked to receive it. */
export const acceptFinal = useCase('reports.accept-final', async (work, { groupId }: ForGroup) => {
  const reached = await reachReport(work, groupId, 'decide', 'accept');
  if (!reached.ok) return reached;
  const { facts, report, state } = reached.value;
  const { tx, now, actor } = work;
  await reportStore(tx).changeFinal(report, state, { acceptedAt: now, acceptedBy: actor.personId });
  await tell(work, facts, report, 'final-accepted', 'Итоговый отчёт принят куратором');
  await notifyPeople(work, [facts.coordinatorId], {
    subject: `Отчёт принят: ${facts.title}`,
    text: `Куратор принял итоговый отчёт группы «${facts.title}».`,
  });
  await keepDuties(work, facts);
  return ok({ groupId });
});

/** The curator returns the final report with remarks. */
export const returnFinal = useCase(
  'reports.return-final',
  async (work, { groupId, remarks }: ForGroup & { readonly remarks: string | null }) => {
    const reached = await reachReport(work, groupId, 'decide', 'return');
    if (!reached.ok) return reached;
    if (!remarks) return refuse(refusals.noRemarks);
    const { facts, report, state } = reached.value;
    await reportStore(work.tx).changeFinal(report, state, { remarks });
    await tell(work, facts, report, 'final-returned', 'Итоговый отчёт возвращён с замечаниями', remarks);
    await notifyPeople(work, activeTeams(facts, 'experienced').map((team) => team.headPersonId), {
      subject: `Отчёт возвращён: ${facts.title}`,
      text: `Куратор вернул итоговый отчёт группы «${facts.title}».\n\nЗамечания:\n${remarks}`,
    });
    await keepDuties(work, facts);
    return ok({ groupId });
  },
);

/** The coordinator receives the accepted report: the group has done its work and is closed. */
export const receiveFinal = useCase('reports.receive-final', async (work, { groupId }: ForGroup) => {
  const reached = await reachReport(work, groupId, 'receive', 'receive');
  if (!reached.ok) return reached;
  const { facts, report, state } = reached.value;
  const { tx, now, actor } = work;
  await reportStore(tx).changeFinal(report, state, { receivedAt: now, receivedBy: actor.personId });
  await tell(work, facts, report, 'final-received', 'Итоговый отчёт получен координатором');
  const closed = await groups(tx).move(work, facts, 'closed');
  if (!closed.ok) return closed;
  await keepDuties(work, closed.value);
  return ok({ groupId });
});

async function reachReport(
  work: Work,
  groupId: string,
  action: ReportAction,
  event: FinalEvent,
): Promise<Outcome<{ facts: GroupFacts; report: FinalReport; state: FinalState }>> {
  const reached = await reachGroup(work, groupId, action);
  if (!reached.ok) return reached;
  const report = await reportStore(work.tx).finalReport(groupId);
  if (!report) return refuse(event === 'send' ? refusals.noAssessment : refusals.finalState('draft'));
  const state = nextFinal(report.state, event);
  return state.ok ? ok({ facts: reached.value, report, state: state.value }) : state;
}

function tell(work: Work, facts: GroupFacts, report: FinalReport, action: string, summary: string, reason?: string) {
  const subject = { type: 'final-report', id: report.id };
  return journal(work.tx).write(work, { subject, groupId: facts.id, action, summary, reason: reason ?? null });
}
