import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { issuedFile, issueDocument, revokeDocument } from '#features/documents/index.server.ts';
import { documentKinds, type DocumentKind } from '#features/documents/index.ts';
import type { Actor } from '#kernel/roles.ts';
import { renderDocument } from '#platform/documents/index.server.ts';
import { openFile } from '#platform/files.server.ts';
import { openTaskFile, registerTask, runTask, taskOf, viewTask, type TaskReport } from '#platform/tasks.server.ts';
import { orderedGroup, type BuiltGroup } from '#tests/builders/group.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { codeOf, must, smallRegion, type SmallRegion } from '#tests/small-region.ts';
import {
  archivePage,
  archivePlaces,
  archiveSchema,
  buildArchive,
  dropExpiredArchives,
  mayHaveArchive,
  startArchive,
} from './index.server.ts';
import type { ArchiveInput } from './schema.ts';

let test_: TestDatabase;
let folder: string;
let region: SmallRegion;
let group: BuiltGroup;
let other: BuiltGroup;
let operator: Actor;
let committee: Actor;

const home = 'Иловлинский муниципальный район';
const away = 'городской округ Камышин';

async function issue(of: BuiltGroup, kind: DocumentKind, number: string, draft = false): Promise<string> {
  const tree = await renderDocument(
    { format: 'liquid-markdown', body: `# ${kind}\n\nТекст № {{ number }}.` },
    { number },
  );
  if (!tree.ok) throw new Error('a text is broken');
  return region.inTransaction(region.operator, async (work) => {
    const title = `Документ ${number}`;
    const paper = { kind, number, datedOn: '2026-11-12', title, fileName: title, verified: false, draft } as const;
    return must(await issueDocument(work, { ...paper, regionId: region.region.id, groupId: of.id, tree: tree.value }))
      .id;
  });
}

const asked = (own: Partial<ArchiveInput>): ArchiveInput => ({
  group: null,
  municipality: null,
  cycle: null,
  kinds: [...documentKinds],
  format: 'both',
  ...own,
});

/** Asks for an archive and does the work of the queue. */
async function archive(who: Actor, own: Partial<ArchiveInput>) {
  const { taskId } = must(await startArchive(region.as(who), asked(own)));
  await run(taskId);
  return { taskId, ...(await outcomeOf(who, taskId)) };
}

const run = (id: string) => runTask({ database: test_.database, config: {} as never, now: region.now, data: { id } });

async function outcomeOf(who: Actor, taskId: string) {
  return test_.database.transaction().execute(async (tx) => {
    const task = must(await taskOf(tx, who, taskId));
    const file = task.fileId ? await openFile(tx, task.fileId) : null;
    const bytes = file ? new Uint8Array(await new Response(file.stream).arrayBuffer()) : null;
    return { task, name: file?.name ?? null, files: bytes ? unzipSync(bytes) : {} };
  });
}

const sum = (bytes: Uint8Array | undefined) =>
  createHash('sha256')
    .update(bytes ?? new Uint8Array())
    .digest('hex');
const contents = () =>
  readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'archives-'));
  vi.stubEnv('DATA_DIR', folder);
  test_ = await createTestDatabase();
  region = await smallRegion(test_.database);
  group = await orderedGroup(region, { home, away });
  other = await orderedGroup(region, { home: 'Дубовский муниципальный район', away });
  operator = await region.official('operator', region.region);
  committee = await region.official('committee', region.region);
  registerTask('archive', buildArchive, mayHaveArchive);
  await issue(group, 'composition-order', '7');
  await issue(group, 'agreement', '15');
  await issue(group, 'service-memo', '3');
  await issue(group, 'programme', '', true);
  await issue(other, 'agreement', '16');
});
beforeEach(() => vi.stubEnv('DATA_DIR', folder));
afterAll(async () => {
  await test_.close();
  rmSync(folder, { recursive: true });
});

describe('an archive of documents', () => {
  test('of a group has every issued file byte for byte, a list of them, and no draft', async () => {
    const revoked = await issue(group, 'extension-order', '9');
    await region.inTransaction(region.operator, (work) => revokeDocument(work, revoked));
    const { task, name, files } = await archive(operator, { group: group.id });
    expect(task).toMatchObject({ state: 'done', done: 8, total: 8, result: { facts: [{ text: '4' }, {}, {}, {}] } });
    expect((task.result as TaskReport).sentence).toMatch(/^Архив готов\. Скачать его можно до \d+\s\S+\s\d+\sг\./);
    expect(name).toMatch(/^Документы, группа «.+», \d{4}-\d\d-\d\d\.zip$/);
    expect(Object.keys(files).toSorted()).toEqual(
      [
        'Опись.xlsx',
        ...['docx', 'pdf'].flatMap((format) => [
          `Приказы/Приказ о составе менторской группы № 7 от 12.11.2026.${format}`,
          `Приказы/Приказ о продлении менторства № 9 от 12.11.2026, утратил силу.${format}`,
          `Соглашения/Соглашение о совместной деятельности менторской группы № 15 от 12.11.2026.${format}`,
          `Служебные записки/Служебная записка о замене команды № 3 от 12.11.2026.${format}`,
        ]),
      ].toSorted(),
    );
    const given = await test_.database.transaction().execute((tx) => issuedFile(tx, revoked, 'pdf'));
    const inArchive = files['Приказы/Приказ о продлении менторства № 9 от 12.11.2026, утратил силу.pdf'];
    expect(sum(inArchive)).toBe(sum(given?.bytes));

    const list = new TextDecoder().decode(unzipSync(files['Опись.xlsx']!)['xl/sharedStrings.xml']);
    expect(list).toContain(sum(inArchive));
    expect(list).toContain('утратил силу 05.10.2026');
    // the order of the builder has no document of its own
    expect(list).toContain('в архиве нет: издан до того');
  });

  test('holds only the kinds and the format asked for', async () => {
    const { files } = await archive(operator, { group: group.id, kinds: ['agreement'], format: 'pdf' });
    expect(Object.keys(files)).toEqual([
      'Опись.xlsx',
      'Соглашения/Соглашение о совместной деятельности менторской группы № 15 от 12.11.2026.pdf',
    ]);
    expect(codeOf(await startArchive(region.as(operator), asked({ group: group.id, kinds: ['final-report'] })))).toBe(
      'archives.empty',
    );
  });

  test('of a municipality and of a cycle have folders of groups', async () => {
    const cycle = region.cycle.id;
    const camyshin = await archive(operator, { cycle, municipality: region.unit(away).id, kinds: ['agreement'] });
    expect(new Set(Object.keys(camyshin.files).map((path) => path.split('/')[0])).size).toBe(3);
    const whole = await archive(operator, { cycle, kinds: ['agreement'], format: 'docx' });
    const tops = Object.keys(whole.files).map((path) => path.split('/').slice(0, -2).join('/'));
    expect(tops.toSorted()).toEqual(
      [
        '',
        ...[group, other].map((one) => `${one === group ? 'Иловлинский' : 'Дубовский'} район/${titleOf(one)}`),
      ].toSorted(),
    );
  });

  test('made twice, after a stop half-way, is one file', async () => {
    const { taskId } = must(await startArchive(region.as(operator), asked({ group: group.id })));
    const work = {
      id: taskId,
      database: test_.database,
      actor: operator,
      now: region.now,
      input: asked({ group: group.id }),
      progress: async () => undefined,
    };
    const first = must(await buildArchive(work));
    expect(must(await buildArchive(work))).toEqual(first);
    await run(taskId);
    const rows = await test_.database.selectFrom('file').select('id').where('id', '=', taskId).execute();
    expect(rows).toHaveLength(1);
  });

  test('two at once do not disturb each other', async () => {
    const made = await Promise.all(
      [operator, operator, group.coordinator].map((who) => archive(who, { group: group.id })),
    );
    expect(made.map(({ task }) => task.state)).toEqual(['done', 'done', 'done']);
    expect(new Set(made.map(({ files }) => Object.keys(files).length)).size).toBe(1);
  });

  test('is deleted when its days are over, and its page says so', async () => {
    const { taskId, task } = await archive(operator, { group: group.id, kinds: ['agreement'] });
    const finished = task.finishedAt!.getTime();
    const at = (days: number) => new Date(finished + days * 24 * 3_600_000);
    const before = contents().length;
    expect(await dropExpiredArchives(test_.database, at(7))).toBe(0);
    expect(await dropExpiredArchives(test_.database, at(8.1))).toBeGreaterThan(0);
    expect(contents().length).toBeLessThan(before);
    const later = await outcomeOf(operator, taskId);
    expect(later.task).toMatchObject({ fileId: null, state: 'done' });
    expect(later.task.note).toContain('Соберите его снова');
    expect(later.task.result).toMatchObject({ next: [{ href: `/archives?group=${group.id}` }] });
    // the documents themselves stay
    expect((await archive(operator, { group: group.id })).task.state).toBe('done');
  });
});

describe('[K-3.4.confidential] an archive', () => {
  test('of a group is for those who read the group', async () => {
    const foreign = await region.official('municipal-curator', region.unit('Котовский муниципальный район'));
    const code = async (who: Actor) => codeOf(await startArchive(region.as(who), asked({ group: group.id })));
    for (const who of [operator, group.curator, group.coordinator, group.developing.head, group.experienced.member]) {
      expect(await code(who)).toBe('ok');
    }
    for (const who of [committee, foreign, other.developing.head, other.coordinator]) {
      expect(await code(who)).toBe('not-found');
      expect(codeOf(await archivePage(region.as(who), asked({ group: group.id })))).toBe('not-found');
    }
  });

  test('of a municipality is for its curator and the operator, of a cycle for the operator', async () => {
    const cycle = region.cycle.id;
    const municipality = region.unit(home).id;
    const code = async (who: Actor, own: Partial<ArchiveInput>) =>
      codeOf(await startArchive(region.as(who), asked(own)));
    expect(await code(group.curator, { cycle, municipality })).toBe('ok');
    expect(await code(operator, { cycle, municipality })).toBe('ok');
    expect(await code(other.curator, { cycle, municipality })).toBe('archives.forbidden.municipality');
    expect(await code(committee, { cycle, municipality })).toBe('archives.forbidden.municipality');
    expect(await code(group.developing.head, { cycle, municipality })).toBe('archives.forbidden.municipality');
    expect(await code(operator, { cycle })).toBe('ok');
    for (const who of [committee, group.curator, group.coordinator]) {
      expect(await code(who, { cycle })).toBe('archives.forbidden.cycle');
    }
  });

  test('has a service memo for the coordinator and the operator only', async () => {
    const curators = await archive(group.curator, { group: group.id });
    expect(Object.keys(curators.files).join()).not.toContain('Служебн');
    expect(must(await archivePage(region.as(group.curator), asked({ group: group.id }))).kinds).not.toContainEqual(
      expect.objectContaining({ kind: 'service-memo' }),
    );
    expect(Object.keys((await archive(group.coordinator, { group: group.id })).files).join()).toContain('Служебн');
  });

  test('is not made when the right was lost before the work began', async () => {
    const { taskId } = must(await startArchive(region.as(group.experienced.head), asked({ group: group.id })));
    const left = test_.database.updateTable('groupTeam').where('teamId', '=', group.experienced.teamId);
    await left.set({ leftOn: '2026-11-13' }).execute();
    await run(taskId);
    await left.set({ leftOn: null }).execute();
    expect((await outcomeOf(group.experienced.head, taskId)).task).toMatchObject({ state: 'failed', fileId: null });
  });
});

describe('[K-3.4.confidential] an archive made before is asked by the rights of now', () => {
  const taken = async (who: Actor, id: string) => codeOf(await openTaskFile(region.as(who), { id }));

  test('when the team has left the group, when a kind is not its reader’s any more', async () => {
    const { head, teamId } = group.experienced;
    const { taskId } = await archive(head, { group: group.id });
    expect(await taken(head, taskId)).toBe('ok');
    const team = test_.database.updateTable('groupTeam').where('teamId', '=', teamId);
    await team.set({ leftOn: '2026-11-13' }).execute();
    expect(await taken(head, taskId)).toBe('not-found');
    await team.set({ leftOn: null }).execute();
    expect(await taken(head, taskId)).toBe('ok');

    // the coordinator's has the service memo, which a head never reads
    const coordinators = await archive(group.coordinator, { group: group.id });
    const under = (who: Actor) => ({ ...who, personId: group.coordinator.personId });
    expect(await taken(group.coordinator, coordinators.taskId)).toBe('ok');
    expect(await taken(under(head), coordinators.taskId)).toBe('not-found');
    expect(codeOf(await viewTask(region.as(under(committee)), { id: coordinators.taskId }))).toBe('not-found');
  });

  test('when the person acts under another role of theirs', async () => {
    const place = { cycle: region.cycle.id, municipality: region.unit(home).id };
    const { taskId } = await archive(group.curator, place);
    expect(await taken(group.curator, taskId)).toBe('ok');
    for (const role of [group.developing.head, group.coordinator, committee])
      expect(await taken({ ...role, personId: group.curator.personId }, taskId)).toBe('not-found');
  });
});

test('the page lists where documents may be taken', async () => {
  const list = must(await archivePlaces(region.as(operator), { cycle: null }));
  expect(list?.wholeCycle).toBe(true);
  expect(list?.municipalities.map(({ title, groups }) => [title.replaceAll('\u00a0', ' '), groups])).toEqual([
    ['г. о. Камышин', 2],
    ['Дубовский район', 1],
    ['Иловлинский район', 1],
  ]);
  const own = must(await archivePlaces(region.as(group.curator), { cycle: null }));
  expect(own?.municipalities.map(({ title }) => title)).toEqual(['Иловлинский район']);
  const head = must(await archivePlaces(region.as(group.developing.head), { cycle: null }));
  expect(head?.groups.map(({ id }) => id)).toEqual([group.id]);
  expect(archiveSchema.safeParse({ kinds: [], format: 'both' }).success).toBe(false);
});

const titleOf = (one: BuiltGroup) => `${one.developing.name} и ${one.experienced.name}`;
