import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { PaperTable } from '#kernel/paper.ts';
import { readPaper } from './office/index.server.ts';
import { neutralise, toXlsx } from './spreadsheet.server.ts';

const columns = [
  { title: '№', width: 5 },
  { title: 'Дата', width: 12 },
];

/** Rows of each sheet of the file, as texts. */
function readBack(bytes: Uint8Array): string[][][] {
  const read = readPaper(bytes);
  if (!read.ok) throw new Error(read.error);
  return read.value.blocks
    .filter((block): block is PaperTable => block.kind === 'table')
    .map(({ rows }) => rows.map(({ cells }) => cells.map(({ text }) => text)));
}

describe('spreadsheet', () => {
  it('leaves nothing that could call something when the sheet becomes a CSV', () => {
    for (const text of ['=1+1', '@sum', '\t=1', ' =1', "-cmd|'/C calc'!A0", '+SUM(A1)', '-2+Лист1!$A$1', '+LOG10(1)'])
      expect(neutralise(text)).toBe(`'${text}`);
    for (const text of [
      'СШ № 1',
      '+7 900 000-00-01',
      '+7(900)0000001',
      '- начато (весной)',
      '-2',
      '— нет!',
      '- срочно!',
    ])
      expect(neutralise(text)).toBe(text);
  });

  it('keeps texts that look like formulas as texts, and shows them as they are', async () => {
    const bytes = await toXlsx({
      name: 'Реестр: 2026/2027',
      columns,
      rows: [
        [1, new Date('2026-10-01T00:00:00Z')],
        ['+7 900 000-00-01', '- одно\n- другое'],
        ['=cmd', null],
      ],
    });
    expect(readBack(bytes)).toEqual([
      [['№', 'Дата'], ['1', '01.10.2026'], ['+7 900 000-00-01', '- одно\n- другое'], ["'=cmd"]],
    ]);
    const parts = unzipSync(bytes);
    const [sheet, styles] = ['xl/worksheets/sheet1.xml', 'xl/styles.xml'].map((name) => strFromU8(parts[name]!));
    expect(sheet).not.toContain('<f');
    const formats = styles!.split('<cellXfs')[1]!.match(/<xf [^>]*>/g)!;
    const style = Number(/r="A3" s="(\d+)"/.exec(sheet!)?.[1]);
    expect(formats.filter((format) => format.includes('quotePrefix="1"'))).toEqual([formats[style]]);
  });

  it('puts a heading over the captions, and several sheets into one file', async () => {
    const heading = ['Информация', 'городской округ Камышин'];
    const bytes = await toXlsx([
      { name: 'Первый', heading, columns, rows: [[1, 'а']] },
      { name: 'Второй', columns, rows: [[2, 'б']] },
    ]);
    expect(readBack(bytes)).toEqual([
      [['Информация'], ['городской округ Камышин'], ['№', 'Дата'], ['1', 'а']],
      [
        ['№', 'Дата'],
        ['2', 'б'],
      ],
    ]);
  });
});
