import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { codeOf, must, smallRegion, type SmallRegion } from '#tests/small-region.ts';
import { parseInput } from '#kernel/input.ts';
import { enterTeams, returnTeam, submitTeam, viewTeam, withdrawTeam } from './index.server.ts';
import { enterTeamsSchema } from './schema.ts';

let test: TestDatabase;
let world: SmallRegion;
beforeAll(async () => {
  test = await createTestDatabase({ connections: 20 });
  world = await smallRegion(test.database);
});
afterAll(() => test.close());

const writers = 20;
const form = (municipalityId: string, intent: string, rows: unknown[]) =>
  must(parseInput(enterTeamsSchema, { municipalityId, intent, rows }));
const row = (organisation: string, standing = 'experienced') => ({
  organisation,
  standing,
  directions: ['development'],
});

async function place(name: string, schools: number) {
  const unit = world.unit(name);
  const curators = [await world.official('municipal-curator', unit), await world.official('municipal-curator', unit)];
  const names = [];
  for (let number = 1; number <= schools; number += 1) {
    names.push((await world.school({ municipality: unit, name: `СШ № ${number}, ${unit.shortName}` })).name);
  }
  return { unit, names, curator: (index: number) => curators[index % curators.length]! };
}
const takenIn = async (unitId: string, standing = 'experienced') =>
  await test.database
    .selectFrom('registryQuota')
    .select(['places', 'taken'])
    .where('unitId', '=', unitId)
    .where('standing', '=', standing)
    .executeTakeFirst();
const countOf = (codes: string[]) =>
  Object.fromEntries([...new Set(codes)].sort().map((code) => [code, codes.filter((one) => one === code).length]));

describe('the quota of a territory', () => {
  it('[V-step1] twenty teams submitted at the same instant by two curators: exactly as many as there are places', async () => {
    // a district of the big city may form two groups
    const { unit, names, curator } = await place('Советский район Волгограда', writers);
    const codes = await Promise.all(
      names.map(async (name, index) =>
        codeOf(await enterTeams(world.as(curator(index)), form(unit.id, 'submit', [row(name)]))),
      ),
    );
    expect(countOf(codes)).toEqual({ ok: 2, 'registry.quota-full': writers - 2 });
    expect(await takenIn(unit.id)).toEqual({ places: 2, taken: 2 });
    const entered = await test.database.selectFrom('team').select('id').where('municipalityId', '=', unit.id).execute();
    expect(entered).toHaveLength(2);
  });

  it('drafts of the same instant cost no places; submitting them all leaves one winner in a district', async () => {
    const { unit, names, curator } = await place('Иловлинский муниципальный район', writers);
    const drafts = await Promise.all(
      names.map(
        async (name, index) =>
          must(await enterTeams(world.as(curator(index)), form(unit.id, 'draft', [row(name)]))).teamIds[0]!,
      ),
    );
    const codes = await Promise.all(
      drafts.map(async (teamId, index) => codeOf(await submitTeam(world.as(curator(index)), { teamId, revision: 1 }))),
    );
    expect(countOf(codes)).toEqual({ ok: 1, 'registry.quota-full': writers - 1 });
    expect(await takenIn(unit.id)).toEqual({ places: 1, taken: 1 });
  });

  it('one organisation entered twenty times at once is entered once', async () => {
    const { unit, names, curator } = await place('Еланский муниципальный район', 1);
    const attempt = (index: number) =>
      enterTeams(
        world.as(curator(index)),
        form(unit.id, index % 2 ? 'submit' : 'draft', [row(names[0]!, index % 3 ? 'experienced' : 'developing')]),
      );
    const codes = await Promise.all(Array.from({ length: writers }, async (_, index) => codeOf(await attempt(index))));
    const counts = countOf(codes);
    expect(counts['ok']).toBe(1);
    expect(Object.keys(counts).every((code) => ['ok', 'registry.twice', 'registry.quota-full'].includes(code))).toBe(
      true,
    );
  });

  it('one draft submitted, returned and withdrawn by many at once moves once each time', async () => {
    const { unit, names, curator } = await place('Дубовский муниципальный район', 1);
    const [teamId] = must(await enterTeams(world.as(curator(0)), form(unit.id, 'draft', [row(names[0]!)]))).teamIds as [
      string,
    ];
    const all = async (attempt: () => Promise<{ ok: boolean }>) =>
      (await Promise.all(Array.from({ length: writers }, attempt))).filter(({ ok }) => ok).length;
    const revision = async () => must(await viewTeam(world.as(world.operator), { teamId })).team.revision;
    const first = await revision();
    expect(await all(() => submitTeam(world.as(curator(1)), { teamId, revision: first }))).toBe(1);
    const second = await revision();
    expect(
      await all(() => returnTeam(world.as(world.operator), { teamId, revision: second, remarks: 'Исправьте' })),
    ).toBe(1);
    expect(await takenIn(unit.id)).toEqual({ places: 1, taken: 1 });
    const third = await revision();
    expect(await all(() => withdrawTeam(world.as(curator(0)), { teamId, revision: third, reason: 'Передумали' }))).toBe(
      1,
    );
    expect(await takenIn(unit.id)).toEqual({ places: 1, taken: 0 });
  });

  it('withdrawing and entering the same organisation at once never deadlocks or overfills', async () => {
    const { unit, names, curator } = await place('Киквидзенский муниципальный район', 1);
    const [teamId] = must(await enterTeams(world.as(curator(0)), form(unit.id, 'submit', [row(names[0]!)])))
      .teamIds as [string];
    const attempts = Array.from({ length: writers }, (_, index) =>
      index % 2
        ? enterTeams(world.as(curator(index)), form(unit.id, 'submit', [row(names[0]!)]))
        : withdrawTeam(world.as(curator(index)), { teamId, revision: 2, reason: 'Ошибка' }),
    );
    await Promise.all(attempts);
    const live = await test.database
      .selectFrom('team')
      .select('state')
      .where('municipalityId', '=', unit.id)
      .where('state', '<>', 'withdrawn')
      .execute();
    expect((await takenIn(unit.id))?.taken).toBe(live.length);
  });

  it('the city as a whole has no places: its districts do', async () => {
    const unit = world.unit('городской округ Волгоград');
    const { name } = await world.school({ municipality: unit, name: 'Школа при городе' });
    const outcome = await enterTeams(world.as(world.operator), form(unit.id, 'submit', [row(name)]));
    expect(outcome).toMatchObject({
      ok: false,
      error: { code: 'registry.quota-full', clause: 'quota', field: 'rows[0].standing' },
    });
  });
});
