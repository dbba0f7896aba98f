import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkCode } from '#features/documents/index.server.ts';
import { duties } from '#features/duties/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { publishDocument } from '#features/regulation/index.server.ts';
import { teams } from '#features/registry/index.server.ts';
import { addDays } from '#kernel/dates.ts';
import type { Actor } from '#kernel/roles.ts';
import { newId } from '#platform/ids.server.ts';
import type { Context } from '#platform/use-case.server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { docxText } from '#tests/docx.ts';
import { codeOf, must, smallRegion, type SmallRegion } from '#tests/small-region.ts';
import {
  applicationPage,
  applyForGroup,
  askForHelp,
  closeConsultation,
  consentPage,
  consentToGroup,
  declineExtension,
  declineGroup,
  declineMemo,
  dissolveGroup,
  endTerm,
  endTermsDue,
  extendGroup,
  finishEarly,
  formingPage,
  groupJournal,
  groups,
  listConsultations,
  listGroups,
  listOrders,
  orderComposition,
  orderPage,
  orderReplacement,
  printMemo,
  printOrders,
  proposeGroup,
  readOrderDocument,
  replacementPage,
  replyToConsultation,
  requestExtension,
  viewConsultation,
  viewGroup,
  writeMemo,
} from './index.server.ts';
import { groupFiltersSchema } from './schema.ts';
import type { GroupEvent, GroupFacts } from './rules.ts';
import { documentName } from './use-cases/shared.server.ts';

let db: TestDatabase;
let world: SmallRegion;
let folder: string;
let curator: Actor;
let coordinator: Actor;
let kalachCoordinator: Actor;

interface Team {
  readonly id: string;
  readonly name: string;
  readonly organisationId: string;
  readonly head: Actor;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'estafeta-groups-'));
  vi.stubEnv('DATA_DIR', folder);
  db = await createTestDatabase({ connections: 24 });
  world = await smallRegion(db.database);
  curator = await world.official('municipal-curator', world.unit('Иловлинский муниципальный район'));
  coordinator = await world.official('coordinator', world.region);
  kalachCoordinator = await world.official('coordinator', world.unit('Калачёвский муниципальный район'));
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

let serial = 0;

/** A registered team of its own organisation, entered by the tables directly: the registry has its own tests. */
async function team(
  standing: 'experienced' | 'developing',
  {
    municipality = 'Иловлинский муниципальный район',
    directions = ['quality'] as readonly string[],
    state = 'registered',
    difficulty = 2,
  } = {},
): Promise<Team> {
  serial += 1;
  const name = `${standing === 'developing' ? 'СШ' : 'Гимназия'} № ${serial}`;
  const place = world.unit(municipality);
  const school = await world.school({ municipality: place, name });
  const id = newId();
  const { database } = db;
  await database
    .insertInto('team')
    .values({
      id,
      cycleId: world.cycle.id,
      organisationId: school.id,
      municipalityId: place.id,
      standing,
      state,
      headPersonId: school.head.personId,
      createdAt: world.now,
    })
    .execute();
  await database
    .insertInto('teamDirection')
    .values(directions.map((key, position) => ({ teamId: id, key, code: key, title: `направление ${key}`, position })))
    .execute();
  if (standing === 'developing') {
    await database
      .insertInto('supervision')
      .values(
        directions.map((directionKey) => ({
          id: newId(),
          teamId: id,
          kind: 'entry',
          directionKey,
          difficulty,
          filledAt: world.now,
        })),
      )
      .execute();
  }
  return { id, name, organisationId: school.id, head: school.head };
}

const at = (actor: Actor, date = '2026-10-05', submission: string | null = null): Context => ({
  actor,
  now: new Date(`${date}T09:00:00Z`),
  database: db.database,
  submission,
});
const proposal = (developing: Team[], experienced: Team[], more: object = {}) => ({
  developing: developing.map((one) => one.id),
  experienced: experienced.map((one) => one.id),
  directions: ['quality'],
  termMonths: 11,
  termGround: 'Сильные затруднения по самооценке',
  manyToMany: false,
  ...more,
});
const wordsOf = (bytes: Uint8Array): string => docxText(bytes).join('\n').replaceAll('\u00a0', ' ');
const facts = async (groupId: string): Promise<GroupFacts> =>
  (await db.database.transaction().execute((tx) => groups(tx).facts(groupId)))!;
const dutiesOf = (groupId: string) => db.database.transaction().execute((tx) => duties(tx).ofGroup(groupId));
const loadOf = async (one: Team) =>
  (await db.database.transaction().execute((tx) => teams(tx).byIds([one.id])))[0]!.groupCount;
const move = (groupId: string, event: GroupEvent, date: string, change: object = {}) =>
  world.inTransaction(world.operator, async (work) =>
    groups(work.tx).move(
      { ...work, today: date, now: new Date(`${date}T09:00:00Z`) },
      (await groups(work.tx).facts(groupId, { lock: true }))!,
      event,
      change,
    ),
  );

interface Formed {
  readonly groupId: string;
  readonly developing: Team;
  readonly experienced: Team;
}

/** A group brought to a stage by everybody's own use cases. */
async function formed(
  stage: 'proposed' | 'agreed' | 'ordered' | 'running',
  more: { municipality?: string } = {},
): Promise<Formed> {
  const developing = await team('developing', more);
  const experienced = await team('experienced');
  const { groupId } = must(await proposeGroup(at(world.operator), proposal([developing], [experienced])));
  const made = { groupId, developing, experienced };
  if (stage === 'proposed') return made;
  must(await consentToGroup(at(developing.head), { groupId }));
  must(await consentToGroup(at(experienced.head), { groupId }));
  if (stage === 'agreed') return made;
  const coordinatorId =
    more.municipality === 'Калачёвский муниципальный район' ? kalachCoordinator.personId : coordinator.personId;
  must(
    await orderComposition(at(world.operator), {
      groupId,
      coordinatorId,
      number: `С-${serial}`,
      datedOn: '2026-10-05',
    }),
  );
  if (stage === 'ordered') return made;
  must(await move(groupId, 'agreement-signed', '2026-10-10'));
  must(await move(groupId, 'programme-approved', '2026-10-15'));
  return made;
}

describe('forming and consent', () => {
  test('[V-step2] [D-A.group] from the proposal to the order: consents, the coordinator, the register, the next step', async () => {
    const { groupId, developing, experienced } = await formed('proposed');
    expect(await facts(groupId)).toMatchObject({
      state: 'proposed',
      step: 2,
      title: `${developing.name} и ${experienced.name}`,
    });
    expect(await loadOf(developing)).toBe(1);
    const asked = await dutiesOf(groupId);
    expect(asked.map((duty) => duty.kind)).toEqual(['consent', 'consent']);

    must(await consentToGroup(at(developing.head), { groupId }));
    expect((await facts(groupId)).state).toBe('proposed');
    expect(await dutiesOf(groupId)).toHaveLength(1);
    must(await consentToGroup(at(experienced.head), { groupId }));
    expect((await facts(groupId)).state).toBe('agreed');
    expect((await dutiesOf(groupId)).map((duty) => duty.kind)).toEqual(['order']);

    const page = must(await orderPage(at(world.operator), { groupId }));
    expect(page.coordinators.map((choice) => choice.personId)).toEqual([coordinator.personId]);
    must(
      await orderComposition(at(world.operator), {
        groupId,
        coordinatorId: coordinator.personId,
        number: page.number,
        datedOn: '2026-10-05',
      }),
    );
    const ordered = await facts(groupId);
    expect(ordered).toMatchObject({ state: 'ordered', step: 3, coordinatorId: coordinator.personId });
    const [next] = await dutiesOf(groupId);
    expect(next).toMatchObject({ kind: 'send-agreement', dueOn: world.cycle.agreementSendBy });
    const { lines } = must(await groupJournal(at(world.operator), { groupId, before: null }));
    expect(lines.map((line) => line.action)).toEqual([
      'group.ordered',
      'group.all-consented',
      'group.team-consented',
      'group.team-consented',
      'group.proposed',
    ]);
    expect(lines[0]!.document).toBe(documentName('приказ', page.number, '2026-10-05'));
    const letters = await db.database
      .selectFrom('mailMessage')
      .select('subject')
      .where('personId', '=', experienced.head.personId)
      .execute();
    expect(letters.map((letter) => letter.subject)).toEqual([
      'Менторская группа ждёт вашего согласия',
      'Состав менторской группы утверждён',
    ]);
  });

  test('[K-3.1.order] [V-orders] the order is numbered, dated, registered, and its document is kept', async () => {
    const { groupId, developing, experienced } = await formed('agreed');
    const number = `${serial}-К`;
    const order = { groupId, coordinatorId: coordinator.personId, number, datedOn: '2026-10-05' };
    const { orderId } = must(await orderComposition(at(world.operator), order));
    const { rows } = must(await listOrders(at(world.operator), { q: number }));
    expect(rows).toMatchObject([{ id: orderId, number, datedOn: '2026-10-05', kind: 'composition', groupId }]);
    const file = must(await readOrderDocument(at(developing.head), { orderId }));
    expect(file.name).toBe(`Приказ № ${number} от 05.10.2026.docx`);
    const words = wordsOf(file.bytes);
    expect(words).toContain(number);
    expect(words).toContain(developing.name);
    expect(words).toContain(experienced.name);
    const stranger = await team('developing');
    expect(codeOf(await readOrderDocument(at(stranger.head), { orderId }))).toBe('not-found');
    expect(codeOf(await listOrders(at(developing.head), {}))).toBe('groups.operator-only');
  });

  test('[V-orders] an issued order is given out byte for byte, whatever becomes of the text, the heads and the names', async () => {
    const { groupId, developing } = await formed('agreed');
    const order = { groupId, coordinatorId: coordinator.personId, number: `${serial}-Б`, datedOn: '2026-10-05' };
    const { orderId } = must(await orderComposition(at(world.operator), order));
    const papers = async () => [
      must(await readOrderDocument(at(world.operator), { orderId, format: 'docx' })),
      must(await readOrderDocument(at(world.operator), { orderId, format: 'pdf' })),
    ];
    const before = await papers();
    expect(before.map(({ name }) => name.split('.').at(-1))).toEqual(['docx', 'pdf']);
    must(
      await publishDocument(at(world.operator), {
        ...{ key: 'composition-order', title: 'Приказ', body: '# ПРИКАЗ\n\nИной текст', basedOn: 1, note: null },
      }),
    );
    await db.database
      .updateTable('person')
      .set({ lastName: 'Иная' })
      .where('id', 'in', [developing.head.personId, coordinator.personId])
      .execute();
    await db.database
      .updateTable('unit')
      .set({ name: 'Иное имя' })
      .where('id', '=', developing.organisationId)
      .execute();
    expect((await papers()).map(({ bytes }) => bytes)).toEqual(before.map(({ bytes }) => bytes));
  });

  test('[V-orders] an order carries a code that anybody can check, and its annex names the members', async () => {
    const { groupId, developing, experienced } = await formed('agreed');
    const number = `${serial}-В`;
    const member = { teamId: developing.id, personId: coordinator.personId, position: 2 };
    await db.database
      .insertInto('teamMember')
      .values({ id: newId(), ...member, post: 'заместитель директора', staffCategory: 'deputy-head' })
      .execute();
    const order = { groupId, coordinatorId: coordinator.personId, number, datedOn: '2026-10-05' };
    const { orderId } = must(await orderComposition(at(world.operator), order));
    const words = wordsOf(must(await readOrderDocument(at(world.operator), { orderId })).bytes);
    for (const part of [
      'ПРИКАЗ',
      'О составе менторской группы',
      'г. Волгоград',
      `от 5 октября 2026 г. № ${number}`,
      'УТВЕРЖДЁН',
      'менторской группы «',
      'Заместитель директора',
      'Исполнитель: ',
      developing.name,
      experienced.name,
    ]) {
      expect(words).toContain(part);
    }
    const code = /Код проверки: ([\w-]+)/.exec(words)?.[1] ?? '';
    expect(await checkCode(db.database, { code })).toMatchObject({
      document: { kind: 'Приказ о составе менторской группы', number, datedOn: '2026-10-05', revokedAt: null },
    });
  });

  test('[V-orders] the register is printed as it is filtered, from the first number on', async () => {
    const first = await formed('ordered');
    const filters = { year: 2026, q: (await facts(first.groupId)).title.split(' и ')[0]! };
    const printed = must(await printOrders(at(world.operator), { filters }));
    const words = wordsOf(printed.bytes);
    expect(printed.name).toBe('Реестр приказов.docx');
    for (const part of ['РЕЕСТР ПРИКАЗОВ', 'Отбор: 2026 год', '05.10.2026', 'Всего приказов: ']) {
      expect(words).toContain(part);
    }
    expect(must(await printOrders(at(world.operator), { filters, format: 'pdf' })).mediaType).toBe('application/pdf');
    expect(codeOf(await printOrders(at(first.developing.head), { filters }))).toBe('groups.operator-only');
  });

  test('an order kept before documents were issued is read as it was', async () => {
    const { groupId } = await formed('ordered');
    const order = await db.database
      .selectFrom('orderRegister')
      .innerJoin('issuedDocument as paper', 'paper.id', 'orderRegister.documentId')
      .select(['orderRegister.id', 'paper.docxFileId'])
      .where('orderRegister.groupId', '=', groupId)
      .executeTakeFirstOrThrow();
    await db.database
      .updateTable('orderRegister')
      .set({ documentId: null, fileId: order.docxFileId })
      .where('id', '=', order.id)
      .execute();
    expect(wordsOf(must(await readOrderDocument(at(world.operator), { orderId: order.id })).bytes)).toContain('ПРИКАЗ');
    expect(codeOf(await readOrderDocument(at(world.operator), { orderId: order.id, format: 'pdf' }))).toBe('not-found');
  });

  test('[V-orders] a number is taken once in a year, the next free one is proposed, a date to come is refused', async () => {
    const first = await formed('agreed');
    const second = await formed('agreed');
    const order = { coordinatorId: coordinator.personId, number: '194', datedOn: '2026-10-05' };
    must(await orderComposition(at(world.operator), { ...order, groupId: first.groupId }));
    expect(must(await orderPage(at(world.operator), { groupId: second.groupId })).number).toBe('195');
    const taken = await orderComposition(at(world.operator), { ...order, groupId: second.groupId });
    expect(taken).toMatchObject({
      ok: false,
      error: { code: 'groups.number-taken', clause: 'orders-register', field: 'number' },
    });
    expect(taken.ok ? '' : taken.error.message).toContain('195');
    expect((await facts(second.groupId)).state).toBe('agreed');
    expect(
      codeOf(
        await orderComposition(at(world.operator), {
          ...order,
          groupId: second.groupId,
          number: '195',
          datedOn: '2026-10-06',
        }),
      ),
    ).toBe('groups.order-in-future');
  });

  test('[D-A.group] the coordinator is an employee of the one the regulation names: the operator, or Kalach’s authority', async () => {
    const own = await formed('agreed');
    const foreign = {
      groupId: own.groupId,
      coordinatorId: kalachCoordinator.personId,
      number: 'Ф-1',
      datedOn: '2026-10-05',
    };
    expect(codeOf(await orderComposition(at(world.operator), foreign))).toBe('groups.foreign-coordinator');
    const kalach = await formed('agreed', { municipality: 'Калачёвский муниципальный район' });
    const page = must(await orderPage(at(world.operator), { groupId: kalach.groupId }));
    expect(page.coordinators.map((choice) => choice.personId)).toEqual([kalachCoordinator.personId]);
    expect(page.employer).toContain('муниципального');
    const order = { groupId: kalach.groupId, number: 'Ф-2', datedOn: '2026-10-05' };
    expect(codeOf(await orderComposition(at(world.operator), { ...order, coordinatorId: coordinator.personId }))).toBe(
      'groups.foreign-coordinator',
    );
    must(await orderComposition(at(world.operator), { ...order, coordinatorId: kalachCoordinator.personId }));
  });

  test('[K-3.1.consent] only the heads of the group’s teams answer; a decline needs a reason and ends the group', async () => {
    const { groupId, developing, experienced } = await formed('proposed');
    const stranger = await team('experienced');
    expect(codeOf(await consentToGroup(at(stranger.head), { groupId }))).toBe('not-found');
    expect(codeOf(await consentToGroup(at(curator), { groupId }))).toBe('groups.head-only');
    expect(codeOf(await consentToGroup(at({ ...developing.head, role: 'team-member' }), { groupId }))).toBe(
      'groups.head-only',
    );
    expect(codeOf(await consentToGroup(at(world.operator), { groupId }))).toBe('groups.head-only');
    must(await consentToGroup(at(developing.head), { groupId }));
    expect(codeOf(await consentToGroup(at(developing.head), { groupId }))).toBe('groups.already-answered');
    expect(codeOf(await declineGroup(at(experienced.head), { groupId, reason: '' }))).toBe('groups.no-reason');
    must(await declineGroup(at(experienced.head), { groupId, reason: 'Нет свободных специалистов' }));
    expect((await facts(groupId)).state).toBe('declined');
    expect(await dutiesOf(groupId)).toEqual([]);
    expect(await loadOf(developing)).toBe(0);
    expect(await loadOf(experienced)).toBe(0);
    expect(codeOf(await consentToGroup(at(experienced.head), { groupId }))).toBe('groups.illegal');
  });

  test('[K-3.1.consent] a consent is taken back until the order', async () => {
    const { groupId, developing } = await formed('agreed');
    expect(must(await consentPage(at(developing.head), { groupId })).mayRevoke).toBe(true);
    must(await declineGroup(at(developing.head), { groupId, reason: 'Сменился директор' }));
    expect((await facts(groupId)).state).toBe('declined');
  });

  test('[K-1.7.group] a developing team applies; its consent is in the application, the operator sees the group', async () => {
    const developing = await team('developing');
    const experienced = await team('experienced');
    const page = must(await applicationPage(at(developing.head), {}));
    expect(page.candidates.map((candidate) => candidate.team.id)).toContain(experienced.id);
    const application = {
      experienced: experienced.id,
      directions: ['quality'],
      termMonths: 6,
      termGround: 'Хватит полугода',
    };
    expect(codeOf(await applyForGroup(at(experienced.head), { ...application, experienced: developing.id }))).toBe(
      'groups.applicant-only',
    );
    expect(codeOf(await applyForGroup(at(curator), application))).toBe('groups.applicant-only');
    const { groupId } = must(await applyForGroup(at(developing.head), application));
    const group = await facts(groupId);
    expect(group).toMatchObject({ origin: 'application', state: 'proposed', termMonths: 6 });
    expect(group.teams.find((one) => one.teamId === developing.id)!.consent).toBe('consented');
    expect(must(await viewGroup(at(world.operator), { groupId })).termGround).toBe('Хватит полугода');
    must(await consentToGroup(at(experienced.head), { groupId }));
    expect((await facts(groupId)).state).toBe('agreed');
  });

  test('[K-3.3] an application to a busy team is refused; the operator may attach several by a decision', async () => {
    const { experienced } = await formed('proposed');
    const second = await team('developing');
    const application = {
      experienced: experienced.id,
      directions: ['quality'],
      termMonths: 6,
      termGround: 'Нужна помощь',
    };
    expect(codeOf(await applyForGroup(at(second.head), application))).toBe('groups.experienced-busy');
    expect(codeOf(await proposeGroup(at(world.operator), proposal([second], [experienced])))).toBe(
      'groups.many-not-decided',
    );
    const { groupId } = must(
      await proposeGroup(at(world.operator), proposal([second], [experienced], { manyToMany: true })),
    );
    expect((await facts(groupId)).manyToMany).toBe(true);
    expect(await loadOf(experienced)).toBe(2);
    const [third, fourth] = [await team('developing'), await team('experienced')];
    const several = must(
      await proposeGroup(
        at(world.operator),
        proposal([third], [fourth, await team('experienced')], { manyToMany: true }),
      ),
    );
    expect((await facts(several.groupId)).teams).toHaveLength(3);
  });

  test('[K-2.6.term] [K-2.6.severity] a term of 2 or 13 changes nothing; the page suggests one by the self-assessment', async () => {
    const [developing, experienced] = [await team('developing', { difficulty: 3 }), await team('experienced')];
    for (const termMonths of [2, 13]) {
      const outcome = await proposeGroup(at(world.operator), proposal([developing], [experienced], { termMonths }));
      expect(outcome).toMatchObject({ ok: false, error: { code: 'groups.term', clause: 'term', field: 'termMonths' } });
    }
    expect(await loadOf(developing)).toBe(0);
    const page = must(await formingPage(at(world.operator), { developingId: developing.id }));
    expect(page.chosen!.suggested).toMatchObject({ months: 12 });
    expect(codeOf(await formingPage(at(curator), { developingId: null }))).toBe('groups.operator-only');
  });

  test('[K-2.2.groups] the shared direction is demanded of what the registry holds', async () => {
    const [developing, experienced] = [await team('developing'), await team('experienced', { directions: ['safety'] })];
    expect(codeOf(await proposeGroup(at(world.operator), proposal([developing], [experienced])))).toBe(
      'groups.no-shared-direction',
    );
    const draft = await team('experienced', { state: 'submitted' });
    expect(codeOf(await proposeGroup(at(world.operator), proposal([developing], [draft])))).toBe(
      'groups.not-registered',
    );
  });
});

describe('confidentiality', () => {
  test('[K-3.4.confidential] a foreign group does not exist: strangers, other curators, the committee, another region', async () => {
    const { groupId, developing } = await formed('ordered');
    const stranger = await team('developing');
    const otherCurator = await world.official('municipal-curator', world.unit('Ольховский муниципальный район'));
    const committee = world.seat('committee', world.region, world.operator.personId);
    const foreigners = [
      stranger.head,
      otherCurator,
      committee,
      { ...world.operator, regionId: newId() },
      world.seat('administrator', world.region),
    ];
    for (const actor of foreigners) {
      for (const outcome of [
        await viewGroup(at(actor), { groupId }),
        await groupJournal(at(actor), { groupId, before: null }),
        await listConsultations(at(actor), { groupId }),
        await consentPage(at(actor), { groupId }),
        await dissolveGroup(at(actor), { groupId, reason: 'x', number: '1', datedOn: '2026-10-05' }),
        await requestExtension(at(actor), { groupId, months: 3, reason: 'x' }),
        await endTerm(at(actor), { groupId }),
        await replacementPage(at(actor), { groupId }),
      ])
        expect(codeOf(outcome)).toBe('not-found');
    }
    for (const actor of [developing.head, curator, coordinator, world.operator])
      must(await viewGroup(at(actor), { groupId }));
    expect(codeOf(await viewGroup(at(world.operator), { groupId: 'нет' }))).toBe('not-found');
    expect(codeOf(await viewGroup(at(world.operator), { groupId: newId() }))).toBe('not-found');
  });

  test('[K-3.4.confidential] lists hold only one’s own; the committee gets numbers and states by municipality', async () => {
    const { groupId, developing } = await formed('ordered');
    const filters = groupFiltersSchema.parse({});
    const own = must(await listGroups(at(developing.head), filters));
    expect(own.rows.map((row) => row.id)).toEqual([groupId]);
    const seen = must(await listGroups(at(world.seat('committee', world.region)), filters));
    expect(seen.rows).toEqual([]);
    expect(
      seen.figures!.find((row) => row.municipalityId === world.unit('Иловлинский муниципальный район').id)!.groups,
    ).toBeGreaterThan(0);
    expect(JSON.stringify(seen)).not.toContain(developing.name);
    const other = await world.official('municipal-curator', world.unit('Ольховский муниципальный район'));
    expect(must(await listGroups(at(other), filters)).rows).toEqual([]);
  });
});

describe('the overview', () => {
  test('[K-2.2.coordinate] late first, with the next actor and the due date; filters, search, pages, figures', async () => {
    const late = await formed('proposed');
    const kalach = await formed('ordered', { municipality: 'Калачёвский муниципальный район' });
    const filters = groupFiltersSchema.parse({});
    const whole = must(await listGroups(at(world.operator, '2026-10-20'), filters));
    const dates = whole.rows.map((row) => row.dueOn ?? '9999-12-31');
    expect(dates).toEqual(dates.toSorted());
    const row = whole.rows.find((one) => one.id === late.groupId)!;
    expect(row).toMatchObject({
      step: 2,
      dueOn: '2026-10-12',
      nextActor: expect.stringContaining(late.developing.name),
    });
    expect(whole.totals!.groups).toBe(whole.rows.length);
    expect(whole.totals!.late).toBeGreaterThan(0);
    expect(whole.totals!.organisations).toBeGreaterThanOrEqual(whole.totals!.groups);

    const by = async (more: object) =>
      must(await listGroups(at(world.operator, '2026-10-20'), groupFiltersSchema.parse(more))).rows.map(
        (one) => one.id,
      );
    expect(await by({ municipality: world.unit('Калачёвский муниципальный район').id })).toContain(kalach.groupId);
    expect(await by({ municipality: world.unit('Калачёвский муниципальный район').id })).not.toContain(late.groupId);
    expect(await by({ step: '3' })).toContain(kalach.groupId);
    expect(await by({ step: '3' })).not.toContain(late.groupId);
    expect(await by({ q: late.developing.name.toUpperCase() })).toEqual([late.groupId]);
    expect(await by({ direction: 'нет' })).toEqual([]);
    expect(await by({ step: 'сто', municipality: "' or 1=1", after: 'xx' })).toEqual(whole.rows.map((one) => one.id));
    expect(await by({ q: '\u0000', direction: '\u0000', after: '\u0000' })).toEqual(whole.rows.map((one) => one.id));

    const scope = { kind: 'region', regionId: world.region.id } as never;
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page: { rows: readonly { id: string }[]; next: string | null } = await db.database
        .transaction()
        .execute((tx) => groups(tx).list(scope, { cycleId: world.cycle.id, after }, { today: '2026-10-20', limit: 2 }));
      paged.push(...page.rows.map((one) => one.id));
      after = page.next;
    } while (after);
    expect(paged).toEqual(whole.rows.map((one) => one.id));
  });
});

describe('help', () => {
  test('[K-2.2.help] [K-2.4.take-part] a question, an answer, a further question; the history stays; closing ends it', async () => {
    const { groupId, developing } = await formed('running');
    const { consultationId } = must(
      await askForHelp(at(developing.head), { groupId, topic: 'Форма плана', body: 'Как оформить?' }),
    );
    expect((await dutiesOf(groupId)).some((duty) => duty.kind === 'consultation')).toBe(true);
    const thread = { groupId, consultationId };
    expect(codeOf(await replyToConsultation(at(curator), { ...thread, body: 'Я отвечу' }))).toBe(
      'groups.participants-only',
    );
    must(await replyToConsultation(at(world.operator), { ...thread, body: 'По образцу' }));
    expect(must(await viewConsultation(at(developing.head), thread)).consultation.state).toBe('answered');
    expect((await dutiesOf(groupId)).some((duty) => duty.kind === 'consultation')).toBe(false);
    must(
      await replyToConsultation(at({ ...developing.head, role: 'team-member' }), { ...thread, body: 'А где образец?' }),
    );
    expect(must(await viewConsultation(at(world.operator), thread)).consultation.state).toBe('open');
    must(await closeConsultation(at(world.operator), thread));
    expect(codeOf(await replyToConsultation(at(developing.head), { ...thread, body: 'Ещё' }))).toBe(
      'groups.consultation-closed',
    );
    expect(must(await viewConsultation(at(curator), thread)).messages.map((message) => message.body)).toEqual([
      'Как оформить?',
      'По образцу',
      'А где образец?',
    ]);
    const other = await formed('running');
    expect(codeOf(await viewConsultation(at(world.operator), { ...thread, groupId: other.groupId }))).toBe('not-found');
  });
});

describe('the term', () => {
  test('[K-3.1.term] the daily job ends the terms that are over, once, and hands over to the reports', async () => {
    const { groupId, developing } = await formed('running');
    expect(await facts(groupId)).toMatchObject({ startsOn: '2026-10-15', endsOn: '2027-09-14', sumUpBy: '2027-10-14' });
    expect(codeOf(await endTerm(at(developing.head, '2027-09-14'), { groupId }))).toBe('groups.term-not-ended');
    await endTermsDue(db.database, new Date('2027-09-14T09:00:00Z'));
    expect((await facts(groupId)).state).toBe('running');
    expect(await endTermsDue(db.database, new Date('2027-09-15T09:00:00Z'))).toBeGreaterThan(0);
    expect(await facts(groupId)).toMatchObject({ state: 'summing-up', step: 6 });
    expect(await endTermsDue(db.database, new Date('2027-09-15T09:00:00Z'))).toBe(0);
    expect((await dutiesOf(groupId)).map((duty) => [duty.kind, duty.dueOn])).toEqual([
      ['information-report', '2027-10-14'],
    ]);
    const [last] = await db.database.transaction().execute((tx) => journal(tx).ofGroup(groupId));
    expect(last).toMatchObject({ action: 'group.term-ended', person: '' });
  });

  test('[K-2.6.extend] asked by the developing team, ordered once the term ends; a second one is refused', async () => {
    const { groupId, developing, experienced } = await formed('running');
    expect(codeOf(await requestExtension(at(experienced.head), { groupId, months: 6, reason: 'Нужно' }))).toBe(
      'groups.developing-only',
    );
    expect(codeOf(await requestExtension(at(developing.head), { groupId, months: 13, reason: 'Нужно' }))).toBe(
      'groups.extension-too-long',
    );
    must(await requestExtension(at(developing.head), { groupId, months: 6, reason: 'Нужно' }));
    expect(codeOf(await requestExtension(at(developing.head), { groupId, months: 6, reason: 'Ещё раз' }))).toBe(
      'groups.request-open',
    );
    const order = { groupId, months: 6, reason: 'Просьба команды', number: `П-${serial}`, datedOn: '2027-03-01' };
    expect(codeOf(await extendGroup(at(world.operator, '2027-03-01'), order))).toBe('groups.extension-early');
    must(await declineExtension(at(world.operator), { groupId, answer: 'Рано' }));
    expect(codeOf(await declineExtension(at(world.operator), { groupId, answer: 'Рано' }))).toBe('groups.request-gone');
    must(await requestExtension(at(developing.head, '2027-09-01'), { groupId, months: 6, reason: 'Нужно' }));
    must(await move(groupId, 'term-ended', '2027-09-15'));
    must(await extendGroup(at(world.operator, '2027-09-20'), { ...order, datedOn: '2027-09-20' }));
    expect(await facts(groupId)).toMatchObject({
      state: 'running',
      endsOn: '2028-03-14',
      sumUpBy: '2028-04-13',
      extensionMonths: 6,
      extensionsCount: 1,
    });
    expect((await dutiesOf(groupId)).every((duty) => duty.kind === 'amend-programme')).toBe(true);
    const again = { ...order, months: 1, number: `П2-${serial}`, datedOn: '2028-03-10' };
    expect(await extendGroup(at(world.operator, '2028-03-10'), again)).toMatchObject({
      ok: false,
      error: { code: 'groups.already-extended', clause: 'extension' },
    });
  });

  test('[K-2.6.early] finished early by an order once the programme is done', async () => {
    const { groupId } = await formed('running');
    const order = {
      groupId,
      finishedOn: '2027-03-01',
      reason: 'Программа выполнена',
      number: `Д-${serial}`,
      datedOn: '2027-03-01',
    };
    expect(codeOf(await finishEarly(at(world.operator, '2027-03-01'), order))).toBe('groups.not-finished');
    await db.database
      .transaction()
      .execute((tx) => groups(tx).keepCounters(groupId, { total: 18, done: 16, part: 0, notDone: 0 }));
    expect(codeOf(await finishEarly(at(coordinator, '2027-03-01'), order))).toBe('groups.operator-only');
    must(await finishEarly(at(world.operator, '2027-03-01'), order));
    expect(await facts(groupId)).toMatchObject({
      state: 'summing-up',
      finishedEarlyOn: '2027-03-01',
      sumUpBy: '2027-03-31',
    });
    expect(
      codeOf(
        await extendGroup(at(world.operator, '2027-09-20'), {
          groupId,
          months: 3,
          reason: 'x',
          number: 'z',
          datedOn: '2027-09-20',
        }),
      ),
    ).toBe('groups.extend-finished-early');
  });
});

describe('replacement', () => {
  const memo = (made: Formed, joining: Team, more: object = {}) => ({
    groupId: made.groupId,
    number: `СЗ-${serial}`,
    datedOn: '2026-12-01',
    ground: 'party-request' as const,
    explanation: 'Письмо директора от 25 ноября',
    leavingTeamId: made.experienced.id,
    joiningTeamId: joining.id,
    ...more,
  });

  test('[K-3.4.replace] [K-3.4.replace-term] memo, the new head’s consent, the rector’s order; the term does not change', async () => {
    const made = await formed('running');
    const joining = await team('experienced');
    const before = await facts(made.groupId);
    const on = '2026-12-05';
    expect(codeOf(await writeMemo(at(world.operator, on), memo(made, joining)))).toBe('groups.coordinator-only');
    const order = { groupId: made.groupId, number: `З-${serial}`, datedOn: on };
    expect(codeOf(await orderReplacement(at(world.operator, on), order))).toBe('groups.no-memo');
    const { memoId } = must(await writeMemo(at(coordinator, on), memo(made, joining)));
    expect(codeOf(await writeMemo(at(coordinator, on), memo(made, joining)))).toBe('groups.memo-open');

    expect(codeOf(await viewGroup(at(joining.head, on), { groupId: made.groupId }))).toBe('not-found');
    expect(must(await consentPage(at(joining.head, on), { groupId: made.groupId }))).toMatchObject({
      invited: true,
      blocked: null,
    });
    expect(
      must(await listGroups(at(joining.head, on), groupFiltersSchema.parse({}))).invitations.map((one) => one.id),
    ).toEqual([made.groupId]);
    expect(codeOf(await orderReplacement(at(world.operator, on), order))).toBe('groups.joining-not-consented');
    must(await consentToGroup(at(joining.head, on), { groupId: made.groupId }));
    must(await orderReplacement(at(world.operator, on), order));

    const after = await facts(made.groupId);
    expect({
      state: after.state,
      startsOn: after.startsOn,
      endsOn: after.endsOn,
      termMonths: after.termMonths,
      sumUpBy: after.sumUpBy,
    }).toEqual({
      state: before.state,
      startsOn: before.startsOn,
      endsOn: before.endsOn,
      termMonths: before.termMonths,
      sumUpBy: before.sumUpBy,
    });
    expect(after.title).toBe(`${made.developing.name} и ${joining.name}`);
    expect(after.teams.find((one) => one.teamId === made.experienced.id)!.leftOn).toBe(on);
    expect(after.teams.find((one) => one.teamId === joining.id)).toMatchObject({
      leftOn: null,
      joinedOn: on,
      consent: 'consented',
    });
    expect([await loadOf(made.experienced), await loadOf(joining)]).toEqual([0, 1]);
    must(await viewGroup(at(joining.head, on), { groupId: made.groupId }));
    expect(codeOf(await viewGroup(at(made.experienced.head, on), { groupId: made.groupId }))).toBe('not-found');
    expect((await dutiesOf(made.groupId)).map((duty) => duty.title)).toContain(
      'Заключить соглашение с новым составом группы',
    );
    const printed = must(await printMemo(at(coordinator, on), { groupId: made.groupId, memoId }));
    await db.database
      .updateTable('person')
      .set({ lastName: 'Иная' })
      .where('id', 'in', [coordinator.personId, joining.head.personId])
      .execute();
    expect(must(await printMemo(at(coordinator, '2027-05-05'), { groupId: made.groupId, memoId })).bytes).toEqual(
      printed.bytes,
    );
    const pdf = must(await printMemo(at(coordinator, on), { groupId: made.groupId, memoId, format: 'pdf' }));
    expect(pdf.mediaType).toBe('application/pdf');
    expect(wordsOf(printed.bytes)).toContain(`«${made.developing.name} и ${made.experienced.name}»`);
    expect(wordsOf(printed.bytes)).toContain(`командой ${joining.name.replace('Гимназия', 'Гимназии')}`);
    expect(codeOf(await printMemo(at(made.developing.head, on), { groupId: made.groupId, memoId }))).toBe('not-found');
    const { rows } = must(await listOrders(at(world.operator), { kind: 'replacement', q: order.number }));
    expect(rows[0]!.ground).toContain('мотивированная письменная просьба');
  });

  test('[K-3.4.replace] the new head’s refusal or the operator’s ends the memo, and another may be written', async () => {
    const made = await formed('running');
    const [first, second] = [await team('experienced'), await team('experienced')];
    const on = '2026-12-05';
    must(await writeMemo(at(coordinator, on), memo(made, first)));
    must(await declineGroup(at(first.head, on), { groupId: made.groupId, reason: 'Не готовы' }));
    expect((await facts(made.groupId)).invited).toEqual([]);
    expect((await facts(made.groupId)).state).toBe('running');
    must(await writeMemo(at(coordinator, on), memo(made, second)));
    must(await declineMemo(at(world.operator, on), { groupId: made.groupId, answer: 'Договоритесь с командой' }));
    expect(codeOf(await consentToGroup(at(second.head, on), { groupId: made.groupId }))).toBe('not-found');
    must(await writeMemo(at(coordinator, on), memo(made, first, { ground: 'other' })));
    const page = must(await replacementPage(at(world.operator, on), { groupId: made.groupId }));
    expect(page.memos.map((one) => one.state)).toEqual(['sent', 'declined', 'declined']);
  });

  test('[K-3.4.replace] a ground outside the three is refused by the database too', async () => {
    const made = await formed('running');
    const joining = await team('experienced');
    await expect(
      writeMemo(at(coordinator, '2026-12-05'), memo(made, joining, { ground: 'каприз' as never })),
    ).rejects.toThrow(/ground/);
  });
});

describe('dissolution', () => {
  test('a ground and an order dissolve a group; everything that waited in it is over', async () => {
    const made = await formed('running');
    const joining = await team('experienced');
    must(await askForHelp(at(made.developing.head), { groupId: made.groupId, topic: 'Вопрос', body: 'Текст' }));
    must(
      await writeMemo(at(coordinator), {
        groupId: made.groupId,
        number: '1',
        datedOn: '2026-10-05',
        ground: 'other',
        explanation: 'Причина',
        leavingTeamId: made.experienced.id,
        joiningTeamId: joining.id,
      }),
    );
    const order = { groupId: made.groupId, reason: 'Школа закрыта', number: null, datedOn: null };
    expect(codeOf(await dissolveGroup(at(world.operator), order))).toBe('groups.order-needed');
    must(await dissolveGroup(at(world.operator), { ...order, number: `Р-${serial}`, datedOn: '2026-10-05' }));
    expect(await facts(made.groupId)).toMatchObject({ state: 'dissolved', step: 5, invited: [] });
    expect(await dutiesOf(made.groupId)).toEqual([]);
    expect(await loadOf(made.experienced)).toBe(0);
    expect(codeOf(await dissolveGroup(at(world.operator), { ...order, number: 'ещё', datedOn: '2026-10-05' }))).toBe(
      'groups.illegal',
    );
    must(await viewGroup(at(made.developing.head), { groupId: made.groupId }));
  });

  test('a proposal is taken back without an order', async () => {
    const { groupId, developing } = await formed('proposed');
    must(
      await dissolveGroup(at(world.operator), { groupId, reason: 'Предложено по ошибке', number: null, datedOn: null }),
    );
    expect((await facts(groupId)).state).toBe('dissolved');
    expect(await loadOf(developing)).toBe(0);
  });
});

describe('20 writers at once have exactly one winner', () => {
  const many = <Value>(run: (index: number) => Promise<Value>) =>
    Promise.all(Array.from({ length: 20 }, (_, index) => run(index)));
  const winners = (outcomes: readonly { ok: boolean }[]) => outcomes.filter((outcome) => outcome.ok).length;

  test('[K-3.1.consent] the consent of one head', async () => {
    const { groupId, developing } = await formed('proposed');
    const outcomes = await many(() => consentToGroup(at(developing.head), { groupId }));
    expect(winners(outcomes)).toBe(1);
    const { lines } = must(await groupJournal(at(world.operator), { groupId, before: null }));
    expect(lines.filter((line) => line.action === 'group.team-consented')).toHaveLength(1);
  });

  test('one form sent twenty times is one consent, and everybody gets its answer', async () => {
    const { groupId, developing } = await formed('proposed');
    const submission = newId();
    const outcomes = await many(() => consentToGroup(at(developing.head, '2026-10-05', submission), { groupId }));
    expect(winners(outcomes)).toBe(20);
    const { lines } = must(await groupJournal(at(world.operator), { groupId, before: null }));
    expect(lines.filter((line) => line.action === 'group.team-consented')).toHaveLength(1);
  });

  test('the last two heads consent at the same instant: the group is agreed once', async () => {
    const { groupId, developing, experienced } = await formed('proposed');
    const outcomes = await Promise.all(
      [developing, experienced].map((one) => consentToGroup(at(one.head), { groupId })),
    );
    expect(winners(outcomes)).toBe(2);
    expect((await facts(groupId)).state).toBe('agreed');
  });

  test('[V-orders] one number of an order', async () => {
    const ready: Formed[] = [];
    for (let index = 0; index < 20; index += 1) ready.push(await formed('agreed'));
    const order = { coordinatorId: coordinator.personId, number: '500', datedOn: '2026-10-05' };
    const outcomes = await many((index) =>
      orderComposition(at(world.operator), { ...order, groupId: ready[index]!.groupId }),
    );
    expect(winners(outcomes)).toBe(1);
    expect(
      outcomes
        .filter((outcome) => !outcome.ok)
        .map(codeOf)
        .every((code) => code === 'groups.number-taken'),
    ).toBe(true);
    // and one paper
    const papers = db.database.selectFrom('issuedDocument').select('groupId').where('number', '=', order.number);
    const winner = ready[outcomes.findIndex((outcome) => outcome.ok)]!;
    expect(await papers.execute()).toEqual([{ groupId: winner.groupId }]);
  }, 60_000);

  test('[K-2.2.groups] one free team proposed to different groups', async () => {
    const developing = await team('developing');
    const others: Team[] = [];
    for (let index = 0; index < 20; index += 1) others.push(await team('experienced'));
    const outcomes = await many((index) => proposeGroup(at(world.operator), proposal([developing], [others[index]!])));
    expect(winners(outcomes)).toBe(1);
    expect(await loadOf(developing)).toBe(1);
    const loads = await Promise.all(others.map(loadOf));
    expect(loads.reduce((sum, load) => sum + load, 0)).toBe(1);
  }, 60_000);
});

describe('the database refuses what the rules refuse', () => {
  let groupId: string;
  beforeEach(async () => {
    ({ groupId } = await formed('proposed'));
  });
  test.each(['ordered', 'contracted', 'running', 'summing-up', 'closed'])('proposed → %s', async (state) => {
    const jump = db.database.updateTable('mentoringGroup').set({ state }).where('id', '=', groupId).execute();
    await expect(jump).rejects.toThrow(/illegal transition of group/);
  });
  test('an event out of turn is refused by the move itself', async () => {
    expect(codeOf(await move(groupId, 'closed', addDays('2026-10-05', 1)))).toBe('groups.illegal');
  });
});
