import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkCode } from '#features/documents/index.server.ts';
import { duties } from '#features/duties/index.server.ts';
import { groups } from '#features/groups/index.server.ts';
import { installRegion, openCycle, readReferenceRegion } from '#features/regulation/index.server.ts';
import { importRegion } from '#features/territory/index.server.ts';
import type { Actor, Role } from '#kernel/roles.ts';
import { newId } from '#platform/ids.server.ts';
import type { Context } from '#platform/use-case.server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { docxText } from '#tests/docx.ts';
import {
  agreementFileGroup,
  agreementOf,
  generateAgreement,
  openAgreementFile,
  printAgreement,
  sendAgreement,
  signAgreement,
  viewAgreement,
} from './index.server.ts';
import { agreementTransitions } from './rules.ts';

let test_: TestDatabase;
let folder: string;
let region: { id: string; path: string };
let district: { id: string; path: string };
let cycleId: string;
let versionId: string;

const day = (date: string) => new Date(`${date}T09:00:00+03:00`);
const created = day('2026-09-01');

function actor(role: Role, own: Partial<Actor> = {}): Actor {
  return {
    personId: operatorPerson,
    fullName: 'Кто-то',
    post: '',
    role,
    grantId: '',
    unitId: region.id,
    unitPath: region.path,
    unitName: '',
    regionId: region.id,
    organisationId: null,
    ...own,
  };
}
let operatorPerson: string;

const as = (who: Actor, date: string, submission: string | null = null): Context => ({
  actor: who,
  now: day(date),
  database: test_.database,
  submission,
});

async function addPerson(
  lastName: string,
  firstName: string,
  patronymic: string,
  gender: 'female' | 'male',
): Promise<string> {
  const id = newId();
  await test_.database
    .insertInto('person')
    .values({
      id,
      lastName,
      firstName,
      patronymic,
      gender,
      emails: [`p${id.slice(-6)}@example.org`],
      createdAt: created,
    })
    .execute();
  return id;
}

interface School {
  readonly id: string;
  readonly headId: string;
  readonly teamId: string;
  readonly head: Actor;
  readonly member: Actor;
}

async function addSchool(
  name: string,
  standing: 'experienced' | 'developing',
  head: [string, string, string, 'female' | 'male'],
): Promise<School> {
  const [id, teamId] = [newId(), newId()];
  const path = `${district.path}.${id.replaceAll('-', '')}`;
  const { database } = test_;
  await database
    .insertInto('unit')
    .values({
      id,
      parentId: district.id,
      regionId: region.id,
      path,
      kind: 'organisation',
      name: `Муниципальное общеобразовательное учреждение ${name}`,
      shortName: name,
      createdAt: created,
    })
    .execute();
  await database
    .insertInto('organisation')
    .values({
      unitId: id,
      municipalityId: district.id,
      organisationKind: 'school',
      address: 'улица Школьная, дом 1',
      phones: ['+78445700000'],
    })
    .execute();
  const headId = await addPerson(...head);
  await database
    .insertInto('appointment')
    .values({
      id: newId(),
      personId: headId,
      unitId: id,
      post: 'директор',
      staffCategory: 'head',
      startsOn: '2020-09-01',
    })
    .execute();
  await database
    .insertInto('team')
    .values({
      id: teamId,
      cycleId,
      organisationId: id,
      municipalityId: district.id,
      standing,
      state: 'registered',
      headPersonId: headId,
      createdAt: created,
    })
    .execute();
  const own = { organisationId: id, unitId: id, unitPath: path, personId: headId };
  return { id, headId, teamId, head: actor('organisation-head', own), member: actor('team-member', own) };
}

async function addGroup(schools: readonly School[], state = 'ordered'): Promise<string> {
  const id = newId();
  const { database } = test_;
  await database
    .insertInto('mentoringGroup')
    .values({
      id,
      cycleId,
      regionId: region.id,
      municipalityId: district.id,
      title: 'Первая и вторая',
      origin: 'operator',
      state,
      step: 3,
      regulationVersionId: versionId,
      termMonths: 11,
      coordinatorId: operatorPerson,
      createdAt: created,
    })
    .execute();
  await database
    .insertInto('groupDirection')
    .values({ groupId: id, key: '2', code: '2', title: 'Управление кадрами', position: 0 })
    .execute();
  for (const [index, school] of schools.entries()) await join_(id, school, index === 0 ? 'experienced' : 'developing');
  await database
    .insertInto('orderRegister')
    .values({
      id: newId(),
      regionId: region.id,
      year: 2026,
      number: `194-${id.slice(-4)}`,
      datedOn: '2026-11-11',
      kind: 'composition',
      title: 'О составе',
      groupId: id,
      ground: 'согласие сторон',
      issuedAt: created,
    })
    .execute();
  return id;
}

async function join_(groupId: string, school: School, standing: string): Promise<void> {
  await test_.database
    .insertInto('groupTeam')
    .values({
      groupId,
      teamId: school.teamId,
      organisationId: school.id,
      municipalityId: district.id,
      standing,
      consent: 'consented',
      joinedOn: '2026-11-11',
    })
    .execute();
}

const scan = {
  name: 'скан.pdf',
  type: 'application/pdf',
  bytes: new TextEncoder().encode('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF'),
};
const current = (groupId: string) => test_.database.transaction().execute((tx) => agreementOf(tx, groupId));
const stateOf = (groupId: string) =>
  test_.database.transaction().execute(async (tx) => (await groups(tx).facts(groupId))!.state);
const dutiesOf = (groupId: string) => test_.database.transaction().execute((tx) => duties(tx).ofGroup(groupId));

async function partyOf(groupId: string, unitId: string) {
  return (await current(groupId))!.parties.find((party) => party.unitId === unitId)!;
}

async function sign(groupId: string, who: Actor, unitId: string, date = '2026-11-20', signedOn = date) {
  const party = await partyOf(groupId, unitId);
  const input = { groupId, partyId: party.id, signedOn, signer: 'Седова Анна Ильинична', signerPost: 'директор', scan };
  return signAgreement(as(who, date), input);
}

let first: School;
let second: School;
let third: School;
let operator: Actor;
let groupId: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agreements-'));
  vi.stubEnv('DATA_DIR', folder);
  process.env['DATA_DIR'] = folder;
  test_ = await createTestDatabase({ connections: 20 });
  const imported = await test_.database
    .transaction()
    .execute((tx) => importRegion({ tx, now: created }, readReferenceRegion('volgograd')!));
  region = imported.region;
  district = [...imported.byName.values()].find((unit) => unit.kind === 'municipal-district')!;
  operatorPerson = await addPerson('Лебедева', 'Ольга', 'Сергеевна', 'female');
  operator = actor('operator');
  const administrator = actor('administrator');
  const installed = await installRegion(as(administrator, '2026-09-01'), { code: 'volgograd', regionId: region.id });
  versionId = installed.ok ? installed.value.versionId : '';
  const opened = await openCycle(as(operator, '2026-09-01'), { year: 2026 });
  cycleId = opened.ok ? opened.value.id : '';
});

afterAll(async () => {
  await test_.close();
  rmSync(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  process.env['DATA_DIR'] = folder;
  first = await addSchool('СОШ № 1', 'experienced', ['Седова', 'Анна', 'Ильинична', 'female']);
  second = await addSchool('СОШ № 2', 'developing', ['Черных', 'Пётр', 'Львович', 'male']);
  third = await addSchool('СОШ № 3', 'developing', ['Дергачёва', 'Любовь', 'Петровна', 'female']);
  groupId = await addGroup([first, second]);
});

async function send(id = groupId) {
  expect(
    await generateAgreement(as(operator, '2026-11-15'), { groupId: id, number: null, datedOn: '2026-11-15' }),
  ).toMatchObject({ ok: true });
  expect(await sendAgreement(as(operator, '2026-11-16'), { groupId: id })).toMatchObject({ ok: true });
}

test('[K-3.1.agreement] the table of transitions in the database is that of the rules', async () => {
  const stored = await test_.database
    .selectFrom('legalTransition')
    .selectAll()
    .where('machine', '=', 'agreement')
    .execute();
  const pairs = (rows: readonly { from: string; to: string }[]) =>
    rows.map(({ from, to }) => `${from} → ${to}`).toSorted();
  expect(pairs(stored.map((row) => ({ from: row.fromState, to: row.toState })))).toEqual(pairs(agreementTransitions));
});

describe('[K-3.1.agreement] generating', () => {
  test('the text of the regulation is filled, kept with its file, and names everybody in the right case', async () => {
    const made = await generateAgreement(as(operator, '2026-11-15'), { groupId, number: null, datedOn: '2026-11-15' });
    expect(made).toMatchObject({ ok: true });
    const viewed = await viewAgreement(as(operator, '2026-11-15'), { groupId });
    if (!viewed.ok) throw new Error(viewed.error.message);
    const { agreement, abilities } = viewed.value;
    expect(agreement).toMatchObject({ state: 'draft', sendBy: '2026-11-19', signBy: '2026-11-26', late: false });
    expect(agreement!.parties.map((party) => party.shortName).slice(0, 2)).toEqual(['СОШ № 1', 'СОШ № 2']);
    expect(abilities).toMatchObject({ generate: { allowed: true }, send: { allowed: true } });

    const file = await printAgreement(as(operator, '2026-11-15'), { groupId });
    if (!file.ok) throw new Error(file.error.message);
    const text = docxText(file.value.bytes).join('\n').replaceAll('\u00A0', ' ');
    expect(text).toMatch(/^Проект\n/);
    expect(text).toContain('в лице директора Седовой Анны Ильиничны, действующего на основании Устава');
    expect(text).toContain('в лице директора Черных Петра Львовича, действующего на основании Устава');
    expect(text).toContain('Муниципальное общеобразовательное учреждение СОШ № 2');
    expect(text).toContain('Управление кадрами');
    expect(agreement!.html).toContain('Седовой Анны Ильиничны');
  });

  test("a head's own forms of the name win over the computed ones", async () => {
    const school = await addSchool('СОШ № 4', 'developing', ['Коваль', 'Лука', 'Саввич', 'male']);
    await test_.database
      .updateTable('person')
      .set({ nameCases: JSON.stringify({ genitive: 'Коваля Луки Саввовича' }) })
      .where('lastName', '=', 'Коваль')
      .execute();
    const id = await addGroup([first, school]);
    await generateAgreement(as(operator, '2026-11-15'), { groupId: id, number: null, datedOn: '2026-11-15' });
    const file = await printAgreement(as(operator, '2026-11-15'), { groupId: id });
    if (!file.ok) throw new Error(file.error.message);
    const text = docxText(file.value.bytes).join('\n').replaceAll('\u00A0', ' ');
    expect(text).toContain('в лице директора Коваля Луки Саввовича, действующего на основании Устава');
  });

  test('numbers follow one another, a draft keeps its number when it is made again', async () => {
    const other = await addGroup([first, third]);
    const make = (id: string) =>
      generateAgreement(as(operator, '2026-11-15'), { groupId: id, number: null, datedOn: '2026-11-15' });
    const [one, two, again] = [await make(groupId), await make(other), await make(groupId)];
    if (!one.ok || !two.ok || !again.ok) throw new Error('refused');
    expect(Number(two.value.number)).toBe(Number(one.value.number) + 1);
    expect(again.value.number).toBe(one.value.number);
    expect(
      await test_.database.selectFrom('agreement').select('id').where('groupId', '=', groupId).execute(),
    ).toHaveLength(1);
  });

  test('before the order there is no agreement, and only the operator makes one', async () => {
    const early = await addGroup([first, third], 'agreed');
    const make = (who: Actor, id: string) =>
      generateAgreement(as(who, '2026-11-15'), { groupId: id, number: null, datedOn: '2026-11-15' });
    expect(await make(operator, early)).toMatchObject({
      ok: false,
      error: { code: 'agreements.not-ordered', clause: 'agreement' },
    });
    expect(await make(first.head, groupId)).toMatchObject({
      ok: false,
      error: { code: 'agreements.forbidden.operator' },
    });
    expect(await make(third.head, groupId)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
    expect(
      await generateAgreement(as(operator, '2026-11-15'), { groupId, number: null, datedOn: '2026-11-30' }),
    ).toMatchObject({
      ok: false,
      error: { code: 'agreements.date-in-future', field: 'datedOn' },
    });
  });

  test('a draft is seen by the operator only', async () => {
    await generateAgreement(as(operator, '2026-11-15'), { groupId, number: null, datedOn: '2026-11-15' });
    expect(await viewAgreement(as(first.head, '2026-11-15'), { groupId })).toMatchObject({
      ok: true,
      value: { agreement: null, abilities: {} },
    });
    expect(await printAgreement(as(first.head, '2026-11-15'), { groupId })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
  });
});

describe('[V-step3] sent by, signed by', () => {
  test('sending tells the heads, and every side has its duty until the date', async () => {
    const before = await test_.database.selectFrom('mailMessage').select('id').execute();
    await generateAgreement(as(operator, '2026-11-15'), { groupId, number: null, datedOn: '2026-11-15' });
    expect((await dutiesOf(groupId)).map(({ kind, dueOn }) => [kind, dueOn])).toEqual([
      ['send-agreement', '2026-11-19'],
    ]);
    await sendAgreement(as(operator, '2026-11-16'), { groupId });
    const letters = await test_.database.selectFrom('mailMessage').select(['id', 'personId', 'subject']).execute();
    expect(letters.length - before.length).toBe(2);
    expect((await dutiesOf(groupId)).map(({ kind, dueOn }) => [kind, dueOn])).toEqual(
      Array(3).fill(['sign-agreement', '2026-11-26']),
    );
    await sign(groupId, first.head, first.id);
    expect(await dutiesOf(groupId)).toHaveLength(2);
  });

  test('what is late is shown: not sent in time, then not signed in time', async () => {
    await generateAgreement(as(operator, '2026-11-15'), { groupId, number: null, datedOn: '2026-11-15' });
    const late = async (date: string) => {
      const viewed = await viewAgreement(as(operator, date), { groupId });
      return viewed.ok ? viewed.value.agreement!.late : null;
    };
    expect([await late('2026-11-19'), await late('2026-11-20')]).toEqual([false, true]);
    await sendAgreement(as(operator, '2026-11-21'), { groupId });
    expect([await late('2026-11-26'), await late('2026-11-27')]).toEqual([false, true]);
  });

  test('it is sent once, and not made again afterwards', async () => {
    await send();
    expect(await sendAgreement(as(operator, '2026-11-17'), { groupId })).toMatchObject({
      error: { code: 'agreements.already-sent' },
    });
    expect(
      await generateAgreement(as(operator, '2026-11-17'), { groupId, number: null, datedOn: '2026-11-17' }),
    ).toMatchObject({
      error: { code: 'agreements.already-sent' },
    });
  });
});

describe('[K-3.1.agreement] signing', () => {
  test('three signatures conclude the agreement and move the group to its programme', async () => {
    await send();
    expect(await sign(groupId, second.head, second.id)).toMatchObject({ ok: true, value: { last: false } });
    expect(await sign(groupId, operator, region.id)).toMatchObject({ ok: true, value: { last: false } });
    expect(await stateOf(groupId)).toBe('ordered');
    expect(await sign(groupId, first.head, first.id)).toMatchObject({ ok: true, value: { last: true } });
    expect(await stateOf(groupId)).toBe('contracted');
    expect(await current(groupId)).toMatchObject({ state: 'signed', signedOn: '2026-11-20' });
    expect((await dutiesOf(groupId)).map(({ kind }) => kind)).toEqual(['write-programme', 'write-programme']);
    const written = await test_.database
      .selectFrom('journalEntry')
      .select('action')
      .where('groupId', '=', groupId)
      .orderBy('id')
      .execute();
    expect(written.map((entry) => entry.action)).toEqual([
      'agreement.generated',
      'agreement.sent',
      'agreement.party-signed',
      'agreement.party-signed',
      'agreement.party-signed',
      'agreement.concluded',
      'group.agreement-signed',
    ]);
  });

  test('the operator records what came on paper for a side', async () => {
    await send();
    expect(await sign(groupId, operator, second.id)).toMatchObject({ ok: true });
    expect(await partyOf(groupId, second.id)).toMatchObject({
      signedOn: '2026-11-20',
      recordedBy: 'Лебедева Ольга Сергеевна',
    });
  });

  test('the wrong head, a member of a team, a stranger are refused', async () => {
    await send();
    expect(await sign(groupId, second.head, first.id)).toMatchObject({
      error: { code: 'agreements.forbidden.own-only', kind: 'forbidden' },
    });
    expect(await sign(groupId, second.member, second.id)).toMatchObject({
      error: { code: 'agreements.forbidden.head' },
    });
    expect(await sign(groupId, third.head, first.id)).toMatchObject({ error: { code: 'not-found' } });
    expect((await current(groupId))!.parties.every((party) => party.signedOn === null)).toBe(true);
  });

  test('not before sending, not in the future, not twice, not without a scan of a paper', async () => {
    await generateAgreement(as(operator, '2026-11-15'), { groupId, number: null, datedOn: '2026-11-15' });
    expect(await sign(groupId, operator, first.id)).toMatchObject({ error: { code: 'agreements.not-sent' } });
    await sendAgreement(as(operator, '2026-11-16'), { groupId });
    expect(await sign(groupId, first.head, first.id, '2026-11-20', '2026-11-15')).toMatchObject({
      error: { code: 'agreements.signed-before-sent' },
    });
    expect(await sign(groupId, first.head, first.id, '2026-11-20', '2026-11-21')).toMatchObject({
      error: { code: 'agreements.signed-in-future' },
    });

    const party = await partyOf(groupId, first.id);
    const upload = (file: typeof scan) =>
      signAgreement(as(first.head, '2026-11-20'), {
        groupId,
        partyId: party.id,
        signedOn: '2026-11-20',
        signer: 'С',
        signerPost: 'д',
        scan: file,
      });
    expect(await upload({ ...scan, bytes: new Uint8Array() })).toMatchObject({
      error: { clause: 'platform-files', field: 'scan' },
    });
    expect(await upload({ ...scan, name: 'скан.exe' })).toMatchObject({
      error: { clause: 'platform-files', field: 'scan' },
    });
    const big = new Uint8Array(20 * 1024 * 1024 + 1);
    big.set(scan.bytes);
    expect(await upload({ ...scan, bytes: big })).toMatchObject({ error: { clause: 'platform-files', field: 'scan' } });
    const docx = await printAgreement(as(first.head, '2026-11-20'), { groupId });
    if (!docx.ok) throw new Error(docx.error.message);
    expect(await upload({ ...scan, name: 'скан.docx', bytes: docx.value.bytes })).toMatchObject({
      error: { code: 'agreements.scan-kind', field: 'scan' },
    });

    expect(await sign(groupId, first.head, first.id)).toMatchObject({ ok: true });
    expect(await sign(groupId, first.head, first.id)).toMatchObject({ error: { code: 'agreements.already-signed' } });
  });

  test('twenty simultaneous signatures of the last side: exactly one moves the group', async () => {
    await send();
    await sign(groupId, first.head, first.id);
    await sign(groupId, operator, region.id);
    const party = await partyOf(groupId, second.id);
    const input = {
      groupId,
      partyId: party.id,
      signedOn: '2026-11-20',
      signer: 'Черных П. Л.',
      signerPost: 'директор',
      scan,
    };
    const all = await Promise.all(
      Array.from({ length: 20 }, () => signAgreement(as(second.head, '2026-11-20'), input)),
    );
    expect(all.filter((outcome) => outcome.ok)).toHaveLength(1);
    for (const outcome of all) if (!outcome.ok) expect(outcome.error.code).toBe('agreements.already-signed');
    expect(await stateOf(groupId)).toBe('contracted');
    const moves = await test_.database
      .selectFrom('journalEntry')
      .select('id')
      .where('groupId', '=', groupId)
      .where('action', '=', 'group.agreement-signed')
      .execute();
    expect(moves).toHaveLength(1);
  });

  test('all three sides at the same instant: all are recorded, the group moves once', async () => {
    await send();
    const sides = [
      [first.head, first.id],
      [second.head, second.id],
      [operator, region.id],
    ] as const;
    const all = await Promise.all(sides.map(([who, unitId]) => sign(groupId, who, unitId)));
    expect(all.map((outcome) => outcome.ok)).toEqual([true, true, true]);
    expect(all.filter((outcome) => outcome.ok && outcome.value.last)).toHaveLength(1);
    expect(await stateOf(groupId)).toBe('contracted');
  });

  test('the form sent twice is one signature', async () => {
    await send();
    const party = await partyOf(groupId, first.id);
    const input = {
      groupId,
      partyId: party.id,
      signedOn: '2026-11-20',
      signer: 'Седова А. И.',
      signerPost: 'директор',
      scan,
    };
    const once = newId();
    const [one, two] = [
      await signAgreement(as(first.head, '2026-11-20', once), input),
      await signAgreement(as(first.head, '2026-11-20', once), input),
    ];
    expect(one).toMatchObject({ ok: true });
    expect(two).toEqual(one);
  });
});

async function replaceSecond(state: string) {
  const { database } = test_;
  await database
    .updateTable('groupTeam')
    .set({ leftOn: '2026-12-01' })
    .where('groupId', '=', groupId)
    .where('teamId', '=', second.teamId)
    .execute();
  await join_(groupId, third, 'developing');
  if (state !== 'contracted')
    await database.updateTable('mentoringGroup').set({ state }).where('id', '=', groupId).execute();
}

describe('[K-3.4.replace] after a team was replaced', () => {
  test('a new agreement takes the place of the signed one, the running group keeps its state', async () => {
    await send();
    for (const [who, unit] of [
      [first.head, first.id],
      [second.head, second.id],
      [operator, region.id],
    ] as const)
      await sign(groupId, who, unit);
    await replaceSecond('running');
    expect(await viewAgreement(as(operator, '2026-12-02'), { groupId })).toMatchObject({
      value: { agreement: { outOfDate: true }, abilities: { generate: { allowed: true } } },
    });
    expect(await viewAgreement(as(second.head, '2026-12-02'), { groupId })).toMatchObject({
      error: { kind: 'not-found' },
    });

    await generateAgreement(as(operator, '2026-12-02'), { groupId, number: null, datedOn: '2026-12-02' });
    expect(await current(groupId)).toMatchObject({ state: 'draft', sendBy: '2026-12-09', signBy: '2026-12-16' });
    await sendAgreement(as(operator, '2026-12-03'), { groupId });
    for (const [who, unit] of [
      [first.head, first.id],
      [third.head, third.id],
      [operator, region.id],
    ] as const) {
      expect(await sign(groupId, who, unit, '2026-12-05')).toMatchObject({ ok: true });
    }
    expect(await current(groupId)).toMatchObject({ state: 'signed' });
    expect(await stateOf(groupId)).toBe('running');
    const viewed = await viewAgreement(as(first.head, '2026-12-06'), { groupId });
    expect(viewed).toMatchObject({ value: { earlier: [{ signedOn: '2026-11-20' }], agreement: { outOfDate: false } } });
  });

  test('nobody signs the agreement of the former composition', async () => {
    await send();
    await replaceSecond('ordered');
    expect(await sign(groupId, first.head, first.id, '2026-12-02')).toMatchObject({
      error: { code: 'agreements.parties-changed', clause: 'replacement' },
    });
  });
});

describe('the paper that was sent', () => {
  const paper = async (date: string, format: 'docx' | 'pdf', agreementId: string | null = null) => {
    const file = await printAgreement(as(operator, date), { groupId, agreementId, format });
    if (!file.ok) throw new Error(file.error.message);
    return file.value;
  };
  const textOf = (bytes: Uint8Array) => docxText(bytes).join('\n').replaceAll('\u00A0', ' ');
  const checked = (bytes: Uint8Array) =>
    checkCode(test_.database, { code: /Код проверки: ([\w-]+)/.exec(textOf(bytes))?.[1] ?? '' });

  test('is given out byte for byte, whatever becomes of heads and names', async () => {
    await send();
    const before = [await paper('2026-11-16', 'docx'), await paper('2026-11-16', 'pdf')];
    expect(before.map((file) => file.mediaType.split('/')[1]!.slice(0, 7))).toEqual(['vnd.ope', 'pdf']);
    await test_.database
      .updateTable('person')
      .set({ lastName: 'Иванова' })
      .where('id', '=', first.head.personId)
      .execute();
    await test_.database.updateTable('unit').set({ name: 'Лицей № 99' }).where('id', '=', first.id).execute();
    const after = [await paper('2027-01-16', 'docx'), await paper('2027-01-16', 'pdf')];
    expect(after.map(({ bytes }) => bytes)).toEqual(before.map(({ bytes }) => bytes));
    expect(textOf(after[0]!.bytes)).not.toContain('Проект');
  });

  test('answers by its code from the day it is sent, and says when another has taken its place', async () => {
    await generateAgreement(as(operator, '2026-11-15'), { groupId, number: null, datedOn: '2026-11-15' });
    const { code } = await test_.database.selectFrom('issuedDocument').select('code').executeTakeFirstOrThrow();
    expect(await checkCode(test_.database, { code })).toMatchObject({ document: null });
    await sendAgreement(as(operator, '2026-11-16'), { groupId });
    const sent = await paper('2026-11-16', 'docx');
    expect(await checked(sent.bytes)).toMatchObject({
      document: {
        kind: 'Соглашение о совместной деятельности менторской группы',
        datedOn: '2026-11-15',
        revokedAt: null,
      },
    });
    const { id } = (await current(groupId))!;
    await replaceSecond('ordered');
    await generateAgreement(as(operator, '2026-12-02'), { groupId, number: null, datedOn: '2026-12-02' });
    expect((await checked(sent.bytes)).document?.revokedAt).toEqual(day('2026-12-02'));
    expect((await paper('2026-12-03', 'docx', id)).bytes).toEqual(sent.bytes);
  });

  test('a draft made anew leaves nothing of the earlier one', async () => {
    for (const datedOn of ['2026-11-14', '2026-11-15']) {
      await generateAgreement(as(operator, '2026-11-15'), { groupId, number: null, datedOn });
    }
    const kept = await test_.database
      .selectFrom('issuedDocument')
      .select('datedOn')
      .where('groupId', '=', groupId)
      .execute();
    expect(kept).toEqual([{ datedOn: '2026-11-15' }]);
  });

  test('an agreement kept before documents were issued is read as it was', async () => {
    await send();
    const { documentId, docxFileId } = await test_.database
      .selectFrom('agreement')
      .innerJoin('issuedDocument as paper', 'paper.id', 'agreement.documentId')
      .select(['agreement.documentId', 'paper.docxFileId'])
      .where('agreement.groupId', '=', groupId)
      .executeTakeFirstOrThrow();
    expect(documentId).not.toBeNull();
    await test_.database
      .updateTable('agreement')
      .set({ documentId: null, fileId: docxFileId })
      .where('groupId', '=', groupId)
      .execute();
    expect(textOf((await paper('2026-11-20', 'docx')).bytes)).toContain('СОГЛАШЕНИЕ');
    expect(await printAgreement(as(operator, '2026-11-20'), { groupId, format: 'pdf' })).toMatchObject({
      error: { kind: 'not-found' },
    });
  });
});

describe('[K-3.4.confidential] files of an agreement', () => {
  test('are given to those who may read it, under its own group only', async () => {
    await send();
    await sign(groupId, first.head, first.id);
    const { scanFileId } = await partyOf(groupId, first.id);
    const other = await addGroup([third, second]);
    const open = (who: Actor, id: string) =>
      openAgreementFile(as(who, '2026-11-20'), { groupId: id, fileId: scanFileId! });
    expect(await open(second.member, groupId)).toMatchObject({
      ok: true,
      value: { name: 'скан.pdf', mediaType: 'application/pdf' },
    });
    for (const outcome of [
      await open(third.head, groupId),
      await open(third.head, other),
      await open(actor('committee'), groupId),
    ]) {
      expect(outcome).toMatchObject({ ok: false, error: { code: 'not-found' } });
    }
    expect(await test_.database.transaction().execute((tx) => agreementFileGroup(tx, scanFileId!))).toBe(groupId);
  });
});
