import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRegulation } from '#features/regulation/use-cases/reference.server.ts';
import { partyRoles, type Party } from '#features/groups/index.ts';
import { programmeDocument } from '#features/programmes/print/programme.ts';
import type { Theme, WorkingGroupMember } from '#features/programmes/rules.plan.ts';
import { markNames, markStates } from '#features/programmes/index.ts';
import { documentTemplate } from '#features/regulation/index.ts';
import { addDays } from '#kernel/dates.ts';
import { dueKinds, formatDue, type Due } from '#kernel/due.ts';
import { endOf } from '#kernel/term.ts';
import { decapitalise } from '#kernel/text.ts';
import { renderDocument, toDocx } from '#platform/documents/index.server.ts';
import { readPaper } from '#platform/office/index.server.ts';
import { arbitraryDue } from '#tests/builders/due.ts';
import { readProgramme } from './rules.programme.ts';

const regulation = readRegulation('volgograd');

// What people type and what Markdown, Liquid and XML would take for theirs; in texts, in lines, at their beginnings.
const sign = fc.constantFrom(
  '&',
  '&amp; и',
  '<',
  '>',
  '<b>жирно</b>',
  '{{ period.text }}',
  '{% if x %}',
  '{',
  '}',
  '%',
  '|',
  '*',
  '**',
  '_',
  '__',
  '#',
  '`',
  '~~',
  '\\\\',
  '[а](б)',
  '![в](г)',
  '::ширины',
  ':::',
  '---',
  '@',
  '$',
  '№ 5',
  '50 %',
  '— и —',
  '+',
  '=',
  '«ёлочки»',
  '„лапки“',
  '"прямые"',
  "'одинарные'",
  '“английские”',
  '(скобки)',
  '3–5',
  '1/2',
);
const words = fc.constantFrom(
  'обновление локальных документов',
  'работа с молодыми педагогами',
  'открытый урок, его разбор',
  'безопасность школы',
  'Родительский клуб «Мы вместе»',
  'опыт ОО',
  'качество образования',
);
const spoken = fc.array(fc.oneof({ weight: 2, arbitrary: words }, sign), { minLength: 1, maxLength: 5 });
/** One line; a sign may stand first, but what begins a list in Word begins one here too. */
const line = fc
  .tuple(
    fc.option(fc.constantFrom('# ', '## ', '**', '_', '| ', '`', '~', '[ ] ', '! ', '{', '<', '%', '= ')),
    words,
    spoken,
  )
  .map(([first, head, rest]) => `${first ?? ''}${head} ${rest.join(' ')}`);
const long = fc
  .array(words, { minLength: 40, maxLength: 60 })
  .map((parts) => parts.join(', '))
  .filter((text) => text.length > 1000);
/** A text of several lines; any line may begin as a list, a heading, a quotation or a table of Markdown does. */
const text = fc.oneof(
  { weight: 1, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: long },
  {
    weight: 4,
    arbitrary: fc
      .array(
        fc
          .tuple(
            fc.constantFrom('', '', '- ', '* ', '+ ', '1. ', '12) ', '> ', '# ', '### ', '| ', '    ', '```', '=== '),
            line,
          )
          .map(([mark, said]) => `${mark}${said}`.trim()),
        { minLength: 1, maxLength: 4 },
      )
      .map((lines) => lines.join('\n')),
  },
);

const surname = fc.constantFrom(
  'Седова',
  'Дёмин',
  'Черных',
  'Заяц',
  'Салтыкова-Щедрина',
  'Белоус',
  'Ким',
  'Завьялова',
  'Мастеров',
  "О'Брайен",
);
const forename = fc.constantFrom('Анна', 'Лев', 'Мария', 'Пётр', 'Алёна', 'Анна-Мария');
const patronymic = fc.constantFrom('Ильинична', 'Львович', 'Эдуардовна', 'Кузьмич', 'Али оглы', '');
const name = fc.tuple(surname, forename, patronymic).map((parts) => parts.join(' ').trim());
const post = fc.constantFrom(
  'директор',
  'заместитель директора по учебно-воспитательной работе',
  'учитель истории, руководитель методического объединения',
  'педагог-психолог',
  'заведующий филиалом «Родничок»',
  'социальный педагог (0,5 ставки)',
  'методист <ЦНППМ> & центра "Точка роста"',
  'советник_по_воспитанию * № 2 | 50 %',
  'кастелянша',
  'и. о. директора',
);
const phone = fc.integer({ min: 0, max: 999_999 }).map((n) => `+7900${String(n).padStart(7, '0')}`);
const email = fc.stringMatching(/^[a-z]{3,8}[0-9]{0,2}([._-][a-z]{2,4})?$/).map((box) => `${box}@example.org`);
const member = fc.record({
  fullName: name,
  post,
  phones: fc.uniqueArray(phone, { maxLength: 4 }),
  emails: fc.uniqueArray(email, { maxLength: 3 }),
  isLeader: fc.boolean(),
  isContact: fc.boolean(),
}) satisfies fc.Arbitrary<WorkingGroupMember>;
const group = fc.uniqueArray(member, { maxLength: 5, selector: (one) => one.fullName });

const school = fc.constantFrom(
  'Муниципальное бюджетное общеобразовательное учреждение «Средняя школа № 1» городского округа город Камышин',
  'МКОУ Ветютневская СШ',
  'МБДОУ детский сад № 5 „Сказка“',
  'Муниципальное автономное учреждение дополнительного образования «Центр „Росток“, структурное подразделение»',
  'ЧОУ "Школа | Лицей" & <Партнёры> *№ 7*',
  'МОУ «СШ #3_а» (корпус 2)',
);
const own = fc.oneof(
  fc.constantFrom(
    'школьный театр, музей и медиацентр',
    'сопровождение молодых специалистов',
    'проект «10 % & <больше>»',
  ),
  fc.tuple(words, sign).map((parts) => parts.join(' ')),
);
const direction = fc.oneof(fc.constantFrom(...regulation.directions.map((known) => known.title)), own);
const title = fc.oneof(
  { weight: 3, arbitrary: line },
  { weight: 1, arbitrary: long },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'Заключение трёхстороннего соглашения',
      'Супервизия «на входе»: самоанализ развивающейся команды, уточнение направлений',
      'Консультирование «руководитель — руководитель» в очном формате',
      'Консультации «руководитель — руководитель», «заместитель — заместитель»',
      'Виртуальные встречи (онлайн) по итогам этапа, с участием родителей',
      'Стажировка «Школа мастерства»',
      'План-график: проверка 3 документов и 1 отчёта за 2027 год',
      'Практический этап стажировки: день открытых дверей',
      '5 шагов к успеху',
    ),
  },
);
const due = fc.oneof(...dueKinds.map((kind) => arbitraryDue[kind]));
const dated = fc.oneof(...dueKinds.filter((kind) => kind !== 'text').map((kind) => arbitraryDue[kind]));
const themeTitle = fc.oneof(
  line,
  fc.constantFrom(
    'Кадровый резерв школы',
    '«Паспорт безопасности»',
    '"Паспорт" и „паспорт“',
    'Работа с документами: приказы, положения',
    'Внутренняя система оценки (ВСОКО)',
    'Аттестация — что нового',
  ),
);
const theme: fc.Arbitrary<Theme> = fc.record({ title: themeTitle, dues: fc.array(dated, { maxLength: 3 }) });
const party = regulation.responsibleParties.map((known) => known.key as string);
const activity = fc.record({
  stage: fc.constantFrom(1 as const, 2 as const, 3 as const),
  title,
  transferForm: fc.constantFrom(...regulation.transferForms.map((form) => form.title)),
  due,
  responsible: fc.uniqueArray(fc.constantFrom(...party), { minLength: 1, maxLength: 3 }),
  themes: fc.array(theme, { maxLength: 4 }),
  mark: fc.constantFrom(null, ...markStates),
});
const official = fc.oneof(
  fc.constant(''),
  fc
    .tuple(
      name,
      fc.constantFrom('методист', 'главный специалист отдела образования', 'ведущий & <главный> *эксперт* | № 1'),
      fc.option(phone),
      fc.option(phone),
      fc.option(email),
    )
    .map((parts) => parts.filter((part) => part !== null).join(', ')),
);

/** Teams of a side; somebody who is in two of them would be read as one person. */
const sides = fc
  .uniqueArray(fc.tuple(school, group), { minLength: 1, maxLength: 3, selector: ([one]) => one })
  .map((teams) =>
    teams.map(([one, members], index): (typeof teams)[number] => {
      const before = new Set(teams.slice(0, index).flatMap(([, others]) => others.map((other) => other.fullName)));
      return [one, members.filter(({ fullName }) => !before.has(fullName))];
    }),
  );
const programme = fc.record({
  developing: sides,
  experienced: sides,
  directions: fc.uniqueArray(direction, { minLength: 1, maxLength: 4 }),
  start: fc.integer({ min: 0, max: 700 }).map((days) => addDays('2026-09-01', days)),
  months: fc.integer({ min: 3, max: 24 }),
  goals: text,
  meetings: text,
  broadcast: text,
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
  const parties: Party[] = sides.map(({ standing, organisation, teamId }) => ({
    teamId,
    standing,
    role: partyRoles[standing],
    name: organisation,
    shortName: 'МОУ СШ № 2',
    municipality: 'Примерный район',
    address: '',
    phones: [],
    emails: [],
    actsOn: 'Устава',
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
          mark: row.mark === null ? null : { state: row.mark, onDate: '2027-03-12' },
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

/** A due date without its wording; one that is only wording is printed with a capital letter. */
const bare = ({ text, ...rest }: Due & { text: string }): Due =>
  (rest.kind === 'text' ? { ...rest, text: decapitalise(text) } : rest) as Due;

describe('a printed programme is read back', () => {
  it('[D-P.part1] [D-P.part2] [D-P.themes] with nothing lost', async () => {
    await fc.assert(
      fc.asyncProperty(programme, async (made) => {
        const { found, period, activities, titleOf } = await printedAndRead(made);
        for (const side of ['developing', 'experienced'] as const) {
          expect(found[side].organisations).toEqual(made[side].map(([organisation]) => organisation));
          expect(found.workingGroups[side]).toEqual(
            made[side]
              .flatMap(([, members]) => members)
              .map(({ fullName, isLeader, isContact, ...one }) => ({
                name: fullName,
                leader: isLeader,
                contact: isContact,
                ...one,
              })),
          );
        }
        expect(found.directions.map(({ text: said }) => said)).toEqual(made.directions);
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
            themes: row.themes.map((one, index) => ({ title: one, dues: (row.themeDues[index] ?? []).map(bare) })),
            mark: row.mark,
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
            mark: row.mark === null ? '' : `${markNames[row.mark]} 12.03.2027`,
          })),
        );
        // a date of another century is doubted, and so is what is no date; an empty official is missing
        const clear = found.doubts.filter(
          ({ path, message }) =>
            /^(?:activities|period)/u.test(path) && !/вне периода|^Срок «(?:после|по|через)/iu.test(message),
        );
        expect(clear).toEqual([]);
      }),
      { numRuns: 50, endOnFailure: true },
    );
  }, 120_000);
});
