import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { scenario, scan, type DemonstrationGroup } from '#db/demo/scenario.ts';
import { buildWorld, type World } from '#db/demo/world.ts';
import { duties } from '#features/duties/index.server.ts';
import { groups, extendGroup } from '#features/groups/index.server.ts';
import { marksOf, markActivity } from '#features/programmes/index.server.ts';
import { addDays, daysBetween } from '#kernel/dates.ts';
import { parseInput } from '#kernel/input.ts';
import type { Actor } from '#kernel/roles.ts';
import { newId } from '#platform/ids.server.ts';
import type { Context } from '#platform/use-case.server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { docxText } from '#tests/docx.ts';
import { codeOf, must } from '#tests/small-region.ts';
import {
  acceptFinal,
  answerSurvey,
  printFinal,
  printInformation,
  readPresentationFile,
  receiveFinal,
  recordPresentation,
  remindOfSummingUp,
  reopenInformation,
  returnFinal,
  saveAnalysis,
  saveFinal,
  saveInformation,
  sendFinal,
  submitInformation,
  superviseExit,
  surveySchema,
  viewReports,
} from './index.server.ts';
import { finalEvents, informationEvents } from './rules.states.ts';
import { refusals } from './rules.refusals.ts';

let db: TestDatabase;
let world: World;
let steps: ReturnType<typeof scenario>;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'estafeta-reports-'));
  vi.stubEnv('DATA_DIR', folder);
  db = await createTestDatabase({ connections: 24 });
  world = await buildWorld(db.database, new Date());
  steps = scenario(world);
}, 60_000);
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

let serial = 0;

/** A group of the next two schools, with a programme of three months approved `days` ago and marked. */
async function running(
  days: number,
  { marked = true, experiencedFrom = null as number | null } = {},
): Promise<DemonstrationGroup> {
  const pairs = world.municipalities
    .map(({ name }) => world.schools.get(name) ?? [])
    .filter((schools) => schools.length === 2);
  const [able, asking] = pairs[serial]!;
  const abroad = experiencedFrom === null ? able : pairs[pairs.length - 1 - experiencedFrom]![0];
  serial += 1;
  const directions = ['staff', 'safety'];
  const experienced = await steps.enter(days + 50, abroad!, 'experienced', { directions });
  const developing = await steps.enter(days + 50, asking!, 'developing', { directions });
  await steps.register(days + 45, experienced);
  await steps.register(days + 45, developing, 3);
  const group = await steps.propose(days + 40, [experienced], [developing], { termMonths: 3, directions });
  await steps.consentAll(days + 38, group);
  await steps.order(days + 24, group, `И-${serial}`);
  await steps.run(days, group);
  if (marked)
    await steps.mark(
      Math.max(1, days - 88),
      group,
      (index) => (index === 7 ? 'part' : index === 9 ? 'not-done' : 'done'),
      { through: true },
    );
  return group;
}

/** The same with its term over. */
async function summing(days = 118, more: Parameters<typeof running>[1] = {}): Promise<DemonstrationGroup> {
  const group = await running(days, more);
  await steps.endTerm(days - 93, group);
  return group;
}

const now = (actor: Actor, submission: string | null = null): Context => ({
  actor,
  now: world.now,
  database: db.database,
  submission,
});
const able = (group: DemonstrationGroup): Actor => group.experienced[0]!.school.head;
const asking = (group: DemonstrationGroup): Actor => group.developing[0]!.school.head;
const view = async (group: DemonstrationGroup, who: Actor) => must(await viewReports(now(who), { groupId: group.id }));
const dutiesOf = async (group: DemonstrationGroup) =>
  (await db.database.transaction().execute((tx) => duties(tx).ofGroup(group.id))).map(({ kind, who, dueOn }) => ({
    kind,
    who,
    dueOn,
  }));
const kinds = async (group: DemonstrationGroup) => (await dutiesOf(group)).map(({ kind }) => kind);
const lettersTo = async (who: Actor, subject: string) =>
  (await db.database.selectFrom('mailMessage').select('subject').where('personId', '=', who.personId).execute()).filter(
    (letter) => letter.subject.startsWith(subject),
  ).length;
const journalOf = async (group: DemonstrationGroup) =>
  (
    await db.database
      .selectFrom('journalEntry')
      .select('action')
      .where('groupId', '=', group.id)
      .orderBy('id')
      .execute()
  ).map(({ action }) => action);
const text = { goalsReached: 'Цели достигнуты.', conclusions: 'Команда работает увереннее.' };
const finalText = {
  assessment: 'Выполнена.',
  dynamics: 'Стало легче.',
  relations: 'Доверие.',
  recommendations: 'Продолжить.',
};
const scoresOf = (value: number) =>
  Object.fromEntries(['trust', 'respect', 'agreements', 'benefit', 'feedback', 'continue'].map((key) => [key, value]));
const wordsOf = (bytes: Uint8Array): string => docxText(bytes).join('\n').replaceAll('\u00a0', ' ');
async function exitOf(group: DemonstrationGroup, difficulty = 1) {
  const { directions } = await steps.facts(group.id);
  return directions.map(({ key }) => ({ directionKey: key, difficulty, comment: 'Порядок принят.' }));
}
/** Everything up to a final report ready to be sent. */
async function prepared(group: DemonstrationGroup): Promise<void> {
  await steps.inform(1, group);
  await steps.survey(1, group);
  must(await saveAnalysis(now(able(group)), { groupId: group.id, revision: 0, body: 'Удались очные встречи.' }));
}
async function sent(group: DemonstrationGroup): Promise<void> {
  await prepared(group);
  must(await sendFinal(now(able(group)), { groupId: group.id, revision: 0, ...finalText }));
}

test('the tables equal the database’s', async () => {
  const { rows } = await sql<{ machine: string; fromState: string; toState: string }>`
    select machine, from_state, to_state from legal_transition where machine in ('information-report', 'final-report')`.execute(
    db.database,
  );
  const own = (machine: string, events: Record<string, { from: readonly string[]; to: string }>) =>
    Object.values(events).flatMap(({ from, to }) => from.map((state) => `${machine} ${state}→${to}`));
  expect(rows.map((row) => `${row.machine} ${row.fromState}→${row.toState}`).toSorted()).toEqual(
    [...own('information-report', informationEvents), ...own('final-report', finalEvents)].toSorted(),
  );
});

describe('before the end and outside', () => {
  test('[V-step6] while the programme runs nothing of the summing-up can be done, and every button says why', async () => {
    const group = await running(40);
    const groupId = group.id;
    const answers = await exitOf(group);
    const outcomes = await Promise.all([
      saveInformation(now(asking(group)), { groupId, revision: 0, ...text }),
      submitInformation(now(asking(group)), { groupId }),
      superviseExit(now(asking(group)), { groupId, answers }),
      answerSurvey(now(asking(group)), { groupId, scores: scoresOf(5), comment: null }),
      saveAnalysis(now(able(group)), { groupId, revision: 0, body: 'Рано.' }),
      saveFinal(now(able(group)), { groupId, revision: 0, ...finalText }),
      sendFinal(now(able(group)), { groupId }),
      acceptFinal(now(group.curator), { groupId }),
      receiveFinal(now(group.coordinator), { groupId }),
      recordPresentation(now(able(group)), {
        groupId,
        presentedOn: world.today,
        place: 'Совещание',
        description: null,
        file: null,
      }),
    ]);
    expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['reports.too-early']));
    const { abilities, summing: open } = await view(group, asking(group));
    expect(open).toBe(false);
    expect(abilities.writeInformation).toMatchObject({ allowed: false, reason: refusals.tooEarly.message });
    expect(abilities.accept).toBeNull();
  });

  test('[K-2.4.documents] a stranger finds nothing, a wrong hand is told whose work it is', async () => {
    const group = await summing();
    const groupId = group.id;
    const other = [...world.schools.values()]
      .flat()
      .find(({ id }) => ![...group.experienced, ...group.developing].some(({ school }) => school.id === id))!;
    const foreign = [...world.curators.values()].find((curator) => curator.personId !== group.curator.personId)!;
    const committee: Actor = { ...world.operator, role: 'committee' };
    for (const who of [other.head, other.member, foreign, committee]) {
      expect(codeOf(await viewReports(now(who), { groupId }))).toBe('not-found');
      expect(codeOf(await acceptFinal(now(who), { groupId }))).toBe('not-found');
      expect(codeOf(await printFinal(now(who), { groupId }))).toBe('not-found');
      expect(codeOf(await printInformation(now(who), { groupId, teamId: null }))).toBe('not-found');
      expect(codeOf(await saveInformation(now(who), { groupId, revision: 0, ...text }))).toBe('not-found');
    }
    expect(codeOf(await viewReports(now(asking(group)), { groupId: newId() }))).toBe('not-found');
    expect(codeOf(await submitInformation(now(able(group)), { groupId }))).toBe('reports.forbidden.submit-information');
    expect(codeOf(await submitInformation(now(group.developing[0]!.school.member), { groupId }))).toBe(
      'reports.forbidden.submit-information',
    );
    expect(codeOf(await saveFinal(now(asking(group)), { groupId, revision: 0, ...finalText }))).toBe(
      'reports.forbidden.write-final',
    );
    expect(codeOf(await acceptFinal(now(world.operator), { groupId }))).toBe('reports.forbidden.decide');
    expect(codeOf(await receiveFinal(now(group.curator), { groupId }))).toBe('reports.forbidden.receive');
  });

  test('[K-P.assess] the curator of the experienced team’s municipality reads, and does not decide', async () => {
    const group = await summing(118, { experiencedFrom: 0 });
    await sent(group);
    const unit = world.municipalities.find(({ path }) =>
      group.experienced[0]!.school.unit.path.startsWith(`${path}.`),
    )!;
    const neighbour = world.curators.get(unit.name)!;
    expect((await view(group, neighbour)).final.assessment).toBe(finalText.assessment);
    expect(codeOf(await acceptFinal(now(neighbour), { groupId: group.id }))).toBe('reports.foreign-municipality');
  });
});

describe('the information report', () => {
  test('[D-A.report] [K-3.5.plan] figures come from the marks, are never typed, and are frozen when it is submitted', async () => {
    const group = await summing();
    const groupId = group.id;
    const head = asking(group);
    const before = (await view(group, head)).information[0]!;
    expect(before.result.figures).toMatchObject({
      total: 18,
      done: 16,
      part: 1,
      notDone: 1,
      percentDone: 89,
      percentPart: 6,
      percentNotDone: 5,
    });
    expect(before.result.notDone.map(({ mark, reason }) => [mark, reason])).toEqual([
      ['выполнено частично', 'Карантин: часть встреч перенесена.'],
      ['не выполнено', 'Карантин: часть встреч перенесена.'],
    ]);
    expect(before.result.done[0]).toMatchObject({ number: 1, result: expect.stringContaining('решения записаны') });

    expect(codeOf(await submitInformation(now(head), { groupId }))).toBe('reports.no-conclusions');
    const typed = { groupId, revision: 0, ...text, figures: { percentDone: 100 } };
    expect(codeOf(await submitInformation(now(head), typed))).toBe('reports.no-exit-supervision');
    expect((await view(group, head)).information[0]).toMatchObject({ revision: 0, conclusions: '' });
    must(await superviseExit(now(head), { groupId, answers: await exitOf(group) }));
    expect(codeOf(await submitInformation(now(head), { ...typed, conclusions: null }))).toBe('reports.no-conclusions');
    must(await submitInformation(now(head), typed));
    expect(await lettersTo(able(group), 'Информационная справка')).toBe(1);

    const { activities } = await db.database.transaction().execute((tx) => marksOf(tx, groupId));
    const missed = activities.find((row) => row.mark?.state === 'not-done')!;
    must(
      await markActivity(now(head), {
        groupId,
        key: missed.key,
        revision: missed.mark!.revision,
        state: 'done',
        onDate: world.today,
        result: 'Всё же проведено.',
        reason: null,
        files: [],
      }),
    );
    expect((await view(group, able(group))).information[0]).toMatchObject({
      submitted: true,
      conclusions: text.conclusions,
      result: { figures: { done: 16, percentDone: 89 } },
    });
    expect(codeOf(await saveInformation(now(head), { groupId, revision: 1, ...text }))).toBe(
      'reports.information-state',
    );

    must(await reopenInformation(now(head), { groupId }));
    expect((await view(group, head)).information[0]).toMatchObject({
      submitted: false,
      result: { figures: { done: 17, percentDone: 94 } },
    });
    must(await submitInformation(now(head), { groupId }));
    expect((await journalOf(group)).filter((action) => action.startsWith('information-'))).toEqual([
      'information-submitted',
      'information-reopened',
      'information-submitted',
    ]);
  });

  test('[D-A.report] without marks it is not submitted; the two report rows of the plan do not hold it back', async () => {
    const group = await summing(118, { marked: false });
    const groupId = group.id;
    const head = asking(group);
    must(await superviseExit(now(head), { groupId, answers: await exitOf(group) }));
    const refused = await submitInformation(now(head), { groupId, revision: 0, ...text });
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'reports.unmarked', message: expect.stringMatching(/16\s+мероприятий/) },
    });
    await steps.mark(20, group, (index) => (index < 16 ? 'done' : null), { through: true });
    must(await submitInformation(now(head), { groupId, revision: 0, ...text }));
    expect((await view(group, head)).information[0]!.result.figures).toMatchObject({ total: 16, percentDone: 100 });
  });

  test('a draft is its team’s own paper until it is submitted', async () => {
    const group = await summing();
    must(await saveInformation(now(group.developing[0]!.school.member), { groupId: group.id, revision: 0, ...text }));
    expect((await view(group, asking(group))).information[0]).toMatchObject({ readable: true, ...text });
    for (const who of [able(group), group.curator, world.operator]) {
      expect((await view(group, who)).information[0]).toMatchObject({
        readable: false,
        conclusions: '',
        goalsReached: '',
      });
      expect(codeOf(await printInformation(now(who), { groupId: group.id, teamId: null }))).toBe('not-found');
    }
    const draft = must(await printInformation(now(asking(group)), { groupId: group.id, teamId: null }));
    expect(draft.name).toMatch(/^Информационная справка — .*, проект\.docx$/);
    expect(wordsOf(draft.bytes)).toContain('Проект');
  });

  test('a stale save is refused with both versions, and nobody’s text is lost', async () => {
    const group = await summing();
    const groupId = group.id;
    const save = (who: Actor, revision: number, conclusions: string) =>
      saveInformation(now(who), { groupId, revision, goalsReached: 'Цели.', conclusions });
    must(await save(asking(group), 0, 'Первая.'));
    must(await save(group.developing[0]!.school.member, 1, 'Вторая.'));
    for (const stale of [
      await save(asking(group), 0, 'Третья.'),
      await save(asking(group), 1, 'Третья.'),
      await submitInformation(now(asking(group)), { groupId, revision: 1, goalsReached: null, conclusions: 'Третья.' }),
    ]) {
      expect(stale).toMatchObject({
        ok: false,
        error: { code: 'reports.stale', clause: 'platform-conflict', theirs: { revision: 2, conclusions: 'Вторая.' } },
      });
    }
    must(await save(asking(group), 2, 'Третья.'));
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => save(asking(group), 3, `Одна из двадцати: ${index}`)),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(new Set(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.code])))).toEqual(
      new Set(['reports.stale']),
    );
  });

  test('the same of the final report and of an analysis', async () => {
    const group = await summing();
    const groupId = group.id;
    must(await saveFinal(now(able(group)), { groupId, revision: 0, ...finalText }));
    expect(
      await saveFinal(now(group.experienced[0]!.school.member), {
        groupId,
        revision: 0,
        ...finalText,
        assessment: 'Иначе.',
      }),
    ).toMatchObject({
      ok: false,
      error: { code: 'reports.stale', theirs: { revision: 1, assessment: 'Выполнена.' } },
    });
    must(await saveAnalysis(now(able(group)), { groupId, revision: 0, body: 'Раз.' }));
    expect(await saveAnalysis(now(able(group)), { groupId, revision: 0, body: 'Два.' })).toMatchObject({
      ok: false,
      error: { theirs: { body: 'Раз.', revision: 1 } },
    });
    must(await saveAnalysis(now(able(group)), { groupId, revision: 1, body: 'Два.' }));
  });
});

describe('relations and dynamics', () => {
  test('[K-3.5.relations] one answer a person, means from two answers on, never whose', async () => {
    const group = await summing();
    const groupId = group.id;
    const answer = (who: Actor, value: number, comment: string | null = null) =>
      answerSurvey(now(who), { groupId, scores: scoresOf(value), comment });
    const partial = await answerSurvey(now(asking(group)), {
      groupId,
      scores: { trust: 5, respect: 9 },
      comment: null,
    });
    expect(partial).toMatchObject({
      ok: false,
      error: { code: 'reports.unanswered-statement', clause: 'criteria-relations' },
    });
    expect(partial.ok ? [] : Object.keys(partial.error.fields ?? {})).toEqual([
      'scores.respect',
      'scores.agreements',
      'scores.benefit',
      'scores.feedback',
      'scores.continue',
    ]);

    must(await answer(asking(group), 2, 'Хотелось чаще.'));
    must(await answer(asking(group), 3, 'Хотелось чаще.'));
    const alone = (await view(group, group.coordinator)).survey;
    expect(alone).toMatchObject({ answered: 1, means: null, mean: null, comments: [], own: null });
    must(await answer(able(group), 4));
    const both = (await view(group, group.coordinator)).survey;
    expect(both).toMatchObject({
      answered: 2,
      means: { trust: 3.5 },
      mean: 3.5,
      comments: ['Хотелось чаще.'],
      awaited: [],
    });
    const seen = (await view(group, able(group))).survey;
    expect(seen.comments).toEqual([]);
    expect(seen.own?.scores).toEqual(scoresOf(4));
    expect(JSON.stringify(await view(group, group.curator))).not.toContain(asking(group).personId);
    expect(codeOf(await answer(group.curator, 5))).toBe('reports.forbidden.answer-survey');
  });

  test('[K-3.5.relations] what is not a number of the scale is no answer', () => {
    const parsed = must(parseInput(surveySchema, { scores: { trust: 'пять', respect: '5' }, comment: '' }));
    expect(parsed.scores).toMatchObject({ respect: 5 });
    expect(parsed.scores['trust']).toBeNaN();
    expect(must(parseInput(surveySchema, { scores: 'x' })).scores).toEqual({});
  });

  test('[K-3.5.dynamics] exit is compared with entry, every direction answered', async () => {
    const group = await summing();
    const groupId = group.id;
    const answers = await exitOf(group, 1);
    expect(await superviseExit(now(asking(group)), { groupId, answers: answers.slice(0, 1) })).toMatchObject({
      ok: false,
      error: { code: 'reports.unanswered-direction', clause: 'supervision', field: 'answers[1].difficulty' },
    });
    expect((await view(group, asking(group))).supervision.teams[0]!.dynamics.map(({ change }) => change)).toEqual([
      'unknown',
      'unknown',
    ]);
    must(
      await superviseExit(now(asking(group)), { groupId, answers: [answers[0]!, { ...answers[1]!, difficulty: 3 }] }),
    );
    const [team] = (await view(group, group.curator)).supervision.teams;
    expect(team!.dynamics.map(({ entry, exit, change }) => [entry, exit, change])).toEqual([
      [3, 1, 'better'],
      [2, 3, 'worse'],
    ]);
    expect(Object.values(team!.entry).map(({ comment }) => comment)).toHaveLength(2);
  });
});

describe('the final report', () => {
  test('[V-step6] [D-A.final] [K-P.assess] from the end of the term to the closed group: duties, letters, journal, the received report', async () => {
    const group = await summing();
    const groupId = group.id;
    const due = (await steps.facts(groupId)).sumUpBy;
    expect(await dutiesOf(group)).toMatchObject([{ kind: 'information-report', dueOn: due }]);
    must(await superviseExit(now(asking(group)), { groupId, answers: await exitOf(group) }));
    expect(await kinds(group)).toEqual(['information-report', 'survey', 'survey']);
    const send = (more: object = {}) => sendFinal(now(able(group)), { groupId, ...more });
    expect(codeOf(await send())).toBe('reports.no-assessment');
    must(
      await saveFinal(now(able(group)), {
        groupId,
        revision: 0,
        assessment: null,
        dynamics: null,
        relations: null,
        recommendations: null,
      }),
    );
    expect(codeOf(await send())).toBe('reports.information-first');
    must(await submitInformation(now(asking(group)), { groupId, revision: 0, ...text }));
    expect(await kinds(group)).toEqual(['survey', 'survey', 'critical-analysis', 'final-report']);
    expect(codeOf(await send())).toBe('reports.no-critical-analysis');
    must(await saveAnalysis(now(able(group)), { groupId, revision: 0, body: 'Удались очные встречи.' }));
    expect(codeOf(await send())).toBe('reports.survey-missing');
    await steps.survey(0, group);
    expect(await kinds(group)).toEqual(['final-report']);
    expect(codeOf(await send())).toBe('reports.no-assessment');
    expect(codeOf(await send({ revision: 1, ...finalText, dynamics: null }))).toBe('reports.no-dynamics');
    must(await send({ revision: 1, ...finalText }));
    expect(await dutiesOf(group)).toEqual([{ kind: 'accept-report', who: 'муниципальный куратор', dueOn: due }]);
    expect(await lettersTo(group.curator, 'Итоговый отчёт')).toBe(1);

    // what the report stands on no longer changes
    expect(codeOf(await answerSurvey(now(able(group)), { groupId, scores: scoresOf(1), comment: null }))).toBe(
      'reports.final-state',
    );
    expect(codeOf(await superviseExit(now(asking(group)), { groupId, answers: await exitOf(group) }))).toBe(
      'reports.final-state',
    );
    expect(codeOf(await reopenInformation(now(asking(group)), { groupId }))).toBe('reports.final-state');
    expect(codeOf(await receiveFinal(now(group.coordinator), { groupId }))).toBe('reports.final-state');

    expect(await returnFinal(now(group.curator), { groupId, remarks: null })).toMatchObject({
      ok: false,
      error: { code: 'reports.no-remarks', field: 'remarks' },
    });
    must(await returnFinal(now(group.curator), { groupId, remarks: 'Опишите, что закреплено приказом.' }));
    expect((await view(group, able(group))).final).toMatchObject({
      returned: true,
      remarks: 'Опишите, что закреплено приказом.',
    });
    expect(await kinds(group)).toEqual(['final-report']);
    expect(await lettersTo(able(group), 'Отчёт возвращён')).toBe(1);
    expect(codeOf(await acceptFinal(now(group.curator), { groupId }))).toBe('reports.final-state');
    must(await send({ revision: 2, ...finalText, recommendations: 'Закрепить приказом.' }));
    must(await acceptFinal(now(group.curator), { groupId }));
    expect(await dutiesOf(group)).toEqual([{ kind: 'receive-report', who: 'координатор', dueOn: due }]);
    expect(await lettersTo(group.coordinator, 'Отчёт принят')).toBe(1);
    must(await receiveFinal(now(group.coordinator), { groupId }));
    expect(await steps.facts(groupId)).toMatchObject({ state: 'closed' });
    expect(await dutiesOf(group)).toEqual([]);
    expect(await lettersTo(asking(group), 'Итоги подведены')).toBe(1);
    expect(codeOf(await saveFinal(now(able(group)), { groupId, revision: 3, ...finalText }))).toBe('reports.finished');
    expect((await journalOf(group)).slice(-6)).toEqual([
      'final-sent',
      'final-returned',
      'final-sent',
      'final-accepted',
      'final-received',
      'group.closed',
    ]);
    expect((await view(group, world.operator)).steps.map(({ done }) => done)).toEqual([true, true, true, true, false]);
  });

  test('[D-A.final] [K-3.5.relations] [K-3.5.dynamics] the printed reports carry the figures they were sent with', async () => {
    const group = await summing();
    const groupId = group.id;
    await prepared(group);
    expect(codeOf(await printFinal(now(group.curator), { groupId }))).toBe('not-found');
    const draft = must(await printFinal(now(able(group)), { groupId }));
    expect(draft.name).toContain('проект');
    expect(wordsOf(draft.bytes)).toContain('Проект');
    must(await sendFinal(now(able(group)), { groupId, revision: 0, ...finalText }));
    must(await acceptFinal(now(group.curator), { groupId }));
    const final = must(await printFinal(now(world.operator), { groupId }));
    expect(final.name).not.toContain('проект');
    const words = wordsOf(final.bytes);
    for (const expected of [
      'ИТОГОВЫЙ ОТЧЁТ',
      'выполнено 16 (89 %)',
      finalText.assessment,
      finalText.dynamics,
      '4,5 из 5',
      'серьёзные затруднения',
      'стало легче',
      'Отчёт принят',
    ]) {
      expect(words).toContain(expected);
    }
    const information = wordsOf(
      must(await printInformation(now(group.curator), { groupId, teamId: group.developing[0]!.id })).bytes,
    );
    for (const expected of [
      'ИНФОРМАЦИОННАЯ СПРАВКА',
      '18 мероприятий',
      'Выполнено 16 (89 %)',
      'Карантин: часть встреч перенесена.',
      'Цели достигнуты.',
    ]) {
      expect(information).toContain(expected);
    }
    expect(information).not.toContain('Проект\n');
    expect(codeOf(await printInformation(now(group.curator), { groupId, teamId: newId() }))).toBe('not-found');
  });

  test('what was submitted and sent is given out byte for byte; a step later has a paper of its own', async () => {
    const group = await summing();
    const groupId = group.id;
    await prepared(group);
    const information = async (format: 'docx' | 'pdf') =>
      must(await printInformation(now(group.curator), { groupId, teamId: null, format })).bytes;
    const final = async (format: 'docx' | 'pdf') =>
      must(await printFinal(now(group.curator), { groupId, format })).bytes;
    const rename = (lastName: string) =>
      db.database
        .updateTable('person')
        .set({ lastName })
        .where('id', 'in', [asking(group).personId, able(group).personId])
        .execute();
    const submitted = [await information('docx'), await information('pdf')];
    must(await sendFinal(now(able(group)), { groupId, revision: 0, ...finalText }));
    const sentPaper = [await final('docx'), await final('pdf')];
    await rename('Переименованная');
    expect([await information('docx'), await information('pdf')]).toEqual(submitted);
    expect([await final('docx'), await final('pdf')]).toEqual(sentPaper);
    must(await acceptFinal(now(group.curator), { groupId }));
    const accepted = await final('docx');
    expect(wordsOf(accepted)).toContain('Отчёт принят');
    await rename('Ещёраз');
    expect(await final('docx')).toEqual(accepted);
    const papers = await db.database
      .selectFrom('issuedDocument')
      .select(['kind', 'revokedAt'])
      .where('groupId', '=', groupId)
      .where('kind', '=', 'final-report')
      .orderBy('id')
      .execute();
    expect(papers.map(({ revokedAt }) => revokedAt === null)).toEqual([false, true]);
  });

  test('a report written again is a draft again, and its paper is out of force', async () => {
    const group = await summing();
    const groupId = group.id;
    await sent(group);
    must(await returnFinal(now(group.curator), { groupId, remarks: 'Уточните выводы' }));
    expect(wordsOf(must(await printFinal(now(able(group)), { groupId })).bytes)).toMatch(/^Проект\n/);
    must(await reopenInformation(now(asking(group)), { groupId }));
    const draft = must(await printInformation(now(asking(group)), { groupId, teamId: null }));
    expect(wordsOf(draft.bytes)).toMatch(/^Проект\n/);
    const papers = await db.database
      .selectFrom('issuedDocument')
      .select('kind')
      .where('groupId', '=', groupId)
      .where('kind', 'in', ['information-report', 'final-report'])
      .where('revokedAt', 'is', null)
      .execute();
    expect(papers).toEqual([]);
  });

  test('[D-A.30days] the date to sum up is that of the regulation, watched, and late after it', async () => {
    const intime = await summing(118);
    const { endsOn, sumUpBy } = await steps.facts(intime.id);
    expect(daysBetween(endsOn!, sumUpBy!)).toBe(30);
    expect((await view(intime, asking(intime))).late).toBe(false);
    const late = await summing(150);
    expect((await view(late, asking(late))).late).toBe(true);
    expect(
      (await dutiesOf(late)).every(
        ({ dueOn }) => dueOn === addDays(world.today, daysBetween(world.today, dueOn!)) && dueOn! < world.today,
      ),
    ).toBe(true);
    await sent(late);
    expect((await dutiesOf(late)).map(({ kind }) => kind)).toEqual(['accept-report']);
    must(await acceptFinal(now(late.curator), { groupId: late.id }));
    must(await receiveFinal(now(late.coordinator), { groupId: late.id }));
    expect((await view(late, asking(late))).late).toBe(false);
  });

  test('[D-A.30days] the daily watch puts every duty on its desk and reminds whoever is awaited, once a day', async () => {
    const group = await summing();
    const { sumUpBy } = await steps.facts(group.id);
    const watch = (days: number) => remindOfSummingUp(db.database, new Date(`${addDays(sumUpBy!, days)}T06:00:00Z`));
    const reminded = () => Promise.all([asking(group), able(group)].map((who) => lettersTo(who, 'Подвести итоги')));
    await watch(-3);
    expect(await kinds(group)).toEqual(['exit-supervision', 'information-report', 'survey', 'survey']);
    expect(await reminded()).toEqual([0, 0]);
    await watch(-1);
    await watch(-1);
    expect(await reminded()).toEqual([1, 1]);
    await sent(group);
    await watch(1);
    expect(await reminded()).toEqual([1, 1]);
    expect(await lettersTo(group.curator, 'Подвести итоги')).toBe(1);
    expect((await journalOf(group)).filter((action) => action === 'summing-up-reminded')).toHaveLength(2);
  });

  test('twenty acceptances at once: one winner; a form sent twice counts once', async () => {
    const group = await summing();
    const groupId = group.id;
    await prepared(group);
    const submission = newId();
    const twice = await Promise.all(
      [0, 1].map(() => sendFinal(now(able(group), submission), { groupId, revision: 0, ...finalText })),
    );
    expect(twice.map(codeOf)).toEqual(['ok', 'ok']);
    expect(await lettersTo(group.curator, 'Итоговый отчёт')).toBe(1);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => acceptFinal(now(group.curator), { groupId })));
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(new Set(outcomes.map(codeOf))).toEqual(new Set(['ok', 'reports.final-state']));
    const received = await Promise.all(
      Array.from({ length: 20 }, () => receiveFinal(now(group.coordinator), { groupId })),
    );
    expect(received.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(
      (await journalOf(group)).filter((action) => action === 'final-accepted' || action === 'final-received'),
    ).toHaveLength(2);
  });

  test('an extension makes the reports due again at the new end', async () => {
    const group = await summing();
    const groupId = group.id;
    await sent(group);
    must(
      await extendGroup(now(world.operator), {
        groupId,
        months: 3,
        reason: 'Просьба команды',
        number: 'П-1',
        datedOn: world.today,
      }),
    );
    expect((await view(group, asking(group))).information[0]!.submitted).toBe(false);
    const { endsOn } = await steps.facts(groupId);
    const later = (actor: Actor): Context => ({ ...now(actor), now: new Date(`${addDays(endsOn!, 2)}T09:00:00Z`) });
    await db.database.transaction().execute(async (tx) => {
      const facts = (await groups(tx).facts(groupId, { lock: true }))!;
      must(await groups(tx).move({ ...later(world.operator), tx, today: addDays(endsOn!, 2) }, facts, 'term-ended'));
    });
    expect(codeOf(await acceptFinal(later(group.curator), { groupId }))).toBe('reports.final-state');
    expect(codeOf(await sendFinal(later(able(group)), { groupId }))).toBe('reports.information-first');
    must(await submitInformation(later(asking(group)), { groupId }));
    must(await sendFinal(later(able(group)), { groupId }));
    must(await acceptFinal(later(group.curator), { groupId }));
  });
});

describe('presentation of results', () => {
  test('[D-A.present] who presented records it with a file, which the group alone reads; after closing too', async () => {
    const group = await summing();
    const groupId = group.id;
    const record = (presentedOn: string, file: typeof scan | null = null) =>
      recordPresentation(now(asking(group)), {
        groupId,
        presentedOn,
        place: 'Методический день',
        description: 'Показали модель.',
        file,
      });
    expect(codeOf(await record(addDays(world.today, 1)))).toBe('reports.presented-in-future');
    expect(codeOf(await record(addDays(world.today, -300)))).toBe('reports.presented-before-start');
    expect(await record(world.today, { ...scan, bytes: new Uint8Array() })).toMatchObject({
      ok: false,
      error: { field: 'file' },
    });
    must(await record(world.today, scan));
    const [presentation] = (await view(group, group.curator)).presentations;
    expect(presentation).toMatchObject({ place: 'Методический день', fileName: scan.name, presentedOn: world.today });
    const fileId = presentation!.fileId!;
    expect(must(await readPresentationFile(now(group.curator), { groupId, fileId })).bytes).toEqual(scan.bytes);
    const elsewhere = await summing();
    expect(codeOf(await readPresentationFile(now(asking(elsewhere)), { groupId, fileId }))).toBe('not-found');
    expect(codeOf(await readPresentationFile(now(asking(elsewhere)), { groupId: elsewhere.id, fileId }))).toBe(
      'not-found',
    );
    await sent(group);
    must(await acceptFinal(now(group.curator), { groupId }));
    must(await receiveFinal(now(group.coordinator), { groupId }));
    must(await record(world.today));
    expect((await view(group, group.curator)).presentations).toHaveLength(2);
  });
});
