import { describe, expect, it } from 'vitest';
import { readRegulation } from '#features/regulation/use-cases/reference.server.ts';
import { readPaper } from '#platform/office/index.server.ts';
import { docxOf, escapeXml, xlsxOf, type DocxBlock, type DocxCell } from '#tests/paper.ts';

import { readParticipants, type ReadParticipants } from './rules.participants.ts';

const { directions } = readRegulation('volgograd');

function readFile(bytes: Uint8Array): ReadParticipants {
  const paper = readPaper(bytes);
  const outcome = paper.ok ? readParticipants(paper.value, directions) : paper;
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
}

const read = (...blocks: DocxBlock[]) => readFile(docxOf(blocks));
const title = 'Информация об участниках менторской группы (опытной и развивающейся командах)';
const place = 'Ольховский муниципальный район';
const head = [
  '№ п/п',
  'Наименование образовательной организации',
  'Руководитель, контактный телефон',
  'Управленческая команда (опытная, развивающаяся - указать)',
  'Направления менторства (выбрать, добавить свое)',
  'Примечание (предложения, пожелания)',
];
const person = 'Лаврова Ольга Петровна, директор, 8 (84456) 2-00-11, school1@example.org';
const form = (...rows: (readonly DocxCell[])[]) => read(title, place, { table: [head, ...rows] });
const standings = ({ teams }: ReadParticipants) => teams.map(({ standing }) => standing);
const codes = ({ teams }: ReadParticipants) => teams.map((team) => team.directions.map(({ code }) => code));

describe('[D-F.form] rows that look like a head', () => {
  it('a row of long directions and a note is no head', () => {
    const found = form(
      ['1', 'МБОУ СШ № 1', person, 'опытная', 'безопасность', ''],
      [
        '2',
        'МКОУ "Деминская средняя школа"',
        'Директор школы (Рогов Виктор Павлович), телефон 8 (84447) 3-00-99, эл.почта: demin@example.org.',
        'Развивающаяся',
        '“Управление развитием образовательной организации”, „Управление качеством образования“',
        'нет предложений',
      ],
    );
    expect(found.teams[1]).toMatchObject({
      organisation: 'МКОУ "Деминская средняя школа"',
      head: { name: 'Рогов Виктор Павлович', post: 'Директор школы' },
      directions: [{ code: 'development' }, { code: 'quality' }],
    });
    expect(found.doubts).toEqual([]);
  });

  it('a cell of a row that repeats the words of the head is no head', () => {
    const labelled =
      'ФИО: Титова Нина Олеговна\nДолжность: директор\nТелефон: 8 (8442) 00-12-34\nE-mail: t35@example.org';
    const found = form(['1', 'МОУ СШ № 35', labelled, 'Управленческая команда является опытной', 'безопасность', '']);
    expect(found.teams).toMatchObject([
      {
        head: { name: 'Титова Нина Олеговна', post: 'директор', phones: ['+78442001234'], emails: ['t35@example.org'] },
      },
    ]);
    expect(standings(found)).toEqual(['experienced']);
  });

  it('a row of hints in brackets under the head is no team', () => {
    const hints = ['', '(полное наименование по уставу)', '(ФИО полностью)', '(опытная/развивающаяся)', '', ''];
    expect(form(hints, ['1', 'МБОУ СШ № 1', person, 'опытная', 'безопасность', '']).teams).toHaveLength(1);
  });

  it('a heading of teams in one cell, right under the head', () => {
    const found = read(title, place, {
      table: [
        ['№', 'Образовательная организация', 'ФИО руководителя', 'Контакты', 'Направление'],
        ['', 'Опытные управленческие команды', '', '', ''],
        ['1', 'МБОУ СШ № 1', 'Пак Олег Ильич', '89610000001', 'безопасность'],
        ['', 'Развивающиеся управленческие команды', '', '', ''],
        ['2', 'МБОУ СШ № 2', 'Юдина Вера Павловна', '89610000002', 'безопасность'],
      ],
    });
    expect(standings(found)).toEqual(['experienced', 'developing']);
  });
});

describe('[D-F.form] choices', () => {
  it('an organisation merged over two rows, each ticked in another column, is two teams', () => {
    const found = read(title, place, {
      table: [
        [
          { text: '№ п/п', rows: 2 },
          { text: 'Наименование образовательной организации', rows: 2 },
          { text: 'Руководитель', rows: 2 },
          { text: 'Управленческая команда', columns: 2 },
          { text: 'Направления', rows: 2 },
        ],
        ['опытная', 'развивающаяся'],
        [
          { text: '1.', rows: 2 },
          { text: 'МОУ СШ № 37', rows: 2 },
          { text: person, rows: 2 },
          '+',
          '',
          'управление качеством',
        ],
        ['', '+', 'безопасность'],
      ],
    });
    expect(standings(found)).toEqual(['experienced', 'developing']);
    expect(found.teams.map(({ organisation }) => organisation)).toEqual(['МОУ СШ № 37', 'МОУ СШ № 37']);
    expect(codes(found)).toEqual([['quality'], ['safety']]);
    expect(found.doubts).toEqual([]);
  });

  it.each([
    ['Р А З В И В А Ю Щ А Я С Я', 'developing'],
    ['оп. команда', 'experienced'],
  ])('«%s»', (said, standing) => {
    expect(standings(form(['1', 'МБОУ СШ № 1', person, said, 'безопасность', '']))).toEqual([standing]);
  });

  it('what is struck out is not chosen', () => {
    const run = (text: string, struck = '') =>
      `<w:r><w:rPr>${struck}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
    const xml = `<w:p>${run('опытная, ')}${run('развивающаяся', '<w:strike/>')}</w:p>`;
    const found = form(['1', 'МБОУ СШ № 1', person, { blocks: [{ xml }] }, 'безопасность', '']);
    expect(standings(found)).toEqual(['experienced']);
  });

  it('directions in columns of their own, ticked', () => {
    const found = readFile(
      xlsxOf({
        rows: [
          [title],
          [place],
          [
            '№',
            'Наименование ОО',
            'Руководитель, контактный телефон',
            'Команда',
            'Направления менторства',
            null,
            null,
            'Примечание',
          ],
          [null, null, null, null, 'управление качеством образования', 'безопасность', 'управление развитием ОО', null],
          [1, 'МБОУ СШ № 1', person, 'опытная', '+', null, 'V', null],
          [2, 'МБОУ СШ № 2', person, 'развивающаяся', null, '+', null, 'нет'],
        ],
        merges: ['A3:A4', 'B3:B4', 'C3:C4', 'D3:D4', 'E3:G3', 'H3:H4'],
      }),
    );
    expect(codes(found)).toEqual([['quality', 'development'], ['safety']]);
    expect(found.doubts).toEqual([]);
  });
});

describe('[D-F.form] the municipality', () => {
  it('in capital letters, without a caption', () => {
    const found = read(title.toUpperCase(), 'НОВОАННИНСКИЙ МУНИЦИПАЛЬНЫЙ РАЙОН', {
      table: [head, ['1', 'МБОУ СШ № 1', person, 'опытная', 'безопасность', '']],
    });
    expect(found).toMatchObject({ municipality: 'Новоаннинский муниципальный район', doubts: [] });
  });

  it('a district of the big city under the name of the city', () => {
    const found = read(title, 'городской округ город-герой Волгоград', 'Краснооктябрьский район', {
      table: [head, ['1', 'МБОУ СШ № 1', person, 'опытная', 'безопасность', '']],
    });
    expect(found.municipality).toBe('Краснооктябрьский район');
  });

  it('forms of two municipalities in one file are a doubt', () => {
    const table = { table: [head, ['1', 'МБОУ СШ № 1', person, 'опытная', 'безопасность', '']] };
    const found = read(title, place, table, title, 'Клетский муниципальный район', table);
    expect(found).toMatchObject({ municipality: place, teams: [{}, {}], doubts: [{ path: 'municipality' }] });
    expect(read(title, place, table, title, place, table).doubts).toEqual([]);
  });
});

it('[D-F.form] a form typed with tabs instead of a table', () => {
  const line = (...cells: string[]): DocxBlock => ({
    xml: `<w:p>${cells.map((cell) => `<w:r><w:t xml:space="preserve">${escapeXml(cell)}</w:t></w:r>`).join('<w:r><w:tab/></w:r>')}</w:p>`,
  });
  const found = read(
    title,
    place,
    line(...head),
    line('1', 'МБОУ СШ № 1', person, 'опытная', 'управление качеством образования', 'нет'),
    line('2', 'МБОУ СШ № 2', person, 'развивающаяся', 'безопасность, кадровая политика'),
  );
  expect(codes(found)).toEqual([['quality'], ['safety', 'staff']]);
  expect(found.doubts).toEqual([]);
});

describe('[D-F.form] cells as people fill them', () => {
  const headOf = (said: string) => form(['1', 'МБОУ СШ № 1', said, 'опытная', 'безопасность', '']);
  it.each([
    ['Иванова Мария Петровна-директор,89060000001,m@example.org', 'Иванова Мария Петровна', 'директор'],
    ['Руководитель - Иванова Мария Петровна (89060000001) m@example.org', 'Иванова Мария Петровна', 'Руководитель'],
    [
      'Сидорова - Петрова Анна Ивановна, директор, 89060000001, m@example.org',
      'Сидорова-Петрова Анна Ивановна',
      'директор',
    ],
    ['Иванова Мария Петровна | директор | 8 (906) 000−00−01 | m@\nexample.org', 'Иванова Мария Петровна', 'директор'],
  ])('the head «%s»', (said, name, post) => {
    const found = headOf(said);
    expect(found.teams[0]?.head).toEqual({ name, post, phones: ['+79060000001'], emails: ['m@example.org'] });
    expect(found.doubts).toEqual([]);
  });

  it('the standing broken by a hyphen', () => {
    expect(standings(form(['1', 'МБОУ СШ № 1', person, 'опыт-\nная', 'безопасность', '']))).toEqual(['experienced']);
  });

  it.each([
    ['управление развитием ОО и управление качеством образования', ['development', 'quality']],
    ['управление развитием ОО – управление качеством образования', ['development', 'quality']],
    ['Направление 1. Управление развитием ОО\nНаправление 2. Безопасность', ['development', 'safety']],
    ['внеурочная деятельность и дополнительное образование', ['upbringing']],
    ['своё: школьное медиа; управление развитием ОО', [null, 'development']],
  ])('the directions «%s»', (said, expected) => {
    const found = form(['1', 'МБОУ СШ № 1', person, 'опытная', said, '']);
    expect(codes(found)).toEqual([expected]);
    expect(found.doubts).toEqual([]);
  });

  it('Latin letters inside Russian words are shown as Russian ones, addresses stay', () => {
    const found = read(title, 'Ольхoвский муниципaльный район', {
      table: [
        head,
        [
          '1',
          'MБОУ CШ № 1',
          `Диpектор Лаврoва Ольга Петровна 89000000001 school1@example.org`,
          'oпытная',
          'безопaсность',
          '',
        ],
      ],
    });
    expect(found).toMatchObject({ municipality: place, doubts: [] });
    expect(found.teams[0]).toMatchObject({
      organisation: 'МБОУ СШ № 1',
      head: { name: 'Лаврова Ольга Петровна', post: 'Директор', emails: ['school1@example.org'] },
      directions: [{ text: 'безопасность', code: 'safety' }],
    });
  });

  it('a sign of repetition stands for the head above, with a doubt', () => {
    const found = form(
      ['1', 'МБОУ СШ № 1', person, 'опытная', 'безопасность', ''],
      ['2', '-//-', '-//-', 'развивающаяся', 'управление качеством', ''],
    );
    expect(found.teams[1]).toMatchObject({ organisation: 'МБОУ СШ № 1', head: { name: 'Лаврова Ольга Петровна' } });
    expect(found.doubts.map(({ path }) => path)).toEqual(['teams[1].organisation']);
  });

  it('the urban district in the genitive', () => {
    const found = read(title, 'городского округа – город Волжский', {
      table: [head, ['1', 'МОУ СШ № 30', person, 'опытная', 'безопасность', '']],
    });
    expect(found.municipality).toBe('городской округ – город Волжский');
  });
});

it('[D-F.form] an organisation may stand above its captioned lines', () => {
  const lines = [`Руководитель: ${person}`, 'Команда: опытная', 'Направления: безопасность; качество образования'];
  const found = read(title, place, '1. МБОУ «Лозновская СШ»', ...lines, '', '2. МКОУ СШ № 2', ...lines);
  expect(found.municipality).toBe(place);
  expect(found.teams.map(({ organisation }) => organisation)).toEqual(['МБОУ «Лозновская СШ»', 'МКОУ СШ № 2']);
  expect([standings(found), codes(found)[1]]).toEqual([
    ['experienced', 'experienced'],
    ['safety', 'quality'],
  ]);
});

it('[D-F.form] teams on lines without a table are read with a doubt', () => {
  const found = read(
    title,
    place,
    '1. МБОУ Иловлинская СОШ № 2, директор Сомова Ольга Игоревна, 89000000001, s@example.org, опытная, управление кадровой политикой, безопасность',
    'Развивающиеся команды:',
    'МКОУ «Успенская СШ», директор Лиса Анна Ивановна, 89080000002, l@example.org, управление качеством',
  );
  expect(found.municipality).toBe(place);
  expect(found.teams).toMatchObject([
    {
      organisation: 'МБОУ Иловлинская СОШ № 2',
      head: { name: 'Сомова Ольга Игоревна', post: 'директор', phones: ['+79000000001'] },
      standing: 'experienced',
      directions: [{ code: 'staff' }, { code: 'safety' }],
    },
    { organisation: 'МКОУ «Успенская СШ»', standing: 'developing', directions: [{ code: 'quality' }] },
  ]);
  expect(found.doubts.map(({ path }) => path)).toEqual(['teams[0].organisation', 'teams[1].organisation']);
});

describe('[D-F.form] forms as secretaries write them', () => {
  it('the municipality stands above or below every page', () => {
    const header = (text: string) =>
      `<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:hdr>`;
    const bytes = docxOf([title, { table: [head, ['1', 'СШ № 1', person, 'опытная', 'безопасность', '']] }], {
      'word/header2.xml': header('Николаевский муниципальный район Волгоградской области'),
    });
    expect(readFile(bytes)).toMatchObject({
      municipality: 'Николаевский муниципальный район',
      doubts: [],
      places: { municipality: 'верхний колонтитул' },
    });
  });

  it.each(['Ком-да', 'Тип УК'])('captions are shortened: «%s»', (standing) => {
    const short = [
      '№',
      'Наимен. обр. орг-ции',
      'Ф.И.О. рук-ля',
      'Долж-ть',
      'Конт. тел.',
      'Эл. адрес',
      standing,
      'Напр-я',
    ];
    const row = [
      '1',
      'СШ № 1',
      'Лаврова Ольга Петровна',
      'дир.',
      '89000000001',
      'a@example.org',
      'опыт.',
      'безопасность',
    ];
    const found = read(place, { table: [short, row] });
    expect(found.teams).toMatchObject([
      { organisation: 'СШ № 1', head: { name: 'Лаврова Ольга Петровна', post: 'дир.' }, standing: 'experienced' },
    ]);
    expect(found.doubts).toEqual([]);
  });

  it('the standing stands beside the name where no column is for it', () => {
    const captions = head.filter((_, index) => index !== 3);
    const found = read(title, place, {
      table: [
        captions,
        ['1', 'МБОУ СШ № 1 (опытная)', person, 'безопасность', ''],
        ['2', 'МБОУ СШ № 2 – развивающаяся команда', person, 'безопасность', ''],
        ['3', 'Развивающаяся команда: СШ № 3', person, 'безопасность', ''],
      ],
    });
    expect(found.teams.map(({ organisation, standing }) => [organisation, standing])).toEqual([
      ['МБОУ СШ № 1', 'experienced'],
      ['МБОУ СШ № 2', 'developing'],
      ['СШ № 3', 'developing'],
    ]);
    expect(found.doubts).toEqual([]);
  });

  it('organisations stand across the table, each above its row', () => {
    const found = read(title, place, {
      table: [
        ['Руководитель, контактный телефон', 'Управленческая команда', 'Направления менторства', 'Примечание'],
        [{ text: 'МБОУ СШ № 1', columns: 4 }],
        [person, 'опытная', 'безопасность', ''],
        [{ text: 'МБОУ СШ № 2', columns: 4 }],
        [person, 'развивающаяся', 'безопасность', ''],
      ],
    });
    expect(found.teams).toMatchObject([
      { organisation: 'МБОУ СШ № 1', standing: 'experienced' },
      { organisation: 'МБОУ СШ № 2', standing: 'developing' },
    ]);
    expect(found.doubts).toEqual([]);
  });

  it('the head may stand under the name, and the organisation across the table above its row', () => {
    const found = form(
      ['1', 'МБОУ СШ № 1', '', 'опытная', 'безопасность', ''],
      ['', `Руководитель: ${person}`, '', '', '', ''],
      [{ text: 'МБОУ СШ № 2', columns: 6 }],
      ['2', '', person, 'развивающаяся', 'безопасность', ''],
    );
    expect(found.teams).toMatchObject([
      { organisation: 'МБОУ СШ № 1', head: { name: 'Лаврова Ольга Петровна', post: 'директор' } },
      { organisation: 'МБОУ СШ № 2', standing: 'developing' },
    ]);
    expect(found.doubts).toEqual([]);
  });

  it('two tables of one sheet have a section each', () => {
    const captions = ['№', 'Организация', 'Руководитель', 'Направления'];
    const rows = ['Опытные', 'Развивающиеся'].flatMap((kind, at) => [
      [`${kind} управленческие команды`],
      captions,
      [String(at + 1), `СШ № ${at + 1}`, person, 'безопасность'],
      [null],
    ]);
    const found = readFile(xlsxOf({ rows: [[place], ...rows] }));
    expect(standings(found)).toEqual(['experienced', 'developing']);
    expect(found.doubts).toEqual([]);
  });

  it('a second form below, of another municipality, is told', () => {
    const rows = { table: [head, ['1', 'СШ № 1', person, 'опытная', 'безопасность', '']] };
    const split = ['Информация', 'об участниках менторской группы'];
    const found = read(...split, place, rows, ...split, 'Котовский муниципальный район', rows);
    expect(found.doubts.map(({ path, message }) => [path, message])).toEqual([
      ['municipality', expect.stringContaining('загрузите их отдельными файлами')],
    ]);
  });

  it.each([
    [
      'rows across the table',
      (names: string[], row: string[]) => xlsxOf({ rows: [head, ...names.flatMap((name) => [[name], row])] }),
    ],
    ['sheets', (names: string[], row: string[]) => xlsxOf(names.map((name) => ({ name, rows: [head, row] })))],
  ])('%s named after several municipalities are those of a registry', (_, make) => {
    const row = ['1', 'СШ № 1', person, 'опытная', 'безопасность', ''];
    const paper = readPaper(make(['Еланский район', 'Котовский район', 'г. о. Фролово'], row));
    const outcome = paper.ok ? readParticipants(paper.value, directions) : paper;
    expect(outcome).toMatchObject({ ok: false, error: expect.stringContaining('реестр команд нескольких') });
  });

  it('two municipalities named across the table are a doubt', () => {
    const row = ['1', 'СШ № 1', person, 'опытная', 'безопасность', ''];
    const found = form([{ text: place, columns: 6 }], row, [{ text: 'Котовский район', columns: 6 }], row);
    expect(found.municipality).toBe(place);
    expect(found.doubts.map(({ path, message }) => [path, message])).toEqual([
      ['municipality', expect.stringContaining('разные муниципалитеты: «Ольховский муниципальный район» и «Котовский')],
    ]);
  });

  it('a form lying on its side keeps the municipality above it', () => {
    const found = readFile(
      xlsxOf({
        rows: [
          [title],
          [place],
          ['Показатель', 'Команда 1', 'Команда 2'],
          ['Наименование образовательной организации', 'МБОУ СШ № 1', 'МБОУ СШ № 2'],
          ['Руководитель, контактный телефон', person, person],
          ['Управленческая команда', 'опытная', 'развивающаяся'],
          ['Направления менторства', 'безопасность', 'безопасность'],
        ],
      }),
    );
    expect([found.municipality, standings(found)]).toEqual([place, ['experienced', 'developing']]);
  });

  it('two teams may stand side by side', () => {
    const found = read(title, place, {
      table: [
        [
          { text: 'Опытная управленческая команда', columns: 2 },
          { text: 'Развивающаяся управленческая команда', columns: 2 },
          { text: 'Направления менторства', rows: 2 },
        ],
        ['Наименование ОО', 'Руководитель, телефон', 'Наименование ОО', 'Руководитель, телефон'],
        ['МБОУ СШ № 1', person, 'МБОУ СШ № 2', person, 'безопасность'],
      ],
    });
    expect(found.teams).toMatchObject([
      { organisation: 'МБОУ СШ № 1', standing: 'experienced', directions: [{ code: 'safety' }] },
      { organisation: 'МБОУ СШ № 2', standing: 'developing', directions: [{ code: 'safety' }] },
    ]);
    expect(found.doubts).toEqual([]);
  });

  it('rows of «нет» are nobody, a name goes on under itself, directions may be numbers', () => {
    const found = form(
      ['1', 'МБОУ СШ № 1', person, 'опытная', '1, 6', ''],
      ['', 'г. Ленинска', '', '', '', ''],
      ['2', 'нет', 'нет', '-', '-', 'нет'],
    );
    expect(found.teams).toMatchObject([
      { organisation: 'МБОУ СШ № 1 г. Ленинска', directions: [{ code: 'development' }, { code: 'safety' }] },
    ]);
    expect(found.doubts.map(({ path }) => path)).toEqual([
      'teams[0].organisation',
      'teams[0].directions[0]',
      'teams[0].directions[1]',
    ]);
  });

  it('a title that speaks of mentoring teams is no section', () => {
    const rows = [
      ['1', 'МБОУ СШ № 1', person, 'развивающаяся', 'безопасность', ''],
      ['2', 'МБОУ СШ № 2', person, '', 'безопасность', ''],
    ];
    const found = read(title, `Менторские команды. ${place}`, 'Менторские команды района', { table: [head, ...rows] });
    expect(standings(found)).toEqual(['developing', null]);
    expect(found.doubts.map(({ path }) => path)).toEqual(['teams[1].standing']);
  });

  it('sections may be numbered and not merged', () => {
    const found = form(
      ['I', 'Опытные управленческие команды', '', '', '', ''],
      ['1', 'МБОУ СШ № 1', person, '', 'безопасность', ''],
      ['II', 'Развивающиеся управленческие команды', '', '', '', ''],
      ['2', 'МБОУ СШ № 2', person, '', 'безопасность', ''],
    );
    expect(standings(found)).toEqual(['experienced', 'developing']);
  });

  it('a contact person beside the head is another person', () => {
    const captions = head.flatMap((caption, index) => (index === 2 ? [caption, 'Контактное лицо'] : [caption]));
    const other = 'методист Гай Юлия Олеговна, 89000000898';
    const found = read(title, place, {
      table: [captions, ['1', 'СШ № 1', person, other, 'опытная', 'безопасность', '']],
    });
    expect(found.teams[0]!.head).toMatchObject({ name: 'Лаврова Ольга Петровна', phones: ['+78445620011'] });
    expect(found.doubts).toEqual([]);
  });

  it.each([
    ['МБОУ СШ № 1\n404620, г. Ленинск, ул. Мира, д. 5', 'МБОУ СШ № 1'],
    ['МБОУ СШ № 1 г. Ленинска, ул. Мира, 5', 'МБОУ СШ № 1 г. Ленинска'],
    ['МБОУ СШ № 1 (адрес: 404620, с. Заплавное)', 'МБОУ СШ № 1'],
  ])('%j: the address is no part of the name', (cell, organisation) => {
    expect(form(['1', cell, person, 'опытная', 'безопасность', '']).teams[0]!.organisation).toBe(organisation);
  });

  it.each([
    ['управление качеством образования (ВСОКО, ВПР)', 'quality', []],
    ['управление качеством образования – подготовка к ГИА', 'quality', ['teams[0].directions[0]']],
    ['развитие (цифровой среды)', null, []],
  ])('%s: a direction explained', (cell, code, doubts) => {
    const found = form(['1', 'СШ № 1', person, 'опытная', cell, '']);
    expect([codes(found)[0], found.doubts.map(({ path }) => path)]).toEqual([[code], doubts]);
  });

  it('the name of the sheet tells the municipality at last, doubtfully', () => {
    const rows = [head, ['1', 'СШ № 1', person, 'опытная', 'безопасность', '']];
    const found = readFile(xlsxOf({ name: 'Ленинский муниципальный район', rows }));
    expect(found.municipality).toBe('Ленинский муниципальный район');
    expect(found.doubts.map(({ path }) => path)).toEqual(['municipality']);
  });

  it('a denied standing is a doubt, the same note is taken from above', () => {
    const found = form(
      ['1', 'МБОУ СШ № 1', person, 'не опытная', 'безопасность', 'весной'],
      ['2', 'МБОУ СШ № 2', person, 'развивающаяся', 'безопасность', 'то же'],
    );
    expect(standings(found)).toEqual([null, 'developing']);
    expect(found.teams[1]!.note).toBe('весной');
    expect(found.doubts.map(({ path }) => path)).toEqual(['teams[0].standing', 'teams[1].note']);
  });
});
