import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { docxText } from '#tests/docx.ts';
import { codeOf, must, smallRegion, type SmallRegion } from '#tests/small-region.ts';
import type { Actor } from '#kernel/roles.ts';
import { parseInput } from '#kernel/input.ts';
import { formatPhone } from '#kernel/phones.ts';
import { toXlsx } from '#platform/spreadsheet.server.ts';
import {
  assessTeam,
  compareTeams,
  describeResults,
  enterTeams,
  exportRegistry,
  listRegistry,
  participantsForm,
  printRegistry,
  viewTeam,
} from './index.server.ts';
import { enterTeamsSchema, readComparedIds, readFilters } from './schema.ts';

const wordsOf = (bytes: Uint8Array): string => docxText(bytes).join('\n').replaceAll('\u00a0', ' ');

let test: TestDatabase;
let world: SmallRegion;
let curator: Actor;
let committee: Actor;
let own: Awaited<ReturnType<SmallRegion['school']>>;
let ids: string[];

beforeAll(async () => {
  test = await createTestDatabase();
  world = await smallRegion(test.database);
  const city = world.unit('Советский район Волгограда');
  const village = world.unit('Иловлинский муниципальный район');
  curator = await world.official('municipal-curator', city);
  committee = await world.official('committee', world.region);
  own = await world.school({ municipality: city, name: 'Гимназия № 8' });
  const schools = [own.name];
  for (const name of ['Лицей № 11', 'СШ № 3']) schools.push((await world.school({ municipality: city, name })).name);
  const garden = await world.school({ municipality: village, name: 'Детский сад № 100 %', kind: 'kindergarten' });
  const enter = async (municipalityId: string, rows: unknown[], intent = 'submit') =>
    must(
      await enterTeams(world.as(world.operator), must(parseInput(enterTeamsSchema, { municipalityId, intent, rows }))),
    ).teamIds;
  ids = [
    ...(await enter(city.id, [
      {
        organisation: schools[0],
        standing: 'experienced',
        directions: ['development', 'innovation'],
        note: '=HYPERLINK("x")',
      },
      { organisation: schools[1], standing: 'developing', directions: ['development'] },
    ])),
    ...(await enter(village.id, [
      { organisation: garden.name, standing: 'developing', directions: ['safety'], ownDirections: 'Работа с семьёй' },
    ])),
    ...(await enter(city.id, [{ organisation: schools[2], standing: 'developing', directions: ['quality'] }], 'draft')),
  ];
  must(await describeResults(world.as(own.head), { teamId: ids[0]!, results: 'Победитель конкурса «Школа года»' }));
  must(
    await assessTeam(world.as(world.operator), {
      teamId: ids[1]!,
      answers: [{ directionKey: 'development', difficulty: 3, comment: 'Нет программы развития' }],
    }),
  );
});
afterAll(() => test.close());

const list = async (actor: Actor, query = '') =>
  must(await listRegistry(world.as(actor), readFilters(new URLSearchParams(query))));
const names = async (actor: Actor, query = '') =>
  (await list(actor, query)).page.rows.map((row) => row.organisationShortName);

describe('the registry as a list', () => {
  it('[K-2.2.registry] [K-1.4] is searched by organisation, head, result and direction, and filtered by everything it holds', async () => {
    const { operator } = world;
    expect(await names(operator)).toEqual(['Гимназия № 8', 'Детский сад № 100 %', 'Лицей № 11', 'СШ № 3']);
    expect(await names(operator, 'q=гимназ')).toEqual(['Гимназия № 8']);
    expect(await names(operator, 'q=школа+года')).toEqual(['Гимназия № 8']);
    expect(await names(operator, 'q=семьёй')).toEqual(['Детский сад № 100 %']);
    expect(await names(operator, 'q=100+%25')).toEqual(['Детский сад № 100 %']);
    expect(await names(operator, 'q=лаврова+лицей')).toEqual(['Лицей № 11']);
    expect(await names(operator, `municipality=${world.unit('Иловлинский муниципальный район').id}`)).toEqual([
      'Детский сад № 100 %',
    ]);
    expect(await names(operator, 'standing=experienced')).toEqual(['Гимназия № 8']);
    expect(await names(operator, 'state=draft')).toEqual(['СШ № 3']);
    expect(await names(operator, 'direction=development')).toEqual(['Гимназия № 8', 'Лицей № 11']);
    expect(await names(operator, 'kind=kindergarten')).toEqual(['Детский сад № 100 %']);
    expect(await names(operator, 'difficulty=3')).toEqual(['Лицей № 11']);
    expect(await names(operator, 'difficulty=2&direction=development')).toEqual(['Лицей № 11']);
    expect(await names(operator, 'q=нет+такого')).toEqual([]);
  });

  it('is sorted and paged by key: no team is lost or shown twice', async () => {
    const { operator } = world;
    expect(await names(operator, 'sort=municipality')).toEqual([
      'Детский сад № 100 %',
      'Гимназия № 8',
      'Лицей № 11',
      'СШ № 3',
    ]);
    expect((await names(operator, 'sort=newest'))[0]).toBe('СШ № 3');
    const village = world.unit('Ольховский муниципальный район');
    const rows = [];
    for (let number = 1; number <= 120; number += 1) {
      const { name } = await world.school({ municipality: village, name: `Ольховская СШ № ${number}` });
      rows.push({ organisation: name, standing: number % 2 ? 'experienced' : 'developing', directions: ['quality'] });
    }
    for (let from = 0; from < rows.length; from += 40) {
      must(
        await enterTeams(
          world.as(operator),
          must(
            parseInput(enterTeamsSchema, {
              municipalityId: village.id,
              intent: 'draft',
              rows: rows.slice(from, from + 40),
            }),
          ),
        ),
      );
    }
    for (const sort of ['organisation', 'municipality', 'load', 'newest']) {
      const seen: string[] = [];
      let after: string | null = '';
      let pages = 0;
      while (after !== null) {
        const { page } = await list(
          operator,
          `sort=${sort}&municipality=${village.id}${after ? `&after=${after}` : ''}`,
        );
        seen.push(...page.rows.map(({ id }) => id));
        after = page.next;
        pages += 1;
      }
      expect([pages, seen.length, new Set(seen).size]).toEqual([3, 120, 120]);
    }
  });

  it('anything spoilt in the address is as if it were not there', async () => {
    const count = (await names(world.operator)).length;
    expect(
      await names(world.operator, 'municipality=1&state=x&after=%00&sort=drop&difficulty=9&cycle=zzz'),
    ).toHaveLength(count);
  });

  it('[D-A.experienced] [D-A.developing] shows each role its part; the committee reads numbers and states only', async () => {
    expect(await names(curator)).toEqual(['Гимназия № 8', 'Лицей № 11', 'СШ № 3']);
    expect(await names(own.head)).toEqual(['Гимназия № 8']);
    expect(await names(world.seat('administrator', world.region))).toEqual([]);
    const seen = await list(committee, 'sort=newest');
    expect(seen.whole).toBe(false);
    expect(seen.page.rows.map((row) => row.organisationShortName)).toEqual([
      'Детский сад № 100 %',
      'Лицей № 11',
      'Гимназия № 8',
    ]);
    expect(JSON.stringify(seen.page.rows)).not.toMatch(/Лаврова|example\.org|HYPERLINK|Победитель|Нет программы/);
    expect(await names(committee, 'q=победитель')).toEqual([]);
    expect(codeOf(await viewTeam(world.as(committee), { teamId: ids[0]! }))).toBe('not-found');
  });

  it('keeps the figures of places without counting', async () => {
    const places = (await list(world.operator)).places.map(
      ({ unitName, standing, taken }) => `${unitName}: ${standing} ${taken}`,
    );
    expect(places).toContain('Советский район Волгограда: developing 1');
    expect((await list(curator)).places).toHaveLength(2);
  });
});

describe('taken out of the registry', () => {
  it('[K-1.4] two to four teams are compared side by side, foreign ones do not exist', async () => {
    const params = new URLSearchParams([
      ['team', ids[0]!],
      ['team', ids[1]!],
      ['team', ids[0]!],
      ['team', 'x'],
    ]);
    const { teams } = must(await compareTeams(world.as(curator), { ids: readComparedIds(params) }));
    expect(teams.map(({ standing, results }) => [standing, results])).toEqual([
      ['experienced', 'Победитель конкурса «Школа года»'],
      ['developing', ''],
    ]);
    expect(codeOf(await compareTeams(world.as(curator), { ids: [ids[0]!] }))).toBe('registry.too-few-to-compare');
    expect(codeOf(await compareTeams(world.as(curator), { ids: [ids[0]!, ids[2]!] }))).toBe('not-found');
    expect(codeOf(await compareTeams(world.as(committee), { ids: [ids[0]!, ids[1]!] }))).toBe('not-found');
  });

  it('[K-2.2.registry] the filtered list as a table file, nothing in it a formula, nothing inside for the committee', async () => {
    const filters = readFilters(new URLSearchParams('standing=experienced&q=гимназия'));
    const { sheet } = must(await exportRegistry(world.as(world.operator), filters));
    expect(sheet.rows).toHaveLength(1);
    expect(sheet.rows[0]).toContain('=HYPERLINK("x")');
    expect((await toXlsx(sheet)).length).toBeGreaterThan(1000);
    const theirs = must(await exportRegistry(world.as(committee), filters)).sheet;
    expect(theirs.columns.map(({ title }) => title)).not.toContain('Телефон');
    expect(JSON.stringify(theirs)).not.toMatch(/Лаврова|example|HYPERLINK/);
  });

  it('[K-2.2.registry] the registry is printed as it is filtered; the committee’s paper names nobody', async () => {
    const filters = readFilters(new URLSearchParams('standing=experienced&q=гимназия'));
    const text = wordsOf(must(await printRegistry(world.as(world.operator), { filters })).bytes);
    for (const part of [
      'РЕЕСТР УПРАВЛЕНЧЕСКИХ КОМАНД',
      'Отбор: опытные команды; поиск: гимназия',
      'Лаврова',
      'Всего команд: 1',
    ]) {
      expect(text).toContain(part);
    }
    const theirs = wordsOf(must(await printRegistry(world.as(committee), { filters })).bytes);
    expect(theirs).toContain('Всего команд: 1');
    expect(theirs).not.toMatch(/Лаврова|example|HYPERLINK/);
    const pdf = must(await printRegistry(world.as(world.operator), { filters, format: 'pdf' }));
    expect(pdf.name).toMatch(/^Реестр команд, .*\.pdf$/);
  });

  it('[D-F.form] the participants’ form of a municipality is printed with every column of the paper', async () => {
    const unit = world.unit('Советский район Волгограда');
    const { name, bytes } = must(await participantsForm(world.as(curator), { municipalityId: unit.id }));
    expect(name).toMatch(/^Форма участников, .*\.docx$/);
    const text = wordsOf(bytes);
    for (const part of [
      'Гимназия № 8',
      'Лаврова Ольга Петровна',
      formatPhone('+78445701122').replaceAll('\u00a0', ' '),
      'Опытная',
      'Развивающаяся',
      'управление развитием образовательной организации',
    ]) {
      expect(text).toContain(part);
    }
    const pdf = must(await participantsForm(world.as(curator), { municipalityId: unit.id, format: 'pdf' }));
    expect(new TextDecoder().decode(pdf.bytes.subarray(0, 5))).toBe('%PDF-');
    expect(codeOf(await participantsForm(world.as(committee), { municipalityId: unit.id }))).toBe('not-found');
    expect(codeOf(await participantsForm(world.as(curator), { municipalityId: 'x' }))).toBe('not-found');
  });
});
