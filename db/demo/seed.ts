import type { Kysely } from 'kysely';
import type { Database } from '#platform/database-types.ts';
import { repeatable } from './random.ts';
import { scenario, type DemonstrationGroup, type DemonstrationTeam } from './scenario.ts';
import { buildWorld, type DemonstrationSchool, type World } from './world.ts';

/** Codes of directions two teams of a pair share, in turn. */
const themes: readonly (readonly string[])[] = [
  ['staff', 'safety'],
  ['quality'],
  ['development', 'innovation'],
  ['upbringing'],
  ['adaptive'],
  ['activity'],
  ['finance', 'activity'],
  ['quality', 'early-profiling'],
];

interface Pair {
  readonly experienced: DemonstrationSchool;
  readonly developing: DemonstrationSchool;
  readonly directions: readonly string[];
  readonly index: number;
}

type Steps = ReturnType<typeof scenario>;

/** What a group of the demonstration lives through; `number` gives the next number of an order. */
type Story = (given: { steps: Steps; pair: Pair; world: World; number: () => string }) => Promise<unknown>;

/** Fills an empty database with the demonstration region: 55 groups at every step of the cycle. */
export async function seedDemonstration(database: Kysely<Database>, { now }: { now: Date }): Promise<World> {
  const world = await buildWorld(database, now);
  const steps = scenario(world);
  const pairs = pairsOf(world);
  let last = 100;
  const number = (): string => String((last += 1));
  // stories do not share teams: a few at a time shorten the start
  const queue = pairs.map((pair) => () => storyOf(pair)({ steps, pair, world, number }));
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await next();
    }),
  );
  await freeTeams(world, steps);
  return world;
}

/** Two schools for every group the quota allows, in the order of municipalities. */
function pairsOf(world: World): Pair[] {
  const pairs: Pair[] = [];
  for (const unit of world.municipalities) {
    const schools = world.schools.get(unit.name) ?? [];
    const groups = keptFree[unit.name] === undefined ? schools.length / 2 : schools.length / 2 - keptFree[unit.name]!;
    for (let place = 0; place < groups; place += 1) {
      const [experienced, developing] = schools.slice(place * 2, place * 2 + 2);
      if (!experienced || !developing) continue;
      const index = pairs.length;
      const directions =
        unit.name === 'Иловлинский муниципальный район' ? ['staff', 'safety'] : themes[index % themes.length]!;
      pairs.push({ experienced, developing, directions, index });
    }
  }
  return pairs;
}

/** Pairs of places left for teams without a group, for a replacement and for a larger group. */
const keptFree: Readonly<Record<string, number>> = {
  'городской округ Волжский': 2,
  'городской округ Михайловка': 1,
  'городской округ Урюпинск': 1,
};

const named: Readonly<Record<string, Story>> = {
  'Иловлинская СОШ № 77': async (given) => {
    const group = await running({ ...given, days: 215, termMonths: 11, behind: 2 });
    await given.steps.ask(
      11,
      group,
      'Порядок стажировки',
      'Можно ли провести стажировку в два приёма: в ноябре и в марте?',
    );
    await given.steps.amend(5, group, 'Стажировка «Школа мастерства» переносится, добавлена тема.');
  },
  'СШ № 2 г. Камышина': async ({ steps, pair, number }) => {
    const group = await formed(steps, pair, 70, number());
    await steps.contract(40, group);
    await steps.write(30, group);
    await steps.endorseAll(12, group);
    await steps.submit(4, group);
  },
};

function storyOf(pair: Pair): Story {
  return named[pair.developing.shortName] ?? stories[pair.index % stories.length]!;
}

/** Stories go round: with 55 groups each is told five times. */
const stories: readonly Story[] = [
  (given) => running({ ...given, days: 150 + given.pair.index, termMonths: 9 }),
  async ({ steps, pair, world, number }) => {
    if (pair.index % 2) return running({ steps, pair, world, number, days: 190, termMonths: 8 });
    const group = await formed(steps, pair, 60, number());
    await steps.sendAgreement(16, group);
    await steps.sign(13, group, group.experienced[0]!.school.head);
    return group;
  },
  closed,
  (given) => running({ ...given, days: 120, termMonths: 12 }),
  async ({ steps, pair, number }) => {
    const group = await formed(steps, pair, 45, number());
    await steps.contract(20, group);
    await steps.write(12, group);
    if (pair.index % 2) await steps.endorse(3, group, group.developing[0]!);
  },
  (given) => running({ ...given, days: 175, termMonths: 10 }),
  async (given) => {
    const { steps, pair, number, world } = given;
    switch (pair.index % 5) {
      case 0: {
        const group = await running({ ...given, days: 240, termMonths: 11, through: true });
        return steps.finishEarly(25, group, number());
      }
      case 1: {
        const group = await running({ ...given, days: 200, termMonths: 6 });
        await steps.askExtension(18, group, 5);
        return steps.extend(12, group, 5, number());
      }
      case 2: {
        const group = await formed(steps, pair, 30, number());
        await steps.sendAgreement(14, group);
        return group;
      }
      case 3:
        return running({ ...given, days: 95, termMonths: 7, behind: 2 });
      default: {
        const teams = await registered(steps, pair, 24);
        const group = await steps.propose(9, [teams.experienced], [teams.developing], { directions: pair.directions });
        await steps.consent(5, teams.experienced, group);
        return world;
      }
    }
  },
  summingUp,
  async ({ steps, pair, world, number }) => {
    if (pair.index % 3 === 0) {
      const teams = await registered(steps, pair, 20);
      const group = await steps.propose(6, [teams.experienced], [teams.developing], { directions: pair.directions });
      if (pair.index % 2) await steps.consentAll(2, group);
      return group;
    }
    const group = await formed(steps, pair, 25, number());
    if (pair.index % 3 === 1) return group;
    await steps.contract(6, group);
    return world;
  },
  (given) => running({ ...given, days: 60, termMonths: 6 }),
  async ({ steps, pair, number }) => {
    const group = await formed(steps, pair, 50, number());
    await steps.contract(22, group);
    await steps.write(15, group);
    await steps.endorseAll(9, group);
    await steps.submit(7, group);
    if (pair.index % 2)
      await steps.returnProgramme(2, group, 'Уточните сроки стажировки и назначьте ответственных за практикум.');
  },
];

async function registered(steps: Steps, { experienced, developing, directions, index }: Pair, days: number) {
  const able = await steps.enter(days + 6, experienced, 'experienced', {
    directions,
    note: index % 4 ? null : 'Можем принять стажировку весной',
  });
  const asking = await steps.enter(days + 6, developing, 'developing', { directions });
  await steps.register(days + 3, able);
  await steps.register(days + 3, asking, 1 + (index % 3));
  return { experienced: able, developing: asking };
}

async function formed(
  steps: Steps,
  pair: Pair,
  days: number,
  number: string,
  termMonths = 11,
): Promise<DemonstrationGroup> {
  const teams = await registered(steps, pair, days + 12);
  const group = await steps.propose(days + 8, [teams.experienced], [teams.developing], {
    termMonths,
    directions: pair.directions,
  });
  await steps.consentAll(days + 4, group);
  await steps.order(days, group, number);
  return group;
}

interface Running {
  readonly steps: Steps;
  readonly pair: Pair;
  readonly world: World;
  readonly number: () => string;
  /** How many days ago the programme was approved. */
  readonly days: number;
  readonly termMonths: number;
  /** How many of the last activities due have no mark: none in a group that is up to date. */
  readonly behind?: number;
  /** Every activity is done already, even those of the last months. */
  readonly through?: boolean;
}

async function running({
  steps,
  pair,
  number,
  days,
  termMonths,
  behind = 0,
  through = false,
}: Running): Promise<DemonstrationGroup> {
  const group = await formed(steps, pair, days + 24, number(), termMonths);
  await steps.run(days, group);
  const random = repeatable(pair.index * 31 + 7);
  const marks = () => (random.next() > 0.92 && !through ? 'part' : 'done');
  await steps.mark(through ? 30 : 1, group, marks, { through, behind });
  return group;
}

/** A term of three or four months that is long over, with every report received. */
async function closed({ steps, pair, number }: Parameters<Story>[0]): Promise<void> {
  const group = await formed(steps, pair, 235, number(), 4);
  await steps.run(210, group);
  await steps.mark(86, group, (index) => (index % 9 === 8 ? 'not-done' : 'done'), { through: true });
  await steps.endTerm(80, group);
  await steps.inform(72, group);
  await steps.survey(70, group);
  await steps.report(64, group);
  await steps.present(63, group);
  await steps.accept(60, group);
  await steps.receive(57, group);
}

/** The term is over; how far the reports have come differs, one group is late. */
async function summingUp({ steps, pair, number }: Parameters<Story>[0]): Promise<void> {
  const days = 118 + 8 * (pair.index % 5);
  const group = await formed(steps, pair, days + 24, number(), 3);
  await steps.run(days, group);
  await steps.mark(days - 88, group, (index) => (index % 7 === 6 ? 'part' : 'done'), { through: true });
  await steps.endTerm(days - 93, group);
  const stage = Math.floor(pair.index / stories.length) % 4;
  if (stage >= 1) await steps.survey(8, group);
  if (stage >= 2) await steps.inform(6, group);
  if (stage >= 3) await steps.report(4, group);
}

/** A larger group, a replaced team, and teams on their way through the registry. */
async function freeTeams(world: World, steps: Steps): Promise<void> {
  const free = (name: string, count: number): readonly DemonstrationSchool[] =>
    (world.schools.get(name) ?? []).slice(-count);
  const [able, first, second, third] = free('городской округ Волжский', 4) as [
    DemonstrationSchool,
    DemonstrationSchool,
    DemonstrationSchool,
    DemonstrationSchool,
  ];
  const directions = ['quality', 'innovation'];
  const mentor = await ready(steps, able, 'experienced', 160, directions);
  const menti: DemonstrationTeam[] = [];
  for (const school of [first, second]) menti.push(await ready(steps, school, 'developing', 160, directions));
  const large = await steps.propose(150, [mentor], menti, { termMonths: 10, directions });
  await steps.consentAll(146, large);
  await steps.order(140, large, '61');
  await steps.run(110, large);
  await steps.mark(1, large, (index) => (index % 6 === 5 ? 'part' : 'done'));
  await steps.enter(3, third, 'developing', { directions, submitted: false });

  const [leaving, developing] = free('городской округ Михайловка', 2) as [DemonstrationSchool, DemonstrationSchool];
  const [joining, applicant] = free('городской округ Урюпинск', 2) as [DemonstrationSchool, DemonstrationSchool];
  const theme = ['development', 'innovation'];
  const before = await ready(steps, leaving, 'experienced', 130, theme);
  const after = await ready(steps, joining, 'experienced', 130, theme);
  const asking = await ready(steps, developing, 'developing', 130, theme);
  const group = await steps.propose(120, [before], [asking], { termMonths: 9, directions: theme });
  await steps.consentAll(118, group);
  await steps.order(112, group, '62');
  await steps.run(80, group);
  await steps.mark(1, group, () => 'done');
  await steps.replace(20, group, { leaving: before, joining: after, number: '63' });
  await steps.enter(2, applicant, 'developing', { directions: theme });
}

async function ready(
  steps: Steps,
  school: DemonstrationSchool,
  standing: 'experienced' | 'developing',
  days: number,
  directions: readonly string[],
): Promise<DemonstrationTeam> {
  const team = await steps.enter(days + 6, school, standing, { directions });
  await steps.register(days + 3, team);
  return team;
}
