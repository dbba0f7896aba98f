import { strToU8, zipSync } from 'fflate';

/** A part of a test file: its text, or bytes as they are. */
export type Parts = Readonly<Record<string, string | Uint8Array>>;

/** A paragraph (line breaks stay inside it), an item of a list, a table, or ready XML. */
export type DocxBlock = string | { readonly item: string } | DocxTable | { readonly xml: string };
export interface DocxTable {
  readonly table: readonly (readonly DocxCell[])[];
}
/** The text of a cell, each line a paragraph; or its blocks, and over how many columns and rows it goes. */
export type DocxCell =
  | string
  | {
      readonly text?: string;
      readonly blocks?: readonly DocxBlock[];
      readonly columns?: number;
      readonly rows?: number;
    };

export type XlsxCell = string | number | boolean | null;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006';
const officeNamespace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const wordNamespace = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const sheetNamespace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const typeOf = 'application/vnd.openxmlformats-officedocument';

/** Text with the marks of XML written as entities. */
export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** An archive of the parts. */
export function zipOf(parts: Parts): Uint8Array {
  const files = Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part]);
  return zipSync(Object.fromEntries(files) as Record<string, Uint8Array>);
}

/** A part that lists references: [id, last word of the type, target, whether outside]. */
export function relationsOf(
  relations: readonly (readonly [id: string, type: string, target: string, outside?: boolean])[],
): string {
  const each = relations.map(
    ([id, type, target, outside]) =>
      `<Relationship Id="${id}" Type="${officeNamespace}/${type}" Target="${escapeXml(target)}"${outside ? ' TargetMode="External"' : ''}/>`,
  );
  return `${declaration}<Relationships xmlns="${packageNamespace}/relationships">${each.join('')}</Relationships>`;
}

function contentTypes(overrides: Readonly<Record<string, string>>): string {
  const each = Object.entries(overrides).map(([part, type]) => `<Override PartName="/${part}" ContentType="${type}"/>`);
  return `${declaration}<Types xmlns="${packageNamespace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${each.join('')}</Types>`;
}

const runOf = (text: string) =>
  text
    .split('\n')
    .map((line) => `<w:t xml:space="preserve">${escapeXml(line)}</w:t>`)
    .join('<w:br/>');

function paragraphOf(text: string, properties = ''): string {
  return `<w:p>${properties}<w:r>${runOf(text)}</w:r></w:p>`;
}

const itemMark = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>';

function blockOf(block: DocxBlock): string {
  if (typeof block === 'string') return paragraphOf(block);
  if ('item' in block) return paragraphOf(block.item, itemMark);
  return 'table' in block ? tableOf(block) : block.xml;
}

function tableOf({ table }: DocxTable): string {
  /** Columns still taken by a cell from above: how many rows more, and how wide it is. */
  const taken = new Map<number, { rows: number; columns: number }>();
  const rows = table.map((row) => {
    const cells: string[] = [];
    let column = 0;
    const goOn = () => {
      for (let above = taken.get(column); above && above.rows > 0; above = taken.get(column)) {
        cells.push(cellOf('<w:p/>', above.columns, '<w:vMerge/>'));
        above.rows--;
        column += above.columns;
      }
    };
    for (const cell of row) {
      goOn();
      const { text = '', blocks, columns = 1, rows = 1 } = typeof cell === 'string' ? { text: cell } : cell;
      const content = blocks
        ? blocks.map(blockOf).join('')
        : text
            .split('\n')
            .map((line) => paragraphOf(line))
            .join('');
      // a cell of Word ends with a paragraph
      const ended = blocks && !content.endsWith('</w:p>') ? `${content}<w:p/>` : content;
      cells.push(cellOf(ended, columns, rows > 1 ? '<w:vMerge w:val="restart"/>' : ''));
      if (rows > 1) taken.set(column, { rows: rows - 1, columns });
      column += columns;
    }
    goOn();
    return `<w:tr>${cells.join('')}</w:tr>`;
  });
  return `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`;
}

function cellOf(content: string, columns: number, merge: string): string {
  const span = columns > 1 ? `<w:gridSpan w:val="${columns}"/>` : '';
  return `<w:tc><w:tcPr>${span}${merge}</w:tcPr>${content}</w:tc>`;
}

/** The parts of a Word document, to be changed before they are packed. */
export function docxParts(blocks: readonly DocxBlock[]): Record<string, string> {
  const numbering = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`;
  return {
    '[Content_Types].xml': contentTypes({
      'word/document.xml': `${typeOf}.wordprocessingml.document.main+xml`,
      'word/numbering.xml': `${typeOf}.wordprocessingml.numbering+xml`,
    }),
    '_rels/.rels': relationsOf([['r1', 'officeDocument', 'word/document.xml']]),
    'word/_rels/document.xml.rels': relationsOf([['r1', 'numbering', 'numbering.xml']]),
    'word/numbering.xml': `${declaration}<w:numbering xmlns:w="${wordNamespace}">${numbering}</w:numbering>`,
    'word/document.xml': `${declaration}<w:document xmlns:w="${wordNamespace}" xmlns:r="${officeNamespace}"><w:body>${blocks.map(blockOf).join('')}<w:sectPr/></w:body></w:document>`,
  };
}

/** A Word document; parts of the same names replace its own. */
export function docxOf(blocks: readonly DocxBlock[], parts: Parts = {}): Uint8Array {
  return zipOf({ ...docxParts(blocks), ...parts });
}

/** A sheet: its rows from the first, null is an absent cell; merged ranges are «A1:C1». */
export interface XlsxSheet {
  readonly name?: string;
  readonly rows: readonly (readonly XlsxCell[])[];
  readonly merges?: readonly string[];
  readonly state?: 'hidden' | 'veryHidden';
  /** Ready rows instead of `rows`. */
  readonly xml?: string;
}

const letters = (column: number): string =>
  (column >= 26 ? letters(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));

function sheetOf({ rows, merges = [], xml }: XlsxSheet): string {
  const cell = (value: XlsxCell, at: string) => {
    if (value === null) return '';
    if (typeof value === 'number') return `<c r="${at}"><v>${value}</v></c>`;
    if (typeof value === 'boolean') return `<c r="${at}" t="b"><v>${Number(value)}</v></c>`;
    return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`;
  };
  const body = rows.map(
    (row, index) =>
      `<row r="${index + 1}">${row.map((value, column) => cell(value, `${letters(column)}${index + 1}`)).join('')}</row>`,
  );
  const merged = merges.map((range) => `<mergeCell ref="${range}"/>`).join('');
  return `${declaration}<worksheet xmlns="${sheetNamespace}"><sheetData>${xml ?? body.join('')}</sheetData>${merged ? `<mergeCells>${merged}</mergeCells>` : ''}</worksheet>`;
}

/** The parts of a workbook, to be changed before they are packed. */
export function xlsxParts(sheets: readonly XlsxSheet[]): Record<string, string> {
  const files = sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheetOf(sheet)] as const);
  const list = sheets.map(
    ({ name, state }, index) =>
      `<sheet name="${escapeXml(name ?? `Лист${index + 1}`)}" sheetId="${index + 1}" r:id="r${index + 1}"${state ? ` state="${state}"` : ''}/>`,
  );
  return {
    '[Content_Types].xml': contentTypes({
      'xl/workbook.xml': `${typeOf}.spreadsheetml.sheet.main+xml`,
      ...Object.fromEntries(files.map(([name]) => [name, `${typeOf}.spreadsheetml.worksheet+xml`])),
    }),
    '_rels/.rels': relationsOf([['r1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/_rels/workbook.xml.rels': relationsOf(
      files.map(([name], index) => [`r${index + 1}`, 'worksheet', name.slice('xl/'.length)]),
    ),
    'xl/workbook.xml': `${declaration}<workbook xmlns="${sheetNamespace}" xmlns:r="${officeNamespace}"><sheets>${list.join('')}</sheets></workbook>`,
    ...Object.fromEntries(files),
  };
}

/** A workbook of the sheets, or of one sheet; parts of the same names replace its own. */
export function xlsxOf(sheets: XlsxSheet | readonly XlsxSheet[], parts: Parts = {}): Uint8Array {
  return zipOf({
    ...xlsxParts(Array.isArray(sheets) ? (sheets as readonly XlsxSheet[]) : [sheets as XlsxSheet]),
    ...parts,
  });
}
