import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRegulation } from '#features/regulation/use-cases/reference.server.ts';
import { readPaper } from '#platform/office/index.server.ts';
import { docxOf, type DocxBlock, type DocxCell } from '#tests/paper.ts';
import { readProgramme, type ReadProgramme } from './rules.programme.ts';

const { directions } = readRegulation('volgograd');

function outcomeOf(bytes: Uint8Array) {
  const paper = readPaper(bytes);
  if (!paper.ok) throw new Error(paper.error);
  return readProgramme(paper.value, directions);
}

function read(...blocks: DocxBlock[]): ReadProgramme {
  const outcome = outcomeOf(docxOf(blocks));
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
}

const table = (...rows: DocxCell[][]): DocxBlock => ({ table: rows });
const title = 'Программа менторского сопровождения';
const head = ['№', 'Мероприятия', 'Сроки', 'Ответственные', 'Отметка о выполнении'];
const across = (text: string): DocxCell[] => [{ text, columns: 5 }];
const general = (...rows: DocxCell[][]): DocxBlock =>
  table(['Развивающаяся команда, ОО', 'МБОУ СОШ № 1'], ['Период реализации', 'январь – декабрь 2027 г.'], ...rows);
const plan = (...rows: DocxCell[][]) => read(title, general(), table(head, ...rows));
const dues = ({ activities }: ReadProgramme) => activities.map(({ due: { text: _text, ...due } }) => due);
const at = (programme: ReadProgramme, path: string) =>
  programme.doubts.filter((doubt) => doubt.path === path).map(({ message }) => message);

describe('[D-P.part1] общие сведения', () => {
  it('reads the programme of a municipality without a doubt', () => {
    const outcome = outcomeOf(readFileSync('tests/fixtures/programme-ilovlya.docx'));
    expect(outcome.ok && outcome.value.doubts).toEqual([]);
    expect(outcome).toMatchObject({
      value: {
        developing: { organisation: 'МБОУ Иловлинская СОШ № 77' },
        experienced: { organisation: 'МБОУ Логовская СОШ' },
        directions: [
          { text: 'управление кадровой политикой', code: 'staff' },
          { text: 'обеспечение комплексной безопасности', code: 'safety' },
        ],
        period: { from: '2027-01-01', to: '2027-12-31' },
        workingGroups: {
          developing: [
            {
              name: 'Седова Анна Ильинична',
              post: 'Директор',
              leader: true,
              contact: false,
              phones: ['+78446703344'],
              emails: ['sedova@example.org'],
            },
            { name: 'Дёмин Лев Львович', post: 'Заместитель директора по УВР', leader: false, contact: true },
          ],
          experienced: [{ name: 'Черных Мария Эдуардовна' }, { name: 'Заяц Пётр Кузьмич', phones: ['+79000000104'] }],
        },
        operator: { name: 'Орлова Инна Павловна', post: 'методист', phones: ['+78442005566'] },
        curator: { name: 'Белов Семён Андреевич', emails: ['belov@example.org'] },
      },
    });
  });

  it('reads paragraphs instead of a table, and lines instead of nested tables', () => {
    const found = read(
      'УТВЕРЖДАЮ',
      'Начальник отдела образования',
      '«МЕНТОРСКАЯ ПРОГРАММА»',
      'Наименование ОО развивающейся УК: МКОУ «Ветютневская СШ»',
      'Организация опытной управленческой команды – МБОУ «Лицей № 5»',
      'Направления: управление развитием ОО; управление кадровой политикой',
      'Сроки реализации: с января по декабрь 2027 года',
      'Состав рабочей группы развивающейся управленческой команды:',
      '1. Седова Анна Ильинична, директор (руководитель рабочей группы), 8(84467)0-33-44, sedova@example.org',
      '2. Дёмин Л.Л., заместитель директора по УВР (ответственный за связь), тел. 89000000102 89000000103demin@example.org',
      'Рабочая группа опытной команды',
      { item: 'Директор Черных Мария Эдуардовна — руководитель группы' },
      { item: 'Заяц Пётр Кузьмич, заведующий филиалом, контактное лицо: 89000000104' },
      'Представитель регионального оператора: методист Орлова Инна Павловна, тел. 8 (8442) 00-55-66',
      'Муниципальный куратор: Белов С. А., главный специалист, belov@example.org',
      'II. План мероприятий',
      table(head, across('I этап. Организационный'), ['1', 'Соглашение', 'январь 2027 г.', 'Координатор', '']),
    );
    expect(found).toMatchObject({
      developing: { organisation: 'МКОУ «Ветютневская СШ»' },
      experienced: { organisation: 'МБОУ «Лицей № 5»' },
      directions: [{ code: 'development' }, { code: 'staff' }],
      period: { from: '2027-01-01', to: '2027-12-31' },
      operator: { name: 'Орлова Инна Павловна', post: 'методист', phones: ['+78442005566'] },
      curator: { name: 'Белов С. А.', post: 'главный специалист', emails: ['belov@example.org'] },
    });
    expect(found.workingGroups.developing).toEqual([
      {
        name: 'Седова Анна Ильинична',
        post: 'директор',
        leader: true,
        contact: false,
        phones: ['+78446703344'],
        emails: ['sedova@example.org'],
      },
      {
        name: 'Дёмин Л.Л.',
        post: 'заместитель директора по УВР',
        leader: false,
        contact: true,
        phones: ['+79000000102', '+79000000103'],
        emails: ['demin@example.org'],
      },
    ]);
    expect(found.workingGroups.experienced).toMatchObject([
      { name: 'Черных Мария Эдуардовна', post: 'Директор', leader: true },
      { name: 'Заяц Пётр Кузьмич', post: 'заведующий филиалом', contact: true, phones: ['+79000000104'] },
    ]);
    expect(at(found, 'workingGroups.developing[1].name')).toHaveLength(1);
  });

  it('reads captions broken over lines, rows of people in the table itself, roles in columns of their own', () => {
    const found = read(
      title,
      table(
        [{ text: 'I. Общие сведения', columns: 5 }],
        [
          '1',
          'Наименование образова-\nтельной организации развиваю-\nщейся управленческой команды',
          { text: 'МБОУ СОШ № 1', columns: 3 },
        ],
        ['2', 'ОПЫТНАЯ УПРАВЛЕНЧЕСКАЯ КОМАНДА', { text: 'МБОУ СОШ № 2\nМБДОУ «Сказка»', columns: 3 }],
        [
          '3',
          'Направление/\nнаправления',
          { text: 'управление инвестиционной, финансово-хозяйственной деятельностью', columns: 3 },
        ],
        ['4', 'Планируемый период', { text: '01.01.2027-31.12.2027', columns: 3 }],
        [{ text: 'Состав рабочей группы развивающейся управленческой команды', columns: 5 }],
        ['№', 'Должность', 'ФИО', 'Телефон, e-mail', 'Роль в группе'],
        ['1', 'директор', 'СЕДОВА\nАННА ИЛЬИНИЧНА', '8 900 000-01-01\nsedova@example.org', 'руководитель'],
        ['2', 'методист', 'Дёмин Лев Львович', '', 'контактное лицо'],
        [{ text: 'Рабочая группа опытной управленческой команды', columns: 5 }],
        ['1', 'директор, руководитель группы', 'Черных Мария Эдуардовна', '89000000103', ''],
        ['2', 'заместитель', 'Заяц Пётр Кузьмич', '89000000104', 'ответственный за связь'],
      ),
      table(head, ['1', 'Соглашение', 'январь 2027 г.', 'Координатор', '']),
    );
    expect(found).toMatchObject({
      developing: { organisation: 'МБОУ СОШ № 1' },
      experienced: { organisations: ['МБОУ СОШ № 2', 'МБДОУ «Сказка»'] },
      directions: [{ code: 'finance' }],
      period: { from: '2027-01-01', to: '2027-12-31' },
      workingGroups: {
        developing: [
          { name: 'Седова Анна Ильинична', post: 'директор', leader: true, emails: ['sedova@example.org'] },
          { name: 'Дёмин Лев Львович', post: 'методист', contact: true },
        ],
        experienced: [
          { name: 'Черных Мария Эдуардовна', post: 'директор', leader: true },
          { name: 'Заяц Пётр Кузьмич', contact: true },
        ],
      },
    });
    expect(at(found, 'workingGroups.developing')[0]).toContain('нет телефона');
  });

  it('reads groups in tables after headings, and a table with a column for each side', () => {
    const people = (name: string) => table(['ФИО', 'Должность', 'Контактное лицо'], [name, 'директор', '+']);
    const found = read(
      title,
      table(
        ['', 'Развивающаяся команда', 'Опытная команда'],
        ['Наименование организации', 'МБОУ СОШ № 1', 'МБОУ СОШ № 2'],
      ),
      'Рабочая группа опытной управленческой команды: МБОУ СОШ № 2',
      people('Черных Мария Эдуардовна'),
      'Рабочая группа развивающейся управленческой команды: МБОУ СОШ № 1',
      people('Седова Анна Ильинична'),
      table(head, ['1', 'Соглашение', 'январь 2027 г.', 'Координатор', '']),
    );
    expect(found).toMatchObject({
      developing: { organisation: 'МБОУ СОШ № 1' },
      experienced: { organisation: 'МБОУ СОШ № 2' },
      workingGroups: {
        developing: [{ name: 'Седова Анна Ильинична', post: 'директор', contact: true }],
        experienced: [{ name: 'Черных Мария Эдуардовна', post: 'директор' }],
      },
    });
  });

  it.each([
    ['январь – декабрь 2027 г.', '2027-01-01', '2027-12-31'],
    ['с января по декабрь 2027 года', '2027-01-01', '2027-12-31'],
    ['01.01.2027-31.12.2027', '2027-01-01', '2027-12-31'],
    ['с 01.01.2027 г. по 31.12.2027 г.', '2027-01-01', '2027-12-31'],
    ['с «25» января 2027 г. по «24» декабря 2027 г.', '2027-01-25', '2027-12-24'],
    ['2027 год', '2027-01-01', '2027-12-31'],
    ['2026-2027 учебный год', '2026-09-01', '2027-08-31'],
    ['ноябрь 2026 – март 2027 гг.', '2026-11-01', '2027-03-31'],
    ['ноябрь 2026г.- март 2027г.', '2026-11-01', '2027-03-31'],
    ['декабрь 2026 года – ноябрь 2027 года (12 месяцев)', '2026-12-01', '2027-11-30'],
  ])('period «%s»', (said, from, to) => {
    const found = read(title, table(['Развивающаяся команда, ОО', 'МБОУ'], ['Период реализации', said]));
    expect(found.period).toEqual({ from, to, text: said });
    expect(at(found, 'period')).toEqual([]);
  });

  it.each([
    ['12 месяцев с 25 января 2027 г.', '2027-01-25', '2028-01-24'],
    ['1 год с января 2027 года', '2027-01-01', '2027-12-31'],
    ['12 месяцев', null, null],
    ['весь период', null, null],
  ])('doubts the period «%s»', (said, from, to) => {
    const found = read(title, table(['Развивающаяся команда, ОО', 'МБОУ'], ['Период реализации', said]));
    expect(found.period).toMatchObject({ from, to });
    expect(at(found, 'period')).toHaveLength(1);
  });

  it('says what is missing and where to look', () => {
    const found = read(title, table(head, across('Организационный этап'), ['1', 'Соглашение', '', '', '']));
    expect(found.doubts.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['developing.organisation', 'period', 'directions', 'operator', 'activities[0].due']),
    );
    expect(found.places['activities[0].due']).toBe('таблица 1, строка 3, столбец 3');
  });
});

describe('[D-P.part2] план мероприятий', () => {
  it('reads stages across the table in all their writings', () => {
    const found = plan(
      across('1. Организационный этап (январь 2027 г.):'),
      ['1.1.', 'Первое', 'январь', 'Координатор', ''],
      ['ПРАКТИЧЕСКИЙ ЭТАП', '', '', '', ''],
      ['2.1.', 'Второе', 'март, сентябрь', 'Координатор', 'Выполнено 12.03.2027'],
      ['III', { text: 'Этап 3. Заключительный', columns: 4 }],
      ['3.1.', 'Третье', 'до 20 декабря', 'Координатор', ''],
    );
    expect(found.activities.map(({ stage, title: said, said: number }) => [number, stage, said])).toEqual([
      ['1.1.', 1, 'Первое'],
      ['2.1.', 2, 'Второе'],
      ['3.1.', 3, 'Третье'],
    ]);
    expect(dues(found)).toEqual([
      { kind: 'month', month: '2027-01' },
      { kind: 'months', months: ['2027-03', '2027-09'] },
      { kind: 'before', date: '2027-12-20' },
    ]);
    // the programme lies in one year, so the year of «март, сентябрь» is told
    expect(at(found, 'activities[1].due')).toEqual([]);
    expect(found.activities[1]?.mark).toBe('Выполнено 12.03.2027');
  });

  it('reads stages as paragraphs between tables, and a table that goes on without a header', () => {
    const found = read(
      title,
      general(),
      'I этап. Организационный (январь 2027 г.)',
      table(head, ['', 'Первое', 'январь 2027 г.', 'Координатор', '']),
      'Практический этап',
      table(['', 'Второе', 'март 2027 г.', 'Координатор', '']),
      table(head, ['1', '2', '3', '4', '5'], ['', 'Третье', 'май 2027 г.', 'Координатор', '']),
    );
    expect(found.activities.map(({ stage, title: said, number }) => [number, stage, said])).toEqual([
      [1, 1, 'Первое'],
      [2, 2, 'Второе'],
      [3, 2, 'Третье'],
    ]);
  });

  it('reads columns in any order, two rows of headers, stages in a merged column, merged times', () => {
    const found = read(
      title,
      general(),
      table(
        [
          { text: 'Этап', rows: 2 },
          { text: 'Ответст-\nвенные', rows: 2 },
          { text: 'Содержание деятельности', rows: 2 },
          { text: 'Сроки', columns: 2 },
        ],
        ['план', 'факт'],
        [
          { text: 'Организационный', rows: 2 },
          { text: 'Координатор', rows: 3 },
          'Первое',
          { text: 'январь 2027 г.', rows: 2 },
          '',
        ],
        ['Второе', ''],
        [{ text: 'Практический этап', rows: 1 }, 'Третье', 'март 2027 г.', ''],
      ),
    );
    expect(found.activities).toMatchObject([
      { title: 'Первое', stage: 1, responsible: ['Координатор'], due: { kind: 'month', month: '2027-01' } },
      { title: 'Второе', stage: 1, responsible: ['Координатор'], due: { kind: 'month', month: '2027-01' } },
      { title: 'Третье', stage: 2, responsible: ['Координатор'], due: { kind: 'month', month: '2027-03' } },
    ]);
  });

  it('keeps what it does not understand as text with a doubt', () => {
    const found = plan(across('Практический этап'), ['1', 'Первое', 'после педсовета', 'Координатор', '']);
    expect(found.activities[0]?.due).toEqual({ kind: 'text', text: 'после педсовета' });
    expect(at(found, 'activities[0].due')[0]).toContain('не понят');
  });

  it('splits the responsible and keeps their wording', () => {
    const found = plan(
      across('Практический этап'),
      ['1', 'Первое', 'май 2027', 'Координатор, руководители рабочих групп', ''],
      ['2', 'Второе', 'май 2027', 'Опытная управленческая\nкоманда\nРазвивающаяся управленческая команда', ''],
      ['3', 'Третье', 'май 2027', 'Региональный оператор и участники менторской группы', ''],
      ['4', 'Четвёртое', 'май 2027', 'Специалисты отдела опеки и попечительства', ''],
    );
    expect(found.activities.map(({ responsible }) => responsible)).toEqual([
      ['Координатор', 'руководители рабочих групп'],
      ['Опытная управленческая команда', 'Развивающаяся управленческая команда'],
      ['Региональный оператор', 'участники менторской группы'],
      ['Специалисты отдела опеки и попечительства'],
    ]);
  });

  it('reads several dates on lines of one cell, and one date broken over lines', () => {
    const found = plan(
      across('Практический этап'),
      ['1', 'Первое', 'март 2027 г.\nсентябрь 2027 г.', 'Координатор', ''],
      ['2', 'Второе', 'февраль –\nноябрь\n2027 г.', 'Координатор', ''],
      ['3', 'Третье', '12.03.2027,\n15.04.2027', 'Координатор', ''],
      ['4', 'Четвёртое', '1 раз в месяц', 'Координатор', ''],
      ['5', 'Пятое', 'в течение года', 'Координатор', ''],
    );
    expect(dues(found)).toEqual([
      { kind: 'months', months: ['2027-03', '2027-09'] },
      { kind: 'span', from: '2027-02', to: '2027-11' },
      { kind: 'dates', dates: ['2027-03-12', '2027-04-15'] },
      { kind: 'regular', every: 'month' },
      { kind: 'year', year: 2027 },
    ]);
  });

  it('reads both parts out of one table', () => {
    const found = read(
      title,
      table(
        [{ text: '1. Общие сведения', columns: 5 }],
        ['1.1', { text: 'Развивающаяся команда (ОО)', columns: 2 }, { text: 'МОУ "СШ №5"', columns: 2 }],
        ['1.2', { text: 'Период', columns: 2 }, { text: 'с 1 февраля по 30 ноября 2027 г.', columns: 2 }],
        [{ text: '2. План мероприятий', columns: 5 }],
        head,
        [{ text: 'Этап I. Подготовительный', columns: 5 }],
        ['1', 'Встреча', 'февраль', 'Координатор', ''],
      ),
    );
    expect(found.developing.organisation).toBe('МОУ "СШ №5"');
    expect(found.activities).toMatchObject([{ title: 'Встреча', stage: 1, due: { kind: 'month', month: '2027-02' } }]);
  });

  it('reads activities numbered under another as its themes, and hours of a meeting', () => {
    const found = plan(
      across('2-й этап – практический (основной)'),
      ['3', 'Цикл консультаций:', '', '', ''],
      ['3.1', '«Кадровый резерв»', '03.2027', 'Заяц П.К.', ''],
      ['3.2', '«ВСОКО»', 'апрель-май 2027', 'Ким А.П.', ''],
      ['4', 'Вебинар', '15 апреля 2027 года, 14.00', 'Опытная команда', ''],
    );
    expect(found.activities).toMatchObject([
      {
        title: 'Цикл консультаций',
        stage: 2,
        themes: ['«Кадровый резерв»', '«ВСОКО»'],
        due: { kind: 'months', months: ['2027-03', '2027-04', '2027-05'] },
        responsible: ['Заяц П.К.', 'Ким А.П.'],
      },
      { title: 'Вебинар', due: { kind: 'date', date: '2027-04-15', text: '15 апреля 2027 года, 14.00' } },
    ]);
  });

  it('refuses at once what is far too large for the programme of a group', () => {
    const rows = Array.from({ length: 1200 }, (_, i) => [`${i}`, 'Семинар', 'март 2027', 'Координатор', '']);
    for (const blocks of [
      [title, table(head, ...rows)],
      [title, '(а), '.repeat(8000)],
    ]) {
      const outcome = outcomeOf(docxOf(blocks));
      expect(outcome.ok ? '' : outcome.error).toContain('слишком велик');
    }
  });

  it('never throws, whatever the table says', () => {
    const words = [
      '',
      '1.',
      '—',
      'Мероприятия',
      'Сроки',
      'Ответственные',
      'Организационный этап',
      'I',
      'по темам:',
      '«Тема»',
      '- а;',
      'март 2027',
      'Координатор и',
      'Развивающаяся команда',
      'Рабочая группа опытной команды',
      'ФИО',
      'Должность',
      'Седова Анна Ильинична',
      '8900000',
      'Период',
      'Программа',
      '\n\n',
      ':',
      '(',
      '12 месяцев с',
    ];
    const cell = fc.constantFrom(...words);
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.array(cell, { maxLength: 4 }), (cells, lines) => {
        const outcome = outcomeOf(docxOf([title, ...lines, table(...cells), ...lines]));
        expect(outcome.ok || /^[А-ЯЁ].+[^.]$/u.test(outcome.error)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('stops at another programme and at an agreement, and says so', () => {
    const one = (school: string) => [
      title,
      table(['Развивающаяся команда, организация', school], ['Период реализации', 'январь – декабрь 2027 г.']),
      table(head, across('Организационный этап'), ['1', `План ${school}`, 'май 2027', 'Координатор', '']),
    ];
    const two = read(...one('МБОУ СОШ № 1'), ...one('МБОУ СОШ № 2'));
    expect(two.activities.map((row) => row.title)).toEqual(['План МБОУ СОШ № 1']);
    expect(at(two, '')[0]).toContain('несколько программ');
    const beside = read(
      'СОГЛАШЕНИЕ',
      'Стороны: развивающаяся команда – МБОУ X',
      ...one('МБОУ СОШ № 1'),
      'СОГЛАШЕНИЕ о сотрудничестве',
      ...one('МБОУ СОШ № 2').slice(1),
    );
    expect(beside.developing.organisation).toBe('МБОУ СОШ № 1');
    expect(at(beside, '')).toEqual([]);
  });

  it('refuses what is no programme in one sentence', () => {
    for (const bytes of [
      readFileSync('tests/fixtures/participants-kamyshin.docx'),
      docxOf(['Приказ', 'Приказываю:']),
    ]) {
      const outcome = outcomeOf(bytes);
      expect(outcome.ok ? '' : outcome.error).toContain('не менторская программа');
    }
  });
});

describe('[D-P.themes] темы мероприятия', () => {
  const themesOf = (cell: DocxCell) => {
    const [row] = plan(across('Практический этап'), [
      '1',
      cell,
      'По согласованию сторон',
      'Координатор',
      '',
    ]).activities;
    return (
      row && [row.title, ...row.themes.map((theme, i) => [theme, ...(row.themeDues[i] ?? []).map((due) => due.kind)])]
    );
  };
  it.each<[string, DocxCell]>([
    ['numbers', 'Консультирование по темам:\n1. «Кадровый резерв»\n2) «Паспорт безопасности»'],
    ['dashes', 'Консультирование по темам:\n- «Кадровый резерв»;\n— «Паспорт безопасности».'],
    ['quotes', 'Консультирование по темам:\n«Кадровый резерв»\n«Паспорт безопасности»'],
    ['one line', 'Консультирование по темам: «Кадровый резерв», «Паспорт безопасности»'],
    [
      'items',
      { blocks: ['Консультирование по темам:', { item: '«Кадровый резерв»' }, { item: '«Паспорт безопасности»' }] },
    ],
    [
      'nested',
      { blocks: ['Консультирование по темам:', table(['1', '«Кадровый резерв»'], ['2', '«Паспорт безопасности»'])] },
    ],
  ])('divided by %s', (_name, cell) => {
    expect(themesOf(cell)).toEqual(['Консультирование по темам', ['«Кадровый резерв»'], ['«Паспорт безопасности»']]);
  });

  it('with dates of their own', () => {
    expect(
      themesOf(
        'Консультации\n— «Кадровый резерв» (март 2027 г.)\n— «Паспорт безопасности» – апрель, май 2027 г.\n— 12.03.2027 – «Аттестация»\n— Работа с документами (приказы, положения)',
      ),
    ).toEqual([
      'Консультации',
      ['«Кадровый резерв»', 'month'],
      ['«Паспорт безопасности»', 'months'],
      ['«Аттестация»', 'date'],
      ['Работа с документами (приказы, положения)'],
    ]);
  });

  it('in rows of their own', () => {
    const found = plan(
      across('Практический этап'),
      ['1', 'Консультирование по темам:', 'По согласованию сторон', 'Координатор', ''],
      ['', '«Кадровый резерв»', '', '', ''],
      ['', '«Паспорт безопасности»', 'март 2027 г.', '', ''],
      ['2', 'Практикум', 'май 2027 г.', 'Координатор', ''],
    );
    expect(found.activities.map((row) => [row.title, row.themes])).toEqual([
      ['Консультирование по темам', ['«Кадровый резерв»', '«Паспорт безопасности»']],
      ['Практикум', []],
    ]);
    expect(found.activities[0]?.themeDues[1]?.[0]?.text).toBe('март 2027 г.');
  });
});
