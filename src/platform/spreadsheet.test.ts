import { describe, expect, it } from 'vitest';
import { neutralise, toXlsx } from './spreadsheet.server.ts';
describe('spreadsheet', () => {
  it('leaves nothing that could be taken for a formula', () => {
    for (const text of ['=1+1', '+7 900', '-2', '@sum', '\t=1', ' =1'])
      expect(neutralise(text).startsWith("'")).toBe(true);
    expect(neutralise('СШ № 1')).toBe('СШ № 1');
  });

  it('makes a ZIP archive of a workbook', async () => {
    const bytes = await toXlsx({
      name: 'Реестр: 2026/2027',
      columns: [
        { title: '№', width: 5 },
        { title: 'Дата', width: 12 },
      ],
      rows: [
        [1, new Date('2026-10-01T00:00:00Z')],
        ['=cmd', null],
      ],
    });
    expect(Buffer.from(bytes.subarray(0, 4)).toString('latin1')).toBe('PK\u0003\u0004');
  });
});
