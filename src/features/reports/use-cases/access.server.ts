import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { groups } from '#features/groups/index.server.ts';
import { marksOf, programmeInForce } from '#features/programmes/index.server.ts';
import { supervision } from '#features/registry/index.server.ts';
import { regulationInForce } from '#features/regulation/index.server.ts';
import type { RegulationDocument } from '#features/regulation/index.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Work } from '#platform/use-case.server.ts';
import { canInReports, type ReportAction } from '../permissions.ts';
import { checkSummingUp } from '../rules.ts';
import { reportStore } from '../store.server.ts';

/** The group the actor may do this in; locked and summing up when it is going to be changed. */
export async function reachGroup(work: Work, groupId: string, action: ReportAction): Promise<Outcome<GroupFacts>> {
  const facts = await groups(work.tx).facts(groupId, { lock: action !== 'view' });
  if (!facts) return refuse(notFound);
  const allowed = canInReports(work.actor, action, facts);
  if (!allowed.ok) return allowed;
  const timely = action === 'view' ? ok(true) : checkSummingUp(facts.state);
  return timely.ok ? ok(facts) : timely;
}

/** The regulation the group was formed under. */
export function regulationOf({ tx }: Work, facts: GroupFacts): Promise<RegulationDocument> {
  return regulationInForce(tx, { versionId: facts.regulationVersionId, overlayVersionId: facts.overlayVersionId });
}

/** Everything the summing-up of a group stands on, read once. */
export async function summingUp(work: Work, facts: GroupFacts) {
  const store = reportStore(work.tx);
  const developing = activeTeams(facts, 'developing');
  const exits = new Map<string, Map<string, { difficulty: number; comment: string }>>();
  const entries = new Map<string, Map<string, { difficulty: number; comment: string }>>();
  for (const { teamId } of developing) {
    entries.set(teamId, byDirection(await supervision(work.tx).ofTeam(teamId, 'entry')));
    exits.set(teamId, byDirection(await supervision(work.tx).ofTeam(teamId, 'exit', facts.id)));
  }
  return {
    programme: await programmeInForce(work.tx, facts.id),
    plan: await marksOf(work.tx, facts.id),
    informationReports: await store.informationReports(facts.id),
    finalReport: await store.finalReport(facts.id),
    answers: await store.surveyAnswers(facts.id),
    analyses: await store.analyses(facts.id),
    presentations: await store.presentations(facts.id),
    entries,
    exits,
  };
}

export type SummingUp = Awaited<ReturnType<typeof summingUp>>;

/** Short names of active teams without a single answer about relations. */
export function silentTeams(facts: GroupFacts, { answers }: Pick<SummingUp, 'answers'>): string[] {
  const answered = new Set(answers.map((answer) => answer.teamId));
  return activeTeams(facts).flatMap((team) => (answered.has(team.teamId) ? [] : [team.organisationShortName]));
}

/** Short names of developing teams whose information report has not been submitted. */
export function awaitedInformation(facts: GroupFacts, { informationReports }: Pick<SummingUp, 'informationReports'>) {
  const submitted = new Set(informationReports.flatMap((report) => (report.state === 'submitted' ? [report.teamId] : [])));
  return activeTeams(facts, 'developing').flatMap((team) =>
    submitted.has(team.teamId) ? [] : [team.organisationShortName],
  );
}

/** Whether the self-assessment at exit covers every direction of the group. */
export function isExitSupervised(facts: GroupFacts, { exits }: Pick<SummingUp, 'exits'>, teamId: string): boolean {
  const answered = exits.get(teamId);
  return facts.directions.every((direction) => answered?.has(direction.key));
}

function byDirection(rows: readonly { directionKey: string; difficulty: number; comment: string }[]) {
  return new Map(rows.map(({ directionKey, difficulty, comment }) => [directionKey, { difficulty, comment }]));
}
