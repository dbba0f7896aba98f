import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRegulation } from '#features/regulation/use-cases/reference.server.ts';
import { programmeDocument, type ProgrammeParty } from '#features/programmes/print/programme.ts';
import type { Theme, WorkingGroupMember } from '#features/programmes/rules.plan.ts';
import { documentTemplate } from '#features/regulation/index.ts';
import { addDays } from '#kernel/dates.ts';
import { dueKinds, formatDue, type Due } from '#kernel/due.ts';
import { endOf } from '#kernel/term.ts';
import { renderDocument, toDocx } from '#platform/documents/index.server.ts';
import { readPaper } from '#platform/office/index.server.ts';
import { arbitraryDue } from '#tests/builders/due.ts';
import { readProgramme } from './rules.programme.ts';

const regulation = readRegulation('volgograd');

const surname = fc.constantFrom('Седова', 'Дёмин', 'Черных', 'Заяц', 'Салтыкова-Щедрина', 'Белоус', 'Ким');
const forename = fc.constantFrom('Анна', 'Лев', 'Мария', 'Пётр', 'Алёна');
const patronymic = fc.constantFrom('Ильинична', 'Львович', 'Эдуардовна', 'Кузьмич');
const name = fc.tuple(surname, forename, patronymic).map((parts) => parts.join(' '));
const post = fc.constantFrom(
  'директор',
  'заместитель директора по учебно-воспитательной работе',
  'учитель истории, руководитель методического объединения',
  'педагог-психолог',
  'заведующий филиалом «Родничок»',
  'социальный педагог (0,5 ставки)',
);
const phone = fc.integer({ min: 0, max: 999_999 }).map((n) => `+7900${String(n).padStart(7, '0')}`);
const email = fc.stringMatching(/^[a-z]{3,8}[0-9]{0,2}$/).map((box) => `${box}@example.org`);
const member = fc.record({
  fullName: name,
  post,
  phones: fc.uniqueArray(phone, { maxLength: 3 }),
  emails: fc.uniqueArray(email, { maxLength: 2 }),
  isLeader: fc.boolean(),
  isContact: fc.boolean(),
}) satisfies fc.Arbitrary<WorkingGroupMember>;
const group = fc.uniqueArray(member, { minLength: 1, maxLength: 5, selector: (one) => one.fullName });

const school = fc.constantFrom(
  'Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 1» городского округа город Камышин',
  'МКОУ Ветютневская СШ',
  'МБДОУ детский сад № 5 „Сказка“',
  'Муниципальное автономное учреждение дополнительного образования «Центр „Росток“, структурное подразделение»',
);
const own = fc.constantFrom('школьный театр, музей и медиацентр', 'сопровождение молодых специалистов');
const direction = fc.oneof(fc.constantFrom(...regulation.directions.map((known) => known.title)), own);
const line = fc.constantFrom(
  'Заключение трёхстороннего соглашения',
  'Супервизия «на входе»: самоанализ развивающейся команды, уточнение направлений',
  'Консультирование «руководитель — руководитель» в очном формате',
  'Виртуальные встречи (онлайн) по итогам этапа, с участием родителей',
  'Стажировка «Школа мастерства»',
  'План-график: проверка 3 документов и 1 отчёта за 2027 год',
  'Практический этап стажировки: день открытых дверей',
);
const due = fc.oneof(...dueKinds.filter((kind) => kind !== 'text').map((kind) => arbitraryDue[kind]));
const themeTitle = fc.constantFrom(
  'Кадровый резерв школы',
  '«Паспорт безопасности»',
  'Работа с документами: приказы, положения',
  'Внутренняя система оценки (ВСОКО)',
  'Аттестация — что нового',
);
const theme: fc.Arbitrary<Theme> = fc.record({ title: themeTitle, dues: fc.array(due, { maxLength: 3 }) });
const party = regulation.responsibleParties.map((known) => known.key as string);
const activity = fc.record({
  stage: fc.constantFrom(1 as const, 2 as const, 3 as const),
  title: line,
  transferForm: fc.constantFrom(...regulation.transferForms.map((form) => form.title)),
  due,
  responsible: fc.uniqueArray(fc.constantFrom(...party), { minLength: 1, maxLength: 3 }),
  themes: fc.array(theme, { maxLength: 4 }),
  mark: fc.constantFrom('', 'выполнено'),
});
const said = fc.constantFrom(
  '',
  'Освоить практики управления.\nОбновить локальные документы',
  'Еженедельно, по средам',
);
const official = fc
  .tuple(name, fc.constantFrom('методист', 'главный специалист отдела образования'), fc.option(phone), fc.option(email))
  .map((parts) => parts.filter((part) => part !== null).join(', '));

const programme = fc.record({
  developing: fc.uniqueArray(fc.tuple(school, group), { minLength: 1, maxLength: 2, selector: ([one]) => one }),
  experienced: fc.uniqueArray(fc.tuple(school, group), { minLength: 1, maxLength: 2, selector: ([one]) => one }),
  directions: fc.uniqueArray(direction, { minLength: 1, maxLength: 4 }),
  start: fc.integer({ min: 0, max: 700 }).map((days) => addDays('2026-09-01', days)),
  months: fc.integer({ min: 3, max: 24 }),
  goals: said,
  meetings: said,
  broadcast: said,
  operatorContact: official,
  curatorContact: official,
  activities: fc.array(activity, { minLength: 1, maxLength: 12 }),
});
type Programme = typeof programme extends fc.Arbitrary<infer Made> ? Made : never;

async function printedAndRead(made: Programme) {
  const period = { from: made.start, to: endOf(made.start, made.months) };
  const sides = (['developing', 'experienced'] as const).flatMap((standing) =>
    made[standing].map(([organisation, members], index) => ({
      standing,
      organisation,
      members,
      teamId: `${standing}-${index}`,
    })),
  );
  const parties: ProgrammeParty[] = sides.map(({ standing, organisation, teamId }) => ({
    teamId,
    standing,
    name: organisation,
    shortName: 'МОУ СШ № 2',
    post: 'директор',
    head: null,
  }));
  const activities = made.activities.toSorted((a, b) => a.stage - b.stage);
  const titleOf = (key: string) => regulation.responsibleParties.find((known) => known.key === key)?.title ?? key;
  const data = programmeDocument({
    regulation,
    parties,
    approval: { place: 'Примерный район', post: 'муниципальный куратор', name: 'С. А. Белов', datedOn: null },
    version: {
      ...made,
      version: 1,
      summary: '',
      periodFrom: period.from,
      periodTo: period.to,
      directions: made.directions.map((one) => ({ key: one, title: one })),
      members: sides.flatMap(({ teamId, members }) => members.map((one) => ({ ...one, teamId, revision: 1 }))),
      activities: [],
    } as unknown as Parameters<typeof programmeDocument>[0]['version'],
    rows: activities.map(
      (row, index) =>
        ({
          ...row,
          number: index + 1,
          cancelled: false,
          dueText: formatDue(row.due),
          responsible: row.responsible.map(titleOf),
          mark: row.mark === '' ? null : { state: 'done', onDate: '2027-03-12' },
        }) as unknown as Parameters<typeof programmeDocument>[0]['rows'][number],
    ),
  });
  const rendered = renderDocument(documentTemplate(regulation, 'programme'), data);
  if (!rendered.ok) throw new Error(rendered.error.message);
  const paper = readPaper(await toDocx(rendered.value));
  if (!paper.ok) throw new Error(paper.error);
  const found = readProgramme(paper.value, regulation.directions);
  if (!found.ok) throw new Error(found.error);
  return { found: found.value, period, activities, titleOf };
}

const bare = ({ text: _text, ...rest }: Due & { text: string }): Due => rest as Due;

describe('a printed programme is read back', () => {
  it('[D-P.part1] [D-P.part2] [D-P.themes] with nothing lost', async () => {
    await fc.assert(
      fc.asyncProperty(programme, async (made) => {
        const { found, period, activities, titleOf } = await printedAndRead(made);
        for (const side of ['developing', 'experienced'] as const) {
          expect(found[side].organisations).toEqual(made[side].map(([organisation]) => organisation));
          const people = new Map(made[side].flatMap(([, members]) => members).map((one) => [one.fullName, one]));
          if (made[side].length === 1)
            expect(found.workingGroups[side]).toEqual(
              [...people.values()].map(({ fullName, isLeader, isContact, ...one }) => ({
                name: fullName,
                leader: isLeader,
                contact: isContact,
                ...one,
              })),
            );
          expect(new Set(found.workingGroups[side].map((one) => one.name))).toEqual(new Set(people.keys()));
        }
        expect(found.directions.map(({ text }) => text)).toEqual(made.directions);
        expect(found.period).toMatchObject(period);
        expect([found.goals, found.meetings, found.broadcast]).toEqual([made.goals, made.meetings, made.broadcast]);
        expect([found.operator.text, found.curator.text]).toEqual([made.operatorContact, made.curatorContact]);
        expect(
          found.activities.map((row) => ({
            number: row.number,
            stage: row.stage,
            title: row.title,
            form: row.form,
            due: bare(row.due),
            responsible: row.responsible,
            themes: row.themes.map((title, index) => ({ title, dues: (row.themeDues[index] ?? []).map(bare) })),
            marked: row.mark !== '',
          })),
        ).toEqual(
          activities.map((row, index) => ({
            number: index + 1,
            stage: row.stage,
            title: row.title,
            form: row.transferForm,
            due: row.due,
            responsible: row.responsible.map(titleOf),
            themes: row.themes,
            marked: row.mark !== '',
          })),
        );
        expect(found.doubts.filter(({ path }) => /^(?:activities|period|operator|curator)/u.test(path))).toEqual([]);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  }, 120_000);
});
