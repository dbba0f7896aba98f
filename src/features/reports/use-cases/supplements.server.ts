import { regulationOf } from '#features/groups/index.server.ts';
import type { GroupFacts, GroupTeam } from '#features/groups/index.ts';
import { journal } from '#features/journal/index.server.ts';
import { supervision } from '#features/registry/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { reportingTeam, type ReportAction } from '../permissions.ts';
import { refusals } from '../rules.refusals.ts';
import { checkOpen } from '../rules.ts';
import { firstState } from '../rules.states.ts';
import type { ExitInput, SurveyInput } from '../schema.ts';
import { reportStore } from '../store.server.ts';
import { reachGroup } from './access.server.ts';
import { keepDuties } from './duties.server.ts';

interface ForGroup {
  readonly groupId: string;
}

/** A participant's answers about relations in the group; one answer a person (K-3.5.relations). */
export const answerSurvey = useCase('reports.answer-survey', async (work, input: ForGroup & SurveyInput) => {
  const reached = await reachTeam(work, input.groupId, 'answer-survey');
  if (!reached.ok) return reached;
  const { facts, team } = reached.value;
  const { survey } = await regulationOf(work, facts);
  const values = survey.scale.map((point) => point.value);
  const unanswered = survey.statements.filter(({ key }) => !values.includes(input.scores[key] ?? Number.NaN));
  if (unanswered.length > 0) return refuse(refusals.unansweredStatements(unanswered));
  const scores = Object.fromEntries(survey.statements.map(({ key }) => [key, input.scores[key] ?? 0]));
  const answer = { teamId: team.teamId, personId: work.actor.personId, scores, comment: input.comment ?? '' };
  await reportStore(work.tx).saveAnswer(facts.id, answer, work.now);
  await tell(work, facts, 'survey-answered', `Ответ об отношениях в группе: ${team.organisationShortName}`);
  await keepDuties(work, facts);
  return ok({ groupId: facts.id });
});

/** The developing team's self-assessment at exit, every direction of the group (V-supervision). */
export const superviseExit = useCase('reports.supervise-exit', async (work, input: ForGroup & ExitInput) => {
  const reached = await reachTeam(work, input.groupId, 'supervise');
  if (!reached.ok) return reached;
  const { facts, team } = reached.value;
  const given = new Map(input.answers.map((answer) => [answer.directionKey, answer]));
  const missing = facts.directions.findIndex((direction) => !given.has(direction.key));
  if (missing >= 0) return refuse(refusals.unansweredDirection(missing));
  const answers = facts.directions.flatMap(({ key }) => {
    const answer = given.get(key);
    return answer
      ? [{ directionKey: key, difficulty: answer.difficulty as 0 | 1 | 2 | 3, comment: answer.comment ?? '' }]
      : [];
  });
  await supervision(work.tx).save(work, { teamId: team.teamId, groupId: facts.id, kind: 'exit', answers });
  await keepDuties(work, facts);
  return ok({ groupId: facts.id });
});

/** A team's critical analysis of the work at exit (V-supervision). */
export const saveAnalysis = useCase(
  'reports.save-analysis',
  async (work, input: ForGroup & { readonly revision: number; readonly body: string }) => {
    const reached = await reachTeam(work, input.groupId, 'analyse');
    if (!reached.ok) return reached;
    const { facts, team } = reached.value;
    const store = reportStore(work.tx);
    const about = {
      groupId: facts.id,
      teamId: team.teamId,
      revision: input.revision,
      by: work.actor.personId,
      now: work.now,
    };
    if (!(await store.saveAnalysis(about, input.body))) {
      const stored = (await store.analyses(facts.id)).find((analysis) => analysis.teamId === team.teamId);
      return refuse(refusals.stale(stored));
    }
    await tell(work, facts, 'analysis-written', `Критический анализ работы группы: ${team.organisationShortName}`);
    await keepDuties(work, facts);
    return ok({ groupId: facts.id });
  },
);

/** The group and the actor's team in it, while what the final report stands on may still change. */
async function reachTeam(
  work: Work,
  groupId: string,
  action: ReportAction,
): Promise<Outcome<{ readonly facts: GroupFacts; readonly team: GroupTeam }>> {
  const reached = await reachGroup(work, groupId, action);
  if (!reached.ok) return reached;
  const team = reportingTeam(work.actor, reached.value);
  if (!team) return refuse(notFound);
  const open = checkOpen((await reportStore(work.tx).finalReport(groupId))?.state ?? firstState);
  return open.ok ? ok({ facts: reached.value, team }) : open;
}

function tell(work: Work, facts: GroupFacts, action: string, summary: string): Promise<void> {
  return journal(work.tx).write(work, { subject: { type: 'group', id: facts.id }, groupId: facts.id, action, summary });
}
