import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { duties } from '#features/duties/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { parseInput } from '#kernel/input.ts';
import type { Actor } from '#kernel/roles.ts';
import { newId } from '#platform/ids.server.ts';
import type { Context } from '#platform/use-case.server.ts';
import { contractGroup, factsOf, orderedGroup, type BuiltGroup } from '#tests/builders/group.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { docxText } from '#tests/docx.ts';
import { codeOf, must, smallRegion, type SmallRegion } from '#tests/small-region.ts';
import {
  abandonAmendment,
  activitySchema,
  approve,
  compareVersions,
  endorse,
  markActivity,
  marksOf,
  moveActivity,
  openDraft,
  printAmendment,
  printProgramme,
  programmeInForce,
  readEvidence,
  removeActivity,
  removeEvidence,
  restoreActivity,
  returnWithRemarks,
  saveActivity,
  saveGeneral,
  saveWorkingGroup,
  startAmendment,
  startProgramme,
  submit,
  viewActivity,
  viewProgramme,
} from './index.server.ts';
import { programmeEvents } from './rules.ts';

let db: TestDatabase;
let region: SmallRegion;
let folder: string;
let group: BuiltGroup;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'programmes-'));
  vi.stubEnv('DATA_DIR', folder);
  db = await createTestDatabase({ connections: 22 });
  region = await smallRegion(db.database);
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  vi.stubEnv('DATA_DIR', folder);
  group = await orderedGroup(region);
});

const writingDay = '2026-12-01';
const approvalDay = '2027-01-25';

const at = (date: string, actor: Actor, submission: string | null = null): Context => ({
  actor,
  now: new Date(`${date}T09:00:00Z`),
  database: db.database,
  submission,
});
const developingHead = (date = writingDay) => at(date, group.developing.head);
const experiencedHead = (date = writingDay) => at(date, group.experienced.head);
const here = () => ({ groupId: group.id });
const view = async (actor: Actor = group.developing.head, version?: number) =>
  must(await viewProgramme(at(writingDay, actor), { ...here(), version: version ?? null }));
const draft = async () => {
  const { programme } = must(await openDraft(developingHead(), here()));
  return programme;
};
const dutiesNow = () => db.database.transaction().execute((tx) => duties(tx).ofGroup(group.id));
const lettersTo = (personId: string) =>
  db.database.selectFrom('mailMessage').selectAll().where('personId', '=', personId).orderBy('id').execute();

/** A row as its form would send it. */
async function rowOf(number: number) {
  const { rows, activities } = await draft();
  const shown = rows.find((row) => row.number === number)!;
  const stored = activities.find((row) => row.key === shown.key)!;
  return {
    ...here(),
    key: stored.key,
    revision: stored.revision,
    stage: String(stored.stage) as '1' | '2' | '3',
    title: stored.title,
    transferForm: stored.transferForm ?? '',
    due: shown.dueText,
    responsible: [...stored.responsible],
    themes: [] as { title: string; dues: string[] }[],
  };
}

async function generalNow() {
  const { revision, periodFrom, periodTo, directions, goals, meetings, broadcast, operatorContact, curatorContact } =
    await draft();
  return {
    ...here(),
    revision,
    periodFrom,
    periodTo,
    goals,
    meetings,
    broadcast,
    operatorContact,
    curatorContact,
    directions: directions.map(({ key }) => key),
  };
}

async function onApproval(): Promise<void> {
  must(await startProgramme(developingHead(), here()));
  await endorseAndSubmit();
}

async function endorseAndSubmit(date = writingDay): Promise<void> {
  must(await endorse(developingHead(date), here()));
  must(await endorse(experiencedHead(date), here()));
  must(await submit(developingHead(date), here()));
}

async function running(): Promise<void> {
  await contractGroup(region, group);
  await onApproval();
  must(await approve(at(approvalDay, group.curator), here()));
}

const done = {
  revision: 0,
  state: 'done' as const,
  onDate: '2027-02-10',
  result: 'Проведена, решения записаны',
  reason: null,
  files: [],
};
const pdf = (text: string) => ({
  name: 'протокол.pdf',
  type: 'application/pdf',
  bytes: new TextEncoder().encode(`%PDF-1.7\n% ${text}\n1 0 obj\n<<>>\nendobj\n%%EOF`),
});

describe('writing', () => {
  it('[D-P.template] [K-1.7.programme] starts from the standard plan of 18 activities, each with form, date and responsible', async () => {
    must(await startProgramme(developingHead(), here()));
    const { rows, periodFrom, periodTo, stages } = await draft();
    expect(rows).toHaveLength(18);
    expect([1, 2, 3].map((stage) => rows.filter((row) => row.stage === stage).length)).toEqual([5, 9, 4]);
    for (const row of rows) {
      expect(row.transferForm).not.toBe('');
      expect(row.dueText).not.toBe('');
      expect(row.responsible.length).toBeGreaterThan(0);
    }
    expect([periodFrom, periodTo]).toEqual(['2026-12-01', '2027-10-31']);
    expect(stages.map((stage) => stage.roman)).toEqual(['I', 'II', 'III']);
  });

  it('[V-step5] [V-supervision] the standard plan holds entry and exit supervision, meetings, consulting, courses, Laboratory and quest', async () => {
    must(await startProgramme(developingHead(), here()));
    const titles = (await draft()).rows.map((row) => row.title).join('\n');
    for (const part of [
      'Супервизия «на входе»',
      'флэш-встреча',
      'семинар',
      'Консультирование',
      'Виртуальные встречи',
      'Практикум',
      'Лаборатори',
      'профессиональное образование',
      'квест',
      'Супервизия «на выходе»',
    ]) {
      expect(titles).toContain(part);
    }
  });

  it('[D-P.part1] part I comes filled: directions, period, both working groups, operator and curator', async () => {
    must(await startProgramme(experiencedHead(), here()));
    const programme = await draft();
    expect(programme.directions.map(({ key }) => key)).toEqual(['staff', 'quality']);
    for (const { team, members } of programme.workingGroups) {
      expect(members.map((member) => member.fullName)).toEqual(['Лаврова Ольга Петровна', 'Травина Лидия Юрьевна']);
      expect(members.filter((member) => member.isLeader)).toHaveLength(1);
      expect(members.filter((member) => member.isContact)).toHaveLength(1);
      expect(team.consent).toBe('consented');
    }
    expect(programme.operatorContact).toContain('координатор');
    expect(programme.curatorContact).toContain('Инна Павловна');
  });

  it('is started once, however many press the button', async () => {
    const started = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        startProgramme(index % 2 ? developingHead() : experiencedHead(), here()),
      ),
    );
    expect(started.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(new Set(started.filter((outcome) => !outcome.ok).map(codeOf))).toEqual(
      new Set(['programmes.already-in-work']),
    );
  });

  it('is not started before the order, and not by a curator', async () => {
    await db.database.updateTable('mentoringGroup').set({ title: 'x' }).where('id', '=', group.id).execute();
    expect(codeOf(await startProgramme(at(writingDay, group.curator), here()))).toBe('programmes.forbidden.write');
    expect(codeOf(await startProgramme(at(writingDay, region.operator), here()))).toBe('programmes.forbidden.write');
  });

  it('[K-2.8] both teams and the coordinator write the same version', async () => {
    must(await startProgramme(developingHead(), here()));
    must(await saveActivity(at(writingDay, group.developing.member), { ...(await rowOf(1)), title: 'Соглашение' }));
    must(await saveActivity(at(writingDay, group.experienced.member), { ...(await rowOf(3)), title: 'Документы' }));
    must(await saveGeneral(at(writingDay, group.coordinator), { ...(await generalNow()), goals: 'Три цели' }));
    const { rows, goals } = await draft();
    expect(rows.map((row) => row.title)).toEqual(expect.arrayContaining(['Соглашение', 'Документы']));
    expect(goals).toBe('Три цели');
  });

  it('[K-2.8] of 20 savers of one activity exactly one wins, the others get both versions', async () => {
    must(await startProgramme(developingHead(), here()));
    const row = await rowOf(5);
    const saved = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        saveActivity(at(writingDay, index % 2 ? group.experienced.member : group.developing.member), {
          ...row,
          title: `Семинар ${index}`,
        }),
      ),
    );
    const winner = saved.findIndex((outcome) => outcome.ok);
    expect(saved.filter((outcome) => outcome.ok)).toHaveLength(1);
    for (const outcome of saved) {
      if (outcome.ok) continue;
      expect(outcome.error).toMatchObject({ code: 'programmes.stale', kind: 'conflict', clause: 'platform-conflict' });
      expect(outcome.error.theirs).toMatchObject({ title: `Семинар ${winner}`, revision: row.revision + 1 });
    }
    expect((await draft()).rows.filter((one) => one.title === `Семинар ${winner}`)).toHaveLength(1);
  });

  it('different activities are saved at once without losing any', async () => {
    must(await startProgramme(developingHead(), here()));
    const rows = await Promise.all(Array.from({ length: 18 }, (_, index) => rowOf(index + 1)));
    const saved = await Promise.all(
      rows.map((row, index) =>
        saveActivity(index % 2 ? developingHead() : experiencedHead(), { ...row, title: `Мероприятие ${index}` }),
      ),
    );
    expect(saved.map(codeOf)).toEqual(Array(18).fill('ok'));
    expect(new Set((await draft()).rows.map((row) => row.title)).size).toBe(18);
  });

  it('a stale part I and a stale working group are refused with what is stored', async () => {
    must(await startProgramme(developingHead(), here()));
    const general = await generalNow();
    must(await saveGeneral(developingHead(), { ...general, goals: 'Первые' }));
    expect(await saveGeneral(experiencedHead(), { ...general, goals: 'Вторые' })).toMatchObject({
      ok: false,
      error: { code: 'programmes.stale', theirs: { goals: 'Первые', revision: general.revision + 1 } },
    });
    const members = [
      {
        fullName: 'Седова Анна Ильинична',
        post: 'директор',
        phones: ['+78442000000'],
        emails: [],
        isLeader: true,
        isContact: true,
      },
    ];
    const input = { ...here(), teamId: group.developing.teamId, revision: 1, members };
    must(await saveWorkingGroup(developingHead(), input));
    expect(await saveWorkingGroup(at(writingDay, group.developing.member), input)).toMatchObject({
      ok: false,
      error: { code: 'programmes.stale', theirs: { revision: 2, members: [{ fullName: 'Седова Анна Ильинична' }] } },
    });
  });

  it('[V-step4] each team fills its own working group and not the other’s', async () => {
    must(await startProgramme(developingHead(), here()));
    const input = { ...here(), teamId: group.experienced.teamId, revision: 1, members: [] };
    expect(codeOf(await saveWorkingGroup(developingHead(), input))).toBe('not-found');
    expect(codeOf(await saveWorkingGroup(at(writingDay, group.coordinator), input))).toBe(
      'programmes.forbidden.write-team',
    );
  });

  it('[V-workgroup] two leaders are refused at once, the choices name whom a direction needs', async () => {
    must(await startProgramme(developingHead(), here()));
    const person = { post: 'директор', phones: ['+78442000000'], emails: [], isLeader: true, isContact: true };
    const members = [
      { fullName: 'Первая', ...person },
      { fullName: 'Вторая', ...person },
    ];
    const input = { ...here(), teamId: group.developing.teamId, revision: 1, members };
    expect(await saveWorkingGroup(developingHead(), input)).toMatchObject({
      ok: false,
      error: { code: 'programmes.one-leader', clause: 'working-group' },
    });
    const { workingGroupAdvice } = (await view()).choices;
    expect(workingGroupAdvice.find(({ direction }) => direction.includes('качеством'))?.posts).toContain(
      'руководитель организации',
    );
  });

  it('[D-P.themes] an activity keeps its own themes, each with several dates', async () => {
    must(await startProgramme(developingHead(), here()));
    const row = await rowOf(6);
    const themes = [
      { title: 'Кадровый резерв школы', dues: ['8 марта 2027', 'сентябрь 2027'] },
      { title: 'Паспорт безопасности', dues: [] },
    ];
    must(await saveActivity(developingHead(), { ...row, due: 'по согласованию сторон', themes }));
    const { rows, activities } = await draft();
    expect(rows.find((one) => one.key === row.key)?.themes.map((theme) => theme.title)).toEqual([
      'Кадровый резерв школы',
      'Паспорт безопасности',
    ]);
    expect(rows.find((one) => one.key === row.key)?.themes[0]?.dues).toHaveLength(2);
    expect(activities.find((one) => one.key === row.key)).toMatchObject({ dueFrom: '2027-03-08', dueTo: '2027-09-30' });
  });

  it('[D-P.part2] an activity of one’s own is added, moved and removed', async () => {
    must(await startProgramme(developingHead(), here()));
    const own = { ...(await rowOf(8)), key: null, revision: 0, title: 'Открытый педсовет', due: 'апрель 2027' };
    const added = must(await saveActivity(developingHead(), own));
    expect((await draft()).rows).toHaveLength(19);
    const last = (await draft()).rows.find((row) => row.key === added.key);
    expect(last).toMatchObject({ stage: 2, number: 15 });
    must(await moveActivity(developingHead(), { ...here(), key: added.key!, direction: 'up' }));
    expect((await draft()).rows.find((row) => row.key === added.key)?.number).toBe(14);
    expect(codeOf(await removeActivity(developingHead(), { ...here(), key: added.key!, revision: 7 }))).toBe(
      'programmes.stale',
    );
    must(await removeActivity(developingHead(), { ...here(), key: added.key!, revision: last!.revision }));
    expect((await draft()).rows).toHaveLength(18);
  });

  it.each([
    [{ due: 'когда-нибудь потом' }, 'programmes.no-due'],
    [{ due: '31 февраля 2027' }, 'programmes.no-due'],
    [{ due: 'март 2072' }, 'programmes.due-outside'],
    [{ transferForm: 'нет такой' }, 'programmes.no-transfer-form'],
    [{ responsible: [] }, 'programmes.no-responsible'],
    [{ themes: [{ title: 'Тема', dues: ['как-нибудь'] }] }, 'programmes.no-due'],
  ])('[D-P.part2] %o is refused beside its field', async (change, code) => {
    must(await startProgramme(developingHead(), here()));
    const outcome = await saveActivity(developingHead(), { ...(await rowOf(8)), ...change });
    expect(codeOf(outcome)).toBe(code);
    if (!outcome.ok) expect(outcome.error.field).toBeTruthy();
  });

  it.each([2, 13])('a planned period of %i months is refused by its clause', async (months) => {
    must(await startProgramme(developingHead(), here()));
    const periodTo = months === 2 ? '2027-01-31' : '2027-12-31';
    expect(await saveGeneral(developingHead(), { ...(await generalNow()), periodTo })).toMatchObject({
      ok: false,
      error: { code: 'programmes.term', clause: 'term', field: 'periodTo' },
    });
  });

  it('[K-2.7] [K-3.4.meetings] directions are of the group, meetings are agreed by the parties', async () => {
    must(await startProgramme(developingHead(), here()));
    expect(codeOf(await saveGeneral(developingHead(), { ...(await generalNow()), directions: [] }))).toBe(
      'programmes.no-directions',
    );
    expect(codeOf(await saveGeneral(developingHead(), { ...(await generalNow()), directions: ['safety'] }))).toBe(
      'programmes.foreign-direction',
    );
    const meetings = 'Очно раз в месяц; онлайн — по средам';
    must(await saveGeneral(experiencedHead(), { ...(await generalNow()), directions: ['staff'], meetings }));
    expect(await draft()).toMatchObject({ meetings, directions: [{ key: 'staff' }] });
  });

  it('a form sent twice adds one activity and answers the same', async () => {
    must(await startProgramme(developingHead(), here()));
    const own = { ...(await rowOf(8)), key: null, revision: 0, title: 'Открытый педсовет' };
    const submission = newId();
    const sent = await Promise.all(
      Array.from({ length: 20 }, () => saveActivity(at(writingDay, group.developing.head, submission), own)),
    );
    expect(new Set(sent.map((outcome) => must(outcome).key)).size).toBe(1);
    expect((await draft()).rows).toHaveLength(19);
  });

  it('control characters are removed and markup stays text', () => {
    const raw = {
      revision: '0',
      stage: '1',
      title: '<b>Встреча</b>\u0000\u0007',
      transferForm: 'consulting',
      due: 'март 2027',
      responsible: 'operator',
      themes: [{ title: 'Тема\u0008', dues: '8 марта 2027; 5 мая 2027' }],
    };
    expect(must(parseInput(activitySchema, raw))).toMatchObject({
      title: '<b>Встреча</b>',
      themes: [{ title: 'Тема', dues: ['8 марта 2027', '5 мая 2027'] }],
    });
  });

  it('a foreign person sees no group at all', async () => {
    must(await startProgramme(developingHead(), here()));
    const other = await orderedGroup(region, { home: 'Дубовский муниципальный район' });
    for (const stranger of [other.developing.head, other.curator]) {
      expect(codeOf(await viewProgramme(at(writingDay, stranger), here()))).toBe('not-found');
      expect(codeOf(await startProgramme(at(writingDay, stranger), here()))).toBe('not-found');
    }
  });
});

describe('endorsement and approval', () => {
  it('[V-step4] [D-A.programme] both heads endorse, then it is sent to the curator', async () => {
    must(await startProgramme(developingHead(), here()));
    expect(codeOf(await submit(developingHead(), here()))).toBe('programmes.wrong-state');
    must(await endorse(developingHead(), here()));
    expect((await draft()).state).toBe('draft');
    expect(codeOf(await endorse(developingHead(), here()))).toBe('programmes.already-endorsed');
    must(await endorse(experiencedHead(), here()));
    expect((await draft()).state).toBe('endorsed');
    must(await submit(experiencedHead(), here()));
    expect((await draft()).state).toBe('on-approval');
    expect((await lettersTo(group.curator.personId)).map((letter) => letter.subject)).toEqual([
      expect.stringContaining('Программа на утверждение'),
    ]);
  });

  it('a member, the coordinator or a foreign head does not endorse', async () => {
    must(await startProgramme(developingHead(), here()));
    expect(codeOf(await endorse(at(writingDay, group.developing.member), here()))).toBe('programmes.forbidden.endorse');
    expect(codeOf(await endorse(at(writingDay, group.coordinator), here()))).toBe('programmes.forbidden.endorse');
    const other = await orderedGroup(region);
    expect(codeOf(await endorse(at(writingDay, other.developing.head), here()))).toBe('not-found');
  });

  it('[V-workgroup] an incomplete programme is not endorsed, and the button says why', async () => {
    must(await startProgramme(developingHead(), here()));
    must(
      await saveWorkingGroup(developingHead(), {
        ...here(),
        teamId: group.developing.teamId,
        revision: 1,
        members: [],
      }),
    );
    expect(codeOf(await endorse(experiencedHead(), here()))).toBe('programmes.one-leader');
    expect((await view(group.experienced.head)).abilities.endorse).toMatchObject({
      allowed: false,
      clause: 'working-group',
    });
  });

  it('[K-2.8] any change takes the endorsements back, so that nobody endorses what they have not seen', async () => {
    must(await startProgramme(developingHead(), here()));
    must(await endorse(developingHead(), here()));
    must(await saveActivity(experiencedHead(), { ...(await rowOf(3)), title: 'Другое' }));
    expect((await draft()).endorsedBy).toEqual([]);
    must(await endorse(experiencedHead(), here()));
    must(await endorse(developingHead(), here()));
    expect((await draft()).state).toBe('endorsed');
    must(await saveActivity(experiencedHead(), { ...(await rowOf(3)), title: 'Ещё' }));
    expect(await draft()).toMatchObject({ state: 'draft', endorsedBy: [] });
  });

  it('what is on approval is not written', async () => {
    await onApproval();
    expect(codeOf(await saveActivity(developingHead(), await rowOf(1)))).toBe('programmes.wrong-state');
    expect(codeOf(await saveGeneral(developingHead(), await generalNow()))).toBe('programmes.wrong-state');
  });

  it('20 heads’ clicks endorse once each', async () => {
    must(await startProgramme(developingHead(), here()));
    const clicks = await Promise.all(
      Array.from({ length: 20 }, (_, index) => endorse(index % 2 ? developingHead() : experiencedHead(), here())),
    );
    expect(clicks.filter((outcome) => outcome.ok)).toHaveLength(2);
    expect((await draft()).state).toBe('endorsed');
  });

  it('[K-2.3.approve] is refused before the agreement is signed by everybody', async () => {
    await onApproval();
    expect(await approve(at(approvalDay, group.curator), here())).toMatchObject({
      ok: false,
      error: { code: 'programmes.agreement-first', clause: 'agreement' },
    });
    expect((await view(group.curator)).abilities.approve).toMatchObject({ allowed: false, clause: 'agreement' });
    await contractGroup(region, group);
    expect((await view(group.curator)).abilities.approve).toEqual({ allowed: true });
  });

  it('[K-2.3.approve] only the curator of the developing team’s municipality approves', async () => {
    await contractGroup(region, group);
    await onApproval();
    const ofExperienced = await region.official('municipal-curator', region.unit('городской округ Камышин'));
    const ofNobody = await region.official('municipal-curator', region.unit('Дубовский муниципальный район'));
    expect(await approve(at(approvalDay, ofExperienced), here())).toMatchObject({
      ok: false,
      error: { code: 'programmes.foreign-municipality', clause: 'programme-approval' },
    });
    expect(codeOf(await approve(at(approvalDay, ofNobody), here()))).toBe('not-found');
    expect(codeOf(await approve(at(approvalDay, region.operator), here()))).toBe('programmes.forbidden.decide');
    expect(codeOf(await approve(developingHead(approvalDay), here()))).toBe('programmes.forbidden.decide');
    expect((await view(ofExperienced)).abilities.approve).toMatchObject({ allowed: false });
  });

  it('[K-2.3.approve] [D-A.run] the approval starts the term from its day, once of 20, and the operator is told', async () => {
    await contractGroup(region, group);
    await onApproval();
    const before = (await lettersTo(region.operator.personId)).length;
    const clicks = await Promise.all(Array.from({ length: 20 }, () => approve(at(approvalDay, group.curator), here())));
    expect(clicks.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await factsOf(region, group.id)).toMatchObject({
      state: 'running',
      step: 5,
      startsOn: '2027-01-25',
      endsOn: '2027-12-24',
      activities: { total: 18, done: 0, part: 0, notDone: 0 },
    });
    const letters = await lettersTo(region.operator.personId);
    expect(letters.length - before).toBe(1);
    expect(letters.at(-1)?.subject).toContain('Программа утверждена');
    expect(await db.database.transaction().execute((tx) => programmeInForce(tx, group.id))).toMatchObject({
      version: 1,
      state: 'approved',
      approvedOn: approvalDay,
    });
  });

  it('returned with remarks, corrected, endorsed and approved', async () => {
    await contractGroup(region, group);
    await onApproval();
    expect(codeOf(await returnWithRemarks(at(approvalDay, group.curator), { ...here(), remarks: null }))).toBe(
      'programmes.no-remarks',
    );
    must(await returnWithRemarks(at(approvalDay, group.curator), { ...here(), remarks: 'Уточните темы стажировок' }));
    expect(await draft()).toMatchObject({ state: 'returned', remarks: 'Уточните темы стажировок', endorsedBy: [] });
    expect((await lettersTo(group.developing.head.personId)).at(-1)?.body).toContain('Уточните темы стажировок');
    must(await saveActivity(developingHead(), { ...(await rowOf(11)), title: 'Стажировка по темам' }));
    await endorseAndSubmit();
    must(await approve(at(approvalDay, group.curator), here()));
    expect((await factsOf(region, group.id)).state).toBe('running');
  });

  it('every step is in the journal', async () => {
    await running();
    const actions = (await db.database.transaction().execute((tx) => journal(tx).ofGroup(group.id))).map(
      (line) => line.action,
    );
    expect(actions).toEqual(
      expect.arrayContaining([
        'programme-started',
        'programme-endorsed',
        'programme-submitted',
        'programme-approved',
        'group.programme-approved',
      ]),
    );
  });
});

describe('duties', () => {
  const said = async () =>
    (await dutiesNow()).filter((duty) => duty.kind.includes('programme')).map((duty) => [duty.kind, duty.who]);

  it('follow the programme from writing to approval', async () => {
    const teams = [group.developing.name, group.experienced.name].sort();
    must(await startProgramme(developingHead(), here()));
    expect((await said()).map(([, who]) => who).sort()).toEqual(teams);
    expect((await dutiesNow())[0]).toMatchObject({ kind: 'write-programme', dueOn: region.cycle.programmeDueOn });
    must(await endorse(developingHead(), here()));
    expect(await said()).toEqual([['write-programme', group.experienced.name]]);
    must(await endorse(experiencedHead(), here()));
    expect(new Set((await said()).map(([kind]) => kind))).toEqual(new Set(['submit-programme']));
    must(await submit(developingHead(), here()));
    expect(await said()).toEqual([['approve-programme', 'муниципальный куратор']]);
  });

  it('after the approval every open activity waits for its team by its date, and leaves when it is marked', async () => {
    await running();
    const marks = (await dutiesNow()).filter((duty) => duty.kind === 'mark-activity');
    expect(new Set(marks.map((duty) => duty.href)).size).toBe(18);
    expect(marks.every((duty) => duty.dueOn !== null)).toBe(true);
    const { programme } = await view();
    const key = programme!.rows[3]!.key;
    must(await markActivity(developingHead('2027-02-12'), { ...here(), key, ...done }));
    expect((await dutiesNow()).some((duty) => duty.href.endsWith(key))).toBe(false);
  });
});

describe('carrying out', () => {
  const firstKey = async () => (await view()).programme!.rows[3]!.key;

  it('[D-A.run] marks are refused before the approval', async () => {
    await contractGroup(region, group);
    must(await startProgramme(developingHead(), here()));
    const key = (await draft()).rows[0]!.key;
    expect(await markActivity(developingHead(), { ...here(), key, ...done, onDate: writingDay })).toMatchObject({
      ok: false,
      error: { code: 'programmes.mark-before-approval', clause: 'implementation' },
    });
    expect((await view()).abilities.mark).toMatchObject({ allowed: false, clause: 'implementation' });
  });

  it('[V-step5] [K-2.3.control] a mark carries date, result and evidence; the curator reads it all, per cents are computed', async () => {
    await running();
    const key = await firstKey();
    must(
      await markActivity(developingHead('2027-02-12'), {
        ...here(),
        key,
        ...done,
        files: [pdf('первый'), pdf('второй')],
      }),
    );
    expect((await factsOf(region, group.id)).activities).toEqual({ total: 18, done: 1, part: 0, notDone: 0 });
    const { activity } = must(await viewActivity(at('2027-02-13', group.curator), { ...here(), key }));
    expect(activity.mark).toMatchObject({
      state: 'done',
      onDate: '2027-02-10',
      result: 'Проведена, решения записаны',
      revision: 1,
    });
    expect(activity.mark?.files.map((file) => file.name)).toEqual(['протокол.pdf', 'протокол.pdf']);
    const fileId = activity.mark!.files[0]!.id;
    expect(must(await readEvidence(at('2027-02-13', group.curator), { ...here(), fileId })).name).toBe('протокол.pdf');
    const figures = await db.database.transaction().execute((tx) => marksOf(tx, group.id));
    expect(figures).toMatchObject({ total: 18, done: 1, percentDone: 6, percentNotDone: 94 });
    expect(codeOf(await markActivity(at('2027-02-13', group.curator), { ...here(), key, ...done }))).toBe(
      'programmes.forbidden.mark',
    );
  });

  it('evidence of another group is not given, a bad file is refused and nothing of the mark stays', async () => {
    await running();
    const key = await firstKey();
    const empty = { name: 'пусто.pdf', type: 'application/pdf', bytes: new Uint8Array() };
    const wrong = { name: 'скрипт.pdf', type: 'application/pdf', bytes: new TextEncoder().encode('#!/bin/sh') };
    const large = { ...pdf(''), bytes: new Uint8Array(20 * 1024 * 1024 + 1) };
    for (const bad of [empty, wrong, large]) {
      expect(
        await markActivity(developingHead('2027-02-12'), { ...here(), key, ...done, files: [pdf('хороший'), bad] }),
      ).toMatchObject({
        ok: false,
        error: { clause: 'platform-files', field: 'files' },
      });
    }
    expect((await view()).programme?.rows.every((row) => row.mark === null)).toBe(true);
    must(await markActivity(developingHead('2027-02-12'), { ...here(), key, ...done, files: [pdf('мой')] }));
    const fileId = (await view()).programme!.rows.find((row) => row.key === key)!.mark!.files[0]!.id;
    const other = await orderedGroup(region);
    expect(codeOf(await readEvidence(at('2027-02-13', other.developing.head), { groupId: other.id, fileId }))).toBe(
      'not-found',
    );
    must(await removeEvidence(developingHead('2027-02-13'), { ...here(), key, fileId }));
    expect(codeOf(await readEvidence(developingHead('2027-02-13'), { ...here(), fileId }))).toBe('not-found');
  });

  it('of 20 marks of one activity one is taken, the others get both', async () => {
    await running();
    const key = await firstKey();
    const marked = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        markActivity(at('2027-02-12', index % 2 ? group.developing.member : group.experienced.member), {
          ...here(),
          key,
          ...done,
          result: `Итог ${index}`,
        }),
      ),
    );
    expect(marked.filter((outcome) => outcome.ok)).toHaveLength(1);
    const winner = marked.findIndex((outcome) => outcome.ok);
    for (const outcome of marked)
      if (!outcome.ok)
        expect(outcome.error).toMatchObject({ code: 'programmes.stale', theirs: { result: `Итог ${winner}` } });
  });

  it('a mark may be corrected by its revision', async () => {
    await running();
    const key = await firstKey();
    must(await markActivity(developingHead('2027-02-12'), { ...here(), key, ...done }));
    const part = {
      revision: 1,
      state: 'part' as const,
      onDate: '2027-02-11',
      result: 'Половина',
      reason: 'Карантин',
      files: [],
    };
    must(await markActivity(experiencedHead('2027-02-13'), { ...here(), key, ...part }));
    expect((await factsOf(region, group.id)).activities).toMatchObject({ done: 0, part: 1 });
    expect(codeOf(await markActivity(experiencedHead('2027-02-13'), { ...here(), key, ...part }))).toBe(
      'programmes.stale',
    );
  });
});

describe('amendments', () => {
  const amend = () => startAmendment(developingHead('2027-03-01'), { ...here(), summary: 'Переносим стажировку' });

  it('[D-A.amend] a new version is endorsed and approved again; the old one stays readable, differences are shown', async () => {
    await running();
    expect(must(await amend())).toMatchObject({ version: 2 });
    const row = await rowOf(11);
    must(await saveActivity(developingHead('2027-03-02'), { ...row, due: 'октябрь 2027' }));
    const removed = await rowOf(10);
    must(
      await removeActivity(developingHead('2027-03-02'), { ...here(), key: removed.key, revision: removed.revision }),
    );
    must(await saveGeneral(developingHead('2027-03-02'), { ...(await generalNow()), goals: 'Новая цель' }));
    // the version in force is still the first one
    expect((await view()).programme?.version).toBe(1);
    await endorseAndSubmit('2027-03-03');
    must(await approve(at('2027-03-05', group.curator), here()));

    const now = await view();
    expect(now.versions.map((version) => [version.version, version.state])).toEqual([
      [1, 'superseded'],
      [2, 'approved'],
    ]);
    expect(now.programme?.version).toBe(2);
    expect((await view(group.experienced.head, 1)).programme?.rows.filter((one) => !one.cancelled)).toHaveLength(18);
    expect((await factsOf(region, group.id)).activities.total).toBe(17);
    const compared = must(await compareVersions(at('2027-03-06', group.curator), { ...here(), before: 1, after: 2 }));
    expect(compared.general.map((change) => change.label)).toEqual(['Цели']);
    expect(compared.changes.map((change) => change.kind).sort()).toEqual(['cancelled', 'changed']);
    const changed = compared.changes.find((change) => change.kind === 'changed');
    expect(changed?.fields).toMatchObject([{ label: 'Срок', after: expect.stringContaining('октябрь') }]);
    // the term does not begin anew
    expect(await factsOf(region, group.id)).toMatchObject({ startsOn: '2027-01-25', endsOn: '2027-12-24' });
  });

  it('[D-A.amend] marks belong to activities and survive a new version; a cancelled one is not counted', async () => {
    await running();
    const keys = (await view()).programme!.rows.map((row) => row.key);
    must(await markActivity(developingHead('2027-02-12'), { ...here(), key: keys[1]!, ...done }));
    must(await markActivity(developingHead('2027-02-12'), { ...here(), key: keys[2]!, ...done }));
    must(await amend());
    const row = await rowOf(3);
    must(await removeActivity(developingHead('2027-03-02'), { ...here(), key: row.key, revision: row.revision }));
    expect((await draft()).rows.find((one) => one.key === row.key)).toMatchObject({ cancelled: true, number: null });
    must(await restoreActivity(developingHead('2027-03-02'), { ...here(), key: row.key }));
    const restored = await rowOf(3);
    must(
      await removeActivity(developingHead('2027-03-02'), { ...here(), key: restored.key, revision: restored.revision }),
    );
    await endorseAndSubmit('2027-03-03');
    must(await approve(at('2027-03-05', group.curator), here()));
    expect((await factsOf(region, group.id)).activities).toEqual({ total: 17, done: 1, part: 0, notDone: 0 });
    expect(
      codeOf(await markActivity(developingHead('2027-03-06'), { ...here(), key: keys[2]!, ...done, revision: 1 })),
    ).toBe('programmes.cancelled');
  });

  it('an amendment without differences is not endorsed; it can be withdrawn and begun again', async () => {
    await running();
    expect(codeOf(await abandonAmendment(developingHead('2027-03-01'), here()))).toBe('programmes.no-amendment');
    must(await amend());
    expect(codeOf(await endorse(developingHead('2027-03-01'), here()))).toBe('programmes.nothing-changed');
    expect(codeOf(await amend())).toBe('programmes.already-in-work');
    must(await abandonAmendment(developingHead('2027-03-01'), here()));
    expect(must(await amend())).toMatchObject({ version: 3 });
  });

  it('only one of 20 begins an amendment, and nobody before the approval', async () => {
    await contractGroup(region, group);
    await onApproval();
    expect(codeOf(await amend())).toBe('programmes.mark-before-approval');
    must(await approve(at(approvalDay, group.curator), here()));
    const begun = await Promise.all(Array.from({ length: 20 }, amend));
    expect(begun.filter((outcome) => outcome.ok)).toHaveLength(1);
  });
});

describe('document', () => {
  it('[D-P.part1] [D-P.part2] the programme is printed with both parts', async () => {
    await running();
    const key = (await view()).programme!.rows[0]!.key;
    must(await markActivity(developingHead('2027-02-12'), { ...here(), key, ...done }));
    const { bytes, name } = must(
      await printProgramme(developingHead('2027-02-13'), { ...here(), version: null, marks: true }),
    );
    const text = docxText(bytes).join('\n').replaceAll('\u00a0', ' ');
    expect(name).toMatch(/\.docx$/);
    for (const part of [
      'УТВЕРЖДАЮ',
      'ПРОГРАММА МЕНТОРСКОГО СОПРОВОЖДЕНИЯ',
      group.developing.name,
      group.experienced.name,
      'Травина Лидия Юрьевна',
      'руководитель группы',
      'контактное лицо',
      'управление качеством образования',
      'Супервизия «на выходе»',
      'выполнено',
    ]) {
      expect(text).toContain(part);
    }
  });

  const paper = async (date: string, asked: { version?: number; format?: 'docx' | 'pdf' } = {}) =>
    must(await printProgramme(at(date, group.curator), { ...here(), version: null, ...asked }));
  const sheet = async (date: string, format: 'docx' | 'pdf' = 'docx', version = 2) =>
    must(await printAmendment(at(date, group.curator), { ...here(), version, format }));
  const textOf = (bytes: Uint8Array) => docxText(bytes).join('\n').replaceAll('\u00a0', ' ');
  const renameHead = () =>
    db.database
      .updateTable('person')
      .set({ lastName: 'Переименованная' })
      .where('id', '=', group.developing.head.personId)
      .execute();

  it('a draft says that it is one; what was approved is given out byte for byte ever after', async () => {
    await contractGroup(region, group);
    await onApproval();
    expect(textOf((await paper('2027-01-20')).bytes)).toMatch(/^Проект\n/);
    must(await approve(at(approvalDay, group.curator), here()));
    const [docx, pdf] = [await paper('2027-01-26'), await paper('2027-01-26', { format: 'pdf' })];
    expect(textOf(docx.bytes)).not.toMatch(/^Проект\n/);
    expect(pdf.mediaType).toBe('application/pdf');
    await renameHead();
    const key = (await view()).programme!.rows[0]!.key;
    must(await markActivity(developingHead('2027-02-12'), { ...here(), key, ...done }));
    expect((await paper('2027-02-20')).bytes).toEqual(docx.bytes);
    expect((await paper('2027-02-20', { format: 'pdf' })).bytes).toEqual(pdf.bytes);
  });

  it('[D-A.amend] the sheet of an amendment says what changes; approved, it is kept, and the version before is out of force', async () => {
    await running();
    const first = await paper('2027-02-01');
    expect(codeOf(await printAmendment(at('2027-02-01', group.curator), { ...here(), version: 1 }))).toBe('not-found');
    must(await startAmendment(developingHead('2027-03-01'), { ...here(), summary: 'Переносим стажировку.' }));
    const row = await rowOf(11);
    must(await saveActivity(developingHead('2027-03-02'), { ...row, due: 'октябрь 2027' }));
    const removed = await rowOf(10);
    must(
      await removeActivity(developingHead('2027-03-02'), { ...here(), key: removed.key, revision: removed.revision }),
    );
    must(await saveGeneral(developingHead('2027-03-02'), { ...(await generalNow()), goals: 'Новая цель' }));
    expect(textOf((await sheet('2027-03-02')).bytes)).toMatch(/^Проект\n/);
    await endorseAndSubmit('2027-03-03');
    must(await approve(at('2027-03-05', group.curator), here()));
    const [docx, pdf] = [await sheet('2027-03-06'), await sheet('2027-03-06', 'pdf')];
    const text = textOf(docx.bytes);
    for (const part of [
      'ЛИСТ ИЗМЕНЕНИЙ № 1',
      'утверждённой 25 января 2027 г. (редакция № 1)',
      'Причина изменений: переносим стажировку.',
      'Новая цель',
      row.title,
      'октябрь 2027 г.',
      removed.title,
      'отменено',
      '«05» марта 2027 г.',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toMatch(/^Проект\n/);
    await renameHead();
    expect((await sheet('2027-06-06')).bytes).toEqual(docx.bytes);
    expect((await sheet('2027-06-06', 'pdf')).bytes).toEqual(pdf.bytes);
    expect((await paper('2027-06-06', { version: 1 })).bytes).toEqual(first.bytes);
    const papers = await db.database
      .selectFrom('issuedDocument')
      .select(['kind', 'number', 'revokedAt'])
      .where('groupId', '=', group.id)
      .orderBy('id')
      .execute();
    expect(papers.map(({ kind, number, revokedAt }) => [kind, number, revokedAt === null])).toEqual([
      ['programme', '1', false],
      ['programme', '2', true],
      ['amendment-sheet', '1', true],
    ]);
  });

  it('is not printed before anything is written, nor for a stranger', async () => {
    expect(codeOf(await printProgramme(developingHead(), { ...here(), version: null }))).toBe('not-found');
    must(await startProgramme(developingHead(), here()));
    const other = await orderedGroup(region);
    expect(codeOf(await printProgramme(at(writingDay, other.developing.head), { ...here(), version: null }))).toBe(
      'not-found',
    );
  });
});

describe('the table of transitions', () => {
  it('is the one of the database, which refuses everything else', async () => {
    const rows = await db.database
      .selectFrom('legalTransition')
      .select(['fromState', 'toState'])
      .where('machine', '=', 'programme')
      .execute();
    const own = Object.values(programmeEvents).flatMap(({ from, to }) =>
      from.filter((state) => (state as string) !== to).map((state) => `${state} → ${to}`),
    );
    expect(rows.map(({ fromState, toState }) => `${fromState} → ${toState}`).sort()).toEqual([...new Set(own)].sort());
    must(await startProgramme(developingHead(), here()));
    await expect(
      db.database.updateTable('programme').set({ state: 'approved' }).where('groupId', '=', group.id).execute(),
    ).rejects.toThrow(/illegal transition/);
  });
});
