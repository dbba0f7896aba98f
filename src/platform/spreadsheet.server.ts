import writeExcelFile, { type SheetData } from 'write-excel-file/node';

export const xlsxMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A column of a sheet: its caption and width in characters. */
export interface SheetColumn {
  readonly title: string;
  readonly width: number;
}

export type SheetCell = string | number | Date | null;

/** A text that a spreadsheet program would take for a formula gets an apostrophe before it, and stays text. */
export function neutralise(text: string): string {
  return /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** A sheet with a frozen row of captions, as a file. Texts wrap; nothing in a cell is ever calculated. */
export async function toXlsx(sheet: {
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
}): Promise<Uint8Array<ArrayBuffer>> {
  const captions = sheet.columns.map(({ title }) => ({
    value: title,
    type: String,
    fontWeight: 'bold' as const,
    wrap: true,
    alignVertical: 'top' as const,
  }));
  const data: SheetData = [captions, ...sheet.rows.map((row) => row.map(cellOf))];
  const written = writeExcelFile(data, {
    // Excel takes sheet names of at most 31 characters without these marks
    sheet: sheet.name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31),
    columns: sheet.columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  });
  return new Uint8Array(await written.toBuffer());
}

function cellOf(value: SheetCell) {
  if (value === null || value === '') return null;
  if (value instanceof Date) return { value, type: Date, format: 'dd.mm.yyyy', alignVertical: 'top' as const };
  if (typeof value === 'number') return { value, type: Number, alignVertical: 'top' as const };
  return { value: neutralise(value), type: String, wrap: true, alignVertical: 'top' as const };
}
