import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import writeExcelFile, { type Feature, type SheetData } from 'write-excel-file/node';

const xlsxMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A column of a sheet: its caption and width in characters. */
export interface SheetColumn {
  readonly title: string;
  readonly width: number;
}

export type SheetCell = string | number | Date | null;

/** A sheet: lines over the whole width when there is a heading, then captions, then rows. */
export interface Sheet {
  readonly name: string;
  readonly heading?: readonly string[];
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
}

/** How Excel itself marks a text that looks like a formula: it is shown as it is, and stays a text when edited. */
const asText = '@';
const looksLikeFormula = /^\s*[=+\-@\t\r]/;
/** What calls something: «=…», «@…», a function, another program, another sheet. Phones and dashes do not. */
const calls = /^\s*[=@\t\r]|\p{L}[\d_.]*\(|\||!\$?[a-z]{1,3}\$?\d/iu;

/**
 * A text that would act as a formula when the sheet is saved again as CSV gets an apostrophe before it. Phones, dashes
 * and other honest texts stay as they are: in the sheet itself no text is ever calculated.
 */
export function neutralise(text: string): string {
  return looksLikeFormula.test(text) && calls.test(text) ? `'${text}` : text;
}

/** Rows from which on a file would hold the server for more than some tens of milliseconds. */
const manyRows = 300;

/** Many times what the longest list takes on a slow machine, in milliseconds. */
const deadline = 120_000;

/**
 * Sheets with frozen captions, as a file. Texts wrap; nothing in a cell is ever calculated. Many rows are written in a
 * thread of its own, so that nobody else waits.
 */
export async function toXlsx(sheets: Sheet | readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const all = Array.isArray(sheets) ? (sheets as readonly Sheet[]) : [sheets as Sheet];
  if (all.reduce((sum, { rows }) => sum + rows.length, 0) < manyRows) return writeXlsx(all);
  const { heavyWork } = await import('./heavy/index.server.ts');
  return heavyWork().run('write-xlsx', all, { deadline });
}

/** A sheet as a file to give out; `name` has its extension. */
export async function sheetFile(name: string, sheet: Sheet) {
  return { name, mediaType: xlsxMediaType, bytes: await toXlsx(sheet) };
}

/** `toXlsx` in the thread it is called in. */
export async function writeXlsx(sheets: readonly Sheet[]): Promise<Uint8Array<ArrayBuffer>> {
  const written = writeExcelFile(
    sheets.map((sheet) => ({
      data: dataOf(sheet),
      // Excel takes sheet names of at most 31 characters without these marks
      sheet: sheet.name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31),
      columns: sheet.columns.map(({ width }) => ({ width })),
      stickyRowsCount: (sheet.heading?.length ?? 0) + 1,
    })),
    { features: [quotedTexts] },
  );
  return new Uint8Array(await written.toBuffer());
}

function dataOf({ heading = [], columns, rows }: Sheet): SheetData {
  const lines = heading.map((line) => [
    {
      value: neutralise(line),
      type: String,
      fontWeight: 'bold' as const,
      align: 'center' as const,
      wrap: true,
      columnSpan: columns.length,
    },
    ...columns.slice(1).map(() => null),
  ]);
  const captions = columns.map(({ title }) => ({
    value: title,
    type: String,
    fontWeight: 'bold' as const,
    wrap: true,
    alignVertical: 'top' as const,
  }));
  return [...lines, captions, ...rows.map((row) => row.map(cellOf))];
}

function cellOf(value: SheetCell) {
  if (value === null || value === '') return null;
  if (value instanceof Date) return { value, type: Date, format: 'dd.mm.yyyy', alignVertical: 'top' as const };
  if (typeof value === 'number') return { value, type: Number, alignVertical: 'top' as const };
  const cell = { value: neutralise(value), type: String, wrap: true, alignVertical: 'top' as const };
  return looksLikeFormula.test(value) ? { ...cell, format: asText } : cell;
}

/** The library knows no quotePrefix: it is put into the style of the cells that are marked as texts. */
const quotedTexts: Feature<Stream | Buffer | Blob> = {
  files: {
    transform: {
      'xl/styles.xml': {
        transform: (styles) => {
          const id = new RegExp(`<numFmt [^>]*formatCode="${asText}"`).exec(styles)?.[0].match(/numFmtId="(\d+)"/)?.[1];
          if (!id) return styles;
          return styles.replaceAll(new RegExp(`<xf (?=[^>]*numFmtId="${id}")`, 'g'), '<xf quotePrefix="1" ');
        },
      },
    },
  },
};
