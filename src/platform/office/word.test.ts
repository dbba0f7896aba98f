import { describe, expect, it } from 'vitest';
import type { PaperBlock, PaperTable } from '#kernel/paper.ts';
import { docxOf, type DocxBlock, type Parts } from '#tests/paper.ts';
import { readPaper } from './index.server.ts';

function blocksOf(blocks: readonly DocxBlock[], parts?: Parts): readonly PaperBlock[] {
  const read = readPaper(docxOf(blocks, parts));
  if (!read.ok) throw new Error(read.error);
  expect(read.value.format).toBe('docx');
  return read.value.blocks;
}

const textsOf = (xml: string, parts?: Parts) =>
  blocksOf([{ xml }], parts).map((block) => (block.kind === 'paragraph' ? block.text : block.kind));

const tableOf = (blocks: readonly PaperBlock[]) => blocks.find((block): block is PaperTable => block.kind === 'table')!;

const run = (text: string) => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (content: string) => `<w:p>${content}</w:p>`;
const inWord = (content: string) =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${content}</w:document>`;

describe('paragraphs of Word', () => {
  it('keeps reading order, counts what is seen and marks items of lists', () => {
    expect(blocksOf(['Первый', '', { item: 'второй' }, 'Тре\nтий'])).toEqual([
      { kind: 'paragraph', text: 'Первый', item: false, place: 'абзац 1' },
      { kind: 'paragraph', text: 'второй', item: true, place: 'абзац 2' },
      { kind: 'paragraph', text: 'Тре\nтий', item: false, place: 'абзац 3' },
    ]);
  });

  it.each([
    [
      'breaks, tabs and hyphens',
      '<w:r><w:t>а</w:t><w:br/><w:t>б</w:t><w:cr/><w:t>в</w:t><w:tab/><w:t>г</w:t><w:noBreakHyphen/><w:t>д</w:t><w:softHyphen/><w:t>е</w:t></w:r>',
      'а\nб\nв г-де',
    ],
    [
      'signs of pictorial fonts',
      '<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t xml:space="preserve"> пункт</w:t></w:r>',
      '• пункт',
    ],
    ['tab stops that are not tabs', `<w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>${run('а')}`, 'а'],
    [
      'hidden text',
      `<w:r><w:rPr><w:vanish/></w:rPr><w:t>тайна</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>явь</w:t></w:r>${run('!')}`,
      'явь!',
    ],
    [
      'tracked changes',
      `<w:del><w:r><w:delText>старое</w:delText></w:r></w:del><w:moveFrom>${run('там')}</w:moveFrom><w:ins>${run('новое')}</w:ins><w:moveTo>${run(' здесь')}</w:moveTo>`,
      'новое здесь',
    ],
    [
      'hyperlinks and smart tags',
      `<w:hyperlink w:anchor="a">${run('a@b.ru')}</w:hyperlink><w:smartTag>${run(' и ')}</w:smartTag><w:customXml>${run('так')}</w:customXml>`,
      'a@b.ru и так',
    ],
    ['simple fields', `<w:fldSimple w:instr=" HYPERLINK x ">${run('ответ')}</w:fldSimple>`, 'ответ'],
    [
      'fields in fields',
      `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>1</w:t><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/><w:t>итог</w:t><w:fldChar w:fldCharType="end"/></w:r>${run('.')}`,
      'итог.',
    ],
    [
      'content controls, prompts left out',
      `<w:sdt><w:sdtPr/><w:sdtContent>${run('дано')}</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>${run('Введите текст')}</w:sdtContent></w:sdt>`,
      'дано',
    ],
    ['notes', `${run('слово')}<w:r><w:footnoteReference w:id="2"/></w:r>`, 'слово'],
  ])('reads %s', (_, content, text) => {
    expect(textsOf(paragraph(content))).toEqual([text]);
  });

  it('reads drop-down lists and tick boxes of protected forms', () => {
    const field = (properties: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData>${properties}</w:ffData></w:fldChar></w:r><w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;
    const entries = '<w:listEntry w:val="опытная"/><w:listEntry w:val="развивающаяся"/>';
    const boxes = ['<w:default w:val="1"/>', '<w:default w:val="1"/><w:checked w:val="0"/>', '<w:checked/>'];
    const fields = [
      `<w:ddList><w:result w:val="1"/>${entries}</w:ddList>`,
      `<w:ddList>${entries}</w:ddList>`,
      ...boxes.map((box) => `<w:checkBox>${box}</w:checkBox>`),
    ];
    expect(textsOf(paragraph(fields.map(field).join(run(' '))))).toEqual(['развивающаяся опытная ☒ ☐ ☒']);
  });

  it('joins a paragraph with the next when its end was deleted', () => {
    expect(textsOf(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${run('нача')}</w:p>${paragraph(run('ло'))}`)).toEqual([
      'начало',
    ]);
  });

  it('lets a field that never ends spoil no more than its paragraph', () => {
    const open = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>';
    expect(textsOf(paragraph(open + run('нет')) + paragraph(run('да')))).toEqual(['да']);
  });

  it('reads a text box once, before the paragraph that holds it', () => {
    const box = `<w:txbxContent>${paragraph(run('в рамке'))}</w:txbxContent>`;
    const alternatives = `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps">${box}</mc:Choice><mc:Fallback>${box}</mc:Fallback></mc:AlternateContent></w:r>`;
    expect(blocksOf([{ xml: paragraph(alternatives + run('вокруг')) }])).toMatchObject([
      { text: 'в рамке', place: 'надпись 1' },
      { text: 'вокруг', place: 'абзац 1' },
    ]);
  });

  it('knows lists by style, and headings with silent numbers are none', () => {
    const list = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
    const parts = {
      'word/_rels/document.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="x/styles" Target="styles.xml"/><Relationship Id="b" Type="x/numbering" Target="/word/numbering.xml"/></Relationships>`,
      'word/styles.xml': `<w:styles xmlns:w="${list}"><w:style w:type="paragraph" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="M"><w:basedOn w:val="L"/></w:style><w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style></w:styles>`,
      'word/numbering.xml': `<w:numbering xmlns:w="${list}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`,
    };
    const styled = (style: string, more = '') =>
      `<w:p><w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>${run(style)}</w:p>`;
    const off = '<w:numPr><w:numId w:val="0"/></w:numPr>';
    const blocks = blocksOf([{ xml: styled('M') + styled('H') + styled('L', off) + styled('N') }], parts);
    expect(blocks.map((block) => block.kind === 'paragraph' && block.item)).toEqual([true, false, false, false]);
  });

  it('reads the strict form of the standard, other prefixes and UTF-16', () => {
    const strict = `<d:document xmlns:d="http://purl.oclc.org/ooxml/wordprocessingml/main"><d:body><d:p><d:r><d:t>строго</d:t></d:r></d:p></d:body></d:document>`;
    expect(textsOf('', { 'word/document.xml': strict })).toEqual(['строго']);
    const plain = inWord(`<w:body>${paragraph(run('шире'))}</w:body>`);
    expect(textsOf('', { 'word/document.xml': Buffer.from(`\ufeff${plain}`, 'utf16le') })).toEqual(['шире']);
    expect(textsOf('', { 'word/document.xml': Buffer.from(`\ufeff${plain}`) })).toEqual(['шире']);
  });
});

describe('tables of Word', () => {
  it('stands cells in the grid, merged ones once', () => {
    const table = tableOf(
      blocksOf([
        'до',
        {
          table: [
            [
              { text: 'А', rows: 2 },
              { text: 'Б', columns: 2 },
            ],
            ['В', 'Г\nД'],
            [{ text: 'Этап', columns: 3 }],
          ],
        },
      ]),
    );
    expect(table.place).toBe('таблица 1');
    const seen = table.rows.map((row) =>
      row.cells.map(({ column, columns, rows, text }) => [text, column, columns, rows]),
    );
    expect(seen).toEqual([
      [
        ['А', 0, 1, 2],
        ['Б', 1, 2, 1],
      ],
      [
        ['В', 1, 1, 1],
        ['Г\nД', 2, 1, 1],
      ],
      [['Этап', 0, 3, 1]],
    ]);
    expect(table.rows[1]!.cells[1]!.place).toBe('таблица 1, строка 2, столбец 3');
    expect(table.rows[1]!.cells[1]!.blocks).toMatchObject([{ text: 'Г' }, { text: 'Д' }]);
  });

  it('reads nested tables, not as text of the cell', () => {
    const table = tableOf(blocksOf([{ table: [['а', { blocks: ['перед', { table: [['внутри']] }, 'после'] }]] }]));
    const cell = table.rows[0]!.cells[1]!;
    expect(cell.text).toBe('перед\nпосле');
    expect(cell.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'table', 'paragraph']);
    expect(tableOf(cell.blocks).rows[0]!.cells[0]).toMatchObject({
      text: 'внутри',
      place: 'таблица 1, строка 1, столбец 2, вложенная таблица 1, строка 1, столбец 1',
    });
  });

  it('reads columns left out, rows and cells in content controls, deleted rows not', () => {
    const cell = (text: string) => `<w:tc>${paragraph(run(text))}</w:tc>`;
    const control = (content: string) => `<w:sdt><w:sdtPr/><w:sdtContent>${content}</w:sdtContent></w:sdt>`;
    const table = tableOf(
      blocksOf([
        {
          xml: control(
            `<w:tbl><w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>${cell('а')}</w:tr>${control(`<w:tr>${control(cell('б'))}${cell('в')}</w:tr>`)}<w:tr><w:trPr><w:del w:id="1"/></w:trPr>${cell('г')}</w:tr></w:tbl>`,
          ),
        },
      ]),
    );
    expect(table.rows.map((row) => row.cells.map(({ text, column }) => `${text}${column}`))).toEqual([
      ['а2'],
      ['б0', 'в1'],
    ]);
  });

  it('treats a merged cell that goes on nothing as a cell', () => {
    const orphan = `<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>${paragraph(run('один'))}</w:tc></w:tr></w:tbl>`;
    expect(tableOf(blocksOf([{ xml: orphan }])).rows[0]!.cells).toMatchObject([{ text: 'один', rows: 1 }]);
  });
});

it('makes a table of rows typed with tabs, and none of a line to sign on', () => {
  const line = (...cells: string[]) => paragraph(cells.map(run).join('<w:r><w:tab/></w:r>'));
  const typed = blocksOf([{ xml: line('№', 'Школа', 'Директор') + line('1', 'СШ № 1', 'Белов С. А.') }]);
  expect(tableOf(typed).rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual([
    ['№', 'Школа', 'Директор'],
    ['1', 'СШ № 1', 'Белов С. А.'],
  ]);
  expect(tableOf(typed).rows[1]!.cells[1]).toMatchObject({ column: 1, place: 'абзац 2' });
  const signed = line('Директор', '________', 'С. А. Белов') + line('Заведующий', '________', 'А. И. Седова');
  expect(textsOf(signed)).toEqual(['Директор ________ С. А. Белов', 'Заведующий ________ А. И. Седова']);
});
