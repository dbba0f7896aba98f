import { describe, expect, it } from 'vitest';
import type { PaperTable } from '#kernel/paper.ts';
import { relationsOf, xlsxOf, xlsxParts, type Parts, type XlsxSheet } from '#tests/paper.ts';
import { readPaper } from './index.server.ts';

function tablesOf(sheets: XlsxSheet | readonly XlsxSheet[], parts?: Parts): PaperTable[] {
  const read = readPaper(xlsxOf(sheets, parts));
  if (!read.ok) throw new Error(read.error);
  expect(read.value.format).toBe('xlsx');
  return read.value.blocks.filter((block): block is PaperTable => block.kind === 'table');
}

/** Texts of the first sheet whose rows are given as XML. */
const textsOf = (xml: string, parts?: Parts) =>
  tablesOf({ rows: [], xml }, parts).flatMap(({ rows }) => rows.map(({ cells }) => cells.map(({ text }) => text)));

const sheetNamespace = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const withPart = (type: string, xml: string): Parts => ({
  [`xl/${type}.xml`]: xml,
  'xl/_rels/workbook.xml.rels': relationsOf([
    ['r1', 'worksheet', 'worksheets/sheet1.xml'],
    ['r2', type, `${type}.xml`],
  ]),
});

describe('workbooks', () => {
  it('reads visible sheets with something in them, each cell with its address', () => {
    const tables = tablesOf([
      { name: 'Форма', rows: [[null, 'а'], [], ['б', 3]] },
      { name: 'Тайный', rows: [['нет']], state: 'hidden' },
      { name: 'Пустой', rows: [[' ']] },
      { name: 'Лист «2»', rows: [[true]] },
    ]);
    expect(tables.map(({ place }) => place)).toEqual(['лист «Форма»', 'лист «Лист „2“»']);
    const place = 'лист «Форма», ячейка B1';
    expect(tables[0]!.rows[0]!.cells).toEqual([
      {
        column: 1,
        columns: 1,
        rows: 1,
        text: 'а',
        place,
        blocks: [{ kind: 'paragraph', text: 'а', item: false, place }],
      },
    ]);
    expect(tables[0]!.rows[1]!.cells.map((cell) => cell.place)).toEqual([
      'лист «Форма», ячейка A3',
      'лист «Форма», ячейка B3',
    ]);
    expect(tables[1]!.rows[0]!.cells[0]!.text).toBe('ИСТИНА');
  });

  it('stands merged cells once and no wider than what is used', () => {
    const [table] = tablesOf({
      rows: [
        ['Заголовок', 'скрыто'],
        ['а', 'б', 'в'],
        [null, 'г', 'д'],
      ],
      merges: ['A1:XFD1', 'A2:A3'],
    });
    expect(table!.rows.map(({ cells }) => cells.map(({ text, columns, rows }) => [text, columns, rows]))).toEqual([
      [['Заголовок', 3, 1]],
      [
        ['а', 1, 2],
        ['б', 1, 1],
        ['в', 1, 1],
      ],
      [
        ['г', 1, 1],
        ['д', 1, 1],
      ],
    ]);
  });

  it('reads shared texts with their runs, without reading aids and escapes', () => {
    const strings = `<sst ${sheetNamespace}><si><t>про</t><phoneticPr/></si><si><r><rPr><b/></rPr><t>жир</t></r><r><t xml:space="preserve">но_x000D_\nда</t></r><rPh><t>читай</t></rPh></si></sst>`;
    const xml = '<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c></row>';
    expect(textsOf(xml, withPart('sharedStrings', strings))).toEqual([['жирно\nда', 'про']]);
  });

  it('reads results of formulas, errors and truth', () => {
    const xml =
      '<row><c><f>1+1</f><v>2</v></c><c t="str"><f>A1</f><v>слово</v></c><c t="e"><v>#N/A</v></c><c t="b"><v>0</v></c><c><f>A1</f></c></row>';
    expect(textsOf(xml)).toEqual([['2', 'слово', '#N/A', 'ЛОЖЬ']]);
  });

  it('writes numbers as people see them', () => {
    const xml = ['79000000001', '7.9000000001E10', '3.0', '0.1', '0.30000000000000004', '-2', '1E+3', 'слово']
      .map((value) => `<c><v>${value}</v></c>`)
      .join('');
    expect(textsOf(`<row>${xml}</row>`)).toEqual([
      ['79000000001', '79000000001', '3', '0,1', '0,3', '-2', '1000', 'слово'],
    ]);
  });

  it('writes dates, months, times, per cents and leading zeros by the format of the cell', () => {
    const codes = ['dd\\.mm\\.yyyy', '[$-419]mmmm\\ yyyy;@', '00000', '0" г."', 'General'];
    const styles = `<styleSheet ${sheetNamespace}><numFmts>${codes.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code.replaceAll('"', '&quot;')}"/>`).join('')}</numFmts><cellXfs>${[14, 22, 20, 9, 164, 165, 166, 167, 168, 17].map((id) => `<xf numFmtId="${id}"/>`).join('')}</cellXfs></styleSheet>`;
    const cells = [
      [0, '46266'],
      [1, '46266.604166666664'],
      [2, '0.604166666666667'],
      [3, '0.25'],
      [4, '59'],
      [5, '46266'],
      [6, '123'],
      [7, '46266'],
      [8, '46266'],
      [9, '46266'],
      [0, '99999999'],
    ].map(([style, value]) => `<c s="${style}"><v>${value}</v></c>`);
    expect(textsOf(`<row>${cells.join('')}</row>`, withPart('styles', styles))).toEqual([
      [
        '01.09.2026',
        '01.09.2026 14:30',
        '14:30',
        '25%',
        '28.02.1900',
        'сентябрь 2026',
        '00123',
        '46266',
        '46266',
        'сентябрь 2026',
        '99999999',
      ],
    ]);
  });

  it('counts from 1904 where the workbook says so, and reads dates kept as text', () => {
    const book = xlsxParts([{ rows: [] }])['xl/workbook.xml']!.replace(
      '<sheets>',
      '<workbookPr date1904="1"/><sheets>',
    );
    const styles = `<styleSheet ${sheetNamespace}><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>`;
    const xml = '<row><c s="0"><v>44804</v></c><c t="d"><v>2026-09-01T00:00:00</v></c></row>';
    expect(textsOf(xml, { ...withPart('styles', styles), 'xl/workbook.xml': book })).toEqual([
      ['01.09.2026', '01.09.2026'],
    ]);
  });

  it('places cells that do not say where they are, out of order and far away', () => {
    const [table] = tablesOf({
      rows: [],
      xml: '<row><c><v>1</v></c><c><v>2</v></c></row><row r="1048576"><c r="XFD1048576"><v>4</v></c><c r="A1048576"><v>3</v></c></row>',
    });
    expect(table!.rows.map(({ cells }) => cells.map(({ text, column }) => [text, column]))).toEqual([
      [
        ['1', 0],
        ['2', 1],
      ],
      [
        ['3', 0],
        ['4', 16383],
      ],
    ]);
    expect(table!.rows[1]!.cells[1]!.place).toBe('лист «Лист1», ячейка XFD1048576');
  });

  it('reads sheets whose names have a prefix', () => {
    const sheet =
      '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>да</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    expect(tablesOf({ rows: [] }, { 'xl/worksheets/sheet1.xml': sheet })[0]!.rows[0]!.cells[0]!.text).toBe('да');
  });

  it('reads ordinary hyperlinks as the words they are', () => {
    const rels = relationsOf([['r1', 'hyperlink', 'mailto:a@b.ru', true]]);
    const [table] = tablesOf({ rows: [['a@b.ru']] }, { 'xl/worksheets/_rels/sheet1.xml.rels': rels });
    expect(table!.rows[0]!.cells[0]!.text).toBe('a@b.ru');
  });
});
