import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { codeOf, must, smallRegion, type SmallRegion } from '#tests/small-region.ts';
import { exportRegistry, readFilters } from '#features/registry/index.server.ts';
import { exportOrganisations, readOrganisationFilters } from '#features/territory/index.server.ts';
import type { Actor } from '#kernel/roles.ts';
import { readConfig, type Config } from '#platform/config.server.ts';
import { newId } from '#platform/ids.server.ts';
import { toXlsx } from '#platform/spreadsheet.server.ts';
import { registerTask, runTask, taskOf, type TaskReport } from '#platform/tasks.server.ts';
import type { ListKind } from './schema.lists.ts';
import { gatherFaults } from './rules.sheets-results.ts';
import { listTask } from './use-cases/list-task.server.ts';
import { saveList, uploadList, viewList } from './use-cases/lists.server.ts';
import { importList } from './use-cases/script-lists.server.ts';

let test: TestDatabase;
let world: SmallRegion;
let operator: Actor;
const folder = mkdtempSync(join(tmpdir(), 'lists-'));

beforeAll(async () => {
  vi.stubEnv('DATA_DIR', folder);
  test = await createTestDatabase();
  world = await smallRegion(test.database);
  operator = world.operator;
  registerTask('import-organisations', listTask('organisations'));
  registerTask('import-registry', listTask('registry'));
});
afterAll(async () => {
  await test.close();
  rmSync(folder, { recursive: true });
});

type Table = readonly (readonly string[])[];
const sheet = ([captions = [], ...rows]: Table) =>
  toXlsx({ name: 'Лист', columns: captions.map((title) => ({ title, width: 20 })), rows });
const config = readConfig({}) as { value: Config };
const state = 'draft' as const;

async function load(
  kind: ListKind,
  bytes: Uint8Array,
  options: { state: 'draft' | 'submitted' | 'registered' } = { state },
  as = operator,
) {
  const file = { name: 'список.xlsx', type: '', bytes };
  return runOf(must(await uploadList(world.as(as), { kind, file, options })).taskId, as);
}
async function runOf(taskId: string, as = operator) {
  await runTask({ database: test.database, config: config.value, now: world.now, data: { id: taskId } });
  const task = must(await test.database.transaction().execute((tx) => taskOf(tx, as, taskId)));
  const reading = await test.database
    .selectFrom('reading')
    .select('id')
    .where('taskId', '=', taskId)
    .executeTakeFirst();
  return { task, report: task.result as TaskReport | null, readingId: reading?.id ?? '' };
}
async function save(kind: ListKind, id: string, as = operator) {
  return runOf(must(await saveList(world.as(as), { kind, id })).taskId, as);
}
const facts = (report: TaskReport | null) =>
  Object.fromEntries((report?.facts ?? []).map(({ term, text }) => [term, text.replaceAll('\u00a0', ' ')]));

const head = [
  'Муниципалитет',
  'Полное название',
  'Руководитель',
  'Должность',
  'Телефон руководителя',
  'Почта руководителя',
];
const schools: Table = [
  head,
  [
    'Камышин',
    'Муниципальное бюджетное общеобразовательное учреждение средняя школа № 2',
    'Седова Анна Ильинична',
    'директор',
    '8 (84457) 0-11-22',
    's2@example.org',
  ],
  ['Калачёвский р-н', 'МБОУ «Ильевская СШ»', 'Панин Олег Юрьевич', 'директор', '89000000001', 'ilevka@example.org'],
  ['г. Камышин', 'Детский сад № 7 «Родничок»', 'Белова Вера Павловна', 'заведующий', '89000000002', 'sad7@example.org'],
];

describe('the list of organisations', () => {
  it('is checked, shown, and saved whole when its person says so', async () => {
    const { task, report, readingId } = await load('organisations', await sheet(schools));
    expect(task).toMatchObject({ state: 'done', fileId: null });
    expect(facts(report)).toMatchObject({ 'Строк в файле': '3', Новых: '3', Меняется: '0' });
    expect(await count()).toBe(0);
    const saved = await save('organisations', readingId);
    expect(facts(saved.report)).toMatchObject({ Внесено: '3' });
    expect(await count()).toBe(3);
    const rows = await test.database
      .selectFrom('organisation')
      .innerJoin('unit', 'unit.id', 'organisation.unitId')
      .innerJoin('appointment', 'appointment.unitId', 'unit.id')
      .innerJoin('person', 'person.id', 'appointment.personId')
      .innerJoin('roleGrant', 'roleGrant.personId', 'person.id')
      .innerJoin('unit as municipality', 'municipality.id', 'organisation.municipalityId')
      .select([
        'unit.shortName',
        'organisationKind',
        'person.lastName',
        'person.phones',
        'role',
        'municipality.name as place',
      ])
      .orderBy('unit.shortName')
      .execute();
    expect(rows).toEqual([
      expect.objectContaining({
        shortName: 'Детский сад № 7 «Родничок»',
        organisationKind: 'kindergarten',
        role: 'organisation-head',
      }),
      expect.objectContaining({
        place: 'Калачёвский муниципальный район',
        lastName: 'Панин',
        phones: ['+79000000001'],
      }),
      expect.objectContaining({ place: 'городской округ Камышин', organisationKind: 'school' }),
    ]);
    expect(codeOf(await saveList(world.as(operator), { kind: 'organisations', id: readingId }))).toBe(
      'imports.list-saved',
    );
  });

  it('read twice changes nothing twice, and our own sheet reads back unchanged', async () => {
    expect(facts((await load('organisations', await sheet(schools))).report)).toMatchObject({
      Новых: '0',
      Меняется: '0',
      'Без изменений': '3',
    });
    const ours = must(await exportOrganisations(world.as(operator), readOrganisationFilters(new URLSearchParams())));
    const back = await load('organisations', await toXlsx(ours.sheet));
    expect(back.report?.faults).toEqual([]);
    expect(facts(back.report)).toMatchObject({ Новых: '0', Меняется: '0', 'Без изменений': '3' });
  });

  it('changes what differs: contacts, a new head in place of the former one', async () => {
    const { report, readingId } = await load(
      'organisations',
      await sheet([
        [...head, 'Адрес'],
        ['Камышин', 'Детский сад № 7 «Родничок»', 'Белова В. П.', '', '89000000009', '', 'Камышин, ул. Мира, 1'],
        [
          'Калачёвский район',
          'МБОУ "Ильевская СШ"',
          'Громова Анна Петровна',
          'директор',
          '89000000008',
          'new@example.org',
          '',
        ],
      ]),
    );
    expect(facts(report)).toMatchObject({ Новых: '0', Меняется: '2' });
    await save('organisations', readingId);
    const heads = await test.database
      .selectFrom('appointment')
      .innerJoin('person', 'person.id', 'appointment.personId')
      .select(['lastName', 'phones', 'endsOn'])
      .orderBy('lastName')
      .execute();
    expect(heads).toMatchObject([
      { lastName: 'Белова', phones: ['+79000000009'], endsOn: null },
      { lastName: 'Громова', endsOn: null },
      { lastName: 'Панин', endsOn: '2026-10-05' },
      { lastName: 'Седова', endsOn: null },
    ]);
  });

  it('is refused whole for one wrong row: every cell named, the same rows given back with what to mend', async () => {
    const before = await count();
    const { task, report, readingId } = await load(
      'organisations',
      await sheet([
        head,
        ['Камышин', 'Школа искусств', 'Иванова Анна Петровна', 'директор', '', ''],
        ['Зазеркалье', 'МБОУ СШ № 9', 'Иванова', '', '', ''],
        ['Камышин', 'школа искусств', '', '', '', ''],
      ]),
    );
    expect(report?.faults?.map(({ place, message }) => `${place} ${message}`)).toEqual([
      expect.stringMatching(/лист «Лист», ячейка A3 Муниципалитета «Зазеркалье» в регионе нет/),
      expect.stringMatching(/лист «Лист», ячейка C3 «Иванова» не похоже на фамилию/),
      expect.stringMatching(/лист «Лист», ячейка B4 Эта организация уже названа выше: лист «Лист», ячейка B2/),
    ]);
    expect(task.fileId).not.toBeNull();
    // what is wrong in many rows is said once
    const many = [2, 3, 5, 8, 9, 11, 12].map((row) => ({ place: `лист «Лист», ячейка A${row}`, message: 'Не то' }));
    expect(gatherFaults([...many, { place: 'лист «Лист», строка 4', message: 'Не то' }])).toEqual([
      { place: 'лист «Лист», ячейки A2, A3, A5, A8, A9 и ещё 2', message: 'Не то' },
      { place: 'лист «Лист», строка 4', message: 'Не то' },
    ]);
    expect(codeOf(await saveList(world.as(operator), { kind: 'organisations', id: readingId }))).toBe(
      'imports.list-not-ready',
    );
    expect(await count()).toBe(before);
  });

  it('is for the operator, and a reading is its person’s alone', async () => {
    const curator = await world.official('municipal-curator', world.unit('городской округ Камышин'));
    const other = await world.official('operator', world.region);
    const file = { name: 'список.xlsx', type: '', bytes: await sheet(schools) };
    const input = { kind: 'organisations', file, options: { state } } as const;
    expect(codeOf(await uploadList(world.as(curator), input))).toBe('imports.operator-only');
    const { readingId, task } = await load('organisations', file.bytes);
    expect(codeOf(await viewList(world.as(other), { kind: 'organisations', id: readingId }))).toBe('not-found');
    expect(codeOf(await viewList(world.as(operator), { kind: 'registry', id: readingId }))).toBe('not-found');
    expect(codeOf(await test.database.transaction().execute((tx) => taskOf(tx, other, task.id)))).toBe('not-found');
  });

  it('that is no list says what it lacks', async () => {
    expect(
      (
        await load(
          'organisations',
          await sheet([
            ['Имя', 'Цвет'],
            ['а', 'б'],
          ]),
        )
      ).task,
    ).toMatchObject({
      state: 'failed',
      note: expect.stringContaining('нет столбцов «Муниципалитет», «Полное название»'),
    });
  });
});

const count = async () =>
  Number(
    (
      await test.database
        .selectFrom('organisation')
        .select(({ fn }) => fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  );

const teams: Table = [
  [
    '№',
    'Муниципалитет',
    'Организация',
    'Управленческая команда',
    'Направления',
    'Самооценка затруднений',
    'Результаты',
    'Примечание',
  ],
  [
    '1',
    'Камышин',
    'Детский сад № 7 «Родничок»',
    'Развив.',
    'упр. развитием ОО; Работа с семьёй',
    'управление развитием образовательной организации — заметные затруднения; Работа с семьёй — нет затруднений',
    '',
    '',
  ],
  [
    '2',
    'Калачёвский район',
    'МБОУ «Ильевская СШ»',
    'ОПЫТНАЯ управленческая команда',
    'управление качеством образования',
    '',
    'Победитель конкурса',
    'готовы принять',
  ],
];

describe('the whole registry', () => {
  it('is entered as drafts, submitted or registered as the operator chooses, by the rules of the registry', async () => {
    const refused = await load(
      'registry',
      await sheet([teams[0]!, [...teams[1]!.slice(0, 5), '', '', ''], [...teams[2]!.slice(0, 6), '', '']]),
      { state: 'registered' },
    );
    expect(refused.report?.faults?.map(({ place }) => place)).toEqual([
      'лист «Лист», ячейка F2',
      'лист «Лист», ячейка G3',
    ]);
    const { report, readingId } = await load('registry', await sheet(teams), { state: 'registered' });
    expect(report?.faults).toEqual([]);
    const saved = await save('registry', readingId);
    expect(facts(saved.report)).toMatchObject({ Внесено: '2' });
    const rows = await test.database
      .selectFrom('team')
      .select(['state', 'standing', 'note'])
      .orderBy('standing')
      .execute();
    expect(rows).toEqual([
      { state: 'registered', standing: 'developing', note: '' },
      { state: 'registered', standing: 'experienced', note: 'готовы принять' },
    ]);
    const entries = await test.database
      .selectFrom('journalEntry')
      .select(['action', 'reason'])
      .where('subjectType', 'in', ['team', 'import'])
      .where('action', 'in', ['register', 'import-registry'])
      .execute();
    expect(entries).toEqual(
      expect.arrayContaining([
        { action: 'register', reason: 'перенос из бумажного реестра' },
        { action: 'import-registry', reason: 'перенос из бумажного реестра' },
      ]),
    );
    expect(
      await test.database.selectFrom('registryQuota').select('taken').where('taken', '>', 0).execute(),
    ).toHaveLength(2);
  });

  it('read twice changes nothing twice, and our own sheet reads back unchanged', async () => {
    expect(facts((await load('registry', await sheet(teams))).report)).toMatchObject({
      Новых: '0',
      Меняется: '0',
      'Без изменений': '2',
    });
    const ours = must(await exportRegistry(world.as(operator), readFilters(new URLSearchParams())));
    const back = await load('registry', await toXlsx(ours.sheet));
    expect(back.report?.faults).toEqual([]);
    expect(facts(back.report)).toMatchObject({ Новых: '0', Меняется: '0', 'Без изменений': '2' });
  });

  it('asks the rules: places of a territory, unknown organisations, a registered team that differs', async () => {
    const { report } = await load(
      'registry',
      await sheet([
        teams[0]!,
        ['1', 'Камышин', 'МБОУ СШ № 99', 'опытная', 'безопасность', '', '', ''],
        [
          '2',
          'Калачёвский район',
          'МБОУ «Ильевская СШ»',
          'развивающаяся',
          'управление качеством образования',
          '',
          '',
          '',
        ],
        [
          '3',
          'Камышин',
          'Муниципальное бюджетное общеобразовательное учреждение средняя школа № 2',
          'развивающаяся',
          'безопасность',
          '',
          '',
          '',
        ],
      ]),
      { state: 'submitted' },
    );
    expect(report?.faults).toEqual([
      { place: 'лист «Лист», ячейка C2', message: expect.stringContaining('нет такой организации') },
      { place: 'лист «Лист», ячейка D3', message: expect.stringContaining('отзовите её') },
      { place: 'лист «Лист», ячейка D4', message: expect.stringContaining('Все места территории заняты') },
    ]);
  });

  it('enters an organisation with its team where the list names its kind', async () => {
    const { report, readingId } = await load(
      'registry',
      await sheet([
        [...teams[0]!, 'Вид организации', 'Руководитель', 'Контакты'],
        [
          '1',
          'Фроловский район',
          'МКОУ «Шуруповская СШ»',
          'опытная',
          'безопасность',
          '',
          '',
          '',
          'школа',
          'директор Яшина Ольга Львовна',
          'тел. 89000000003, y@example.org',
        ],
      ]),
      { state: 'submitted' },
    );
    expect(report?.faults).toEqual([]);
    await save('registry', readingId);
    const team = await test.database
      .selectFrom('team')
      .innerJoin('unit', 'unit.id', 'team.organisationId')
      .innerJoin('person', 'person.id', 'team.headPersonId')
      .innerJoin('teamMember', 'teamMember.teamId', 'team.id')
      .select(['unit.shortName', 'state', 'lastName', 'emails', 'teamMember.post'])
      .where('lastName', '=', 'Яшина')
      .executeTakeFirstOrThrow();
    expect(team).toEqual({
      shortName: 'МКОУ «Шуруповская СШ»',
      state: 'submitted',
      lastName: 'Яшина',
      emails: ['y@example.org'],
      post: 'директор',
    });
    expect(
      await test.database.selectFrom('duty').select('kind').where('kind', '=', 'register-team').execute(),
    ).toHaveLength(1);
  });
});

it('a head appointed by hand while a list is being written: one of the two stays, the list is taken back', async () => {
  const { id } = await world.school({ municipality: world.unit('городской округ Фролово'), name: 'Фроловская СШ' });
  await test.database.deleteFrom('appointment').where('unitId', '=', id).execute();
  const bytes = await sheet([head, ['Фролово', 'Фроловская СШ', 'Громова Анна Петровна', 'директор', '', '']]);
  const input = { kind: 'organisations', id: newId(), fileName: 'а.xlsx', bytes, options: { state } } as const;
  const appointed = Promise.withResolvers<void>();
  const let_in = Promise.withResolvers<void>();
  const byHand = test.database.transaction().execute(async (tx) => {
    const personId = (await tx.selectFrom('person').select('id').limit(1).executeTakeFirstOrThrow()).id;
    const appointment = { id: newId(), personId, unitId: id, post: 'директор', staffCategory: 'head' };
    await tx
      .insertInto('appointment')
      .values({ ...appointment, startsOn: '2026-10-01' })
      .execute();
    appointed.resolve();
    await let_in.promise;
  });
  await appointed.promise;
  const list = importList(world.as(operator), { ...input, dryRun: false });
  while ((await waiting()) === 0) await new Promise((done) => setTimeout(done, 20));
  let_in.resolve();
  await byHand;
  expect(codeOf(await list)).toBe('imports.list-meanwhile');
  const left = await test.database.selectFrom('appointment').select('startsOn').where('unitId', '=', id).execute();
  expect(left).toEqual([{ startsOn: '2026-10-01' }]);
});

/** How many connections wait for another's lock. */
const waiting = async () =>
  Number(
    (await sql<{ n: number }>`select count(*) as n from pg_locks where not granted`.execute(test.database)).rows[0]?.n,
  );

describe('10,000 rows', () => {
  const many = 10_000;
  const places = ['Камышин', 'Калачёвский р-н', 'Дубовский район', 'Советский район Волгограда'];
  const name = (index: number) => `МБОУ «Степная средняя школа № ${index}»`;

  const enter = async (kind: ListKind, table: Table) => {
    const options = { kind, id: newId(), fileName: 'список.xlsx', options: { state }, dryRun: false };
    return must(await importList(world.as(operator), { ...options, bytes: await sheet(table) }));
  };

  it('of organisations and of teams are one transaction each', { timeout: 120_000 }, async () => {
    const rowsOf = (row: (index: number) => readonly string[]) =>
      Array.from({ length: many }, (_empty, index) => [places[index % 4]!, name(index), ...row(index)]);
    const before = await count();
    const schoolRows = rowsOf((index) => ['Седова Анна Ильинична', 'директор', '89000000001', `s${index}@example.org`]);
    expect(await enter('organisations', [head, ...schoolRows])).toMatchObject({ added: many, refused: [] });
    expect(await count()).toBe(before + many);
    const teamRows = rowsOf((index) => [index % 2 ? 'опытная' : 'развивающаяся', 'безопасность; своё дело']);
    const captions = ['Муниципалитет', 'Организация', 'Команда', 'Направления'];
    expect(await enter('registry', [captions, ...teamRows])).toMatchObject({ added: many, refused: [], saved: true });
  });

  it('by two operators at once: the second waits and finds everything there', async () => {
    const other = await world.official('operator', world.region);
    const bytes = await sheet([
      head,
      ...Array.from({ length: 300 }, (_empty, index) => ['Фролово', `МБОУ СШ № ${index}`, '', '', '', '']),
    ]);
    const run = (actor: Actor) =>
      importList(world.as(actor), {
        kind: 'organisations',
        id: newId(),
        fileName: 'а.xlsx',
        bytes,
        options: { state },
        dryRun: false,
      });
    const [one, two] = (await Promise.all([run(operator), run(other)])).map(must);
    expect([one!.added, two!.added].toSorted((a, b) => a - b)).toEqual([0, 300]);
    expect([one!.unchanged, two!.unchanged].toSorted((a, b) => a - b)).toEqual([0, 300]);
  });

  it('tried by a dry run are all written and taken back', async () => {
    const before = await count();
    const bytes = await sheet([head, ['Фролово', 'МБОУ «Новая»', '', '', '', '']]);
    const run = (dryRun: boolean) =>
      importList(world.as(operator), {
        kind: 'organisations',
        id: newId(),
        fileName: 'а.xlsx',
        bytes,
        options: { state },
        dryRun,
      });
    expect(must(await run(true))).toMatchObject({ rows: 1, added: 1, saved: false, refused: [] });
    expect(await count()).toBe(before);
    expect(must(await run(false))).toMatchObject({ added: 1, saved: true });
    expect(await count()).toBe(before + 1);
  });
});
