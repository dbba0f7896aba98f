import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Direction, RegulationDocument } from '#features/regulation/index.ts';
import type { ListedTeam } from '#features/registry/index.ts';
import { organisationKinds, organisationKindNames, type ListedOrganisation } from '#features/territory/index.ts';
import { formatShort } from '#kernel/dates.ts';
import { fullName } from '#kernel/names.ts';
import type { Paper } from '#kernel/paper.ts';
import { formatPhone } from '#kernel/phones.ts';
import { lastOf } from '#tests/steps.ts';
import { kindOf, readHead } from './rules.sheets-cells.ts';
import { organisationFinder as finderInSteps } from './rules.sheets-finding.ts';
import { organisationSheetColumns, organisationColumns } from './rules.sheets-organisations-columns.ts';
import { planOrganisations } from './rules.sheets-organisations.ts';
import { registryColumns } from './rules.sheets-registry-columns.ts';
import type { RegistryPlace } from './rules.sheets-registry-teams.ts';
import { planRegistry } from './rules.sheets-registry.ts';
import { unitFinder } from './rules.sheets-units.ts';
import { readList as readListInSteps, type ListColumn } from './rules.sheets.ts';

const readList = <Key extends string>(paper: Paper, columns: readonly ListColumn<Key>[]) =>
  lastOf(readListInSteps(paper, columns));
const organisationFinder = (known: Parameters<typeof finderInSteps>[0]) => lastOf(finderInSteps(known));

type Texts = readonly (readonly (string | null)[])[];

/** A sheet as the reader of files gives it: empty cells are absent. */
function paperOf(rows: Texts, place = 'лист «Лист»'): Paper {
  const cellOf = (text: string | null, column: number, row: number) => ({
    column,
    columns: 1,
    rows: 1,
    text: text ?? '',
    blocks: [],
    place: `${place}, ячейка ${String.fromCharCode(65 + column)}${row + 1}`,
  });
  const cells = rows.map((row, at) => ({
    cells: row.map((text, column) => cellOf(text, column, at)).filter(({ text }) => text !== ''),
  }));
  return { format: 'xlsx', blocks: [{ kind: 'table', place, rows: cells }] };
}

function read<Key extends string>(rows: Texts, columns: readonly ListColumn<Key>[]) {
  const list = readList(paperOf(rows), columns);
  if (!list.ok) throw new Error(list.error);
  return list.value;
}

const units = [
  'городской округ Камышин',
  'Камышинский муниципальный район',
  'Калачёвский муниципальный район',
  'Советский район Волгограда',
].map((name, index) => ({ id: `u${index}`, name, shortName: name }));

describe('a list', () => {
  const captions = ['Наименование организации', 'Примечание', 'Муниципальный район', 'Лишнее'];

  it('is found by its captions under a title, in any order, on several sheets', () => {
    const table = [
      ['Список на 1 сентября'],
      ['№', ...captions],
      ['1', '2', '3', '4', '5'],
      ['1', 'Школа', '', 'Камышин', 'а'],
    ];
    const paper = {
      ...paperOf(table),
      blocks: [...paperOf(table).blocks, ...paperOf([['Справка']]).blocks, ...paperOf(table, 'лист «Ещё»').blocks],
    };
    const list = readList(paper, organisationColumns);
    expect(list).toMatchObject({ ok: true, value: { unread: ['Примечание', 'Лишнее'] } });
    const rows = list.ok ? list.value.rows : [];
    expect(rows.map(({ cells }) => cells)).toEqual([
      { name: 'Школа', municipality: 'Камышин' },
      { name: 'Школа', municipality: 'Камышин' },
    ]);
    expect(rows[1]?.place('municipality')).toBe('лист «Ещё», ячейка D4');
    expect(rows[1]?.place('phones')).toBe('лист «Ещё», строка 4');
  });

  it('says which columns it lacks', () => {
    expect(
      readList(
        paperOf([
          ['Школа', 'Телефон'],
          ['а', 'б'],
        ]),
        organisationColumns,
      ),
    ).toMatchObject({
      error: expect.stringContaining('нет столбца «Муниципалитет»'),
    });
    expect(readList({ format: 'docx', blocks: [] }, organisationColumns)).toMatchObject({
      error: expect.stringContaining('XLSX'),
    });
    expect(readList(paperOf([['Муниципалитет', 'Школа']]), organisationColumns)).toMatchObject({
      error: expect.stringContaining('ни одной'),
    });
  });

  const participants = [
    ['Информация об участниках менторской группы'],
    ['№', 'Наименование организации', 'Руководитель, телефон', 'Управленческая команда', 'Направления', 'Примечание'],
    ['1', 'МБОУ СШ № 1', 'директор Лаврова О. П., 89000000001, a@example.org', 'опытная', 'безопасность', ''],
  ];
  const registry = participants.slice(1).map((row, at) => [at === 0 ? 'Муниципалитет' : 'Камышин', ...row]);
  const programme = [['Менторская программа'], ['№', 'Мероприятие', 'Сроки', 'Ответственные']];
  const organisations = [captions, ['Школа', '', 'Камышин', '']];
  it.each([
    ['a form of participants', participants, organisationColumns, '«Загрузить форму из файла»'],
    ['a form of participants', participants, registryColumns, '«Загрузить форму из файла»'],
    ['a registry', registry, organisationColumns, '«Загрузить реестр»'],
    ['a list of organisations', organisations, registryColumns, '«Загрузить список»'],
    ['a programme', programme, organisationColumns, '«Загрузить из Word»'],
  ])('%s is no such list: told in one sentence, with the place where it is loaded', (_, rows, columns, words) => {
    const list = readList<string>(paperOf(rows), columns);
    expect(list.ok ? '' : list.error).toMatch(/^Это не тот файл: /u);
    expect(list.ok ? '' : list.error).toContain(words);
  });

  it('a title of another paper does not hide the captions of a list', () => {
    expect(readList(paperOf([['Приложение к приказу'], ...registry]), registryColumns).ok).toBe(true);
    expect(readList(paperOf([['Приложение к соглашению'], ...organisations]), organisationColumns).ok).toBe(true);
  });

  it('municipalities may stand above their rows or be names of sheets', () => {
    const captions = ['№', 'Наименование организации', 'Вид'];
    const above = paperOf([
      captions,
      ['Камышинский муниципальный район', '', ''],
      ['1', 'Школа', 'школа'],
      ['г. о. Камышин', '', ''],
      ['1', 'Лицей', 'школа'],
    ]);
    const named = paperOf([captions, ['1', 'Школа', 'школа']], 'лист «Калачёвский р-н»');
    const headings = [above, named].map((paper) => {
      const list = readList(paper, organisationColumns);
      return list.ok && list.value.rows.map(({ cells, heading }) => [cells.name, heading]);
    });
    expect(headings).toEqual([
      [
        ['Школа', 'Камышинский муниципальный район'],
        ['Лицей', 'г. о. Камышин'],
      ],
      [['Школа', 'Калачёвский р-н']],
    ]);
    const teams = ['Организация', 'Управленческая команда', 'Направления'];
    const rows = ['Камышинский район', 'г. Камышин'].flatMap((place) => [
      [place],
      ['СШ № 1', 'опытная', 'безопасность'],
    ]);
    expect(readList(paperOf([teams, ...rows]), registryColumns).ok).toBe(true);
    expect(readList(paperOf([teams, ...rows.slice(2)]), registryColumns).ok).toBe(false);
  });

  it('takes a merged cell for all its rows and a line across the table for a heading', () => {
    const paper = paperOf([
      ['Муниципалитет', 'Школа', 'Вид'],
      ['Камышин', 'А', ''],
      ['', 'Б', ''],
      ['Калач', '', ''],
      ['', 'В', ''],
    ]);
    const [table] = paper.blocks;
    if (table?.kind !== 'table') throw new Error('no table');
    Object.assign(table.rows[1]!.cells[0]!, { rows: 2 });
    Object.assign(table.rows[3]!.cells[0]!, { columns: 3 });
    const list = readList(paper, organisationColumns);
    expect(list.ok && list.value.rows.map(({ cells, heading }) => [cells.municipality, cells.name, heading])).toEqual([
      ['Камышин', 'А', ''],
      ['Камышин', 'Б', ''],
      [undefined, 'В', 'Калач'],
    ]);
  });

  it('reads whatever a sheet holds without an exception', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.constantFrom('Муниципалитет', 'Организация', 'Направления', 'Команда', 'Камышин', '', "'=1"),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 }), (rows) => {
        const list = readList(paperOf(rows), registryColumns);
        if (!list.ok) return;
        const planner = planRegistry({
          municipalities: places,
          index: organisationFinder([]),
          teams: new Map(),
          year: 2026,
          today: '2026-10-05',
          state: 'draft',
        });
        for (const row of list.value.rows) planner.take(row);
        planner.plan();
      }),
    );
  });
});

describe('names of municipalities', () => {
  const find = unitFinder(units);
  it.each([
    ['Камышин', 0],
    ['г. Камышин', 0],
    ['ГОРОДСКОЙ ОКРУГ — ГОРОД КАМЫШИН', 0],
    ['городского округа Камышин Волгоградской области', 0],
    ['Камышинский р-н', 1],
    ['Камышинского муниципального района', 1],
    ['Калачевский район', 2],
    ['Волгоград, Советский район', 3],
    ['Советский район г. Волгограда', 3],
  ])('%s', (name, index) => expect(find(name)).toBe(units[index]));
  it.each(['Камыши', 'Советский', ''])('«%s» is none of them', (name) => expect(find(name)).toBeNull());
});

describe('cells of a head', () => {
  it.each([
    ['Седова Анна Ильинична, директор', '', 'Седова Анна Ильинична', 'директор'],
    ['директор Седова Анна Ильинична тел. 8 900 000-00-01', '', 'Седова Анна Ильинична', 'директор'],
    ['Седова А.И.', 'и. о. директора', 'Седова А. И.', 'и. о. директора'],
    ['Директор Седова Анна Ильинична', '', 'Седова Анна Ильинична', 'директор'],
    ['Директор Седова А.И.', 'директор', 'Седова А. И.', 'директор'],
    ['Мастеров Пётр Ильич', 'заведующий', 'Мастеров Пётр Ильич', 'заведующий'],
    ['СЕДОВА АННА ИЛЬИНИЧНА\nдиректор', '', 'Седова Анна Ильинична', 'директор'],
    ['Алиев Рашид Гасан оглы – заведующий', '', 'Алиев Рашид Гасан оглы', 'заведующий'],
  ])('%j', (cell, post, name, said) => {
    const head = readHead(cell, post, []);
    expect(head.ok && head.value && { name: fullName(head.value.name), post: head.value.post }).toEqual({
      name,
      post: said,
    });
  });

  it.each([
    ['МБДОУ «Родничок»', 'kindergarten'],
    ['МБОУ СШ № 2', 'school'],
    ['Гимназия № 4', 'school'],
    ['МБУДО ДЮЦ', 'additional-education'],
    ['ГБПОУ «Камышинский индустриально-педагогический колледж»', 'college'],
    ['ИМЦ Дубовского района', 'methodical-service'],
    ['ООО «Ромашка»', null],
  ])('the kind of %s', (name, kind) => expect(kindOf(name)).toBe(kind));
});

const letters = fc.stringMatching(/^[А-Я][а-я]{2,9}$/);
const surname = fc.stringMatching(/^[А-Я][а-я]{2,7}(ова|ев)$/);
const person = fc.record({
  lastName: surname,
  firstName: letters,
  patronymic: fc.constantFrom('Ильинична', 'Ильич'),
});
const phone = fc.stringMatching(/^\+79\d{9}$/);
const email = fc.stringMatching(/^[a-z]{3,8}@example\.org$/);
const words = fc.stringMatching(/^[А-Яа-яё]{3,10}( [а-яё0-9]{1,8}){0,4}$/);

const known = fc.record({
  name: words,
  kind: fc.constantFrom(...organisationKinds.slice(0, 5)),
  address: fc.oneof(words, fc.constant('')),
  phones: fc.uniqueArray(phone, { maxLength: 2 }),
  emails: fc.uniqueArray(email, { maxLength: 2 }),
  head: fc.option(
    fc.record({
      person,
      phones: fc.uniqueArray(phone, { maxLength: 2 }),
      emails: fc.uniqueArray(email, { maxLength: 2 }),
    }),
  ),
});

function listed(
  { head, ...fields }: typeof known extends fc.Arbitrary<infer Value> ? Value : never,
  index: number,
): ListedOrganisation {
  return {
    ...fields,
    id: `o${index}`,
    municipalityId: units[index % units.length]!.id,
    name: `${fields.name} № ${index}`,
    shortName: `${fields.name.slice(0, 12).trim()} № ${index}`,
    actsOn: 'Устава',
    revision: 1,
    head: head && {
      appointmentId: `a${index}`,
      personId: `p${index}`,
      fullName: fullName(head.person),
      post: 'директор',
      since: '2020-09-01',
      phones: head.phones,
      emails: head.emails,
    },
    headFrom: head && '2020-09-01',
    futureHead: false,
  };
}

const phonesOf = (list: readonly string[]) => list.map((one) => formatPhone(one).replace(/^\+7/, '8')).join(', ');
const organisationTexts = (one: ListedOrganisation): string[] => [
  units.find(({ id }) => id === one.municipalityId)!.name,
  one.name,
  one.shortName,
  organisationKindNames[one.kind],
  one.actsOn,
  one.address,
  phonesOf(one.phones),
  one.emails.join(', '),
  one.head?.fullName ?? '',
  one.head?.post ?? '',
  phonesOf(one.head?.phones ?? []),
  one.head?.emails.join(', ') ?? '',
  one.head ? formatShort(one.head.since) : '',
  '',
];

/** What a list of organisations is told to mend, in an empty region. */
function faultsOfOrganisations(rows: Texts) {
  const planner = planOrganisations({
    municipalities: units,
    index: organisationFinder([]),
    today: '2026-10-05',
  });
  for (const row of read(rows, organisationColumns).rows) planner.take(row);
  return planner.plan().faults.map(({ place, message }) => `${place.replace(/^.*, /u, '')} ${message}`);
}

describe('rows of a list of organisations', () => {
  const captions = ['Муниципалитет', 'Как называется школа', 'Телефон', 'Почта', 'ФИО', 'Должность', 'Руководит с'];
  const place = 'Камышинский район';
  it.each<[what: string, rows: Texts, faults: (string | RegExp)[]]>([
    [
      'a total is nobody',
      [
        [place, 'МБОУ СШ № 1'],
        ['Итого', '1'],
        ['', 'Всего: 1'],
      ],
      [],
    ],
    ['a date may be the number of Excel', [[place, 'СШ № 1', '', '', 'Лиса Анна Ильинична', 'директор', '45170']], []],
    [
      'a school written otherwise is the same school',
      [
        [place, 'МБОУ «Средняя школа № 4»'],
        [place, 'МБОУ СШ №4'],
        [place, 'МБДОУ № 4'],
        [place, 'Школа имени Пушкина'],
        [place, 'Школа имени Ломоносова'],
      ],
      [/^ячейка B3 Эта организация уже названа выше \(если это другая, .*\): .*B2$/u],
    ],
    [
      'what is no phone and no address is not lost',
      [
        [place, 'СШ № 1', '5-11-22', 'не почта'],
        [place, 'СШ № 2', '8 900 000-00-02, приёмная', 'нет'],
      ],
      [/^ячейка C2 «5-11-22» не похоже на телефон/u, /^ячейка D2 «не почта» не похоже на электронную почту/u],
    ],
    [
      'a municipality mistyped is guessed',
      [
        ['Камышынский р-н', 'СШ № 1'],
        ['Зазеркальский р-н', 'СШ № 2'],
      ],
      [/A2 .* возможно, это Камышинский муниципальный район$/u, /A3 .* проверьте название/u],
    ],
  ])('%s', (_, rows, faults) => {
    expect(faultsOfOrganisations([captions, ...rows])).toEqual(faults.map((one) => expect.stringMatching(one)));
  });

  it('a municipality above the rows is told where it stands', () => {
    const rows = [['Школа', 'Вид', 'Почта'], ['Зазеркальский район'], ['СШ № 1', 'школа']];
    expect(faultsOfOrganisations(rows)).toEqual([expect.stringMatching(/^ячейка A2 Муниципалитета/u)]);
  });
});

describe('heads of a list of organisations', () => {
  it.each([
    ['директор', 0],
    ['заведующий', 0],
    ['учитель математики', 1],
  ])('«%s»: faults %i', (post, faults) => {
    const rows = [
      ['Муниципалитет', 'Организация', 'ФИО', 'Должность'],
      ['Камышинский район', 'МБОУ СШ № 1', 'Лаврова Ольга Петровна', post],
    ];
    expect(faultsOfOrganisations(rows)).toHaveLength(faults);
  });
});

describe('our own sheet of organisations', () => {
  it('reads back without a change, and into an empty region as it was', () => {
    fc.assert(
      fc.property(fc.array(known, { minLength: 1, maxLength: 8 }), (generated) => {
        const organisations = generated.map(listed);
        const list = read(
          [organisationSheetColumns.map(({ title }) => title), ...organisations.map(organisationTexts)],
          organisationColumns,
        );
        const against = (present: readonly ListedOrganisation[]) => {
          const planner = planOrganisations({
            municipalities: units,
            index: organisationFinder(present),
            today: '2026-10-05',
          });
          for (const row of list.rows) planner.take(row);
          return planner.plan();
        };
        expect(against(organisations)).toMatchObject({ save: [], faults: [], unchanged: organisations.length });
        const fresh = against([]);
        expect(fresh.faults).toEqual([]);
        expect(fresh.save).toMatchObject(
          organisations.map(({ municipalityId, name, shortName, kind, address, phones, emails, head }) => ({
            ...{ id: null, municipalityId, name, shortName, kind, address, phones, emails },
            head: head && { post: head.post, phones: head.phones, emails: head.emails, startsOn: head.since },
          })),
        );
      }),
      { numRuns: 60 },
    );
  });
});

const directions: Direction[] = [
  'управление качеством образования',
  'обеспечение комплексной безопасности',
  'управление развитием образовательной организации',
].map((title, index) => ({
  code: `d${index}`,
  title,
  shortTitle: title,
  aliases: [],
  workingGroup: [],
  archived: false,
}));
const regulation = {
  title: 'Положение',
  directions,
  organisationKinds: organisationKinds.map((kind) => ({ kind, title: kind, titlePlural: kind, fromYear: 2020 })),
  supervision: {
    scale: ['нет затруднений', 'отдельные затруднения', 'заметные затруднения', 'серьёзные затруднения'].map(
      (title, value) => ({ value, title }),
    ),
  },
} as unknown as RegulationDocument;
const places: RegistryPlace[] = units.map((unit) => ({
  ...unit,
  regulation,
  places: { experienced: 1, developing: 1 },
  taken: { experienced: 0, developing: 0 },
}));

const team = fc.record({
  standing: fc.constantFrom('experienced', 'developing'),
  state: fc.constantFrom('draft', 'submitted', 'returned', 'registered'),
  chosen: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 3 }),
  own: fc.option(words),
  degrees: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
  judged: fc.boolean(),
  results: fc.oneof(words, fc.constant('')),
  note: fc.oneof(words, fc.constant('')),
});

describe('our own sheet of the registry', () => {
  const captions = [
    '№',
    'Муниципалитет',
    'Организация',
    'Руководитель',
    'Управленческая команда',
    'Направления',
    'Самооценка затруднений',
    'Результаты',
    'Состояние',
    'Примечание',
  ];
  const standingWords = { experienced: 'опытная', developing: 'развивающаяся' } as const;

  it('reads back without a change, whatever the state of the teams', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(known, team), { minLength: 1, maxLength: 6 }), (generated) => {
        const organisations = generated.map(([one], index) => listed(one, index));
        const teams = generated.map(([, one], index): ListedTeam => {
          const own =
            one.own === null
              ? []
              : [{ key: `own:${one.own.toLowerCase()}`, code: null, title: one.own, statement: '' }];
          const named = [
            ...one.chosen.map((at) => ({ key: `d${at}`, code: `d${at}`, title: directions[at]!.title, statement: '' })),
            ...own,
          ];
          const degrees = [...one.degrees];
          if (degrees.slice(0, named.length).every((degree) => degree === 0)) degrees[0] = 2;
          return {
            id: `t${index}`,
            organisationId: `o${index}`,
            municipalityId: organisations[index]!.municipalityId,
            standing: one.standing as ListedTeam['standing'],
            state: one.state as ListedTeam['state'],
            note: one.note,
            results: one.results,
            revision: 1,
            headName: organisations[index]!.head?.fullName ?? 'Седова Анна Ильинична',
            directions: named,
            assessments: one.judged
              ? named.map(({ key }, at) => ({
                  directionKey: key,
                  difficulty: degrees[at] as 0 | 1 | 2 | 3,
                  comment: '',
                }))
              : [],
          };
        });
        const rows = teams.map((one, index) => [
          String(index + 1),
          units[index % units.length]!.name,
          organisations[index]!.name,
          one.headName,
          standingWords[one.standing],
          one.directions.map(({ title }) => title).join('; '),
          one.assessments
            .map(
              ({ directionKey, difficulty }) =>
                `${one.directions.find(({ key }) => key === directionKey)!.title} — ${regulation.supervision.scale[difficulty]!.title}`,
            )
            .join('; '),
          one.results,
          one.state,
          one.note,
        ]);
        const planner = planRegistry({
          municipalities: places,
          index: organisationFinder(organisations),
          teams: new Map(teams.map((one) => [one.organisationId, one])),
          year: 2026,
          today: '2026-10-05',
          state: 'registered',
        });
        for (const row of read([captions, ...rows], registryColumns).rows) planner.take(row);
        expect(planner.plan()).toMatchObject({ save: [], faults: [], unchanged: teams.length });
      }),
      { numRuns: 60 },
    );
  });
});
