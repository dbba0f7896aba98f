import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readReferenceRegion } from '#features/regulation/index.server.ts';
import { newId } from '#platform/ids.server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { codeOf, must, smallRegion, type SmallRegion } from '#tests/small-region.ts';
import {
  addOrganisation,
  closeOrganisation,
  editOrganisation,
  editPerson,
  endAppointment,
  findPeople,
  grantRole,
  importRegion,
  listCurators,
  listOrganisations,
  organisations,
  people,
  reopenOrganisation,
  revokeRole,
  units,
  viewOrganisation,
  viewPerson,
  viewTerritory,
} from './index.server.ts';
import { organisationsScope } from './permissions.ts';
import { readOrganisationFilters } from './schema.ts';

let db: TestDatabase;
let region: SmallRegion;

beforeAll(async () => {
  db = await createTestDatabase({ connections: 20 });
  region = await smallRegion(db.database);
});
afterAll(() => db.close());

const twenty = <Value>(run: (index: number) => Promise<Value>): Promise<Value[]> =>
  Promise.all(Array.from({ length: 20 }, (_, index) => run(index)));
const codes = (outcomes: Parameters<typeof codeOf>[0][]) => {
  const all = outcomes.map(codeOf);
  return { won: all.filter((code) => code === 'ok').length, lost: [...new Set(all.filter((code) => code !== 'ok'))] };
};
const ilovlya = () => region.unit('Иловлинский муниципальный район');
const kamyshin = () => region.unit('городской округ Камышин');
const written = (name: string) => ({ kind: 'school' as const, name, shortName: name });

describe('the tree of units', () => {
  test('a second import changes nothing, also when several come at once', async () => {
    const reference = readReferenceRegion('volgograd')!;
    const count = async () =>
      (await db.database.selectFrom('unit').select('id').where('kind', '<>', 'organisation').execute()).length;
    const before = await count();
    const imported = await twenty(() =>
      db.database.transaction().execute((tx) => importRegion({ tx, now: region.now }, reference)),
    );
    expect(new Set(imported.map((each) => each.region.id))).toEqual(new Set([region.region.id]));
    expect(await count()).toBe(before);
    expect(before).toBe(47);
  });

  test('[K-2.1] the departments of the city answer for organisations, the city itself does not', async () => {
    const names = await db.database
      .transaction()
      .execute(async (tx) => (await units(tx).municipalities(region.region.id)).map((unit) => unit.name));
    expect(names).toHaveLength(45);
    expect(names).toContain('Советский район Волгограда');
    expect(names).not.toContain('городской округ Волгоград');
  });

  test('a border is a border from both sides', async () => {
    await db.database.transaction().execute(async (tx) => {
      const neighbours = await units(tx).neighbours(ilovlya().id);
      expect(neighbours.length).toBeGreaterThan(2);
      expect(await units(tx).neighbours(neighbours[0]!)).toContain(ilovlya().id);
    });
  });

  test('[K-2.1] the territory shows the four parties with their bodies', async () => {
    const { operator, as } = region;
    const founder = region.seat('administrator', region.region);
    must(
      await addOrganisation(as(founder), {
        ...written('Комитет образования'),
        kind: 'authority',
        municipalityId: region.region.id,
      }),
    );
    must(
      await addOrganisation(as(founder), {
        ...written('Академия'),
        kind: 'operator',
        municipalityId: region.region.id,
      }),
    );
    must(
      await addOrganisation(as(founder), {
        ...written('Отдел образования Иловли'),
        kind: 'authority',
        municipalityId: ilovlya().id,
      }),
    );
    const seen = must(await viewTerritory(as(operator), {}));
    expect(
      [seen.committees, seen.operators, seen.authorities].map((bodies) => bodies.map((body) => body.shortName)),
    ).toEqual([['Комитет образования'], ['Академия'], ['Отдел образования Иловли']]);
    expect(seen.municipalities).toBe(38);
    expect(
      codeOf(
        await addOrganisation(as(operator), { ...written('Школа при регионе'), municipalityId: region.region.id }),
      ),
    ).toBe('territory.wrong-unit');
  });
});

describe('municipal curators', () => {
  test('[K-2.2.municipal] [V-curators] the operator appoints a curator, who stands in the registry with post and contacts', async () => {
    const { operator, as } = region;
    const before = must(await listCurators(as(operator), { search: '' }));
    expect(before.rows).toHaveLength(45);
    expect(before.empty).toBe(45);
    const personId = await region.inTransaction(operator, (work) =>
      people(work.tx, work.today).create(work, {
        lastName: 'Белов',
        firstName: 'Семён',
        patronymic: 'Андреевич',
        gender: 'male',
        phones: ['+78446751122'],
        emails: ['belov@example.org'],
      }),
    );
    const authority = (
      await db.database
        .selectFrom('unit')
        .select('id')
        .where('name', '=', 'Отдел образования Иловли')
        .executeTakeFirstOrThrow()
    ).id;
    await region.inTransaction(operator, async (work) =>
      must(
        await people(work.tx, work.today).appoint(work, {
          personId,
          unitId: authority,
          post: 'начальник отдела',
          staffCategory: 'head',
          startsOn: '2020-01-09',
        }),
      ),
    );
    must(await grantRole(as(operator), { personId, role: 'municipal-curator', unitId: ilovlya().id }));
    const found = must(await listCurators(as(operator), { search: 'иловл' }));
    expect(found.rows).toMatchObject([
      {
        unit: { name: 'Иловлинский муниципальный район' },
        curators: [
          {
            fullName: 'Белов Семён Андреевич',
            post: 'начальник отдела',
            phones: ['+78446751122'],
            emails: ['belov@example.org'],
          },
        ],
      },
    ]);
    expect(found.mayAdd).toBe(true);
  });

  test('[V-curators] every participant reads the registry, only the operator changes it', async () => {
    const { as } = region;
    const school = await region.school({ municipality: kamyshin(), name: 'СШ № 2' });
    const seen = must(await listCurators(as(school.head), { search: 'Белов' }));
    expect(seen.rows[0]?.curators[0]?.emails).toEqual(['belov@example.org']);
    expect(seen.mayAdd).toBe(false);
    const curatorId = seen.rows[0]!.curators[0]!.personId;
    expect(must(await viewPerson(as(school.head), { id: curatorId })).person.phones).toEqual(['+78446751122']);
    for (const actor of [
      school.head,
      await region.official('coordinator', region.region),
      await region.official('committee', region.region),
    ]) {
      expect(
        (await grantRole(as(actor), { personId: curatorId, role: 'municipal-curator', unitId: kamyshin().id })).ok,
      ).toBe(false);
    }
  });

  test('[K-2.2.municipal] the operator takes the role back, once', async () => {
    const { operator, as } = region;
    const curator = await region.official('municipal-curator', kamyshin());
    const [grant] = await region.inTransaction(operator, (work) =>
      people(work.tx, work.today).rolesOf(curator.personId),
    );
    expect(codes(await twenty(() => revokeRole(as(operator), { grantId: grant!.id })))).toEqual({
      won: 1,
      lost: ['territory.grant-ended'],
    });
    expect(
      await region.inTransaction(operator, (work) =>
        people(work.tx, work.today).holders('municipal-curator', kamyshin().id),
      ),
    ).toEqual([]);
  });

  test('of 20 who give the same role exactly one does', async () => {
    const { operator, as } = region;
    const curator = await region.official('municipal-curator', kamyshin());
    const outcomes = await twenty(() =>
      grantRole(as(operator), { personId: curator.personId, role: 'coordinator', unitId: region.region.id }),
    );
    expect(codes(outcomes)).toEqual({ won: 1, lost: ['territory.granted-already'] });
  });

  test('roles have their kinds of unit, heads are appointed, the last administrator stays', async () => {
    const { operator, as } = region;
    const curator = await region.official('municipal-curator', kamyshin());
    const give = (role: Parameters<typeof grantRole>[1]['role'], unitId: string) =>
      grantRole(as(operator), { personId: curator.personId, role, unitId });
    expect(codeOf(await give('municipal-curator', region.region.id))).toBe('territory.wrong-unit');
    expect(codeOf(await give('organisation-head', region.region.id))).toBe('territory.head-by-appointment');
    expect(codeOf(await give('administrator', region.region.id))).toBe('territory.grant');
    const founder = region.seat('administrator', region.region);
    const administrator = await region.official('administrator', region.region);
    const [grant] = await region.inTransaction(operator, (work) =>
      people(work.tx, work.today).rolesOf(administrator.personId),
    );
    expect(codeOf(await revokeRole(as(founder), { grantId: grant!.id }))).toBe('territory.last-administrator');
  });
});

describe('organisations', () => {
  test('a curator adds one in the own municipality and nowhere else', async () => {
    const { as } = region;
    const curator = await region.official('municipal-curator', ilovlya());
    const { id } = must(
      await addOrganisation(as(curator), { ...written('Логовская СОШ'), municipalityId: ilovlya().id }),
    );
    expect(must(await viewOrganisation(as(curator), { id })).abilities).toEqual({
      edit: { allowed: true },
      close: { allowed: true },
      appointHead: { allowed: true },
      addStaff: { allowed: true },
    });
    expect(codeOf(await addOrganisation(as(curator), { ...written('СШ № 9'), municipalityId: kamyshin().id }))).toBe(
      'territory.add-organisation',
    );
    const neighbour = await region.official('municipal-curator', kamyshin());
    expect(must(await viewOrganisation(as(neighbour), { id })).abilities.edit).toMatchObject({
      allowed: false,
      clause: 'municipal-information',
    });
  });

  test('of 20 who add the same organisation exactly one does; a form sent twice adds one', async () => {
    const { operator, as } = region;
    const outcomes = await twenty(() =>
      addOrganisation(as(operator), { ...written('Солодчинская СШ'), municipalityId: ilovlya().id }),
    );
    expect(codes(outcomes)).toEqual({ won: 1, lost: ['territory.organisation-exists'] });
    const submission = newId();
    const twice = await twenty(() =>
      addOrganisation(as(operator, submission), { ...written('Ольховская СШ'), municipalityId: ilovlya().id }),
    );
    expect(new Set(twice.map((outcome) => must(outcome).id)).size).toBe(1);
  });

  test('of 20 who rename it from the same version exactly one does, the others see the stored one', async () => {
    const { operator, as } = region;
    const { id } = must(await addOrganisation(as(operator), { ...written('Школа до'), municipalityId: ilovlya().id }));
    const outcomes = await twenty((index) =>
      editOrganisation(as(operator), { ...written(`Школа после ${index}`), id, revision: 1 }),
    );
    expect(codes(outcomes)).toEqual({ won: 1, lost: ['territory.stale'] });
    const refused = outcomes.find((outcome) => !outcome.ok);
    expect(refused).toMatchObject({ error: { theirs: { revision: 2, name: expect.stringContaining('Школа после') } } });
  });

  test('a closed one takes no appointments, leaves the list and can be opened again', async () => {
    const { operator, as } = region;
    const { id, head } = await region.school({ municipality: ilovlya(), name: 'Закрытая школа' });
    expect(codes(await twenty(() => closeOrganisation(as(operator), { id, reason: 'присоединена' })))).toEqual({
      won: 1,
      lost: ['territory.closed-already'],
    });
    const appoint = () =>
      region.inTransaction(operator, (work) =>
        people(work.tx, work.today).appoint(work, {
          personId: head.personId,
          unitId: id,
          post: 'методист',
          staffCategory: 'specialist',
          startsOn: work.today,
        }),
      );
    expect(codeOf(await appoint())).toBe('territory.organisation-closed');
    const found = async (closed: string) =>
      must(
        await listOrganisations(
          as(operator),
          readOrganisationFilters(new URLSearchParams({ search: 'закрытая', closed })),
        ),
      ).page.rows.length;
    expect([await found(''), await found('1')]).toEqual([0, 1]);
    must(await reopenOrganisation(as(operator), { id }));
    expect(codeOf(await appoint())).toBe('ok');
  });

  test('pages of the list name every organisation once, in order; search finds by name and head', async () => {
    const { operator, as } = region;
    await region.inTransaction(operator, async (work) => {
      for (let number = 1; number <= 120; number += 1) {
        must(
          await organisations(work.tx, work.today).create(work, {
            ...written(`Школа № ${number}`),
            municipalityId: kamyshin().id,
          }),
        );
      }
    });
    const seen: string[] = [];
    let after = '';
    do {
      const address = new URLSearchParams({ municipality: kamyshin().id, after });
      const { page }: { page: { rows: { id: string }[]; next: string | null } } = must(
        await listOrganisations(as(operator), readOrganisationFilters(address)),
      );
      seen.push(...page.rows.map((row) => row.id));
      after = page.next ?? '';
    } while (after);
    expect(seen).toHaveLength(121);
    expect(new Set(seen).size).toBe(121);
    const search = async (text: string) =>
      must(
        await listOrganisations(as(operator), readOrganisationFilters(new URLSearchParams({ search: text }))),
      ).page.rows.map((row) => row.shortName);
    expect(await search('школа 117')).toEqual(['Школа № 117']);
    expect(await search('лаврова СШ № 2')).toContain('СШ № 2');
    expect(await search('100%_')).toEqual([]);
    await region.inTransaction(operator, async ({ tx, today }) => {
      const { rows } = await organisations(tx, today).list(organisationsScope(operator), { after: 'not a cursor' });
      expect(rows).toHaveLength(50);
    });
  });

  test('an organisation of another region does not exist', async () => {
    const { as } = region;
    const { id } = await region.school({ municipality: ilovlya(), name: 'Дальняя школа' });
    const stranger = {
      ...(await region.official('operator', region.region)),
      regionId: newId(),
      unitPath: 'elsewhere',
    };
    for (const outcome of [
      await viewOrganisation(as(stranger), { id }),
      await editOrganisation(as(stranger), { ...written('Чужая'), id, revision: 1 }),
      await closeOrganisation(as(stranger), { id, reason: 'так' }),
    ]) {
      expect(outcome).toMatchObject({ ok: false, error: { kind: 'not-found' } });
    }
  });
});

describe('heads and staff', () => {
  const rolesOf = (personId: string, on: string) =>
    region.inTransaction(region.operator, async (work) =>
      (await people(work.tx, on).rolesOf(personId)).map((grant) => grant.role),
    );

  test('a new head ends the former one: the work, the role, on the very day', async () => {
    const { operator } = region;
    const { id, head } = await region.school({ municipality: ilovlya(), name: 'Школа двух руководителей' });
    const next = await region.inTransaction(operator, async (work) => {
      const personId = await people(work.tx, work.today).create(work, {
        lastName: 'Новая',
        firstName: 'Анна',
        patronymic: null,
        gender: 'female',
      });
      must(
        await people(work.tx, work.today).appoint(work, {
          personId,
          unitId: id,
          post: 'директор',
          staffCategory: 'head',
          startsOn: '2026-11-01',
        }),
      );
      return personId;
    });
    expect([await rolesOf(head.personId, '2026-10-31'), await rolesOf(next, '2026-10-31')]).toEqual([
      ['organisation-head'],
      [],
    ]);
    expect([await rolesOf(head.personId, '2026-11-01'), await rolesOf(next, '2026-11-01')]).toEqual([
      [],
      ['organisation-head'],
    ]);
    const headOn = (today: string) =>
      db.database.transaction().execute(async (tx) => (await organisations(tx, today).byId(id))?.head?.personId);
    expect([await headOn('2026-10-31'), await headOn('2026-11-01')]).toEqual([head.personId, next]);
  });

  test('of 20 heads appointed to the same organisation exactly one is', async () => {
    const { operator, as } = region;
    const { id } = must(
      await addOrganisation(as(operator), { ...written('Школа без руководителя'), municipalityId: ilovlya().id }),
    );
    const outcomes = await twenty((index) =>
      region.inTransaction(operator, async (work) => {
        const personId = await people(work.tx, work.today).create(work, {
          lastName: `Первый${index}`,
          firstName: 'Лев',
          patronymic: null,
          gender: 'male',
        });
        return people(work.tx, work.today).appoint(work, {
          personId,
          unitId: id,
          post: 'директор',
          staffCategory: 'head',
          startsOn: work.today,
          seen: null,
        });
      }),
    );
    expect(codes(outcomes)).toEqual({ won: 1, lost: ['territory.head-changed'] });
    const heads = await db.database.selectFrom('appointment').select('id').where('unitId', '=', id).execute();
    expect(heads).toHaveLength(1);
  });

  test('the database itself refuses two heads at a time', async () => {
    const { head, id } = await region.school({ municipality: ilovlya(), name: 'Школа с одним руководителем' });
    const second = db.database
      .insertInto('appointment')
      .values({
        id: newId(),
        personId: head.personId,
        unitId: id,
        post: 'директор',
        staffCategory: 'head',
        startsOn: '2026-12-01',
      })
      .execute();
    await expect(second).rejects.toThrow(/appointment_one_head/);
  });

  test('staff get the role of a member; the end of the work ends it', async () => {
    const { as } = region;
    const { id, head } = await region.school({ municipality: ilovlya(), name: 'Школа с заместителем' });
    const { personId, appointmentId } = await region.inTransaction(head, async (work) => {
      const added = await people(work.tx, work.today).create(work, {
        lastName: 'Громов',
        firstName: 'Лев',
        patronymic: null,
        gender: 'male',
        phones: ['+79001112233'],
      });
      const appointed = must(
        await people(work.tx, work.today).appoint(work, {
          personId: added,
          unitId: id,
          post: 'заместитель',
          staffCategory: 'deputy-head',
          startsOn: '2026-10-01',
        }),
      );
      return { personId: added, ...appointed };
    });
    expect(await rolesOf(personId, '2026-10-05')).toEqual(['team-member']);
    const elsewhere = await region.school({ municipality: ilovlya(), name: 'Соседняя школа' });
    expect(must(await viewPerson(as(head), { id: personId })).person.phones).toEqual(['+79001112233']);
    expect(must(await viewPerson(as(elsewhere.head), { id: personId })).person.phones).toEqual([]);
    expect(must(await viewOrganisation(as(elsewhere.head), { id })).staff.flatMap((member) => member.phones)).toEqual(
      [],
    );
    expect(codeOf(await endAppointment(as(elsewhere.head), { appointmentId, endsOn: '2026-10-05' }))).toBe(
      'territory.end-staff',
    );
    expect(codeOf(await endAppointment(as(head), { appointmentId, endsOn: '2026-09-01' }))).toBe(
      'territory.ends-before-start',
    );
    expect(codes(await twenty(() => endAppointment(as(head), { appointmentId, endsOn: '2026-10-05' })))).toEqual({
      won: 1,
      lost: ['territory.appointment-ended'],
    });
    expect(await rolesOf(personId, '2026-10-05')).toEqual(['team-member']);
    expect(await rolesOf(personId, '2026-10-06')).toEqual([]);
  });

  test('data of a person: a stale save is refused with the stored version, cases written by hand stay', async () => {
    const { as } = region;
    const { head } = await region.school({ municipality: ilovlya(), name: 'Школа с падежами' });
    const fields = {
      lastName: 'Дергачёва',
      firstName: 'Любовь',
      patronymic: null,
      gender: 'female' as const,
      nameCases: { genitive: 'Дергачёвой Любови' },
    };
    const outcomes = await twenty(() => editPerson(as(head), { ...fields, id: head.personId, revision: 1 }));
    expect(codes(outcomes)).toEqual({ won: 1, lost: ['territory.stale'] });
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
      error: { theirs: { nameCases: { genitive: 'Дергачёвой Любови' } } },
    });
    // a new surname does not take the cases of the former one along
    const renamed = { ...fields, lastName: 'Ершова', id: head.personId, revision: 2 };
    const refused = await editPerson(as(head), renamed);
    expect(refused).toMatchObject({ error: { code: 'territory.name-case-of-another', field: 'nameCases.genitive' } });
    expect(await editPerson(as(head), { ...renamed, nameCases: {} })).toMatchObject({ ok: true });
  });

  test('people are found in the own territory only', async () => {
    const { operator, as } = region;
    const find = async (actor: typeof operator) => must(await findPeople(as(actor), { text: 'громов' })).rows.length;
    expect(await find(operator)).toBe(1);
    expect(await find(await region.official('municipal-curator', ilovlya()))).toBe(1);
    expect(await find(await region.official('municipal-curator', kamyshin()))).toBe(0);
    expect(await find(await region.official('committee', region.region))).toBe(0);
  });
});
