import { headsOf, type GroupFacts, type GroupTeam } from '#features/groups/index.ts';
import { journal } from '#features/journal/index.server.ts';
import { notifyPeople } from '#features/territory/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { reportingTeam, type ReportAction } from '../permissions.ts';
import { refusals } from '../rules.refusals.ts';
import { checkInformation, checkOpen, nextInformation } from '../rules.ts';
import type { InformationInput } from '../schema.ts';
import { firstState } from '../rules.states.ts';
import { reportStore, type InformationReport } from '../store.server.ts';
import { isExitSupervised, reachGroup, summingUp, withdraw } from './access.server.ts';
import { keepDuties } from './duties.server.ts';
import { planResult } from './figures.server.ts';
import { issueInformation } from './print.server.ts';

interface ForGroup {
  readonly groupId: string;
}

/** A report sent together with the text typed last; without it what was saved before goes. */
type Submission = ForGroup & Partial<InformationInput>;

/** Saves the draft of the own team's information report. */
export const saveInformation = useCase('reports.save-information', async (work, input: ForGroup & InformationInput) => {
  const reached = await reachOwn(work, input.groupId, 'write-information');
  if (!reached.ok) return reached;
  const saved = await write(work, reached.value, input);
  return saved.ok ? ok({ groupId: input.groupId }) : saved;
});

/** Submits the information report with the figures of this moment (D-A.report). */
export const submitInformation = useCase('reports.submit-information', async (work, input: Submission) => {
  const reached = await reachOwn(work, input.groupId, 'submit-information');
  if (!reached.ok) return reached;
  const { facts, team } = reached.value;
  const written = await write(work, reached.value, input);
  if (!written.ok) return written;
  const report = written.value;
  if (!report) return refuse(refusals.noConclusions);
  const state = nextInformation(report.state, 'submit');
  if (!state.ok) return state;
  const known = await summingUp(work, facts);
  const result = planResult(known.plan.activities);
  const complete = checkInformation({
    unmarked: result.unmarked.length,
    exitSupervised: isExitSupervised(facts, known, team.teamId),
    conclusions: report.conclusions,
  });
  if (!complete.ok) return complete;
  const submitted = { figures: result, submittedAt: work.now, submittedBy: work.actor.personId };
  const changed = await reportStore(work.tx).changeInformation(report, state.value, submitted);
  if (!changed) return refuse(refusals.informationState(report.state));
  const issued = await issueInformation(work, facts, team);
  if (!issued.ok) return issued;
  await tell(
    work,
    facts.id,
    report.id,
    'information-submitted',
    `Информационная справка представлена: ${team.organisationShortName}`,
  );
  await notifyPeople(work, headsOf(facts, 'experienced'), {
    subject: `Информационная справка: ${facts.title}`,
    text: `${team.organisationShortName} представила информационную справку. На её основе вы составляете итоговый отчёт группы.`,
  });
  await keepDuties(work, facts);
  return ok({ groupId: facts.id });
});

/** Takes a submitted report back to correct it, until the final report has been sent. */
export const reopenInformation = useCase('reports.reopen-information', async (work, { groupId }: ForGroup) => {
  const reached = await reachOwn(work, groupId, 'submit-information');
  if (!reached.ok) return reached;
  const { facts, team, report } = reached.value;
  if (!report) return refuse(notFound);
  const state = nextInformation(report.state, 'reopen');
  if (!state.ok) return state;
  const store = reportStore(work.tx);
  const open = checkOpen((await store.finalReport(groupId))?.state ?? firstState);
  if (!open.ok) return open;
  await store.changeInformation(report, state.value, { submittedAt: null, documentId: null });
  await withdraw(work, report);
  await tell(
    work,
    groupId,
    report.id,
    'information-reopened',
    `Информационная справка взята на исправление: ${team.organisationShortName}`,
  );
  await keepDuties(work, facts);
  return ok({ groupId });
});

interface Own {
  readonly facts: GroupFacts;
  readonly team: GroupTeam;
  readonly report: InformationReport | null;
}

async function reachOwn(work: Work, groupId: string, action: ReportAction): Promise<Outcome<Own>> {
  const reached = await reachGroup(work, groupId, action);
  if (!reached.ok) return reached;
  const team = reportingTeam(work.actor, reached.value);
  if (!team) return refuse(notFound);
  return ok({ facts: reached.value, team, report: await ownReport(work, groupId, team) });
}

async function ownReport({ tx }: Work, groupId: string, team: GroupTeam): Promise<InformationReport | null> {
  const reports = await reportStore(tx).informationReports(groupId);
  return reports.find((report) => report.teamId === team.teamId) ?? null;
}

/** The report with the text of the form; refused when a colleague has saved another one meanwhile. */
async function write(
  work: Work,
  { facts, team, report }: Own,
  input: Submission,
): Promise<Outcome<InformationReport | null>> {
  const state = nextInformation(report?.state ?? firstState, 'submit');
  if (!state.ok) return state;
  if (input.revision === undefined) return ok(report);
  const about = { groupId: facts.id, teamId: team.teamId, revision: input.revision, now: work.now };
  const text = { goalsReached: input.goalsReached ?? '', conclusions: input.conclusions ?? '' };
  const saved = await reportStore(work.tx).saveInformation(about, text);
  if (saved) return ok(await ownReport(work, facts.id, team));
  return refuse(
    refusals.stale(
      report && { revision: report.revision, goalsReached: report.goalsReached, conclusions: report.conclusions },
    ),
  );
}

function tell(work: Work, groupId: string, id: string, action: string, summary: string): Promise<void> {
  return journal(work.tx).write(work, { subject: { type: 'information-report', id }, groupId, action, summary });
}
