import { groups } from '#features/groups/index.server.ts';
import type { GroupFacts } from '#features/groups/index.ts';
import { people, type Unit } from '#features/territory/index.server.ts';
import type { Actor } from '#kernel/roles.ts';
import { newId } from '#platform/ids.server.ts';
import { must, type SmallRegion } from '#tests/small-region.ts';

/** A school with its team: the head, and a member of the team who is not the head. */
export interface TeamOfGroup {
  readonly id: string;
  readonly teamId: string;
  readonly name: string;
  readonly head: Actor;
  readonly member: Actor;
}

/** A group with everybody who acts in it. */
export interface BuiltGroup {
  readonly id: string;
  readonly experienced: TeamOfGroup;
  readonly developing: TeamOfGroup;
  readonly curator: Actor;
  readonly coordinator: Actor;
}

const directions = [
  { key: 'staff', code: 'staff', title: 'управление кадровой политикой' },
  { key: 'quality', code: 'quality', title: 'управление качеством образования' },
];

let serial = 0;

/**
 * A registered experienced and a registered developing team joined in a group under the composition order of
 * 11 November 2026. The experienced team is of another municipality than the developing one unless told.
 */
export async function orderedGroup(
  region: SmallRegion,
  { termMonths = 11, home = 'Иловлинский муниципальный район', away = 'городской округ Камышин' } = {},
): Promise<BuiltGroup> {
  const { database, cycle, now } = region;
  serial += 1;
  const developing = await teamOf(region, region.unit(home), 'developing', `Иловлинская СОШ № ${serial}`);
  const experienced = await teamOf(region, region.unit(away), 'experienced', `Камышинская гимназия № ${serial}`);
  const curator = await region.official('municipal-curator', region.unit(home));
  const coordinator = await region.official('coordinator', region.region);
  const id = newId();
  await database
    .insertInto('mentoringGroup')
    .values({
      id,
      cycleId: cycle.id,
      regionId: region.region.id,
      municipalityId: region.unit(home).id,
      origin: 'operator',
      title: `${developing.name} и ${experienced.name}`,
      state: 'ordered',
      step: 3,
      termMonths,
      regulationVersionId: cycle.regulationVersionId,
      coordinatorId: coordinator.personId,
      createdAt: now,
    })
    .execute();
  await database
    .insertInto('groupDirection')
    .values(directions.map((direction, position) => ({ groupId: id, position, ...direction })))
    .execute();
  for (const [team, standing, place] of [
    [experienced, 'experienced', away],
    [developing, 'developing', home],
  ] as const) {
    await database
      .insertInto('groupTeam')
      .values({
        groupId: id,
        teamId: team.teamId,
        organisationId: team.id,
        municipalityId: region.unit(place).id,
        standing,
        consent: 'consented',
        joinedOn: '2026-11-11',
      })
      .execute();
  }
  await database
    .insertInto('orderRegister')
    .values({
      id: newId(),
      regionId: region.region.id,
      year: 2026,
      number: `194-${serial}`,
      datedOn: '2026-11-11',
      kind: 'composition',
      title: 'О составе менторской группы',
      groupId: id,
      ground: 'Согласие сторон',
      issuedAt: now,
    })
    .execute();
  return { id, experienced, developing, curator, coordinator };
}

/** The facts of a group as they are now. */
export async function factsOf(region: SmallRegion, groupId: string): Promise<GroupFacts> {
  const facts = await region.database.transaction().execute((tx) => groups(tx).facts(groupId));
  if (!facts) throw new Error(`no group ${groupId}`);
  return facts;
}

/** The agreement of an ordered group counts as signed by everybody. */
export async function contractGroup(region: SmallRegion, group: Pick<BuiltGroup, 'id'>): Promise<void> {
  await region.inTransaction(region.operator, async (work) => {
    const facts = await groups(work.tx).facts(group.id, { lock: true });
    if (facts) must(await groups(work.tx).move(work, facts, 'agreement-signed'));
  });
}

async function teamOf(
  region: SmallRegion,
  municipality: Unit,
  standing: 'experienced' | 'developing',
  name: string,
): Promise<TeamOfGroup> {
  const school = await region.school({ municipality, name });
  const teamId = newId();
  const deputyId = await region.inTransaction(region.operator, (work) =>
    people(work.tx).create(work, {
      lastName: 'Травина',
      firstName: 'Лидия',
      patronymic: 'Юрьевна',
      gender: 'female',
      phones: ['+78445701133'],
      emails: [],
    }),
  );
  await region.database
    .insertInto('team')
    .values({
      id: teamId,
      cycleId: region.cycle.id,
      organisationId: school.id,
      municipalityId: municipality.id,
      standing,
      state: 'registered',
      headPersonId: school.head.personId,
      createdAt: region.now,
    })
    .execute();
  const staff = [
    { personId: school.head.personId, post: 'директор', staffCategory: 'head' },
    { personId: deputyId, post: 'заместитель директора', staffCategory: 'deputy-head' },
  ];
  await region.database
    .insertInto('teamMember')
    .values(staff.map((member, position) => ({ id: newId(), teamId, position, ...member })))
    .execute();
  const member: Actor = { ...school.head, role: 'team-member', personId: deputyId, fullName: 'Травина Лидия Юрьевна' };
  return { id: school.id, teamId, name, head: school.head, member };
}
