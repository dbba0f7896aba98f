import { journal } from '#features/journal/index.server.ts';
import { supervision } from '#features/registry/index.server.ts';
import { isAfter } from '#kernel/dates.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { storeFile } from '#platform/files.server.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { reportingTeam } from '../permissions.ts';
import { refusals } from '../rules.ts';
import type { ExitInput, PresentationInput, SurveyInput } from '../schema.ts';
import { reportStore } from '../store.server.ts';
import { reachGroup, regulationOf } from './access.server.ts';
import { keepDuties } from './duties.server.ts';

interface ForGroup {
  readonly groupId: string;
}

/** A file as it came with the form. */
interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A participant's answers about relations in the group; one answer a person (K-3.5.relations). */
export const answerSurvey = useCase('reports.answer-survey', async (work, input: ForGroup & SurveyInput) => {
  const reached = await reachGroup(work, input.groupId, 'answer-survey');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const team = reportingTeam(work.actor, facts);
  if (!team) return refuse(notFound);
  const { survey } = await regulationOf(work, facts);
  const values = survey.scale.map((point) => point.value);
  const unanswered = survey.statements.find(({ key }) => !values.includes(input.scores[key] ?? Number.NaN));
  if (unanswered) return refuse(refusals.unansweredStatement(unanswered.key));
  const scores = Object.fromEntries(survey.statements.map(({ key }) => [key, input.scores[key] ?? 0]));
  const answer = { teamId: team.teamId, personId: work.actor.personId, scores, comment: input.comment ?? '' };
  await reportStore(work.tx).saveAnswer(facts.id, answer, work.now);
  await journal(work.tx).write(work, {
    subject: { type: 'group', id: facts.id },
    groupId: facts.id,
    action: 'survey-answered',
    summary: `Ответ об отношениях в группе: ${team.organisationShortName}`,
  });
  await keepDuties(work, facts);
  return ok({ groupId: facts.id });
});

/** The developing team's self-assessment at exit, every direction of the group (V-supervision). */
export const superviseExit = useCase('reports.supervise-exit', async (work, input: ForGroup & ExitInput) => {
  const reached = await reachGroup(work, input.groupId, 'supervise');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const team = reportingTeam(work.actor, facts);
  if (!team) return refuse(notFound);
  const given = new Map(input.answers.map((answer) => [answer.directionKey, answer]));
  const missing = facts.directions.find((direction) => !given.has(direction.key));
  if (missing) return refuse(refusals.unansweredDirection(missing.key));
  const answers = facts.directions.flatMap(({ key }) => {
    const answer = given.get(key);
    return answer ? [{ directionKey: key, difficulty: answer.difficulty as 0 | 1 | 2 | 3, comment: answer.comment ?? '' }] : [];
  });
  await supervision(work.tx).save(work, { teamId: team.teamId, groupId: facts.id, kind: 'exit', answers });
  await keepDuties(work, facts);
  return ok({ groupId: facts.id });
});

/** A team's critical analysis of the work at exit (V-supervision). */
export const saveAnalysis = useCase(
  'reports.save-analysis',
  async (work, input: ForGroup & { readonly revision: number; readonly body: string }) => {
    const reached = await reachGroup(work, input.groupId, 'analyse');
    if (!reached.ok) return reached;
    const facts = reached.value;
    const team = reportingTeam(work.actor, facts);
    if (!team) return refuse(notFound);
    const store = reportStore(work.tx);
    const about = { groupId: facts.id, teamId: team.teamId, revision: input.revision, by: work.actor.personId, now: work.now };
    if (!(await store.saveAnalysis(about, input.body))) {
      const stored = (await store.analyses(facts.id)).find((analysis) => analysis.teamId === team.teamId);
      return refuse(refusals.stale(stored));
    }
    await journal(work.tx).write(work, {
      subject: { type: 'group', id: facts.id },
      groupId: facts.id,
      action: 'analysis-written',
      summary: `Критический анализ работы группы: ${team.organisationShortName}`,
    });
    return ok({ groupId: facts.id });
  },
);

/** Records how the results were presented, with a file if there is one (D-A.present). */
export const recordPresentation = useCase(
  'reports.record-presentation',
  async (work, input: ForGroup & PresentationInput & { readonly file: Upload | null }) => {
    const reached = await reachGroup(work, input.groupId, 'present');
    if (!reached.ok) return reached;
    if (isAfter(input.presentedOn, work.today)) return refuse(refusals.presentedInFuture);
    const file = await stored(work, input.file);
    if (!file.ok) return file;
    const { presentedOn, place, description } = input;
    const presentation = { presentedOn, place, description: description ?? '', fileId: file.value };
    await reportStore(work.tx).addPresentation(input.groupId, presentation, { by: work.actor.personId, now: work.now });
    await journal(work.tx).write(work, {
      subject: { type: 'group', id: input.groupId },
      groupId: input.groupId,
      action: 'results-presented',
      summary: `Результаты представлены: ${place}`,
    });
    return ok({ groupId: input.groupId });
  },
);

async function stored({ tx, actor, now }: Work, file: Upload | null): Promise<Outcome<string | null>> {
  if (!file) return ok(null);
  const { name, type, bytes } = file;
  const kept = await storeFile(tx, { name, bytes, declaredType: type, uploadedBy: actor.personId, now });
  return kept.ok ? ok(kept.value.id) : refuse({ ...kept.error, field: 'file' });
}
