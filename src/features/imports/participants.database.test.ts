import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { docxOf, xlsxOf } from '#tests/paper.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { codeOf, must, smallRegion, type SmallRegion } from '#tests/small-region.ts';
import { directionsInUse } from '#features/regulation/index.ts';
import { submitTeam } from '#features/registry/index.server.ts';
import { regulationInForce } from '#features/regulation/index.server.ts';
import type { Unit } from '#features/territory/index.server.ts';
import type { Actor } from '#kernel/roles.ts';
import { toDocx } from '#platform/documents/index.server.ts';
import { readPaper } from '#platform/office/index.server.ts';
import { toXlsx } from '#platform/spreadsheet.server.ts';
import {
  continueParticipants,
  correctParticipants,
  errorDocument,
  errorSheet,
  openLists,
  openParticipants,
  participantsErrors,
  readParticipantsFile,
  saveParticipants,
  viewParticipants,
} from './index.server.ts';
import { readParticipants, type ReadParticipants } from './rules.participants.ts';
import type { RowValues } from './schema.ts';

let test: TestDatabase;
let world: SmallRegion;
beforeAll(async () => {
  test = await createTestDatabase({ connections: 20 });
  world = await smallRegion(test.database);
});
afterAll(() => test.close());

/** A municipality of its own for every test, with its curator. */
let used = 0;
let unit: Unit;
let curator: Actor;
beforeEach(async () => {
  const { name } = await test.database
    .selectFrom('unit')
    .select('name')
    .where('kind', '=', 'municipal-district')
    .orderBy('name')
    .offset(used++)
    .executeTakeFirstOrThrow();
  unit = world.unit(name);
  curator = await world.official('municipal-curator', unit);
});

const captions = [
  '№ п/п',
  'Наименование образовательной организации',
  'Руководитель, контактный телефон',
  'Управленческая команда (опытная, развивающаяся - указать)',
  'Направления менторства (выбрать, добавить свое)',
  'Примечание (предложения, пожелания)',
];
interface Line {
  readonly organisation: string;
  readonly head?: string;
  readonly standing?: string;
  readonly directions?: string;
  readonly note?: string;
}
const headCell = 'Директор Лаврова Ольга Петровна, 8 (84457) 0-11-22, one@example.org';

function formOf(lines: readonly Line[], municipality = unit.name): Uint8Array {
  const cells = lines.map(
    (
      { organisation, head = headCell, standing = 'опытная', directions = 'управление развитием ОО', note = '' },
      index,
    ) => [`${index + 1}.`, organisation, head, standing, directions, note],
  );
  return docxOf(['Информация', 'об участниках менторской группы', municipality, { table: [captions, ...cells] }]);
}

const send = (bytes: Uint8Array, { name = 'Форма.docx', actor = curator, to = unit } = {}) =>
  readParticipantsFile(world.as(actor), { municipalityId: to.id, name, bytes });
const read = async (bytes: Uint8Array, name?: string) => must(await send(bytes, name ? { name } : {})).id;
const view = async (id: string, actor = curator) => must(await viewParticipants(world.as(actor), { id }));
/** What the page sends: every row as shown, with the versions it showed. */
async function shown(id: string): Promise<RowValues[]> {
  const { preview } = await view(id);
  return preview!.rows.map(({ values, plan }) => ({ ...values, seen: plan.team?.seen ?? '' }));
}
const save = async (
  id: string,
  intent: 'draft' | 'submit' = 'draft',
  change: (rows: RowValues[]) => RowValues[] = (rows) => rows,
) => saveParticipants(world.as(curator), { id, intent, rows: change(await shown(id)) });
const resultOf = async (id: string) => (await view(id)).result!;
const teamsOf = (of = unit) =>
  test.database
    .selectFrom('team')
    .selectAll()
    .where('municipalityId', '=', of.id)
    .where('state', '<>', 'withdrawn')
    .execute();
const journalLines = async () =>
  Number(
    (
      await test.database
        .selectFrom('journalEntry')
        .select((is) => is.fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  );

describe('a form from a file', () => {
  it.each(['docx', 'xlsx'])(
    '[D-F.form] of Kamyshin as %s is shown field by field, and nothing is saved before that',
    async (kind) => {
      const kamyshin = world.unit('городской округ Камышин');
      const own = await world.official('municipal-curator', kamyshin);
      const name = `participants-kamyshin.${kind}`;
      const { id } = must(
        await send(new Uint8Array(readFileSync(`tests/fixtures/${name}`)), { name, actor: own, to: kamyshin }),
      );
      const { preview } = await view(id, own);
      expect(preview).toMatchObject({ mismatch: false, general: [] });
      expect(preview!.rows.map(({ values }) => values)).toMatchObject([
        {
          standing: 'experienced',
          directions: ['development', 'innovation'],
          head: { fullName: 'Лаврова Ольга Петровна', emails: 'school1@example.org' },
          note: 'Можем принять стажировку весной',
        },
        {
          newName: 'МБОУ СШ № 2 г. Камышина',
          standing: 'developing',
          directions: ['development'],
          ownDirections: 'работа с родительским сообществом',
          head: { fullName: 'Гусев Пётр Ильич', emails: 'school2@example.org' },
        },
      ]);
      expect(preview!.rows.every(({ plan }) => plan.places['organisation'])).toBe(true);
      expect(await teamsOf(kamyshin)).toEqual([]);
      expect(codeOf(await viewParticipants(world.as(curator), { id }))).toBe('not-found');
    },
  );

  it('is its reader’s alone: another curator of the same place, and the operator, find nothing', async () => {
    const id = await read(formOf([{ organisation: 'МБОУ СОШ № 1' }]));
    const rows = await shown(id);
    const colleague = await world.official('municipal-curator', unit);
    for (const actor of [colleague, world.operator]) {
      const context = world.as(actor);
      expect(codeOf(await viewParticipants(context, { id }))).toBe('not-found');
      expect(codeOf(await correctParticipants(context, { id, intent: 'draft', rows }))).toBe('not-found');
      expect(codeOf(await saveParticipants(context, { id, intent: 'draft', rows }))).toBe('not-found');
      expect(codeOf(await continueParticipants(context, { id }))).toBe('not-found');
      expect(codeOf(await participantsErrors(context, { id, cite: () => '' }))).toBe('not-found');
      expect(must(await openParticipants(context, { municipalityId: unit.id })).latest).toEqual([]);
    }
    expect(must(await openParticipants(world.as(curator), { municipalityId: null })).latest).toMatchObject([{ id }]);
    // the operator reads forms of any municipality, for the operator's own eyes too
    const theirs = must(await send(formOf([{ organisation: 'МБОУ СОШ № 1' }]), { actor: world.operator })).id;
    expect((await view(theirs, world.operator)).municipality.id).toBe(unit.id);
    expect(codeOf(await viewParticipants(world.as(curator), { id: theirs }))).toBe('not-found');
    expect(codeOf(await send(formOf([]), { actor: await world.official('coordinator', unit) }))).toBe(
      'registry.curator-only',
    );
    expect(codeOf(await send(formOf([]), { to: world.unit('городской округ Камышин') }))).toBe('not-found');
  });

  it('without an open cycle the page says so before a file is chosen, to the operator too', async () => {
    const asked = { municipalityId: null };
    expect(must(await openParticipants(world.as(world.operator), asked)).hindrance).toBeNull();
    expect(must(await openLists(world.as(world.operator), { kind: 'registry' })).noCycle).toBe(false);
    const state = (to: 'open' | 'closed') =>
      test.database.updateTable('cycle').set({ state: to }).where('id', '=', world.cycle.id).execute();
    await state('closed');
    for (const actor of [world.operator, curator])
      expect(must(await openParticipants(world.as(actor), asked)).hindrance).toMatchObject({
        code: 'registry.no-cycle',
      });
    expect(must(await openLists(world.as(world.operator), { kind: 'registry' })).noCycle).toBe(true);
    expect(must(await openLists(world.as(world.operator), { kind: 'organisations' })).noCycle).toBe(false);
    await state('open');
  });

  it('that is no form is refused beside the file field', async () => {
    const refusals = await Promise.all(
      [new Uint8Array(), new TextEncoder().encode('Привет'), docxOf(['Просто письмо']), formOf([])].map((bytes) =>
        send(bytes),
      ),
    );
    for (const refusal of refusals)
      expect(refusal).toMatchObject({ ok: false, error: { field: 'file', clause: expect.any(String) } });
  });

  it('of another municipality is told at the top, and enters nothing elsewhere', async () => {
    const id = await read(formOf([{ organisation: 'МБОУ СОШ № 1' }], 'городской округ Камышин'));
    expect((await view(id)).preview).toMatchObject({ mismatch: true, said: expect.stringContaining('Камышин') });
  });
});

describe('saving a form', () => {
  const mixed = [
    { organisation: 'МБОУ «Средняя школа № 1»' },
    { organisation: 'Учреждение «Рассвет»', standing: 'развивающаяся', note: 'Без вида' },
    { organisation: 'МБОУ «Средняя школа № 3»', head: 'Директор, 8 (84457) 0-11-23, three@example.org' },
    { organisation: 'МБОУ «Средняя школа № 4»', standing: 'опытная', directions: 'работа с родительским сообществом' },
    { organisation: 'МБОУ «Средняя школа № 5»', standing: 'развивающаяся' },
  ];

  it('[D-F.form] [V-step1] enters the good rows; each other one keeps its own refusal', async () => {
    const id = await read(formOf(mixed));
    must(await save(id, 'submit'));
    const { rows, counts } = await resultOf(id);
    expect(rows.map(({ result }) => result)).toEqual(['entered', 'refused', 'refused', 'refused', 'entered']);
    expect(rows.map(({ field }) => field)).toEqual(['', 'organisation', 'head.fullName', 'standing', '']);
    expect(rows[3]).toMatchObject({ clause: 'quota', message: expect.stringContaining('Все места территории заняты') });
    expect(counts).toEqual({ entered: 2, unchanged: 0, skipped: 0, refused: 3 });
    expect((await teamsOf()).map(({ state }) => state)).toEqual(['submitted', 'submitted']);
    // nothing of the refused rows is left behind
    const schools = await test.database.selectFrom('unit').select('name').where('parentId', '=', unit.id).execute();
    expect(schools.map(({ name }) => name).toSorted()).toEqual([
      'МБОУ «Средняя школа № 1»',
      'МБОУ «Средняя школа № 5»',
    ]);
  });

  it.each(['docx', 'xlsx'] as const)(
    'returns the refused rows as the same form, %s, which reads back as it was',
    async (format) => {
      const cells = mixed.map(
        (
          { organisation, head = headCell, standing = 'опытная', directions = 'управление развитием ОО', note = '' },
          index,
        ) => [`${index + 1}.`, organisation, head, standing, directions, note],
      );
      const bytes =
        format === 'docx'
          ? formOf(mixed)
          : xlsxOf({ rows: [['Информация'], ['об участниках менторской группы'], [unit.name], captions, ...cells] });
      const id = await read(bytes, `Форма.${format}`);
      must(await save(id, 'submit'));
      const file = must(await participantsErrors(world.as(curator), { id, cite: (clause) => `п. ${clause}` }));
      expect(file.name).toBe(`Форма, исправить.${format}`);
      expect(file.cells.map((row) => row.at(-1))).toEqual([
        expect.stringContaining('п. municipal-information'),
        expect.stringContaining('п. '),
        expect.stringContaining('п. quota'),
      ]);
      const written =
        format === 'docx'
          ? new Uint8Array(await toDocx(errorDocument(file.municipality, file.cells)))
          : await toXlsx(errorSheet(file.municipality, file.cells));
      const regulation = await test.database
        .transaction()
        .execute((tx) => regulationInForce(tx, { cycleId: world.cycle.id }));
      const known = directionsInUse(regulation);
      const back = mustRead(readParticipants(mustRead(readPaper(written)), known));
      const original = mustRead(readParticipants(mustRead(readPaper(bytes)), known));
      expect(back.municipality).toBe(original.municipality);
      // directions of the regulation come back under their own titles
      const meant = (team: ReadParticipants['teams'][number]) => ({
        ...team,
        directions: team.directions.map(({ code, text }) => code ?? text),
      });
      expect(back.teams.map(meant)).toEqual([1, 2, 3].map((index) => meant(original.teams[index]!)));

      // corrected, the file is read again and enters what was left
      const again = must(await send(written, { name: file.name })).id;
      must(
        await save(again, 'draft', (rows) => rows.map((row, index) => (index === 2 ? row : { ...row, skip: true }))),
      );
      expect((await resultOf(again)).rows.map(({ result }) => result)).toEqual(['skipped', 'skipped', 'entered']);
    },
  );

  it('goes on with the refused rows on the page as well', async () => {
    const id = await read(formOf(mixed));
    must(await save(id, 'submit'));
    const next = must(await continueParticipants(world.as(curator), { id })).id;
    const { preview } = await view(next);
    expect(preview!.rows.map(({ values }) => values.newName)).toEqual(
      [1, 2, 3].map((index) => mixed[index]!.organisation),
    );
    must(
      await save(next, 'draft', ([rest, ...others]) => [
        { ...rest!, newOrganisation: { kind: 'school', shortName: 'Рассвет' } },
        ...others.map((row) => ({ ...row, skip: true })),
      ]),
    );
    expect((await resultOf(next)).rows.map(({ result }) => result)).toEqual(['entered', 'skipped', 'skipped']);
  });

  it('keeps corrections for another day and enters nothing by that', async () => {
    const id = await read(formOf([{ organisation: 'Учреждение «Рассвет»' }]));
    const rows = (await shown(id)).map((row) => ({
      ...row,
      newOrganisation: { kind: 'school', shortName: 'Рассвет' },
    }));
    must(await correctParticipants(world.as(curator), { id, intent: 'draft', rows }));
    expect((await view(id)).preview!.rows[0]!.values.newOrganisation.kind).toBe('school');
    expect(await teamsOf()).toEqual([]);
    must(await save(id));
    expect(await teamsOf()).toHaveLength(1);
    expect(codeOf(await correctParticipants(world.as(curator), { id, intent: 'draft', rows }))).toBe('imports.saved');
  });

  it('changes a draft only as it was shown, and leaves a submitted team alone', async () => {
    const { name } = await world.school({ municipality: unit, name: 'МБОУ «Средняя школа № 1»' });
    must(await save(await read(formOf([{ organisation: name }]))));
    const [team] = await teamsOf();
    const changed = formOf([
      { organisation: name, note: 'Готовы к стажировке', directions: 'управление кадровой политикой' },
    ]);

    const stale = await read(changed);
    must(await save(stale, 'draft', (rows) => rows.map((row) => ({ ...row, seen: `${team!.id}:99` }))));
    expect((await resultOf(stale)).rows[0]).toMatchObject({ result: 'refused', clause: 'platform-conflict' });

    const id = await read(changed);
    const { plan } = (await view(id)).preview!.rows[0]!;
    expect(plan).toMatchObject({ fate: 'changed', changes: [{ field: 'directions' }, { field: 'note' }] });
    must(await save(id));
    expect((await resultOf(id)).rows[0]).toMatchObject({ result: 'updated', teamId: team!.id, state: 'draft' });
    expect((await teamsOf())[0]).toMatchObject({ note: 'Готовы к стажировке', revision: team!.revision + 1 });

    must(await submitTeam(world.as(curator), { teamId: team!.id, revision: team!.revision + 1 }));
    const late = await read(formOf([{ organisation: name, note: 'Передумали' }]));
    expect((await view(late)).preview!.rows[0]!.plan.fate).toBe('left');
    must(await save(late, 'submit'));
    expect((await resultOf(late)).rows[0]).toMatchObject({ result: 'left', state: 'submitted' });
    expect((await teamsOf())[0]).toMatchObject({ note: 'Готовы к стажировке', state: 'submitted' });
  });

  it('takes the head of the form only where the person chose so', async () => {
    const { name, id: organisationId } = await world.school({ municipality: unit, name: 'МБОУ «Средняя школа № 1»' });
    const headsOf = () =>
      test.database
        .selectFrom('appointment')
        .innerJoin('person', 'person.id', 'appointment.personId')
        .select(['lastName', 'post', 'phones', 'endsOn'])
        .where('unitId', '=', organisationId)
        .orderBy('appointment.id')
        .execute();
    const other = 'И.о. директора Гусев Пётр Ильич, 89000000002, gusev@example.org';
    must(await save(await read(formOf([{ organisation: name, head: other }]))));
    expect(await headsOf()).toMatchObject([{ lastName: 'Лаврова', endsOn: null }]);

    const typed = (rows: RowValues[]) => rows.map((row) => ({ ...row, headChoice: 'typed' as const }));
    must(await save(await read(formOf([{ organisation: name, head: other }])), 'draft', typed));
    expect(await headsOf()).toMatchObject([
      { lastName: 'Лаврова', endsOn: expect.any(String) },
      { lastName: 'Гусев', post: expect.stringMatching(/^и\.\s?о\. директора$/i), endsOn: null },
    ]);
    const corrected = 'Директор Гусев П.И., 89000000003, gusev@example.org';
    const id = await read(formOf([{ organisation: name, head: corrected }]));
    must(await save(id, 'draft', typed));
    expect((await resultOf(id)).rows[0]!.result).toBe('updated');
    expect((await headsOf())[1]).toMatchObject({
      lastName: 'Гусев',
      post: expect.stringMatching(/^директор$/i),
      phones: ['+79000000003'],
    });
    const [team] = await teamsOf();
    expect(team!.headPersonId).not.toBe(null);
  });
});

describe('the same form twice', () => {
  const lines = [
    { organisation: 'МБОУ «Средняя школа № 1»', note: 'Весной' },
    { organisation: 'МБОУ «Средняя школа № 2»', standing: 'развивающаяся', directions: 'работа с родителями' },
  ];

  it.each(['draft', 'submit'] as const)('[D-F.form] changes nothing the second time (%s)', async (intent) => {
    must(await save(await read(formOf(lines)), intent));
    const [before, journal] = [await teamsOf(), await journalLines()];
    expect(before).toHaveLength(2);
    const again = await read(formOf(lines));
    const { preview } = await view(again);
    expect(preview!.rows.map(({ plan }) => plan.fate)).toEqual(['unchanged', 'unchanged']);
    must(await save(again, intent));
    expect((await resultOf(again)).counts).toEqual({ entered: 0, unchanged: 2, skipped: 0, refused: 0 });
    expect(await teamsOf()).toEqual(before);
    expect(await journalLines()).toBe(journal);
  });

  it('confirmed at the same instant by many, as one reading and as several, is entered once', async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, () => read(formOf(lines))));
    const rows = await Promise.all(ids.map((id) => shown(id)));
    const confirmations = ids.flatMap((id, index) =>
      Array.from({ length: 3 }, () => ({ id, intent: 'submit' as const, rows: rows[index]! })),
    );
    const outcomes = await Promise.all(confirmations.map((input) => saveParticipants(world.as(curator), input)));
    expect(outcomes.map(codeOf)).toEqual(confirmations.map(() => 'ok'));
    expect((await teamsOf()).map(({ state }) => state)).toEqual(['submitted', 'submitted']);
    const counts = await Promise.all(ids.map(async (id) => (await resultOf(id)).counts));
    expect(counts.map(({ entered }) => entered).toSorted()).toEqual([0, 0, 0, 2]);
    expect(counts.every(({ refused }) => refused === 0)).toBe(true);
    const taken = await test.database
      .selectFrom('registryQuota')
      .select('taken')
      .where('unitId', '=', unit.id)
      .execute();
    expect(taken.map((one) => one.taken)).toEqual([1, 1]);
  });
});

function mustRead<Value>(result: { ok: true; value: Value } | { ok: false; error: string }): Value {
  if (result.ok) return result.value;
  throw new Error(result.error);
}
