import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRegulation } from '#features/regulation/use-cases/reference.server.ts';
import { isNothing, splitList } from './rules.cells.ts';
import { matchDirection } from './rules.matching.ts';

const { directions } = readRegulation('volgograd');
const familiar = (text: string) => ({ sure: 1, likely: 0.6, none: 0 })[matchDirection(text, directions).confidence];
const linesOf = (text: string) => text.split('\n').map((line) => ({ text: line, item: false }));
const items = (text: string) => splitList(linesOf(text), familiar).map((item) => item.text);
const finance = 'управление инвестиционной, финансово-хозяйственной деятельностью';
const upbringing =
  'организация воспитательной деятельности (в том числе внеурочной деятельности и дополнительного образования)';
const staff = 'управление кадровой политикой и развитием кадрового потенциала';

describe('a list in a cell', () => {
  it.each([
    '- ',
    '-',
    '– ',
    '— ',
    '• ',
    '·',
    '● ',
    '► ',
    '* ',
    '\uF0B7 ',
    'o ',
    '✓ ',
    '1) ',
    '1. ',
    '1.1. ',
    '(1) ',
    'а) ',
  ])('with the bullet %j', (bullet) => {
    const next = (index: number) => bullet.replace('1)', `${index})`).replace(/^1\. /, `${index}. `);
    expect(
      items(['безопасность', 'школьный театр', finance].map((one, index) => `${next(index + 1)}${one};`).join('\n')),
    ).toEqual(['безопасность', 'школьный театр', finance]);
  });

  it.each<[string, string[]]>([
    [
      'управление развитием ОО,\nорганизация инновационной деятельности,',
      ['управление развитием ОО', 'организация инновационной деятельности'],
    ],
    [`${finance}, безопасность`, [finance, 'безопасность']],
    [`${upbringing}, ${staff}; ${finance}.`, [upbringing, staff, finance]],
    [
      'управление инвестиционной,\nфинансово-хозяйственной деятельностью\nкадровая политика',
      [finance, 'кадровая политика'],
    ],
    [
      'управление развитием\nобразовательной организации\nкачество образования',
      ['управление развитием образовательной организации', 'качество образования'],
    ],
    ['1. безопасность\n2. кадровая\nполитика', ['безопасность', 'кадровая политика']],
    ['1) безопасность 2) кадровая политика 3) школьный театр', ['безопасность', 'кадровая политика', 'школьный театр']],
    ['1 безопасность\n2 кадры', ['безопасность', 'кадры']],
    ['• безопасность • кадры', ['безопасность', 'кадры']],
    ['- безопасность, кадры', ['безопасность', 'кадры']],
    ['– безопасность - кадровая политика', ['безопасность', 'кадровая политика']],
    ['Управление развитием ОО. Безопасность.', ['Управление развитием ОО', 'Безопасность']],
    ['безопасность, наставничество, работа с родителями', ['безопасность', 'наставничество', 'работа с родителями']],
    ['работа с семьёй, школой и социумом', ['работа с семьёй, школой и социумом']],
    [
      '- работа с семьёй, школой;\n- клуб «Отцы, вперёд; и не только»',
      ['работа с семьёй, школой', 'клуб «Отцы, вперёд; и не только»'],
    ],
    ['работа с семьёй, школой; клуб «Отцы, вперёд»', ['работа с семьёй, школой', 'клуб «Отцы, вперёд»']],
    ['Направления:\n- безопасность', ['безопасность']],
    [
      'управление качеством образования/ инновационная деятельность',
      ['управление качеством образования', 'инновационная деятельность'],
    ],
    ['2.5.3 управление качеством образования', ['управление качеством образования']],
    ['безопас-\nность', ['безопасность']],
    ['безопасность; - ; ', ['безопасность']],
    ['нет', []],
    [' \n- \n', []],
  ])('%j', (text, expected) => {
    expect(items(text)).toEqual(expected);
  });

  it('knows own items and marked ones', () => {
    expect(splitList(linesOf('- безопасность\n- школьный театр (своё)\nдругое: музей'), familiar)).toMatchObject([
      { text: 'безопасность', own: false },
      { text: 'школьный театр', own: true },
      { text: 'музей', own: true },
    ]);
    expect(splitList(linesOf('☑ безопасность\n☐ кадры'), familiar).map(({ ticked }) => ticked)).toEqual([true, false]);
    expect(splitList(linesOf('безопасность – V\nкадры'), familiar).map(({ ticked }) => ticked)).toEqual([true, false]);
    expect(splitList(linesOf('+ безопасность\n+ кадры'), familiar)).toMatchObject([
      { text: 'безопасность', ticked: false },
      { text: 'кадры', ticked: false },
    ]);
  });

  it('takes items of an automatic list as they are', () => {
    const lines = ['работа с семьёй; школой', finance].map((text) => ({ text, item: true }));
    expect(splitList(lines, familiar).map(({ text }) => text)).toEqual(['работа с семьёй; школой', finance]);
  });

  it('any directions in any usual writing are the same directions', () => {
    const titles = directions.map(({ title }) => title);
    const writings = [
      (list: string[]) => list.join(', '),
      (list: string[]) => list.join('; '),
      (list: string[]) => list.join('\n'),
      (list: string[]) => list.map((one) => `${one},`).join('\n'),
      (list: string[]) => list.map((one) => `- ${one};`).join('\n'),
      (list: string[]) => list.map((one, index) => `${index + 1}) ${one}`).join(' '),
      (list: string[]) => list.map((one, index) => `${index + 1}. ${one}.`).join('\n'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(titles, { minLength: 1 }), fc.constantFrom(...writings), (list, write) => {
        expect(items(write(list))).toEqual(list);
      }),
      { numRuns: 150 },
    );
  });

  it('reads any text at once', () => {
    fc.assert(
      fc.property(fc.string(), (text) => Array.isArray(items(text))),
      { numRuns: 50 },
    );
    for (const piece of ['- ', '1) ', ', ', '• а ', '(', '«', 'а, ', '1. а 2. б '])
      expect(items(piece.repeat(2000)).length).toBeLessThan(3000);
  });
});

it.each(['', '-', '—', '…', 'нет', 'Нет.', 'не имеется', 'отсутствует', 'н/д', '(нет)', 'НЕТ ПРЕДЛОЖЕНИЙ'])(
  '%j says nothing',
  (text) => {
    expect(isNothing(text)).toBe(true);
  },
);
it.each(['нет времени на стажировку', 'да', '1', 'нетиповая школа'])('%j says something', (text) => {
  expect(isNothing(text)).toBe(false);
});
