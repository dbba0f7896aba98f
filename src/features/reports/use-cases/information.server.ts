import { journal } from '#features/journal/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import type { GroupFacts, GroupTeam } from '#features/groups/index.ts';
import { reportingTeam, type ReportAction } from '../permissions.ts';
import { checkInformation, nextInformation, refusals } from '../rules.ts';
import type { InformationInput } from '../schema.ts';
import { reportStore, type InformationReport } from '../store.server.ts';
import { isExitSupervised, reachGroup, summingUp } from './access.server.ts';
import { keepDuties } from './duties.server.ts';

interface ForGroup {
  readonly groupId: string;
}

/** Saves the draft of the own team's information report. */
export const saveInformation = useCase('reports.save-information', async (work, input: ForGroup & InformationInput) => {
  const reached = await reachOwn(work, input.groupId, 'write-information');
  if (!reached.ok) return reached;
  const { facts, team, report } = reached.value;
  if (report && report.state !== 'draft') return refuse(refusals.informationState(report.state));
  const about = { groupId: facts.id, teamId: team.teamId, revision: input.revision, now: work.now };
  const text = { goalsReached: input.goalsReached ?? '', conclusions: input.conclusions ?? '' };
  const saved = await reportStore(work.tx).saveInformation(about, text);
  return saved ? ok({ groupId: facts.id }) : refuse(refusals.stale(report));
});

/** Submits the information report with the figures of this moment (D-A.report). */
export const submitInformation = useCase('reports.submit-information', async (work, { groupId }: ForGroup) => {
  const reached = await reachOwn(work, groupId, 'submit-information');
  if (!reached.ok) return reached;
  const { facts, team, report } = reached.value;
  if (!report) return refuse(refusals.noConclusions);
  const state = nextInformation(report.state, 'submit');
  if (!state.ok) return state;
  const known = await summingUp(work, facts);
  const complete = checkInformation({
    unmarked: known.plan.unmarked,
    exitSupervised: isExitSupervised(facts, known, team.teamId),
    conclusions: report.conclusions,
  });
  if (!complete.ok) return complete;
  const submitted = { figures: known.plan, submittedAt: work.now, submittedBy: work.actor.personId };
  await reportStore(work.tx).changeInformation(report, state.value, submitted);
  await tell(work, groupId, report.id, 'information-submitted', `Информационная справка представлена: ${team.organisationShortName}`);
  await keepDuties(work, facts);
  return ok({ groupId });
});

/** Takes a submitted report back to correct it, until the final report has been sent. */
export const reopenInformation = useCase('reports.reopen-information', async (work, { groupId }: ForGroup) => {
  const reached = await reachOwn(work, groupId, 'submit-information');
  if (!reached.ok) return reached;
  const { facts, team, report } = reached.value;
  if (!report) return refuse(notFound);
  const state = nextInformation(report.state, 'reopen');
  if (!state.ok) return state;
  const final = await reportStore(work.tx).finalReport(groupId);
  if (final && final.state !== 'draft' && final.state !== 'returned') return refuse(refusals.finalState(final.state));
  await reportStore(work.tx).changeInformation(report, state.value, { submittedAt: null });
  await tell(work, groupId, report.id, 'information-reopened', `Информационная справка взята на исправление: ${team.organisationShortName}`);
  await keepDuties(work, facts);
  return ok({ groupId });
});

async function reachOwn(
  work: Work,
  groupId: string,
  action: ReportAction,
): Promise<Outcome<{ facts: GroupFacts; team: GroupTeam; report: InformationReport | null }>> {
  const reached = await reachGroup(work, groupId, action);
  if (!reached.ok) return reached;
  const team = reportingTeam(work.actor, reached.value);
  if (!team) return refuse(notFound);
  const reports = await reportStore(work.tx).informationReports(groupId);
  const report = reports.find((candidate) => candidate.teamId === team.teamId) ?? null;
  return ok({ facts: reached.value, team, report });
}

function tell(work: Work, groupId: string, id: string, action: string, summary: string): Promise<void> {
  return journal(work.tx).write(work, { subject: { type: 'information-report', id }, groupId, action, summary });
}
