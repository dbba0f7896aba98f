import type { GroupFacts, GroupTeam } from '#features/groups/index.ts';
import { groups, regulationOf } from '#features/groups/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { reportingTeam, type ReportAction } from '../permissions.ts';
import { refusals } from '../rules.refusals.ts';
import { checkFinal, checkOpen, nextFinal } from '../rules.ts';
import { firstState, type FinalEvent, type FinalState } from '../rules.states.ts';
import type { FinalInput } from '../schema.ts';
import { reportStore, type FinalReport } from '../store.server.ts';
import { awaitedInformation, reachGroup, silentTeams, summingUp, withdraw } from './access.server.ts';
import { keepDuties } from './duties.server.ts';
import { groupResult } from './figures.server.ts';
import { issueFinal } from './print.server.ts';
import { tellAccepted, tellClosed, tellReturned, tellSent } from './letters.server.ts';

interface ForGroup {
  readonly groupId: string;
}

/** A report sent together with the text typed last; without it what was saved before goes. */
type Sending = ForGroup & Partial<FinalInput>;

/** Saves the draft of the final report. */
export const saveFinal = useCase('reports.save-final', async (work, input: ForGroup & FinalInput) => {
  const reached = await reachGroup(work, input.groupId, 'write-final');
  if (!reached.ok) return reached;
  const saved = await write(work, reached.value, input);
  return saved.ok ? ok({ groupId: input.groupId }) : saved;
});

/** Sends the final report to the curator with the figures of this moment (D-A.final). */
export const sendFinal = useCase('reports.send-final', async (work, input: Sending) => {
  const reached = await reachGroup(work, input.groupId, 'send-final');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const written = await write(work, facts, input);
  if (!written.ok) return written;
  const { report, team } = written.value;
  if (!report) return refuse(refusals.noAssessment);
  const state = nextFinal(report.state, 'send');
  if (!state.ok) return state;
  const known = await summingUp(work, facts);
  const complete = checkFinal({
    awaitedInformation: namesOf(awaitedInformation(facts, known)),
    analysed: known.analyses.some((analysis) => analysis.teamId === team.teamId),
    silentTeams: namesOf(silentTeams(facts, known)),
    assessment: report.assessment,
    dynamics: report.dynamics,
  });
  if (!complete.ok) return complete;
  const figures = groupResult(facts, known, await regulationOf(work, facts));
  const moved = await move(work, report, state.value, { figures, sentAt: work.now, sentBy: work.actor.personId });
  if (!moved.ok) return moved;
  const issued = await issueFinal(work, facts);
  if (!issued.ok) return issued;
  await tell(work, facts, report, 'final-sent', 'Итоговый отчёт направлен куратору');
  await tellSent(work, facts);
  await keepDuties(work, facts);
  return ok({ groupId: facts.id });
});

/** The curator accepts the final report; the coordinator is asked to receive it. */
export const acceptFinal = useCase('reports.accept-final', async (work, { groupId }: ForGroup) => {
  const reached = await reachReport(work, groupId, 'decide', 'accept');
  if (!reached.ok) return reached;
  const { facts, report, state } = reached.value;
  const moved = await move(work, report, state, { acceptedAt: work.now, acceptedBy: work.actor.personId });
  if (!moved.ok) return moved;
  const issued = await issueFinal(work, facts);
  if (!issued.ok) return issued;
  await tell(work, facts, report, 'final-accepted', 'Итоговый отчёт принят куратором');
  await tellAccepted(work, facts);
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
    const moved = await move(work, report, state, { remarks, documentId: null });
    if (!moved.ok) return moved;
    await withdraw(work, report);
    await tell(work, facts, report, 'final-returned', 'Итоговый отчёт возвращён с замечаниями', remarks);
    await tellReturned(work, facts, remarks);
    await keepDuties(work, facts);
    return ok({ groupId });
  },
);

/** The coordinator receives the accepted report: the group has done its work and is closed. */
export const receiveFinal = useCase('reports.receive-final', async (work, { groupId }: ForGroup) => {
  const reached = await reachReport(work, groupId, 'receive', 'receive');
  if (!reached.ok) return reached;
  const { facts, report, state } = reached.value;
  const moved = await move(work, report, state, { receivedAt: work.now, receivedBy: work.actor.personId });
  if (!moved.ok) return moved;
  const issued = await issueFinal(work, facts);
  if (!issued.ok) return issued;
  await tell(work, facts, report, 'final-received', 'Итоговый отчёт получен координатором');
  const closed = await groups(work.tx).move(work, facts, 'closed');
  if (!closed.ok) return closed;
  await tellClosed(work, facts);
  await keepDuties(work, closed.value);
  return ok({ groupId });
});

/** The report with the text of the form; refused when a colleague has saved another one meanwhile. */
async function write(
  work: Work,
  facts: GroupFacts,
  input: Sending,
): Promise<Outcome<{ readonly report: FinalReport | null; readonly team: GroupTeam }>> {
  const team = reportingTeam(work.actor, facts);
  if (!team) return refuse(notFound);
  const store = reportStore(work.tx);
  const report = await store.finalReport(facts.id);
  const open = checkOpen(report?.state ?? firstState);
  if (!open.ok) return open;
  if (input.revision === undefined) return ok({ report, team });
  const about = { groupId: facts.id, teamId: team.teamId, revision: input.revision, now: work.now };
  const text = {
    assessment: input.assessment ?? '',
    dynamics: input.dynamics ?? '',
    relations: input.relations ?? '',
    recommendations: input.recommendations ?? '',
  };
  if (await store.saveFinal(about, text)) return ok({ report: await store.finalReport(facts.id), team });
  return refuse(refusals.stale(report && textOf(report)));
}

const textOf = ({ revision, assessment, dynamics, relations, recommendations }: FinalReport) => ({
  revision,
  assessment,
  dynamics,
  relations,
  recommendations,
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
  const state = nextFinal(report?.state ?? firstState, event);
  if (!state.ok) return state;
  return report ? ok({ facts: reached.value, report, state: state.value }) : refuse(notFound);
}

async function move(
  work: Work,
  report: FinalReport,
  state: FinalState,
  also: Parameters<ReturnType<typeof reportStore>['changeFinal']>[2],
): Promise<Outcome<true>> {
  const moved = await reportStore(work.tx).changeFinal(report, state, also);
  return moved ? ok(true) : refuse(refusals.finalState(report.state));
}

const namesOf = (teams: readonly GroupTeam[]): string[] => teams.map((team) => team.organisationShortName);

function tell(work: Work, facts: GroupFacts, report: FinalReport, action: string, summary: string, reason?: string) {
  const subject = { type: 'final-report', id: report.id };
  return journal(work.tx).write(work, { subject, groupId: facts.id, action, summary, reason: reason ?? null });
}
