import { describe, expect, it } from 'vitest';
import { readRegulation } from '#features/regulation/use-cases/reference.server.ts';
import { readPaper } from '#platform/office/index.server.ts';
import { docxOf, escapeXml, type DocxBlock, type DocxCell } from '#tests/paper.ts';
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
const activity = (said: string, responsible = 'Координатор') =>
  read(title, period, {
    table: [head, across('Практический этап'), ['1', said, 'март 2027 г.', responsible, '']],
  }).activities[0]!;

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
  ])('«%s»', (said, name, themes) => {
    expect(activity(said)).toMatchObject({ title: name, themes });
  });
});

describe('[D-P.part2] who is responsible', () => {
  it.each<[string, string[]]>([
    ['1. Координатор\n2. Опытная УК', ['Координатор', 'Опытная УК']],
    ['- Координатор;\n- Опытная УК.', ['Координатор', 'Опытная УК']],
    ['Опытная УК / Развивающаяся УК', ['Опытная УК', 'Развивающаяся УК']],
    ['Руководитель опытной\nуправленческой команды', ['Руководитель опытной управленческой команды']],
    ['Координатор,\nопытная управленческая команда', ['Координатор', 'опытная управленческая команда']],
  ])('«%s»', (said, responsible) => {
    expect(activity('Встреча', said).responsible).toEqual(responsible);
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
