import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startProgramme } from '#features/programmes/index.server.ts';
import type { Actor } from '#kernel/roles.ts';
import { toXlsx } from '#platform/spreadsheet.server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { contractGroup, orderedGroup, type BuiltGroup } from '#tests/builders/group.ts';
import { docxOf, type DocxBlock } from '#tests/paper.ts';
import { must, smallRegion, type SmallRegion } from '#tests/small-region.ts';

let test: TestDatabase;
let world: SmallRegion;
const folder = mkdtempSync(join(tmpdir(), 'import-'));

const captions = ['Муниципалитет', 'Название', 'Руководитель', 'Должность'];
const school = ['Камышин', 'МБОУ СШ № 2', 'Седова Анна Ильинична', 'директор'];

beforeAll(async () => {
  await table('школы.xlsx', captions, school);
  test = await createTestDatabase();
  world = await smallRegion(test.database);
  await account(world.operator, 'operator@example.org');
  await account(await world.official('committee', world.region), 'committee@example.org');
  await account(
    await world.official('municipal-curator', world.unit('городской округ Камышин')),
    'curator@example.org',
  );
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true });
});

const account = ({ personId }: Actor, email: string) =>
  test.database.insertInto('account').values({ personId, email, createdAt: world.now }).execute();

interface Answer {
  readonly code: number;
  readonly report: Record<string, unknown> | null;
  readonly said: string;
}

/** A programme with one activity of the standard plan, and no people. */
const programmeOf = ({ developing, experienced }: BuiltGroup): DocxBlock[] => [
  'Программа менторского сопровождения',
  {
    table: [
      ['Наименование ОО развивающейся управленческой команды', developing.name],
      ['Наименование ОО опытной управленческой команды', experienced.name],
      ['Направления', 'управление кадровой политикой'],
      ['Период реализации', 'январь – декабрь 2027 г.'],
    ],
  },
  {
    table: [
      ['№', 'Мероприятия', 'Сроки', 'Ответственные', 'Отметка'],
      [{ text: 'I. Организационный этап', columns: 5 }],
      ['1.', 'Супервизия «на входе»', 'январь 2027 г.', 'Развивающаяся управленческая команда', ''],
    ],
  },
];

/** Runs the command as a person at the server's keyboard would. */
function run(...args: string[]): Promise<Answer> {
  return runWith({ DATABASE_URL: test.url, DATA_DIR: folder }, ...args);
}

function runWith(settings: Record<string, string>, ...args: string[]): Promise<Answer> {
  const environment = { ...process.env, ...settings, ESTAFETA_FROM: folder };
  return new Promise((done) => {
    execFile(
      process.execPath,
      [resolve('scripts/tasks.ts'), 'import', ...args],
      { env: environment },
      (error, stdout, said) => {
        const code = error ? Number(error.code) : 0;
        done({ code, report: stdout ? (JSON.parse(stdout) as Record<string, unknown>) : null, said });
      },
    );
  });
}

async function table(name: string, captions: readonly string[], ...rows: readonly (readonly string[])[]) {
  const columns = captions.map((title) => ({ title, width: 20 }));
  writeFileSync(join(folder, name), await toXlsx({ name: 'Лист', columns, rows }));
  return name;
}
const organisations = async () => (await test.database.selectFrom('organisation').select('unitId').execute()).length;

it('a list is tried, entered, and entered again without a change', { timeout: 60_000 }, async () => {
  const file = 'школы.xlsx';
  const tried = await run('organisations', file, '--as', 'operator@example.org', '--dry-run');
  expect(tried).toMatchObject({ code: 0, said: '', report: { entered: 1, saved: false, dryRun: true, refused: [] } });
  expect(await organisations()).toBe(0);
  // without --as the only operator acts
  expect(await run('organisations', file)).toMatchObject({ code: 0, report: { entered: 1, saved: true } });
  expect(await organisations()).toBe(1);
  expect(await run('organisations', file)).toMatchObject({
    code: 0,
    report: { entered: 0, unchanged: 1, saved: false },
  });
});

it('refused rows are named by path, place and clause, and nothing is entered', { timeout: 60_000 }, async () => {
  const teams = ['Муниципалитет', 'Организация', 'Управленческая команда', 'Направления'];
  const file = await table(
    'реестр.xlsx',
    teams,
    ['Камышин', 'МБОУ СШ № 2', 'опытная', ''],
    ['Нигде', 'Школа', 'опытная', ''],
  );
  const { code, report } = await run('registry', file, '--state', 'submitted');
  expect(code).toBe(1);
  expect(report).toMatchObject({
    entered: 0,
    saved: false,
    refused: [
      { path: 'rows[0]', place: 'лист «Лист», ячейка D2', clause: 'standing', message: expect.stringContaining('п.') },
      { path: 'rows[1]', place: 'лист «Лист», ячейка A3', clause: null },
    ],
  });
});

it('a form of participants is entered row by row, as in the browser', { timeout: 60_000 }, async () => {
  const fixture = resolve('tests/fixtures/participants-kamyshin.docx');
  const before = await organisations();
  const tried = await run('participants', fixture, '--municipality', 'Камышин', '--dry-run');
  expect([0, 1]).toContain(tried.code);
  expect(tried.report).toMatchObject({ kind: 'participants', saved: false });
  expect(await organisations()).toBe(before);
  const done = await run('participants', fixture, '--as', 'curator@example.org');
  expect(done.code).toBe(tried.code);
  expect(done.report).toMatchObject({ ...tried.report, dryRun: false, saved: Number(tried.report?.['entered']) > 0 });
});

it('a programme takes the place of the one being written', { timeout: 60_000 }, async () => {
  const group = await orderedGroup(world);
  await contractGroup(world, group);
  must(await startProgramme(world.as(group.coordinator), { groupId: group.id }));
  await account(group.coordinator, 'coordinator@example.org');
  const fixture = resolve('tests/fixtures/programme-ilovlya.docx');
  const args = ['programme', fixture, '--group', group.id, '--as', 'coordinator@example.org'];
  const rows = async () =>
    (await test.database.selectFrom('activity').select('title').orderBy('title').execute()).map(({ title }) => title);
  const before = await rows();
  const tried = await run(...args, '--dry-run');
  expect(await rows()).toEqual(before);
  // the file does not name how experience is passed on in one of its rows
  expect(tried).toMatchObject({
    code: 1,
    report: {
      saved: false,
      refused: [{ path: 'activities[4].transferForm', place: 'таблица 2, строка 8, столбец 1' }],
    },
  });
  // what the file lacks is named before it is taken out
  writeFileSync(join(folder, 'программа.docx'), docxOf(programmeOf(group)));
  args[1] = 'программа.docx';
  const named = await run(...args, '--dry-run');
  expect(named).toMatchObject({ code: 0, report: { saved: false, changed: 1 } });
  expect((named.report?.['removed'] as string[]).toSorted()).toEqual(
    before.filter((title) => !title.startsWith('Супервизия «на входе»')),
  );
});

it('[D-P.template] a programme that nobody has begun begins with the file', { timeout: 60_000 }, async () => {
  const group = await orderedGroup(world);
  writeFileSync(join(folder, 'программа.docx'), docxOf(programmeOf(group)));
  await account(group.developing.head, 'head@example.org');
  const done = await run('programme', 'программа.docx', '--group', group.id, '--as', 'head@example.org');
  expect(done).toMatchObject({ code: 0, report: { saved: true, entered: 1, removed: [], refused: [] } });
  // the file has no people: those of the registry stay
  const members = await test.database.selectFrom('workingGroupMember').select('teamId').execute();
  expect(members.map(({ teamId }) => teamId)).toContain(group.developing.teamId);
});

it('whoever has only the demonstration is told where its database is', async () => {
  const data = mkdtempSync(join(tmpdir(), 'demonstration-'));
  mkdirSync(join(data, 'demo'));
  writeFileSync(join(data, 'demo', 'postgres-location'), '');
  const { code, said } = await runWith({ DATABASE_URL: '', DATA_DIR: data }, 'organisations', 'школы.xlsx');
  rmSync(data, { recursive: true });
  expect(code).toBe(2);
  expect(said).toContain(`(база показа лежит в ${join(data, 'demo')}).`);
});

it('a group that is not there is spoken of as a group', async () => {
  const fixture = resolve('tests/fixtures/programme-ilovlya.docx');
  const asked = ['programme', fixture, '--group', 'zzz', '--as', 'coordinator@example.org'];
  expect(await run(...asked)).toMatchObject({ code: 2, said: expect.stringMatching(/^Группы «zzz» нет/u) as string });
});

it.each([
  [['organisations', 'школы.xlsx', '--loud'], 'Укажите, что внести'],
  [['organisations', 'нет.xlsx'], 'Файла «нет.xlsx» нет'],
  [['organisations', 'школы.xlsx', '--as', 'nobody@example.org'], 'nobody@example.org нет'],
  [['organisations', 'школы.xlsx', '--as', 'committee@example.org'], 'нужна роль «Региональный оператор»'],
  [['participants', 'школы.xlsx', '--municipality', 'Зазеркалье'], '«Зазеркалье» в регионе нет'],
  [['programme', 'школы.xlsx', '--as', 'operator@example.org'], 'нужна роль «Координатор менторских групп»'],
])('%j is answered by one sentence and code 2', { timeout: 60_000 }, async (args, sentence) => {
  const { code, report, said } = await run(...args);
  expect({ code, report }).toEqual({ code: 2, report: null });
  expect(said).toContain(sentence);
  expect(said.trim().split('\n')).toHaveLength(1);
});
