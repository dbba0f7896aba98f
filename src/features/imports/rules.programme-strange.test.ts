import { describe, expect, it } from 'vitest';
import { readRegulation } from '#features/regulation/use-cases/reference.server.ts';
import { readPaper } from '#platform/office/index.server.ts';
import { docxOf, escapeXml, type DocxBlock, type DocxCell } from '#tests/paper.ts';
import { otherTeams } from './rules.programme-preview.ts';
import { partiesMeant } from './rules.programme-responsible.ts';
import { readProgramme, type ReadProgramme } from './rules.programme.ts';

const { directions } = readRegulation('volgograd');

function read(...blocks: DocxBlock[]): ReadProgramme {
  const paper = readPaper(docxOf(blocks));
  const outcome = paper.ok ? readProgramme(paper.value, directions) : paper;
  if (!outcome.ok) throw new Error(outcome.error);
  return outcome.value;
}

const title = 'Программа менторского сопровождения';
const head = ['№', 'Мероприятия', 'Сроки', 'Ответственные', 'Отметка о выполнении'];
const period: DocxBlock = { table: [['Период реализации', 'январь – декабрь 2027 г.']] };
const across = (text: string): DocxCell[] => [{ text, columns: 5 }];
const plan = (said: string, responsible = 'Координатор') =>
  read(title, period, {
    table: [head, across('Практический этап'), ['1', said, 'март 2027 г.', responsible, '']],
  });
const activity = (said: string, responsible?: string) => plan(said, responsible).activities[0]!;
const doubted = ({ doubts }: ReadProgramme, at: string) =>
  doubts.filter(({ path }) => path.startsWith(at)).map(({ path }) => path);

describe('[D-P.themes] themes inside an activity', () => {
  it.each<[string, string, string[]]>([
    [
      'Стажировка «Школа мастерства»\nТемы:\n1) Кадровый резерв\n2) Наставничество',
      'Стажировка «Школа мастерства»',
      ['Кадровый резерв', 'Наставничество'],
    ],
    ['Стажировка на базе школы. Темы:\n- «А»;\n- «Б»', 'Стажировка на базе школы', ['«А»', '«Б»']],
    ['Консультации\nТематика:\n- ФГОС;\n- ВСОКО.', 'Консультации', ['ФГОС', 'ВСОКО']],
    ['Консультирование по темам:\n«ФГОС»\n«ВСОКО»', 'Консультирование по темам', ['«ФГОС»', '«ВСОКО»']],
    ['Практикум по темам «ФГОС», «ВСОКО», «ФОП».', 'Практикум по темам', ['«ФГОС»', '«ВСОКО»', '«ФОП»']],
    ['Практикум: а) ФГОС; б) ВСОКО', 'Практикум', ['ФГОС', 'ВСОКО']],
    ['Онлайн-встречи (темы: «ФГОС», «ВСОКО»)', 'Онлайн-встречи', ['«ФГОС»', '«ВСОКО»']],
    ['Стажировка по темам:\n\uF0B7 ФГОС\n\uF0B7 ВСОКО', 'Стажировка по темам', ['ФГОС', 'ВСОКО']],
    ['Семинар «Качество: от анализа к делу»', 'Семинар «Качество: от анализа к делу»', []],
    ['Круглый стол «Актуальные темы»', 'Круглый стол «Актуальные темы»', []],
    ['Консультации\nТема 1. ФГОС\nТема 2. ВСОКО', 'Консультации', ['ФГОС', 'ВСОКО']],
    ['Стажировка по темам: Риски, Охрана труда', 'Стажировка по темам', ['Риски', 'Охрана труда']],
    [
      'Встречи по вопросам: нагрузка, стимулирующие выплаты',
      'Встречи по вопросам',
      ['нагрузка', 'стимулирующие выплаты'],
    ],
    ['Встречи по вопросам: отбор, в том числе кадровый', 'Встречи по вопросам', ['отбор, в том числе кадровый']],
    ['Встречи:\n— «ФГОС» и «ФОП»', 'Встречи', ['«ФГОС» и «ФОП»']],
    ['**Важно**: >50 % педагогов', '**Важно**: >50 % педагогов', []],
    ['Вебинары (темы: ФГОС; ВСОКО)', 'Вебинары', ['ФГОС', 'ВСОКО']],
    ['Семинары «ФГОС», «ВСОКО» и «ФОП»', 'Семинары', ['«ФГОС»', '«ВСОКО»', '«ФОП»']],
    [
      'Практикум по темам: "ФГОС", „ВСОКО“, “ФОП”, ‘МЦКО’',
      'Практикум по темам',
      ['"ФГОС"', '„ВСОКО“', '“ФОП”', '‘МЦКО’'],
    ],
    [
      'Консультации «руководитель – руководитель», «заместитель – заместитель»',
      'Консультации «руководитель – руководитель», «заместитель – заместитель»',
      [],
    ],
  ])('«%s»', (said, name, themes) => {
    expect(activity(said)).toMatchObject({ title: name, themes });
  });

  it.each([
    ['Встречи по вопросам: нагрузка, выплаты', 'activities[0].themes[0]'],
    ['Встречи по темам кадровый резерв, охрана труда', 'activities[0].title'],
  ])('where one ends is doubted: «%s»', (said, path) => {
    expect(doubted(plan(said), 'activities')).toEqual([path]);
  });
});

describe('[D-P.part2] who is responsible', () => {
  it.each<[string, string[]]>([
    ['1. Координатор\n2. Опытная УК', ['Координатор', 'Опытная УК']],
    ['- Координатор;\n- Опытная УК.', ['Координатор', 'Опытная УК']],
    ['Опытная УК / Развивающаяся УК', ['Опытная УК', 'Развивающаяся УК']],
    ['Руководитель опытной\nуправленческой команды', ['Руководитель опытной управленческой команды']],
    ['РУК/ОУК', ['РУК', 'ОУК']],
    ['ОУК и РУК', ['ОУК', 'РУК']],
    ['Заяц П. К., методист МБОУ СШ № 9, Координатор', ['Заяц П. К., методист МБОУ СШ № 9', 'Координатор']],
    ['Координатор, руководители ОУК и РУК', ['Координатор', 'руководители ОУК и РУК']],
    ['Мун. координатор, рук. рабочих групп', ['Мун. координатор', 'рук. рабочих групп']],
    ['Координатор,\nопытная управленческая команда', ['Координатор', 'опытная управленческая команда']],
  ])('«%s»', (said, responsible) => {
    expect(activity('Встреча', said).responsible).toEqual(responsible);
  });

  it.each<[string, string[]]>([
    ['РУК', ['developing-team']],
    ['О.УК', ['experienced-team']],
    ['РУК совместно с ОУК', ['experienced-team', 'developing-team']],
    ['рук. ОУК', ['experienced-leader']],
    ['Руководители обеих команд', ['experienced-leader', 'developing-leader']],
    ['рук. рабочих групп', ['working-group-leaders']],
    ['Мун. координатор', ['coordinator']],
    ['участники МГ', ['group-members']],
    ['МГ', ['mentoring-group']],
    ['ГАУ ДПО «ВГАПО»', ['operator']],
    ['опытная и развивающаяся команды', ['experienced-team', 'developing-team']],
    ['Муниципальный куратор', []],
    ['руководитель методического объединения', []],
  ])('«%s» means a party of the regulation', (said, keys) => {
    expect(partiesMeant(said)).toEqual(keys);
  });

  it('of either side, in columns of their own', () => {
    const found = read(title, period, {
      table: [
        [
          { text: '№', rows: 2 },
          { text: 'Мероприятие', rows: 2 },
          { text: 'Сроки', rows: 2 },
          { text: 'Ответственные', columns: 2 },
        ],
        ['от опытной команды', 'от развивающейся команды'],
        [{ text: 'Практический этап', columns: 5 }],
        ['1', 'Практикум', 'март 2027', 'Заяц П. К.', 'Дёмин Л. Л.'],
        ['2', 'Отчёт', 'май 2027', { text: 'Координатор', columns: 2 }],
      ],
    });
    expect(found.activities.map(({ responsible }) => responsible)).toEqual([
      ['Заяц П. К.', 'Дёмин Л. Л.'],
      ['Координатор'],
    ]);
  });
});

describe('[D-P.part2] stages and years', () => {
  it('a heading of a stage broken over two lines', () => {
    const found = read(title, period, 'Организационный\nэтап', {
      table: [head, ['1', 'Соглашение', 'январь 2027', 'Координатор', '']],
    });
    expect(found.activities[0]?.stage).toBe(1);
    expect(found.doubts.filter(({ path }) => path.startsWith('activities'))).toEqual([]);
  });

  it('the year said in the heading of the stage is said', () => {
    const found = read(title, period, {
      table: [
        head,
        across('Организационный этап (январь 2027 г.)'),
        ['1', 'Соглашение', 'до 22 января', 'Координатор', ''],
        ['2', 'Встреча', 'март', 'Координатор', ''],
      ],
    });
    expect(found.activities.map(({ due }) => due.kind)).toEqual(['before', 'month']);
    expect(found.doubts.map(({ path }) => path).filter((path) => path.endsWith('due'))).toEqual(['activities[1].due']);
  });
});

it('[D-P.part2] a remark across the plan is no activity, «2.2.1» is a theme of «2.2»', () => {
  const found = read(title, period, {
    table: [
      head,
      across('Практический этап'),
      ['2.1', 'Практикум', 'март 2027', 'Опытная УК', ''],
      ['2.2', 'Консультирование по темам:', 'по согласованию сторон', 'Участники', ''],
      ['2.2.1', '«Кадры»', '', '', ''],
      ['2.2.2', '«ВСОКО»', 'май 2027', '', ''],
      across('Примечание: сроки могут меняться.'),
    ],
  });
  expect(found.activities.map(({ title: said, themes }) => [said, themes])).toEqual([
    ['Практикум', []],
    ['Консультирование по темам', ['«Кадры»', '«ВСОКО»']],
  ]);
  expect(found.doubts.filter(({ path }) => path === 'activities')).toHaveLength(1);
});

describe('[D-P.part1] the period', () => {
  it.each([
    ['10 месяцев (февраль – ноябрь 2027 года)', '2027-02-01', '2027-11-30'],
    ['c 01.02.2027г. до 30.11.2027г.', '2027-02-01', '2027-11-30'],
  ])('«%s»', (said, from, to) => {
    const found = read(
      title,
      { table: [['Период реализации', said]] },
      { table: [head, ['1', 'А', 'май 2027', 'Б', '']] },
    );
    expect(found.period).toMatchObject({ from, to });
    expect(found.doubts.filter(({ path }) => path === 'period')).toEqual([]);
  });
});

it('[D-P.part1] part I typed with tabs instead of a table', () => {
  const line = (...cells: string[]): DocxBlock => ({
    xml: `<w:p>${cells.map((cell) => `<w:r><w:t>${escapeXml(cell)}</w:t></w:r>`).join('<w:r><w:tab/></w:r>')}</w:p>`,
  });
  const found = read(
    title,
    line('Организация развивающейся команды', 'МБОУ СОШ № 1'),
    line('Организация опытной команды', 'МБОУ СОШ № 2'),
    line('Направления', 'управление качеством образования'),
    line('Период реализации', '2027 год'),
    { table: [head, across('Практический этап'), ['1', 'Практикум', 'март 2027', 'Координатор', '']] },
  );
  expect(found).toMatchObject({
    developing: { organisation: 'МБОУ СОШ № 1' },
    experienced: { organisation: 'МБОУ СОШ № 2' },
    directions: [{ code: 'quality' }],
    period: { from: '2027-01-01', to: '2027-12-31' },
  });
});

describe('[D-P.part2] rows of the plan', () => {
  const rows = (...said: DocxCell[][]) => read(title, period, { table: [head, ...said] });
  const told = ({ activities }: ReadProgramme) =>
    activities.map(({ stage, title: name, due, responsible }) => [stage, name, due.text, responsible.join('; ')]);

  it('a stage told in the cell of the number, its name alone or with dates beside', () => {
    const found = rows(
      ['I.', { text: 'Организационный этап', columns: 4 }],
      ['1', 'Соглашение', 'январь', 'Координатор', ''],
      ['II.', 'Практический этап', { text: 'февраль – ноябрь 2027 г.', columns: 3 }],
      ['2', 'Практикум', 'март', 'Координатор', ''],
      ['III.', { text: 'ЗАКЛЮЧИТЕЛЬНЫЙ', columns: 4 }],
      ['3', 'Отчёт', 'декабрь', 'Координатор', '–'],
    );
    expect(told(found)).toEqual([
      [1, 'Соглашение', 'январь', 'Координатор'],
      [2, 'Практикум', 'март', 'Координатор'],
      [3, 'Отчёт', 'декабрь', 'Координатор'],
    ]);
    expect(found.activities[2]?.mark).toBe('');
    expect(doubted(found, 'activities')).toEqual([]);
  });

  it('a stage named as a section, a stage told by its number in a column', () => {
    const sections = rows(across('Раздел II. Практический этап'), ['2.1.', 'Практикум', 'март 2027', 'ОУК', '']);
    expect(told(sections)).toEqual([[2, 'Практикум', 'март 2027', 'ОУК']]);
    const column = read(title, period, {
      table: [
        ['Этап', ...head],
        ['I', '1', 'Соглашение', 'январь 2027', 'Координатор', ''],
        ['III', '2', 'Отчёт', 'декабрь 2027', 'Координатор', ''],
      ],
    });
    expect(column.activities.map(({ stage }) => stage)).toEqual([1, 3]);
    expect(doubted(column, 'activities')).toEqual([]);
  });

  it('a stage with its dates and people in their columns', () => {
    const found = rows(
      ['', 'I ЭТАП. ОРГАНИЗАЦИОННЫЙ', 'январь 2027 г.', 'Менторская группа', ''],
      ['1', 'Соглашение', 'до конца января', 'Координатор', ''],
      ['', 'II ЭТАП. ПРАКТИЧЕСКИЙ', 'февраль – ноябрь 2027 г.', 'Менторская группа', ''],
      ['2', 'Практический этап стажировки', 'март', 'Координатор', ''],
    );
    expect(told(found)).toEqual([
      [1, 'Соглашение', 'до конца января', 'Координатор'],
      [2, 'Практический этап стажировки', 'март', 'Координатор'],
    ]);
    expect(doubted(found, 'activities')).toEqual([]);
  });

  it.each<[string, DocxCell[], [string, string, string][], string[]]>([
    [
      'by their numbers',
      ['1.\n2.', 'Соглашение\nСупервизия', 'до 22 января 2027\nянварь 2027', 'Координатор\nРУК', ''],
      [
        ['Соглашение', 'до 22 января 2027', 'Координатор'],
        ['Супервизия', 'январь 2027', 'РУК'],
      ],
      [],
    ],
    [
      'by numbers in the title, the rest in common',
      ['1-2', '1) Соглашение\n2) Супервизия', 'январь 2027', 'Координатор', ''],
      [
        ['Соглашение', 'январь 2027', 'Координатор'],
        ['Супервизия', 'январь 2027', 'Координатор'],
      ],
      [],
    ],
    [
      'with a doubt where who answers for which is not told',
      ['1, 2', 'Соглашение\nСупервизия', 'январь 2027', 'Координатор\nРУК\nОУК', ''],
      [
        ['Соглашение', 'январь 2027', 'Координатор; РУК; ОУК'],
        ['Супервизия', 'январь 2027', 'Координатор; РУК; ОУК'],
      ],
      ['activities[0].title', 'activities[1].title'],
    ],
    [
      'only where the titles can be told apart',
      ['1, 2', 'Соглашение и супервизия', 'январь 2027', 'Координатор', ''],
      [['Соглашение и супервизия', 'январь 2027', 'Координатор']],
      ['activities[0].title'],
    ],
  ])('several activities of one row are divided %s', (_how, row, expected, doubts) => {
    const found = rows(across('Организационный этап'), row);
    expect(told(found)).toEqual(expected.map((one) => [1, ...one]));
    expect(doubted(found, 'activities')).toEqual(doubts);
  });

  it('[D-P.themes] rows of themes with dates of their own beside a merged title', () => {
    const found = read(title, period, {
      table: [
        ['№', 'Мероприятие', 'Тема', 'Срок', 'Ответственные'],
        [{ text: 'Практический этап', columns: 5 }],
        [{ text: '1', rows: 3 }, { text: 'Консультации', rows: 3 }, 'ФГОС', 'март 2027', { text: 'ОУК', rows: 3 }],
        ['ВСОКО', 'апрель 2027'],
        ['ФОП', 'до 15 мая 2027'],
      ],
    });
    expect(found.activities).toMatchObject([
      {
        title: 'Консультации',
        themes: ['ФГОС', 'ВСОКО', 'ФОП'],
        due: { kind: 'span', from: '2027-03', to: '2027-05' },
      },
    ]);
    expect(found.activities[0]?.themeDues.map(([due]) => due?.kind)).toEqual(['month', 'month', 'before']);
    expect(doubted(found, 'activities')).toEqual(['activities[0].due']);
  });

  it.each<[string, DocxCell[][], object, string[]]>([
    [
      'the first and the last day in columns of their own',
      [
        ['№', 'Мероприятие', 'Начало', 'Окончание', 'Ответственные'],
        ['1', 'Практикум', '01.03.2027', '20.03.2027', 'ОУК'],
      ],
      { title: 'Практикум', due: { kind: 'date-span', from: '2027-03-01', to: '2027-03-20' } },
      [],
    ],
    [
      'the form and the theme instead of a title',
      [
        ['№', 'Форма работы', 'Тема', 'Срок', 'Ответственные'],
        ['1', 'Практикум', 'Кадровый резерв', 'март 2027', 'ОУК'],
      ],
      { title: 'Практикум', themes: ['Кадровый резерв'] },
      [],
    ],
    [
      'results instead of marks are doubted',
      [
        ['№', 'Мероприятие', 'Срок', 'Ответственные', 'Результат'],
        ['1', 'Практикум', 'март 2027', 'ОУК', 'Фотоотчёт'],
      ],
      { title: 'Практикум', mark: 'Фотоотчёт' },
      ['activities'],
    ],
  ])('%s', (_what, [header = [], row = []], expected, doubts) => {
    const found = read(title, period, { table: [header, across('Практический этап'), row] });
    expect(found.activities).toMatchObject([expected]);
    expect(doubted(found, 'activities')).toEqual(doubts);
  });

  it('a date of another year is doubted, words of people for columns are known', () => {
    const found = read(title, period, {
      table: [
        ['Что делаем', 'Когда', 'Кто отвечает', 'Ожидаемый результат'],
        [{ text: 'Практический этап', columns: 4 }],
        ['Практикум', 'март 2029 г.', 'ОУК', 'Рекомендации'],
        ['Соглашение', 'ноябрь 2026 г.', 'Координатор', ''],
      ],
    });
    expect(told(found)).toEqual([
      [2, 'Практикум', 'март 2029 г.', 'ОУК'],
      [2, 'Соглашение', 'ноябрь 2026 г.', 'Координатор'],
    ]);
    expect(found.activities[0]?.mark).toBe('');
    // a column without a place in the programme is told, so that nothing is lost unseen
    expect(doubted(found, 'activities')).toEqual(['activities[0].due', 'activities']);
  });

  it('a plan told in lines, where no table is one', () => {
    const found = read(
      title,
      period,
      'II. План мероприятий',
      'I. Организационный этап (январь 2027 г.)',
      '1. Супервизия «на входе». Срок: январь 2027 г. Ответственный: РУК.',
      'II. Практический этап',
      '2. Консультации по темам:',
      '- ФГОС',
      '- ВСОКО',
      'Сроки проведения: март – май 2027 г.',
      'Ответственные: ОУК, координатор',
      '3. Стажировка – апрель 2027 г. (ОУК)',
    );
    expect(told(found)).toEqual([
      [1, 'Супервизия «на входе»', 'январь 2027 г.', 'РУК'],
      [2, 'Консультации по темам', 'март – май 2027 г.', 'ОУК; координатор'],
      [2, 'Стажировка', 'апрель 2027 г.', 'ОУК'],
    ]);
    expect(found.activities[1]?.themes).toEqual(['ФГОС', 'ВСОКО']);
    expect(doubted(found, 'activities')).toEqual([]);
  });

  it('what stands after the plan is none of it: lines for signing, annexes', () => {
    const found = read(
      title,
      period,
      { table: [head, across('Практический этап'), ['1', 'Практикум', 'март 2027', 'ОУК', '']] },
      { table: [['Руководитель опытной команды', '__________', 'М. Э. Черных', '', '']] },
      { table: [across('Согласовано: руководитель опытной команды __________ М. Э. Черных')] },
      'Приложение 1',
      { table: [head, ['1', 'Учебная тревога', 'май 2027', 'Завхоз', '']] },
    );
    expect(told(found)).toEqual([[2, 'Практикум', 'март 2027', 'ОУК']]);
    expect(found.workingGroups.experienced).toEqual([]);
    expect(found.doubts.filter(({ path }) => path === 'activities')).toMatchObject([{ place: 'таблица 5' }]);
  });
});

it('[D-P.part1] a team named in the caption of its group, a plan inside a cell of part I', () => {
  const found = read(title, {
    table: [
      ['Рабочая группа опытной команды МБОУ СШ № 9', 'Черных Мария Эдуардовна, директор'],
      ['Период', '2027 год'],
      [
        'План',
        {
          blocks: [
            {
              table: [
                ['№', 'Мероприятие', 'Срок', 'Ответственные'],
                ['1', 'Практикум', 'март', 'ОУК'],
              ],
            },
          ],
        },
      ],
    ],
  });
  expect(found).toMatchObject({
    experienced: { organisation: 'МБОУ СШ № 9' },
    activities: [{ title: 'Практикум', due: { kind: 'month', month: '2027-03' } }],
  });
  expect(doubted(found, 'experienced')).toEqual(['experienced.organisation']);
});

it('[D-P.part1] part I as an annex to the plan', () => {
  const found = read(
    `Приложение 1. План мероприятий. ${title}`,
    { table: [head, across('Практический этап'), ['1', 'Практикум', 'март 2027', 'ОУК', '']] },
    'Приложение 2. Общие сведения',
    {
      table: [
        ['Организация развивающейся команды', 'МБОУ СОШ № 1'],
        ['Направления', 'управление качеством образования'],
        ['Период реализации', '2027 год'],
      ],
    },
  );
  expect(found).toMatchObject({ developing: { organisation: 'МБОУ СОШ № 1' }, period: { from: '2027-01-01' } });
});

it.each([
  ['Гимназия № 5 г. Камышина', []],
  ['Гимназия № 5 г. Урюпинска', ['Гимназия № 5 г. Урюпинска']],
])('[D-P.part1] «%s» beside the team of Гимназия № 5 in Камышин', (said, others) => {
  const found = read(title, period, { table: [['Организация развивающейся команды', said]] }, { table: [head] });
  const name = 'Гимназия № 5';
  const team = { id: '1', name, shortName: name, municipality: 'городской округ Камышин' };
  expect(otherTeams(found, [{ ...team, standing: 'developing' }])).toEqual(others);
});

it.each([
  'Программа менторства между МБОУ «Лицей № 8» (опытная команда) и МКОУ «Песчанская СШ» (развивающаяся команда) на 2027 год',
  'Программа менторства опытной управленческой команды МБОУ «Лицей № 8» и развивающейся управленческой команды МКОУ «Песчанская СШ» на 2027 год',
])('[D-P.part1] «%s»', (said) => {
  const found = read(said, { table: [head, across('Практический этап'), ['1', 'А', 'май 2027', 'Б', '']] });
  expect(found).toMatchObject({
    developing: { organisation: 'МКОУ «Песчанская СШ»' },
    experienced: { organisation: 'МБОУ «Лицей № 8»' },
    period: { from: '2027-01-01', to: '2027-12-31' },
  });
  expect(doubted(found, 'developing').concat(doubted(found, 'experienced'), doubted(found, 'period'))).toHaveLength(3);
});

it.each<[string, string[]]>([
  ['качество образования, безопасность', ['quality', 'safety']],
  ['качество образования (подготовка к аттестации)', ['quality']],
  [
    'Управление инвестиционной, финансово-хозяйственной деятельностью, управление кадровой политикой',
    ['finance', 'staff'],
  ],
])('[D-P.part1] directions in one line: «%s»', (said, codes) => {
  const found = read(title, { table: [['Направления', said]] }, period, {
    table: [head, across('Практический этап'), ['1', 'А', 'май 2027', 'Б', '']],
  });
  expect(found.directions.map(({ code }) => code)).toEqual(codes);
});

describe('[D-P.part1] people of both sides', () => {
  const people = [
    { name: 'Седова Анна Ильинична', post: 'директор', leader: true },
    { name: 'Дёмин Лев Львович', post: 'методист', contact: true, phones: ['+79000000102'] },
  ];

  it('in one table with a column that tells the side, which closes the field above', () => {
    const found = read(
      title,
      period,
      { table: [['Муниципальный куратор', 'Белов Семён Андреевич, главный специалист']] },
      'Участники менторской группы',
      {
        table: [
          ['Команда', 'Фамилия', 'Имя', 'Отчество', 'Должность', 'Телефон'],
          [
            { text: 'Развивающаяся: МБОУ СОШ № 1', rows: 2 },
            'Седова',
            'Анна',
            'Ильинична',
            'директор, руководитель',
            '',
          ],
          ['Дёмин', 'Лев', 'Львович', 'методист, конт. лицо', '8 900 000-01-02'],
          ['Опытная: МБОУ СОШ № 2', 'Черных', 'Мария', 'Эдуардовна', 'директор (рук.)', ''],
        ],
      },
      { table: [head, across('Практический этап'), ['1', 'Практикум', 'март 2027', 'ОУК', '']] },
    );
    expect(found).toMatchObject({
      developing: { organisation: 'МБОУ СОШ № 1' },
      experienced: { organisation: 'МБОУ СОШ № 2' },
      workingGroups: { developing: people, experienced: [{ name: 'Черных Мария Эдуардовна', leader: true }] },
      curator: { post: 'главный специалист' },
    });
  });

  it('in tables with a column for each side and no captions, the ends of the period in rows of their own', () => {
    const found = read(
      title,
      {
        table: [
          ['Развивающаяся управленческая команда', 'Опытная управленческая команда'],
          ['МБОУ СОШ № 1', 'МБОУ СОШ № 2'],
        ],
      },
      {
        table: [
          ['Начало реализации', '11 января 2027 года'],
          ['Окончание реализации', '24 декабря 2027 года'],
          ['Направление', '___управление качеством образования___'],
          ['Муниципальный куратор', '__________'],
        ],
      },
      'Состав рабочих групп',
      {
        table: [
          ['Развивающаяся управленческая команда', 'Опытная управленческая команда'],
          [
            'Седова Анна Ильинична (директор, руководитель)\nДёмин Лев Львович (методист, контактное лицо, 89000000102)',
            'Черных Мария Эдуардовна, директор, руководитель',
          ],
        ],
      },
      { table: [head, across('Практический этап'), ['1', 'Практикум', 'март 2027', 'ОУК', '']] },
    );
    expect(found).toMatchObject({
      developing: { organisation: 'МБОУ СОШ № 1' },
      experienced: { organisation: 'МБОУ СОШ № 2' },
      directions: [{ text: 'управление качеством образования', code: 'quality' }],
      period: { from: '2027-01-11', to: '2027-12-24' },
      curator: { name: '', text: '' },
      workingGroups: { developing: people, experienced: [{ name: 'Черных Мария Эдуардовна', post: 'директор' }] },
    });
    expect(doubted(found, 'curator')).toEqual(['curator']);
  });

  it('with columns of its own for each side', () => {
    const found = read(
      title,
      {
        table: [
          [
            { text: 'Опытная команда', columns: 2 },
            { text: 'Развивающаяся команда', columns: 2 },
          ],
          ['ФИО, должность', 'Контакты', 'ФИО, должность', 'Контакты'],
          [
            'Черных Мария Эдуардовна, директор, руководитель группы',
            '8 900 000-01-03',
            'Седова Анна Ильинична, директор, руководитель группы',
            '',
          ],
          ['Заяц Пётр Кузьмич, методист', '', 'Дёмин Лев Львович, методист, контактное лицо', '8 900 000-01-02'],
        ],
      },
      { table: [head, across('Практический этап'), ['1', 'Практикум', 'март 2027', 'ОУК', '']] },
    );
    expect(found.workingGroups).toMatchObject({
      developing: people,
      experienced: [{ name: 'Черных Мария Эдуардовна' }, { name: 'Заяц Пётр Кузьмич', post: 'методист' }],
    });
  });

  it('in a row of text, contacts glued to the name, under captions in words of their own', () => {
    const found = read(
      title,
      {
        table: [
          ['Над чем работаем (направление)', 'качество образования'],
          ['Сколько длится', '2027 год'],
          [
            'Кто входит в группу развивающейся команды',
            'руководитель – директор Седова Анна Ильинична; Дёмин Лев Львович – методист. Контактное лицо. 8-900-000-01-02demin@example.org; члены группы: Ким Ян Юрьевич, психолог',
          ],
          [
            'Специалист ВГАПО, сопровождающий группу',
            'ГАУ ДПО «ВГАПО», Орлова Инна Павловна, доцент кафедры управления',
          ],
          [
            'Куратор от отдела образования',
            'Белов Семён Андреевич, главный специалист; Ильина Яна Олеговна, методист, 8-900-000-01-07',
          ],
        ],
      },
      { table: [head, across('Практический этап'), ['1', 'Практикум', 'март 2027', 'ОУК', '']] },
    );
    expect(found).toMatchObject({
      directions: [{ code: 'quality' }],
      period: { from: '2027-01-01', to: '2027-12-31' },
      workingGroups: { developing: [...people, { name: 'Ким Ян Юрьевич', post: 'психолог' }] },
      operator: { name: 'Орлова Инна Павловна', post: 'доцент кафедры управления' },
      curator: { name: 'Белов Семён Андреевич', post: 'главный специалист', phones: [] },
    });
    expect(doubted(found, 'curator')).toEqual(['curator']);
  });
});
