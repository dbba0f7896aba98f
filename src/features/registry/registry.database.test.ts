import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { codeOf, must, smallRegion, type SmallRegion } from '#tests/small-region.ts';
import type { Actor } from '#kernel/roles.ts';
import { newId } from '#platform/ids.server.ts';
import { parseInput } from '#kernel/input.ts';
import {
  addEvidence,
  assessTeam,
  describeResults,
  editTeam,
  enterTeams,
  openForm,
  registerTeam,
  removeEvidence,
  returnTeam,
  submitTeam,
  teams,
  viewTeam,
  withdrawTeam,
} from './index.server.ts';
import { editTeamSchema, enterTeamsSchema } from './schema.ts';

let test: TestDatabase;
let world: SmallRegion;
let kamyshin: Awaited<ReturnType<SmallRegion['school']>>[];
let curator: Actor;

beforeAll(async () => {
  test = await createTestDatabase({ connections: 20 });
  world = await smallRegion(test.database);
  curator = await world.official('municipal-curator', world.unit('городской округ Камышин'));
  kamyshin = [];
  for (const number of [1, 2, 3, 4, 5, 6]) {
    kamyshin.push(
      await world.school({
        municipality: world.unit('городской округ Камышин'),
        name: `МБОУ СШ № ${number} г. Камышина`,
      }),
    );
  }
});
afterAll(() => test.close());

const row = (organisation: string, standing: string, change: Record<string, unknown> = {}) => ({
  organisation,
  standing,
  directions: ['development'],
  ...change,
});
/** The form as it comes from the browser: through its schema. */
const typed = (municipalityId: string, intent: string, rows: unknown[]) =>
  must(parseInput(enterTeamsSchema, { municipalityId, intent, rows }));
const enter = (actor: Actor, municipalityId: string, intent: string, rows: unknown[]) =>
  enterTeams(world.as(actor), typed(municipalityId, intent, rows));
const seen = async (actor: Actor, teamId: string) => must(await viewTeam(world.as(actor), { teamId }));
const revisionOf = async (teamId: string) => (await seen(world.operator, teamId)).team.revision;
const at = async (teamId: string) => ({ teamId, revision: await revisionOf(teamId) });
const taken = async (unitId: string) =>
  Object.fromEntries(
    (await test.database.selectFrom('registryQuota').selectAll().where('unitId', '=', unitId).execute()).map((one) => [
      one.standing,
      one.taken,
    ]),
  );

/** A municipality of its own for each test: quotas do not meet. */
async function place(name: string, schools: number) {
  const unit = world.unit(name);
  const own = await world.official('municipal-curator', unit);
  const list = [];
  for (let number = 1; number <= schools; number += 1)
    list.push(await world.school({ municipality: unit, name: `СШ № ${number}, ${unit.shortName}` }));
  return { unit, curator: own, schools: list };
}

describe('the participants’ form', () => {
  it('[K-2.3.info] [D-F.form] [V-step1] enters an experienced and a developing team at once and submits them', async () => {
    const unit = world.unit('городской округ Камышин');
    const { teamIds } = must(
      await enter(curator, unit.id, 'submit', [
        { standing: 'developing' },
        row('МБОУ СШ №1 г. Камышина', 'experienced', {
          directions: ['development', 'innovation'],
          note: 'Можем принять стажировку весной',
        }),
        row(kamyshin[1]!.name, 'developing', { ownDirections: 'Работа с родительским сообществом' }),
      ]),
    );
    expect(teamIds).toHaveLength(2);
    const { team, members, history } = await seen(curator, teamIds[1]!);
    expect(team).toMatchObject({ standing: 'developing', state: 'submitted', organisationId: kamyshin[1]!.id });
    expect(team.directions.map(({ key }) => key)).toEqual(['development', 'own:работа с родительским сообществом']);
    expect(members).toMatchObject([{ staffCategory: 'head', fullName: 'Лаврова Ольга Петровна', post: 'директор' }]);
    expect(history.map(({ action }) => action)).toEqual(['submit', 'enter']);
    expect(await taken(unit.id)).toEqual({ experienced: 1, developing: 1 });
  });

  it('[D-F.form] enters a new organisation with its head from the same row', async () => {
    const { unit, curator: own } = await place('Иловлинский муниципальный район', 0);
    const outcome = await enter(own, unit.id, 'draft', [
      row('Муниципальное бюджетное общеобразовательное учреждение «Логовская средняя школа»', 'experienced', {
        newOrganisation: { kind: 'school', shortName: 'Логовская СШ' },
        head: {
          fullName: 'Гусев Пётр Ильич',
          post: 'и.о. директора',
          phones: '89000000002',
          emails: 'school2@example.org',
        },
      }),
    ]);
    const { team } = await seen(own, must(outcome).teamIds[0]!);
    expect(team).toMatchObject({
      organisationShortName: 'Логовская СШ',
      state: 'draft',
      headPhones: ['+79000000002'],
      headEmails: ['school2@example.org'],
    });
    expect(team.head).toMatchObject({ fullName: 'Гусев Пётр Ильич', post: 'и.о. директора' });
  });

  it('refuses, beside the field of its own row, what cannot be entered; nothing of the form stays', async () => {
    const { unit, curator: own, schools } = await place('Алексеевский муниципальный район', 2);
    const refusalOf = async (rows: unknown[]) => {
      const outcome = await enter(own, unit.id, 'submit', rows);
      return outcome.ok ? 'ok' : [outcome.error.code, outcome.error.field, outcome.error.clause];
    };
    const good = row(schools[0]!.name, 'experienced');
    expect(await refusalOf([])).toEqual(['registry.nothing-entered', 'rows[0].organisation', 'participants-form']);
    expect(await refusalOf([good, {}, row('Нет такой школы', 'developing')])).toEqual([
      'registry.unknown-organisation',
      'rows[2].organisation',
      'municipal-information',
    ]);
    expect(await refusalOf([good, row(schools[0]!.name, 'developing')])).toEqual([
      'registry.twice',
      'rows[1].organisation',
      'registry',
    ]);
    expect(await refusalOf([good, row(schools[1]!.name, 'developing', { directions: ['dancing'] })])).toEqual([
      'registry.unknown-direction',
      'rows[1].directions',
      'directions',
    ]);
    expect(await refusalOf([good, row(schools[1]!.name, 'developing', { directions: [] })])).toEqual([
      'registry.no-directions',
      'rows[1].directions',
      'standing',
    ]);
    const noHead = { newOrganisation: { kind: 'school' } };
    expect(await refusalOf([row('Новая школа', 'developing', noHead)])).toEqual([
      'registry.no-head',
      'rows[0].head.fullName',
      'participants-form',
    ]);
    const left = await test.database.selectFrom('team').select('id').where('municipalityId', '=', unit.id).execute();
    const schoolsLeft = await test.database
      .selectFrom('organisation')
      .select('unitId')
      .where('municipalityId', '=', unit.id)
      .execute();
    expect([left.length, schoolsLeft.length]).toEqual([0, 2]);
  });

  it('[D-F.form] is not submitted while the head has no phone or e-mail', async () => {
    const { unit, curator: own } = await place('Быковский муниципальный район', 0);
    const { name } = await world.school({ municipality: unit, name: 'Быковская СШ', contacts: false });
    expect(codeOf(await enter(own, unit.id, 'submit', [row(name, 'experienced')]))).toBe(
      'registry.head-without-contacts',
    );
    expect(codeOf(await enter(own, unit.id, 'draft', [row(name, 'experienced')]))).toBe('ok');
  });

  it('is open to the curator of the municipality and the operator only; another municipality does not exist', async () => {
    const { unit, curator: own, schools } = await place('Городищенский муниципальный район', 1);
    const rows = [row(schools[0]!.name, 'experienced')];
    expect(codeOf(await enter(curator, unit.id, 'draft', rows))).toBe('not-found');
    expect(codeOf(await enter(schools[0]!.head, unit.id, 'draft', rows))).toBe('registry.curator-only');
    expect(codeOf(await openForm(world.as(curator), { municipalityId: unit.id }))).toBe('not-found');
    expect(must(await openForm(world.as(own), { municipalityId: null })).offer).toMatchObject({
      places: { experienced: 1, developing: 1 },
      taken: { experienced: 0, developing: 0 },
    });
    expect(codeOf(await enter(world.operator, unit.id, 'draft', rows))).toBe('ok');
  });

  it('refuses kinds of organisation that have not joined yet', async () => {
    const earlier = await createTestDatabase();
    try {
      const old = await smallRegion(earlier.database, { now: new Date('2021-10-05T09:00:00Z'), year: 2021 });
      const unit = old.unit('Иловлинский муниципальный район');
      const own = await old.official('municipal-curator', unit);
      const { name } = await old.school({ municipality: unit, name: 'Детский сад № 5', kind: 'kindergarten' });
      const outcome = await enterTeams(old.as(own), typed(unit.id, 'draft', [row(name, 'developing')]));
      expect(outcome).toMatchObject({
        ok: false,
        error: { code: 'registry.kind-not-admitted', clause: 'organisation-kinds' },
      });
    } finally {
      await earlier.close();
    }
  });

  it('sent twice enters the teams once', async () => {
    const { unit, curator: own, schools } = await place('Даниловский муниципальный район', 1);
    const submission = newId();
    const input = typed(unit.id, 'submit', [row(schools[0]!.name, 'experienced')]);
    const [first, second] = [
      await enterTeams(world.as(own, submission), input),
      await enterTeams(world.as(own, submission), input),
    ];
    expect(second).toEqual(first);
    expect(await taken(unit.id)).toEqual({ experienced: 1, developing: 0 });
  });
});

describe('from submission to the registry', () => {
  it('[K-3.2] [D-A.experienced] [K-2.2.registry] an experienced team is registered with results and evidence', async () => {
    const { unit, curator: own, schools } = await place('Дубовский муниципальный район', 1);
    const [teamId] = must(await enter(own, unit.id, 'submit', [row(schools[0]!.name, 'experienced')])).teamIds as [
      string,
    ];
    expect(await registerTeam(world.as(world.operator), await at(teamId))).toMatchObject({
      ok: false,
      error: { code: 'registry.no-evidence', clause: 'experienced-evidence' },
    });
    must(await describeResults(world.as(schools[0]!.head), { teamId, results: 'Рост качества три года подряд' }));
    const evidence = { teamId, title: 'Грамота', description: '', link: null, file: null };
    expect(codeOf(await addEvidence(world.as(own), evidence))).toBe('registry.empty-evidence');
    expect(codeOf(await addEvidence(world.as(own), { ...evidence, link: 'javascript:alert(1)' }))).toBe(
      'registry.bad-link',
    );
    const pdf = { name: 'грамота.pdf', type: 'application/pdf', bytes: new TextEncoder().encode('%PDF-1.7\n') };
    expect(codeOf(await addEvidence(world.as(own), { ...evidence, file: { ...pdf, bytes: new Uint8Array() } }))).toBe(
      'files.empty',
    );
    must(await addEvidence(world.as(schools[0]!.head), { ...evidence, file: pdf }));
    must(await registerTeam(world.as(world.operator), await at(teamId)));
    const view = await seen(own, teamId);
    expect(view).toMatchObject({ team: { state: 'registered' }, lack: null });
    expect(codeOf(await removeEvidence(world.as(own), { teamId, evidenceId: view.evidence[0]!.id }))).toBe(
      'registry.not-open',
    );
    const letters = await test.database
      .selectFrom('mailMessage')
      .select('subject')
      .where('personId', '=', own.personId)
      .execute();
    expect(letters.map(({ subject }) => subject)).toEqual([`В реестре: ${schools[0]!.name}`]);
    const registered = await world.inTransaction(world.operator, ({ tx }) =>
      teams(tx).registered({ cycleId: world.cycle.id, standing: 'experienced' }),
    );
    expect(registered.map(({ id }) => id)).toContain(teamId);
  });

  it('[D-A.developing] a developing team is registered after a self-assessment of its directions', async () => {
    const { unit, curator: own, schools } = await place('Еланский муниципальный район', 1);
    const directions = ['development', 'quality'];
    const [teamId] = must(await enter(own, unit.id, 'submit', [row(schools[0]!.name, 'developing', { directions })]))
      .teamIds as [string];
    expect(codeOf(await registerTeam(world.as(world.operator), await at(teamId)))).toBe('registry.no-assessment');
    const answers = directions.map((directionKey, index) => ({
      directionKey,
      difficulty: (index + 1) as 1 | 2,
      comment: 'Нет опыта',
    }));
    expect(codeOf(await assessTeam(world.as(schools[0]!.head), { teamId, answers: answers.slice(1) }))).toBe(
      'registry.empty-assessment',
    );
    expect(codeOf(await assessTeam(world.as(kamyshin[0]!.head), { teamId, answers }))).toBe('not-found');
    must(await assessTeam(world.as(schools[0]!.head), { teamId, answers }));
    must(await registerTeam(world.as(world.operator), await at(teamId)));
    const found = await world.inTransaction(world.operator, ({ tx }) =>
      teams(tx).ofOrganisation(schools[0]!.id, world.cycle.id),
    );
    expect(found?.difficulties).toEqual({ development: 1, quality: 2 });
  });

  it('[K-2.3.info] a returned team keeps its place, is corrected and submitted again; duties and letters follow', async () => {
    const { unit, curator: own, schools } = await place('Жирновский муниципальный район', 1);
    const [teamId] = must(await enter(own, unit.id, 'submit', [row(schools[0]!.name, 'developing')])).teamIds as [
      string,
    ];
    const dutiesOf = async () =>
      (
        await test.database
          .selectFrom('duty')
          .select(['kind', 'role'])
          .where('subjectId', '=', teamId)
          .orderBy('id')
          .execute()
      ).map(({ kind, role }) => `${role}: ${kind}`);
    expect(await dutiesOf()).toEqual(['operator: register-team', 'team: assess', 'municipal-curator: assess']);
    must(await returnTeam(world.as(world.operator), { ...(await at(teamId)), remarks: 'Уточните направление' }));
    expect(await dutiesOf()).toEqual(['municipal-curator: correct-team']);
    expect(await taken(unit.id)).toEqual({ experienced: 0, developing: 1 });

    const stale = await at(teamId);
    const form = (change: Record<string, unknown>) =>
      must(parseInput(editTeamSchema, { standing: 'developing', directions: ['quality'], ...change }));
    must(await editTeam(world.as(own), { ...form({ revision: String(stale.revision) }), teamId }));
    const late = await editTeam(world.as(world.operator), {
      ...form({ revision: String(stale.revision), note: 'Моё' }),
      teamId,
    });
    expect(late).toMatchObject({
      ok: false,
      error: { code: 'registry.stale', kind: 'conflict', theirs: { directions: ['quality'], note: '' } },
    });
    must(await submitTeam(world.as(own), await at(teamId)));
    expect(await taken(unit.id)).toEqual({ experienced: 0, developing: 1 });
    expect((await seen(own, teamId)).team).toMatchObject({ state: 'submitted', directions: [{ key: 'quality' }] });
  });

  it('a returned team that changes its standing moves to a place of the other kind', async () => {
    const { unit, curator: own, schools } = await place('Калачёвский муниципальный район', 1);
    const [teamId] = must(await enter(own, unit.id, 'submit', [row(schools[0]!.name, 'developing')])).teamIds as [
      string,
    ];
    must(await returnTeam(world.as(world.operator), { ...(await at(teamId)), remarks: 'Это опытная команда' }));
    const input = must(
      parseInput(editTeamSchema, {
        revision: await revisionOf(teamId),
        standing: 'experienced',
        directions: ['quality'],
      }),
    );
    must(await editTeam(world.as(own), { ...input, teamId }));
    expect(await taken(unit.id)).toEqual({ experienced: 1, developing: 0 });
  });

  it('a withdrawn team frees its place, and the organisation may be entered again', async () => {
    const { unit, curator: own, schools } = await place('Камышинский муниципальный район', 1);
    const [teamId] = must(await enter(own, unit.id, 'submit', [row(schools[0]!.name, 'developing')])).teamIds as [
      string,
    ];
    expect(codeOf(await withdrawTeam(world.as(own), { ...(await at(teamId)), reason: null }))).toBe(
      'registry.no-reason',
    );
    must(await withdrawTeam(world.as(own), { ...(await at(teamId)), reason: 'Школа на ремонте' }));
    expect(await taken(unit.id)).toEqual({ experienced: 0, developing: 0 });
    expect(codeOf(await enter(own, unit.id, 'submit', [row(schools[0]!.name, 'developing')]))).toBe('ok');
  });

  it('a team that works in a group is not withdrawn', async () => {
    const { unit, curator: own, schools } = await place('Киквидзенский муниципальный район', 1);
    const [teamId] = must(await enter(own, unit.id, 'submit', [row(schools[0]!.name, 'developing')])).teamIds as [
      string,
    ];
    must(
      await assessTeam(world.as(own), {
        teamId,
        answers: [{ directionKey: 'development', difficulty: 2, comment: '' }],
      }),
    );
    must(await registerTeam(world.as(world.operator), await at(teamId)));
    expect(await world.inTransaction(world.operator, ({ tx }) => teams(tx).changeLoad(teamId, 1))).toBe(true);
    expect(codeOf(await withdrawTeam(world.as(own), { ...(await at(teamId)), reason: 'Передумали' }))).toBe(
      'registry.in-group',
    );
  });
});

describe('members', () => {
  it('[K-1.7.kadry] are chosen from the staff of the organisation or entered anew, specialists aside', async () => {
    const { unit, curator: own, schools } = await place('Клетский муниципальный район', 1);
    const [teamId] = must(await enter(own, unit.id, 'draft', [row(schools[0]!.name, 'experienced')])).teamIds as [
      string,
    ];
    const save = async (members: unknown[]) =>
      editTeam(world.as(own), {
        ...must(
          parseInput(editTeamSchema, {
            revision: await revisionOf(teamId),
            standing: 'experienced',
            directions: ['quality'],
            members,
          }),
        ),
        teamId,
      });
    const deputy = {
      fullName: 'Петрова Наталья Олеговна',
      post: 'заместитель директора',
      staffCategory: 'deputy-head',
    };
    must(await save([{}, deputy]));
    const members = (await seen(own, teamId)).members;
    expect(members.map(({ fullName, staffCategory }) => [fullName, staffCategory])).toEqual([
      ['Лаврова Ольга Петровна', 'head'],
      ['Петрова Наталья Олеговна', 'deputy-head'],
    ]);
    const chosen = { personId: members[1]!.personId };
    expect(codeOf(await save([chosen]))).toBe('ok');
    expect(await save([chosen, chosen])).toMatchObject({ ok: false, error: { code: 'registry.member-twice' } });
    expect(await save([{ personId: kamyshin[0]!.head.personId }])).toMatchObject({
      ok: false,
      error: { code: 'registry.foreign-member', field: 'members[0].personId' },
    });
    expect(await save([{}, { fullName: 'Петров Пётр' }])).toMatchObject({
      ok: false,
      error: { code: 'registry.incomplete-member', field: 'members[1].fullName' },
    });
  });
});
