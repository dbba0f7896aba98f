import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRegulation } from '#features/regulation/use-cases/reference.server.ts';
import { readPaper } from '#platform/office/index.server.ts';
import { docxOf, xlsxOf, type DocxBlock, type DocxCell, type XlsxSheet } from '#tests/paper.ts';
import { readParticipants, type ReadParticipants } from './rules.participants.ts';

const { directions } = readRegulation('volgograd');

function outcomeOf(bytes: Uint8Array) {
  const paper = readPaper(bytes);
  if (!paper.ok) throw new Error(paper.error);
  return readParticipants(paper.value, directions);
}

function read(...blocks: DocxBlock[]): ReadParticipants {
  const outcome = outcomeOf(docxOf(blocks));
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
}

const sheet = (content: XlsxSheet): ReadParticipants => {
  const outcome = outcomeOf(xlsxOf(content));
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
};

const title = 'Информация\nоб участниках менторской группы (опытной и развивающейся командах)';
const place = 'городской округ Камышин\n(наименование муниципального района (городского округа))';
const head = [
  '№ п/п',
  'Наименование образовательной организации',
  'Руководитель, контактный телефон',
  'Управленческая команда (опытная, развивающаяся - указать)',
  'Направления менторства (выбрать, добавить свое)',
  'Примечание (предложения, пожелания)',
];
const director = 'Директор: Лаврова Ольга Петровна, 8 (84457) 0-11-22, school1@example.org';
const acting = 'И.о. директора Гусев Пётр Ильич\n89000000002\nschool2@example.org';
const first: DocxCell[] = ['1.', 'МБОУ СШ № 1', director, 'Опытная', 'управление развитием ОО', ''];
const second: DocxCell[] = ['2.', 'МБОУ СШ № 2', acting, 'Развивающаяся', '- безопасность', 'нет'];
const table = (...rows: (readonly DocxCell[])[]): DocxBlock => ({ table: rows });
const form = (...rows: (readonly DocxCell[])[]) => read(title, place, table(head, ...rows));

/** A team in short: organisation, head, standing, codes or words of directions. */
const shortly = ({ teams }: ReadParticipants) =>
  teams.map((team) => [
    team.organisation,
    team.head.name,
    team.standing,
    team.directions.map(({ code, text }) => code ?? text).join(' | '),
  ]);
const both = [
  ['МБОУ СШ № 1', 'Лаврова Ольга Петровна', 'experienced', 'development'],
  ['МБОУ СШ № 2', 'Гусев Пётр Ильич', 'developing', 'safety'],
];
const pathsOf = ({ doubts }: ReadParticipants) => doubts.map(({ path }) => path);

describe('[D-F.form] the given forms', () => {
  it.each(['docx', 'xlsx'])('participants-kamyshin.%s is read whole, without a doubt', (format) => {
    const outcome = outcomeOf(new Uint8Array(readFileSync(`tests/fixtures/participants-kamyshin.${format}`)));
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        kind: 'participants',
        municipality: 'городской округ Камышин',
        doubts: [],
        teams: [
          {
            organisation:
              'Муниципальное бюджетное общеобразовательное учреждение средняя школа № 1 городского округа – город Камышин',
            head: {
              name: 'Лаврова Ольга Петровна',
              post: 'Директор',
              phones: ['+78445701122'],
              emails: ['school1@example.org'],
            },
            standing: 'experienced',
            directions: [
              { text: 'управление развитием ОО', code: 'development' },
              { text: 'организация инновационной деятельности', code: 'innovation' },
            ],
            note: 'Можем принять стажировку весной',
          },
          {
            organisation: 'МБОУ СШ № 2 г. Камышина',
            head: {
              name: 'Гусев Пётр Ильич',
              post: 'И.о. директора',
              phones: ['+79000000002'],
              emails: ['school2@example.org'],
            },
            standing: 'developing',
            directions: [
              { text: 'управление развитием ОО', code: 'development' },
              { text: 'работа с родительским сообществом', code: null },
            ],
            note: '',
          },
        ],
      },
    });
  });

  it('every value has its place', () => {
    expect(form(first).places).toMatchObject({
      municipality: 'абзац 2',
      'teams[0].organisation': 'таблица 1, строка 2, столбец 2',
      'teams[0].head.phones': 'таблица 1, строка 2, столбец 3',
      'teams[0].standing': 'таблица 1, строка 2, столбец 4',
      'teams[0].directions[0]': 'таблица 1, строка 2, столбец 5',
    });
  });
});

describe('[D-F.form] the municipality', () => {
  const caption = '(наименование муниципального района (городского округа))';
  const cases: readonly (readonly [string, readonly DocxBlock[], string])[] = [
    ['above its caption', [title, 'Калачёвский муниципальный район', caption], 'Калачёвский муниципальный район'],
    ['below its caption', [title, caption, 'Калачёвский муниципальный район'], 'Калачёвский муниципальный район'],
    ['with the caption, on a line', [title, `___г.о. Камышин___ ${caption}`], 'г.о. Камышин'],
    [
      'in one paragraph with the title',
      [`${title}\nКотовский муниципальный район\n${caption}`],
      'Котовский муниципальный район',
    ],
    [
      'a caption over two lines',
      [title, 'Дзержинский район Волгограда', '(наименование муниципального района', '(городского округа))'],
      'Дзержинский район Волгограда',
    ],
    ['in a table', [title, table(['городской округ – город Волжский'], [caption])], 'городской округ – город Волжский'],
    ['after a word', [title, 'Муниципальный район: Ольховский'], 'Ольховский'],
    [
      'with the region after it',
      [title, 'городской округ – город Волжский Волгоградской области', caption],
      'городской округ – город Волжский',
    ],
    [
      'in capitals, in the genitive',
      ['ИНФОРМАЦИЯ ОБ УЧАСТНИКАХ МЕНТОРСКОЙ ГРУППЫ ГОРОДСКОГО ОКРУГА ГОРОД МИХАЙЛОВКА ВОЛГОГРАДСКОЙ ОБЛАСТИ'],
      'городской округ город Михайловка',
    ],
    ['a district shortened', [title, 'Городищенский р-н'], 'Городищенский р-н'],
    ['without a caption', [title, 'городской округ город Михайловка'], 'городской округ город Михайловка'],
    [
      'inside the title',
      ['Информация об участниках менторской группы Калачёвского муниципального района Волгоградской области'],
      'Калачёвский муниципальный район',
    ],
    [
      'the title in pieces',
      [
        'ИНФОРМАЦИЯ',
        'об участниках менторской группы',
        '(опытной и развивающейся',
        'командах)',
        'Еланский район',
        caption,
      ],
      'Еланский район',
    ],
  ];
  it.each(cases)('%s', (_, heading, expected) => {
    expect(read(...heading, table(head, first, second))).toMatchObject({ municipality: expected, teams: [{}, {}] });
  });

  it('is a doubt where it is absent, guessed from a signature below', () => {
    expect(read(title, table(head, first))).toMatchObject({
      municipality: null,
      doubts: [{ path: 'municipality', message: 'Муниципалитет в файле не найден: выберите его' }],
    });
    expect(read(title, table(head, first), 'Начальник отдела Еланского муниципального района')).toMatchObject({
      municipality: 'Еланский муниципальный район',
      doubts: [{ path: 'municipality' }],
    });
  });
});

describe('[D-F.form] the table', () => {
  const withPlace = (...blocks: DocxBlock[]) => read(title, place, ...blocks);
  const bare = (cells: readonly DocxCell[]) => cells.slice(1);
  const layouts: readonly (readonly [string, () => ReadParticipants])[] = [
    ['as printed', () => form(first, second)],
    ['numbers of columns under the head', () => form(['1', '2', '3', '4', '5', '6'], first, second)],
    ['the head on every page', () => form(first, head, second)],
    ['torn in two tables', () => withPlace(table(head, first), '', table(second))],
    ['each team in a table with a head of its own', () => withPlace(table(head, first), table(head, second))],
    [
      'empty rows, rows with a number alone',
      () => form(['', '', '', '', '', ''], first, ['3.', '', '', '', '', ''], second, ['4', '', '', '', '', '']),
    ],
    [
      'a total and a signature inside the table',
      () =>
        form(
          first,
          second,
          [{ text: 'Итого: 2 команды', columns: 6 }],
          [
            { text: 'Начальник отдела', columns: 3 },
            { text: 'С.А. Белов', columns: 3 },
          ],
        ),
    ],
    ['no column of numbers', () => withPlace(table(bare(head), bare(first), bare(second)))],
    ['no head at all', () => withPlace(table(first, second))],
    [
      'another order and other words',
      () =>
        withPlace(
          table(
            ['Направление', 'Команда (опытная/развивающаяся)', 'Наименование ОО', 'ФИО руководителя, телефон'],
            ['управление развитием ОО', 'опытная', 'МБОУ СШ № 1', director],
            ['безопасность', 'развив.', 'МБОУ СШ № 2', acting],
          ),
        ),
    ],
    [
      'columns that are not asked',
      () =>
        withPlace(
          table(
            ['№', 'ОУ', 'Адрес', 'Руководитель', 'Статус', 'Направления', 'Состав команды', 'Предложения'],
            ['1', 'МБОУ СШ № 1', 'ул. Мира, 5', director, 'опытная', 'управление развитием', '5 человек', ''],
            ['2', 'МБОУ СШ № 2', 'ул. Садовая, 2', acting, 'развивающаяся', 'безопасность', '4 человека', ''],
          ),
        ),
    ],
    [
      'name, post, phone and e-mail in columns of their own',
      () =>
        withPlace(
          table(
            ['№', 'Наименование ОО', 'ФИО руководителя', 'Должность', 'Телефон', 'E-mail', 'Команда', 'Направления'],
            [
              '1',
              'МБОУ СШ № 1',
              'Лаврова Ольга Петровна',
              'Директор',
              '8 (84457) 0-11-22',
              'school1@example.org',
              'опытная',
              'управление развитием',
            ],
            [
              '2',
              'МБОУ СШ № 2',
              'Гусев Пётр Ильич',
              'И.о. директора',
              '89000000002',
              'school2@example.org',
              'разв.',
              'безопасность',
            ],
          ),
        ),
    ],
    [
      'a head in two rows',
      () =>
        withPlace(
          table(
            [
              { text: '№ п/п', rows: 2 },
              { text: 'Наименование ОО', rows: 2 },
              { text: 'Руководитель', columns: 2 },
              { text: 'Управленческая команда', columns: 2 },
              { text: 'Направления менторства', rows: 2 },
            ],
            ['ФИО, должность', 'контакты', 'опытная', 'развивающаяся'],
            [
              '1',
              'МБОУ СШ № 1',
              'Лаврова Ольга Петровна, директор',
              '8 (84457) 0-11-22, school1@example.org',
              '+',
              '',
              'управление развитием',
            ],
            [
              '2',
              'МБОУ СШ № 2',
              'Гусев Пётр Ильич, и.о. директора',
              '89000000002, school2@example.org',
              '-',
              'V',
              'безопасность',
            ],
          ),
        ),
    ],
    [
      'words of the head split over rows',
      () =>
        withPlace(
          table(
            ['№', 'Наименование', 'Руководитель,', 'Управленческая', 'Направления', 'Примечание'],
            [
              'п/п',
              'образовательной организации',
              'контактный телефон',
              'команда',
              'менторства',
              '(предложения, пожелания)',
            ],
            first,
            second,
          ),
        ),
    ],
    [
      'sections across the table',
      () =>
        withPlace(
          table(
            ['№', 'Наименование ОО', 'Руководитель', 'Направления менторства'],
            [{ text: 'Опытные управленческие команды', columns: 4 }],
            ['1', 'МБОУ СШ № 1', director, 'управление развитием'],
            [{ text: 'Развивающиеся управленческие команды', columns: 4 }],
            ['2', 'МБОУ СШ № 2', acting, 'безопасность'],
          ),
        ),
    ],
    [
      'a standing merged over its rows',
      () =>
        form(
          first,
          ['2.', 'МБОУ СШ № 2', acting, { text: 'Развивающаяся', rows: 2 }, 'безопасность', ''],
          ['', '', '', '', ''],
        ),
    ],
    [
      'directions over several rows of one organisation',
      () =>
        form(
          first,
          [
            { text: '2', rows: 2 },
            { text: 'МБОУ СШ № 2', rows: 2 },
            { text: acting, rows: 2 },
            { text: 'развивающаяся', rows: 2 },
            'безопасность',
            '',
          ],
          ['', ''],
        ),
    ],
    [
      'a form on its side',
      () =>
        withPlace(
          table(
            ['Наименование ОО', 'МБОУ СШ № 1', 'МБОУ СШ № 2'],
            ['Руководитель, телефон', director, acting],
            ['Управленческая команда', 'опытная', 'развивающаяся'],
            ['Направления менторства', 'управление развитием', 'безопасность'],
            ['Примечание', '', ''],
          ),
        ),
    ],
    [
      'each team on its side in a table of its own',
      () =>
        withPlace(
          table(
            ['Наименование ОО', 'МБОУ СШ № 1'],
            ['Руководитель, телефон', director],
            ['Управленческая команда', 'опытная'],
            ['Направления менторства', 'управление развитием'],
          ),
          table(
            ['Наименование ОО', 'МБОУ СШ № 2'],
            ['Руководитель, телефон', acting],
            ['Управленческая команда', 'развивающаяся'],
            ['Направления менторства', 'безопасность'],
          ),
        ),
    ],
    ['inside a cell of another table', () => withPlace({ table: [[{ blocks: [table(head, first, second)] }]] })],
    [
      'a list of directions in a table of its own',
      () => form(first, ['2.', 'МБОУ СШ № 2', acting, 'разв.', { blocks: [table(['1', 'безопасность'])] }, '']),
    ],
    [
      'lines without a table',
      () =>
        withPlace(
          'Наименование организации: МБОУ СШ № 1',
          `Руководитель: ${director}`,
          'Управленческая команда: опытная',
          'Направления менторства: управление развитием',
          '1. Наименование организации – МБОУ СШ № 2',
          `Руководитель: ${acting}`,
          'Управленческая команда: развивающаяся',
          'Направления менторства:\n- безопасность',
        ),
    ],
    [
      'a sheet with the title in its cells',
      () =>
        sheet({
          rows: [
            ['Информация об участниках менторской группы'],
            ['городской округ Камышин'],
            ['(наименование муниципального района (городского округа))'],
            [],
            head,
            [1, 'МБОУ СШ № 1', director, 'Опытная', 'управление развитием', null],
            [2, 'МБОУ СШ № 2', acting, 'Развивающаяся', 'безопасность', null],
          ],
          merges: ['A1:F1', 'A2:F2', 'A3:F3'],
        }),
    ],
    [
      'a sheet with a signature under the table',
      () =>
        sheet({
          rows: [
            ['городской округ Камышин'],
            head,
            [1, 'МБОУ СШ № 1', director, 'Опытная', 'управление развитием'],
            [2, 'МБОУ СШ № 2', acting, 'Развивающаяся', 'безопасность'],
            [],
            [null, 'Начальник отдела образования', null, null, 'С.А. Белов'],
            [null, '15.10.2026'],
            ['Исп. Орлова И.П.', null, 'тел. 5-11-22'],
          ],
        }),
    ],
  ];
  it.each(layouts)('%s', (_, build) => {
    const found = build();
    expect(shortly(found)).toEqual(both);
    expect(found.municipality).toBe('городской округ Камышин');
    expect(found.teams.map((team) => [team.head.phones, team.head.emails])).toEqual([
      [['+78445701122'], ['school1@example.org']],
      [['+79000000002'], ['school2@example.org']],
    ]);
    expect(found.teams.map((team) => team.note)).toEqual(['', '']);
  });

  it.each<[string, () => ReadParticipants]>([
    [
      'organisations in the columns of the standings',
      () =>
        withPlace(
          table(
            ['№', 'Опытная управленческая команда', 'Развивающаяся управленческая команда', 'Направления менторства'],
            ['1', `МБОУ СШ № 1, ${director}`, `МБОУ СШ № 2\n${acting}`, 'безопасность'],
          ),
        ),
    ],
    [
      'the head in the cell of the organisation',
      () =>
        withPlace(
          table(
            ['№', 'Наименование ОО, руководитель, телефон', 'Статус', 'Направления'],
            ['1', `МБОУ СШ № 1\n${director}`, 'опытная', 'безопасность'],
            ['2', `МБОУ СШ № 2, ${acting}`, 'развив.', '-//-'],
          ),
        ),
    ],
    [
      'headings above two tables',
      () =>
        withPlace(
          'Опытные управленческие команды:',
          table(['Наименование ОО', 'Руководитель', 'Направления'], ['МБОУ СШ № 1', director, 'безопасность']),
          'Развивающиеся управленческие команды:',
          table(['Наименование ОО', 'Руководитель', 'Направления'], ['МБОУ СШ № 2', acting, 'безопасность']),
        ),
    ],
    [
      'standings beside the rows, in a column without a caption',
      () =>
        withPlace(
          table(
            ['', 'Наименование ОО', 'Руководитель', 'Направления'],
            [{ text: 'Опытные', rows: 2 }, 'МБОУ СШ № 1', director, 'безопасность'],
            ['', '', ''],
            ['Развивающиеся', 'МБОУ СШ № 2', acting, 'безопасность'],
          ),
        ),
    ],
    [
      'groups across the table, a sign of repetition',
      () =>
        form(
          [{ text: 'Менторская группа 1', columns: 6 }],
          ['1', 'МБОУ СШ № 1', director, 'опытная', 'безопасность', ''],
          ['2', 'МБОУ СШ № 2', acting, 'развив.', 'то же', ''],
        ),
    ],
  ])('%s', (_, build) => {
    expect(shortly(build())).toEqual([
      ['МБОУ СШ № 1', 'Лаврова Ольга Петровна', 'experienced', 'safety'],
      ['МБОУ СШ № 2', 'Гусев Пётр Ильич', 'developing', 'safety'],
    ]);
  });

  it('a caption over two columns of the table', () => {
    const found = withPlace(
      table(
        ['№', { text: 'Наименование ОО', columns: 2 }, 'Руководитель', 'Команда', 'Направления'],
        ['1', 'МБОУ', 'СШ № 1', director, 'опытная', 'все направления'],
      ),
    );
    expect(shortly(found)).toEqual([['МБОУ СШ № 1', 'Лаврова Ольга Петровна', 'experienced', 'все направления']]);
    expect(found.doubts.map(({ message }) => message)).toEqual(['Сказано «все направления»: выберите направления']);
  });

  it('more rows than any municipality has are refused', () => {
    const rows = Array.from({ length: 501 }, (_, index) => [
      index + 1,
      `МБОУ СШ № ${index}`,
      '',
      'опытная',
      'безопасность',
    ]);
    const outcome = outcomeOf(
      xlsxOf({ rows: [['№', 'Наименование ОО', 'Руководитель', 'Команда', 'Направления'], ...rows] }),
    );
    expect(outcome).toEqual({
      ok: false,
      error: 'В таблице участников больше 500 строк: разделите её на несколько файлов',
    });
  });

  it('a table far too long for any form is refused before it is looked at', () => {
    const rows = Array.from({ length: 1001 }, () => ['Образовательная организация', 'МБОУ «Школа № 5»']);
    const outcome = outcomeOf(docxOf([{ table: rows }]));
    expect(outcome.ok ? '' : outcome.error).toMatch(/^В таблице больше 1\s000 строк: это не форма участников/u);
    const wordy = outcomeOf(docxOf(Array.from({ length: 60 }, () => 'слово '.repeat(1500))));
    expect(wordy.ok ? '' : wordy.error).toContain('В файле слишком много текста для формы участников');
    const empty = Array.from({ length: 1001 }, () => ['', '', '', '', '']);
    const form = ['1', 'МБОУ «Школа № 5»', '', 'опытная', 'безопасность'];
    const head = ['№', 'Наименование ОО', 'Руководитель', 'Команда', 'Направления'];
    const read = outcomeOf(docxOf([{ table: [head, form, ...empty] }]));
    expect(read.ok && read.value.teams).toHaveLength(1);
  });

  it('marks in two columns of a sheet, empty cells absent', () => {
    const found = sheet({
      rows: [
        ['№', 'Наименование ОО', 'ФИО руководителя', 'Телефон', 'Опытная', 'Развивающаяся', 'Направления'],
        [1, 'МБОУ СШ № 1', 'Лаврова Ольга Петровна', 89000000002, 1, null, 'безопасность'],
        [2, 'МБОУ СШ № 2', 'Гусев Пётр Ильич', '8(84457)0-11-22', null, 'х', 'кадры'],
        [3, 'МБОУ СШ № 3', 'Ким Лев Львович', null, null, null, 'кадры'],
      ],
    });
    expect(found.teams.map(({ standing }) => standing)).toEqual(['experienced', 'developing', null]);
    expect(found.teams[0]!.head.phones).toEqual(['+79000000002']);
  });

  it('one organisation in two rows, experienced and developing', () => {
    const merged = form(
      ['1', { text: 'МБОУ СШ № 1', rows: 2 }, { text: director, rows: 2 }, 'опытная', 'управление развитием', ''],
      ['2', 'развивающаяся', 'безопасность', ''],
    );
    const expected = [
      ['МБОУ СШ № 1', 'Лаврова Ольга Петровна', 'experienced', 'development'],
      ['МБОУ СШ № 1', 'Лаврова Ольга Петровна', 'developing', 'safety'],
    ];
    expect(shortly(merged)).toEqual(expected);
    const blank = form(
      ['1', 'МБОУ СШ № 1', director, 'опытная', 'управление развитием', ''],
      ['', '', '', 'развивающаяся', 'безопасность', ''],
    );
    expect(blank.teams.map(({ organisation, standing }) => [organisation, standing])).toEqual(
      expected.map(([organisation, , standing]) => [organisation, standing]),
    );
    expect(pathsOf(blank)).toContain('teams[1].organisation');
  });

  it('directions that go on in the next row belong to the team above', () => {
    expect(form(first, ['', '', '', '', '- кадровая политика', 'вторая заявка']).teams).toMatchObject([
      { directions: [{ code: 'development' }, { code: 'staff' }], note: 'вторая заявка' },
    ]);
  });

  it('notes keep their lines', () => {
    const [team] = form([
      '1',
      'МБОУ СШ № 1',
      director,
      'опытная',
      'безопасность',
      'Можем принять весной.\nНужен транспорт.',
    ]).teams;
    expect(team!.note).toBe('Можем принять весной.\nНужен транспорт.');
  });
});

describe('[D-F.form] doubts', () => {
  it('a row with an organisation alone lacks the rest', () => {
    const { doubts } = form(['1', 'МБОУ СШ № 1', '', '', '', '']);
    expect(doubts.map(({ path, place: where }) => [path, where])).toEqual([
      ['teams[0].head.name', 'таблица 1, строка 2, столбец 3'],
      ['teams[0].head.post', 'таблица 1, строка 2, столбец 3'],
      ['teams[0].head.phones', 'таблица 1, строка 2, столбец 3'],
      ['teams[0].head.emails', 'таблица 1, строка 2, столбец 3'],
      ['teams[0].standing', 'таблица 1, строка 2, столбец 4'],
      ['teams[0].directions', 'таблица 1, строка 2, столбец 5'],
    ]);
    expect(doubts.every(({ message }) => /[:.]/u.test(message) && message.length > 15)).toBe(true);
  });

  it('a row without an organisation is kept for the person to name it', () => {
    const found = form(first, ['2', '', acting, 'развивающаяся', 'безопасность', '']);
    expect(found.teams).toMatchObject([{}, { organisation: '', head: { name: 'Гусев Пётр Ильич' } }]);
    expect(pathsOf(found)).toContain('teams[1].organisation');
  });

  it.each([
    ['опытная', 'experienced', false],
    ['ОПЫТНАЯ управленческая команда', 'experienced', false],
    ['Опытная УК', 'experienced', false],
    ['Oпытная', 'experienced', false],
    ['опытня', 'experienced', false],
    ['развив.', 'developing', false],
    ['разв.', 'developing', false],
    ['Развивающаяся (нуждается в помощи опытной команды)', 'developing', false],
    ['развивающеяся', 'developing', false],
    ['☐ опытная\n☑ развивающаяся', 'developing', false],
    ['опытная +\nразвивающаяся', 'experienced', false],
    ['опытная/развивающаяся', null, true],
    ['Опытная, развивающаяся', null, true],
    ['', null, true],
    ['-', null, true],
    ['школа с высокими результатами', null, true],
    ['ментор', 'experienced', true],
  ])('the standing «%s» is %s', (text, standing, doubtful) => {
    const found = form(['1', 'МБОУ СШ № 1', director, text, 'безопасность', '']);
    expect(found.teams[0]!.standing).toBe(standing);
    expect(pathsOf(found).includes('teams[0].standing')).toBe(doubtful);
  });

  it('all directions left as printed are a doubt, marked ones are taken', () => {
    const titles = directions.map((direction) => direction.title);
    const all = form(['1', 'МБОУ СШ № 1', director, 'опытная', titles.map((one) => `- ${one};`).join('\n'), '']);
    expect(all.teams[0]!.directions.map(({ code }) => code)).toEqual(directions.map(({ code }) => code));
    expect(pathsOf(all)).toEqual(['teams[0].directions[0]']);
    const marked = form([
      '1',
      'МБОУ СШ № 1',
      director,
      'опытная',
      titles.map((one, index) => (index === 2 ? `+ ${one}` : one)).join('\n'),
      '',
    ]);
    expect(marked.teams[0]!.directions.map(({ code }) => code)).toEqual([directions[2]!.code]);
    expect(pathsOf(marked)).toEqual(['teams[0].directions[0]']);
  });
});

describe('[D-F.form] what is no such form is refused', () => {
  const refusal = (bytes: Uint8Array) => {
    const outcome = outcomeOf(bytes);
    return outcome.ok ? 'read' : outcome.error;
  };
  it.each([
    [
      'the programme',
      new Uint8Array(readFileSync('tests/fixtures/programme-ilovlya.docx')),
      'похож на менторскую программу',
    ],
    [
      'an order',
      docxOf([
        'ПРИКАЗ',
        'Об утверждении состава',
        table(['№', 'Опытная команда', 'Развивающаяся команда'], ['1', 'СШ № 1', 'СШ № 2']),
      ]),
      'похож на приказ',
    ],
    [
      'an order on a programme',
      docxOf(['ПРИКАЗ', 'О продлении менторства', 'Внести изменения в менторскую программу']),
      'похож на приказ',
    ],
    [
      'an agreement about a programme',
      docxOf(['СОГЛАШЕНИЕ №\u00a053', 'Стороны составляют программу менторства']),
      'похож на соглашение',
    ],
    [
      'a report on a programme',
      docxOf(['СШ № 1', 'ИТОГОВЫЙ ОТЧЁТ', 'о реализации менторской программы']),
      'похож на отчёт',
    ],
    [
      'a list of organisations',
      xlsxOf({
        rows: [
          ['Муниципалитет', 'Полное название', 'Вид'],
          ['Еланский район', 'СШ № 1', 'школа'],
        ],
      }),
      '«Загрузить список»',
    ],
    [
      'a registry of teams',
      xlsxOf({
        rows: [
          ['Муниципалитет', ...head],
          ...['Еланский', 'Котовский', 'Ленинский'].map((name) => [`${name} район`, ...(first as string[])]),
        ],
      }),
      '«Загрузить реестр»',
    ],
    ['an empty file', docxOf(['']), 'В файле не найдена таблица участников'],
    ['a letter', docxOf(['Уважаемые коллеги!', 'Направляем информацию.']), 'нужны столбцы'],
    ['another table', docxOf([table(['Фамилия', 'Оценка'], ['Белов', '5'])]), 'нужны столбцы'],
    [
      'a form without rows',
      docxOf([title, place, table(head, ['1.', '', '', '', '', ''])]),
      'ни одной заполненной строки',
    ],
  ])('%s', (_, bytes, words) => {
    expect(refusal(bytes)).toContain('В файле не найдена таблица участников: ');
    expect(refusal(bytes)).toContain(words);
  });
});

it.each(['; ', ', ', 'а', 'а-', '«'])('a cell of 90,000 signs «%s» does not hold the reader up', (piece) => {
  // minutes, when every sign begins a search of its own
  const long = `${piece.repeat(90_000 / piece.length)}я`;
  const found = read(title, place, table(head, first, ['2.', long, director, long, long, '']));
  expect(found.teams[0]).toMatchObject({ organisation: 'МБОУ СШ № 1', standing: 'experienced' });
});
