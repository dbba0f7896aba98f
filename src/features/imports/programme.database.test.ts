import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  endorse,
  openDraft,
  saveActivity,
  startProgramme,
  viewProgramme,
  wholeSchema,
  type WholeInput,
} from '#features/programmes/index.server.ts';
import { parseInput } from '#kernel/input.ts';
import type { Actor } from '#kernel/roles.ts';
import type { Context } from '#platform/use-case.server.ts';
import { orderedGroup, type BuiltGroup } from '#tests/builders/group.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { docxOf, type DocxBlock } from '#tests/paper.ts';
import { codeOf, must, smallRegion, type SmallRegion } from '#tests/small-region.ts';
import { forgetReadings, readProgrammeFile, saveProgrammeReading, viewProgrammeReading } from './index.server.ts';

let db: TestDatabase;
let region: SmallRegion;
let group: BuiltGroup;

beforeAll(async () => {
  db = await createTestDatabase();
  region = await smallRegion(db.database);
});
afterAll(() => db.close());
beforeEach(async () => {
  group = await orderedGroup(region);
  must(await startProgramme(at(group.developing.head), here()));
});

const at = (actor: Actor): Context => ({ actor, now: new Date('2026-12-01T09:00:00Z'), database: db.database });
const here = () => ({ groupId: group.id });

const head = ['№', 'Мероприятия', 'Сроки', 'Ответственные', 'Отметка'];
const across = (text: string) => [{ text, columns: 5 }];

function paper({ due = 'март 2027 г.', developing = group.developing.name } = {}): DocxBlock[] {
  return [
    'Программа менторского сопровождения',
    {
      table: [
        ['Наименование ОО развивающейся управленческой команды', developing],
        ['Наименование ОО опытной управленческой команды', group.experienced.name],
        ['Направления', 'управление кадровой политикой; школьный театр'],
        ['Период реализации', 'январь – декабрь 2027 г.'],
        [
          'Состав рабочей группы развивающейся управленческой команды',
          'Седова Анна Ильинична, директор, руководитель группы, 89000000101\nДёмин Лев Львович, методист, контактное лицо, demin@example.org',
        ],
        ['Состав рабочей группы опытной управленческой команды', 'Черных Мария Эдуардовна, директор'],
        ['Региональный оператор', 'Орлова Инна Павловна, методист'],
        ['Муниципальный куратор', 'Белов Семён Андреевич'],
      ],
    },
    {
      table: [
        head,
        across('I. Организационный этап'),
        ['1.', 'Супервизия «на входе»', 'январь 2027 г.', 'Развивающаяся управленческая команда', ''],
        across('II. Практический этап'),
        ['2.', 'Консультирование по темам:\n1. «Кадровый резерв» (май 2027 г.)', due, 'Координатор', ''],
      ],
    },
  ];
}

async function readIn(actor: Actor, blocks = paper()) {
  const read = must(await readProgrammeFile(at(actor), { ...here(), name: 'программа.docx', bytes: docxOf(blocks) }));
  return { id: read.id, page: must(await viewProgrammeReading(at(actor), { ...here(), id: read.id })) };
}

type Page = Awaited<ReturnType<typeof readIn>>['page'];
const sent = ({ preview, seen }: Page, also: object = {}): WholeInput =>
  must(
    parseInput(wholeSchema, {
      ...preview.values,
      seen,
      agreed: 'on',
      members: preview.values.members.map((one) => ({
        ...one,
        isLeader: one.isLeader ? 'on' : undefined,
        isContact: one.isContact ? 'on' : undefined,
      })),
      ...also,
    }),
  );
const save = (actor: Actor, id: string, input: WholeInput) =>
  saveProgrammeReading(at(actor), { ...input, ...here(), id });
const programme = async () => must(await openDraft(at(group.developing.head), here())).programme;

describe('a programme from Word', () => {
  it('[D-P.part1] [D-P.part2] shows what was recognised and saves nothing before it is asked', async () => {
    const before = await programme();
    const { page } = await readIn(group.developing.head);
    expect(await programme()).toEqual(before);
    expect(page.preview.sides.map(({ verdict }) => verdict)).toEqual(['same', 'same']);
    expect(page.preview.values).toMatchObject({
      periodFrom: '01.01.2027',
      periodTo: '31.12.2027',
      directions: ['staff'],
      members: [
        { fullName: 'Седова Анна Ильинична', post: 'директор', isLeader: true },
        { fullName: 'Дёмин Лев Львович', emails: 'demin@example.org', isContact: true },
      ],
      activities: [
        { title: 'Супервизия «на входе»', stage: '1', transferForm: 'supervision', responsible: ['developing-team'] },
        {
          title: 'Консультирование по темам',
          transferForm: 'consulting',
          due: 'март 2027 г.',
          responsible: ['coordinator'],
          themes: [{ title: '«Кадровый резерв»', dues: 'май 2027 г.' }],
        },
      ],
    });
    expect(page.preview.doubts.filter(({ path }) => path === 'directions')[0]?.message).toContain('школьный театр');
    expect(page.preview.places['activities[1].due']).toBe('таблица 2, строка 5, столбец 3');
    expect(page.others).toMatchObject([{ standing: 'experienced', members: [{ name: 'Черных Мария Эдуардовна' }] }]);
    expect(page.present).toMatchObject({ kept: 1, added: 1 });
  });

  it('puts it in the place of the draft once; the same file again changes nothing', async () => {
    const { id, page } = await readIn(group.developing.head);
    const done = must(await save(group.developing.head, id, sent(page)));
    expect(done).toMatchObject({ added: 1, changed: 1, removed: 17, general: true, members: true });
    const saved = await programme();
    expect(saved.rows.map(({ title, stage }) => [stage, title])).toEqual([
      [1, 'Супервизия «на входе»'],
      [2, 'Консультирование по темам'],
    ]);
    expect(saved.rows[1]?.themes).toMatchObject([{ title: '«Кадровый резерв»', dues: [{ kind: 'month' }] }]);
    expect(saved).toMatchObject({ periodFrom: '2027-01-01', periodTo: '2027-12-31' });
    const staffOf = (teamId: string) => saved.members.filter((member) => member.teamId === teamId);
    expect(staffOf(group.developing.teamId).map(({ fullName }) => fullName)).toEqual([
      'Седова Анна Ильинична',
      'Дёмин Лев Львович',
    ]);
    // the other team writes its own people
    expect(staffOf(group.experienced.teamId).map(({ fullName }) => fullName)).not.toContain('Черных Мария Эдуардовна');

    const again = await readIn(group.developing.head);
    const nothing = must(await save(group.developing.head, again.id, sent(again.page)));
    expect(nothing).toEqual({
      begins: false,
      version: 1,
      added: 0,
      changed: 0,
      removed: 0,
      general: false,
      members: false,
      order: false,
    });
    expect(await programme()).toEqual(saved);
  });

  it('keeps the identity of a known row and changes only what the file changes', async () => {
    const first = await readIn(group.developing.head);
    must(await save(group.developing.head, first.id, sent(first.page)));
    const before = await programme();
    const second = await readIn(group.experienced.head, paper({ due: 'апрель 2027 г.' }));
    const done = must(await save(group.experienced.head, second.id, sent(second.page)));
    expect(done).toMatchObject({ added: 0, changed: 1, removed: 0, general: false, members: true });
    const after = await programme();
    expect(after.rows.map(({ key }) => key)).toEqual(before.rows.map(({ key }) => key));
    expect(before.rows.map(({ revision }) => revision)).toEqual([2, 1]);
    expect(after.rows.map(({ revision }) => revision)).toEqual([2, 2]);
  });

  it('refuses beside the field what cannot be saved, and saves nothing of the rest', async () => {
    const { id, page } = await readIn(group.developing.head, paper({ due: 'после педсовета' }));
    expect(page.preview.doubts.some(({ path }) => path === 'activities[1].due')).toBe(true);
    const before = await programme();
    const refused = await save(group.developing.head, id, sent(page));
    expect(refused.ok ? {} : refused.error.fields).toEqual({
      'activities[1].due': expect.stringContaining('Укажите срок') as string,
    });
    const far = await readIn(group.developing.head, paper({ due: 'март 2035 г.' }));
    const outside = await save(group.developing.head, far.id, sent(far.page));
    expect(outside.ok ? {} : outside.error.fields).toHaveProperty('activities[1].due');
    expect(await programme()).toEqual(before);
    // a row left out is not judged
    const activities = page.preview.values.activities.map((row, index) =>
      index === 1 ? { ...row, leave: 'on' } : row,
    );
    expect(must(await save(group.developing.head, id, sent(page, { activities })))).toMatchObject({ changed: 1 });
  });

  it('asks before it removes, and again when the draft has changed meanwhile', async () => {
    const { id, page } = await readIn(group.developing.head);
    const unasked = await save(group.developing.head, id, sent(page, { agreed: undefined }));
    expect(codeOf(unasked)).toBe('programmes.replace-unasked');
    const [row] = (await programme()).activities;
    must(
      await saveActivity(at(group.experienced.head), {
        ...here(),
        key: row!.key,
        revision: row!.revision,
        stage: '1',
        title: 'Другое название',
        transferForm: 'supervision',
        due: 'январь 2027',
        responsible: ['coordinator'],
        themes: [],
      }),
    );
    expect(codeOf(await save(group.developing.head, id, sent(page)))).toBe('programmes.replaced-meanwhile');
    const now = must(await viewProgrammeReading(at(group.developing.head), { ...here(), id }));
    expect(must(await save(group.developing.head, id, sent(now))).removed).toBe(17);
  });

  it('[D-P.template] begins the programme of a group that has none, once, without the standard plan', async () => {
    group = await orderedGroup(region);
    const first = await readIn(group.developing.head);
    const second = await readIn(group.experienced.head);
    expect(first.page).toMatchObject({ unbegun: true, version: 1, present: { added: 2, removed: [] } });
    expect(codeOf(await openDraft(at(group.developing.head), here()))).toBe('not-found');
    const done = must(await save(group.developing.head, first.id, sent(first.page, { directions: ['staff'] })));
    expect(done).toMatchObject({ begins: true, version: 1, added: 2, removed: 0, members: true });
    const { rows, workingGroups } = await programme();
    expect(rows.map(({ title }) => title)).toEqual(['Супервизия «на входе»', 'Консультирование по темам']);
    // the other team's people are those of the registry, as in a programme begun from the standard plan
    const names = workingGroups.map(({ team, members }) => [team.standing, members[0]?.fullName]);
    expect(Object.fromEntries(names)).toMatchObject({ developing: 'Седова Анна Ильинична' });
    expect(names).not.toContainEqual(['experienced', 'Черных Мария Эдуардовна']);
    expect(codeOf(await save(group.experienced.head, second.id, sent(second.page)))).toBe(
      'programmes.replaced-meanwhile',
    );
    expect(codeOf(await startProgramme(at(group.developing.head), here()))).toBe('programmes.already-in-work');
  });

  it('asks before it enters a programme that names other teams', async () => {
    const { id, page } = await readIn(group.developing.head, paper({ developing: 'МБОУ «Лицей № 9» г. Волжского' }));
    const input = sent(page, { directions: ['staff'] });
    expect(codeOf(await save(group.developing.head, id, { ...input, agreed: false }))).toBe('imports.other-teams');
    must(await save(group.developing.head, id, input));
  });

  it('takes endorsements back only when something changes', async () => {
    const first = await readIn(group.developing.head);
    must(await save(group.developing.head, first.id, sent(first.page, { directions: ['staff'] })));
    const theirs = await readIn(group.experienced.head);
    const own = (await programme()).workingGroups.find(({ team }) => team.standing === 'experienced')!;
    const staff = own.members.map((one) => ({
      ...one,
      phones: one.phones.join(', '),
      emails: one.emails.join(', '),
      isLeader: one.isLeader ? 'on' : undefined,
      isContact: one.isContact ? 'on' : undefined,
    }));
    must(await endorse(at(group.experienced.head), here()));
    must(await save(group.experienced.head, theirs.id, sent(theirs.page, { members: staff })));
    const shown = must(await viewProgramme(at(group.experienced.head), { ...here(), version: null }));
    expect(shown.programme?.endorsedBy).toEqual([group.experienced.teamId]);
  });

  it('belongs to its reader, and is refused to those who do not write the programme', async () => {
    const { id } = await readIn(group.developing.head);
    expect(codeOf(await viewProgrammeReading(at(group.experienced.head), { ...here(), id }))).toBe('not-found');
    const file = { ...here(), name: 'программа.docx', bytes: docxOf(paper()) };
    expect(codeOf(await readProgrammeFile(at(group.curator), file))).toContain('forbidden');
    const { page } = await readIn(group.coordinator);
    expect(page.ownTeam).toBeNull();
    expect(page.others.map(({ standing }) => standing)).toEqual(['developing', 'experienced']);
    const other = await orderedGroup(region);
    expect(codeOf(await viewProgrammeReading(at(group.developing.head), { groupId: other.id, id }))).toBe('not-found');
  });

  it('warns of the file of another group, and refuses what is no programme', async () => {
    const { page } = await readIn(group.developing.head, paper({ developing: 'МБОУ «Лицей № 99» г. Урюпинска' }));
    expect(page.preview.sides.map(({ verdict }) => verdict)).toEqual(['other', 'same']);
    const letter = { ...here(), name: 'письмо.docx', bytes: docxOf(['Уважаемые коллеги!']) };
    expect(codeOf(await readProgrammeFile(at(group.developing.head), letter))).toBe('imports.unreadable');
    const picture = { ...here(), name: 'программа.docx', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47]) };
    expect(codeOf(await readProgrammeFile(at(group.developing.head), picture))).toBe('imports.unreadable');
  });

  it('is forgotten after thirty days; what was entered from it stays', async () => {
    const { id } = await readIn(group.developing.head);
    expect(await forgetReadings(db.database, new Date('2026-12-30T09:00:00Z'))).toBe(0);
    expect(await forgetReadings(db.database, new Date('2027-01-01T09:00:00Z'))).toBeGreaterThan(0);
    expect(codeOf(await viewProgrammeReading(at(group.developing.head), { ...here(), id }))).toBe('not-found');
    must(await viewProgramme(at(group.developing.head), { ...here(), version: null }));
  });
});
