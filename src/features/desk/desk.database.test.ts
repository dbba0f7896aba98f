import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scenario } from '#db/demo/scenario.ts';
import { buildWorld, must, type World } from '#db/demo/world.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { loadDesk } from './index.server.ts';

let db: TestDatabase;
let world: World;
let steps: ReturnType<typeof scenario>;
beforeAll(async () => {
  db = await createTestDatabase();
  world = await buildWorld(db.database, new Date('2027-03-12T09:00:00Z'));
  steps = scenario(world);
});
afterAll(() => db.close());

const titles = async (actor: World['operator']): Promise<string[]> =>
  must(await loadDesk(steps.at(0, actor), {})).own.map((duty) => duty.title);

describe('the desk follows the work from person to person', () => {
  test('[V-milestones] a curator is asked for the participants form until a team of each standing is submitted', async () => {
    const [curator, schools] = [
      world.curators.get('Алексеевский муниципальный район')!,
      world.schools.get('Алексеевский муниципальный район')!,
    ];
    expect(await titles(curator)).toEqual(['Представить форму участников для регионального реестра']);
    await steps.enter(5, schools[0]!, 'experienced', { directions: ['quality'] });
    expect(await titles(curator)).toContain('Представить форму участников для регионального реестра');
    await steps.enter(5, schools[1]!, 'developing', { directions: ['quality'] });
    expect(await titles(curator)).not.toContain('Представить форму участников для регионального реестра');
    expect((await titles(world.operator)).filter((title) => title.startsWith('Внести в реестр'))).toHaveLength(2);
  });

  test('what one does is gone from the own desk and comes to the next; others of the group wait for it', async () => {
    const schools = world.schools.get('Быковский муниципальный район')!;
    const able = await steps.enter(60, schools[0]!, 'experienced', { directions: ['safety'] });
    const asking = await steps.enter(60, schools[1]!, 'developing', { directions: ['safety'] });
    await steps.register(58, able);
    await steps.register(58, asking);
    const group = await steps.propose(50, [able], [asking], { directions: ['safety'] });
    const head = schools[1]!.head;
    expect(await titles(head)).toHaveLength(1);
    await steps.consent(48, asking, group);
    const desk = must(await loadDesk(steps.at(0, head), {}));
    expect(desk.own).toEqual([]);
    expect(desk.awaited.map((duty) => duty.who)).toEqual([`директор, ${schools[0]!.shortName}`]);
    expect(desk.groups.map((line) => line.id)).toEqual([group.id]);
  });

  test('[K-3.4.confidential] the committee has no desk of groups, and an outsider sees nobody else’s duties', async () => {
    const outsider = world.schools.get('Городищенский муниципальный район')![0]!.head;
    const desk = must(await loadDesk(steps.at(0, outsider), {}));
    expect(desk).toEqual({ own: [], awaited: [], groups: [] });
  });
});
