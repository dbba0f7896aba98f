import { revokeDocument } from '#features/documents/index.server.ts';
import { activeTeams, type GroupFacts, type GroupTeam } from '#features/groups/index.ts';
import { groups } from '#features/groups/index.server.ts';
import { marksOf, programmeInForce } from '#features/programmes/index.server.ts';
import { supervision } from '#features/registry/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Work } from '#platform/use-case.server.ts';
import { canInReports, type ReportAction } from '../permissions.ts';
import { checkPresentable, checkSummingUp } from '../rules.ts';
import { isOutdated } from '../rules.results.ts';
import { finalEvents, firstState, isOpen, isSent, isSubmitted } from '../rules.states.ts';
import { reportStore, type FinalReport, type InformationReport } from '../store.server.ts';

/** The group the actor may do this in; locked and summing up when it is going to be changed. */
export async function reachGroup(work: Work, groupId: string, action: ReportAction): Promise<Outcome<GroupFacts>> {
  const reading = action === 'view';
  const facts = await groups(work.tx).facts(groupId, { lock: !reading });
  if (!facts) return refuse(notFound);
  const allowed = canInReports(work.actor, action, facts);
  if (!allowed.ok) return allowed;
  if (reading) return ok(facts);
  const timely = action === 'present' ? checkPresentable(facts.state) : checkSummingUp(facts.state);
  if (!timely.ok) return timely;
  await renew(work, facts);
  return ok(facts);
}

/** Reports given before an extension are due again at the new end of the term: they are open once more. */
async function renew(work: Work, facts: GroupFacts): Promise<void> {
  const store = reportStore(work.tx);
  for (const report of await store.informationReports(facts.id)) {
    if (isSubmitted(report.state) && isOutdated(report.submittedAt, facts)) {
      await store.changeInformation(report, firstState, { submittedAt: null, documentId: null });
      await withdraw(work, report);
    }
  }
  const final = await store.finalReport(facts.id);
  if (final && isSent(final.state) && isOutdated(final.sentAt, facts)) {
    await store.changeFinal(final, finalEvents.return.to, { documentId: null });
    await withdraw(work, final);
  }
}

/** The paper of a report that is written again is no longer in force. */
export async function withdraw(work: Work, { documentId }: Pick<FinalReport, 'documentId'>): Promise<void> {
  if (documentId) await revokeDocument(work, documentId);
}

const informationToday =
  (facts: GroupFacts) =>
  (report: InformationReport): InformationReport =>
    isOutdated(report.submittedAt, facts) ? { ...report, state: firstState, submittedAt: null } : report;

const finalToday = (facts: GroupFacts, report: FinalReport | null): FinalReport | null =>
  report && isSent(report.state) && isOutdated(report.sentAt, facts)
    ? { ...report, state: finalEvents.return.to }
    : report;

/** Everything the summing-up of a group stands on, read once. */
export async function summingUp(work: Work, facts: GroupFacts) {
  const store = reportStore(work.tx);
  const developing = activeTeams(facts, 'developing');
  const exits = new Map<string, Assessed>();
  const entries = new Map<string, Assessed>();
  for (const { teamId } of developing) {
    entries.set(teamId, byDirection(await supervision(work.tx).ofTeam(teamId, 'entry')));
    exits.set(teamId, byDirection(await supervision(work.tx).ofTeam(teamId, 'exit', facts.id)));
  }
  const participants = new Set(activeTeams(facts).map((team) => team.teamId));
  const taking = <Row extends { readonly teamId: string }>(rows: readonly Row[]): Row[] =>
    rows.filter((row) => participants.has(row.teamId));
  return {
    programme: await programmeInForce(work.tx, facts.id),
    plan: await marksOf(work.tx, facts.id),
    informationReports: taking(await store.informationReports(facts.id)).map(informationToday(facts)),
    finalReport: finalToday(facts, await store.finalReport(facts.id)),
    answers: taking(await store.surveyAnswers(facts.id)),
    analyses: taking(await store.analyses(facts.id)),
    presentations: await store.presentations(facts.id),
    entries,
    exits,
  };
}

export type SummingUp = Awaited<ReturnType<typeof summingUp>>;

/** Difficulties and comments by direction. */
export type Assessed = ReadonlyMap<string, { readonly difficulty: number; readonly comment: string }>;

/** Active teams without a single answer about relations. */
export function silentTeams(facts: GroupFacts, { answers }: Pick<SummingUp, 'answers'>): GroupTeam[] {
  const answered = new Set(answers.map((answer) => answer.teamId));
  return activeTeams(facts).filter((team) => !answered.has(team.teamId));
}

/** Developing teams whose information report has not been submitted. */
export function awaitedInformation(
  facts: GroupFacts,
  { informationReports }: Pick<SummingUp, 'informationReports'>,
): GroupTeam[] {
  const submitted = new Set(informationReports.flatMap((report) => (isSubmitted(report.state) ? [report.teamId] : [])));
  return activeTeams(facts, 'developing').filter((team) => !submitted.has(team.teamId));
}

/** Whether the self-assessment at exit covers every direction of the group. */
export function isExitSupervised(facts: GroupFacts, { exits }: Pick<SummingUp, 'exits'>, teamId: string): boolean {
  const answered = exits.get(teamId);
  return facts.directions.every((direction) => answered?.has(direction.key));
}

/** Whether the experienced team still writes the final report: until then surveys and supervision may change. */
export function isFinalOpen({ finalReport }: Pick<SummingUp, 'finalReport'>): boolean {
  return isOpen(finalReport?.state ?? firstState);
}

function byDirection(rows: readonly { directionKey: string; difficulty: number; comment: string }[]): Assessed {
  return new Map(rows.map(({ directionKey, difficulty, comment }) => [directionKey, { difficulty, comment }]));
}
