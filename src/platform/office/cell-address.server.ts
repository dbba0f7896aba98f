import { faults, stop } from './faults.server.ts';

/** A cell by its row and column, both from 0. */
export interface CellAddress {
  readonly row: number;
  readonly column: number;
}

const lastRow = 1_048_576;
const lastColumn = 16_384;

/** «C7» → row 6, column 2. What lies beyond the largest sheet is in no honest file. */
export function parseAddress(text: string): CellAddress {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/i.exec(text.trim()) ?? stop(faults.damaged);
  const column = [...letters!.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  const row = Number(digits) - 1;
  return row < 0 || row >= lastRow || column >= lastColumn ? stop(faults.damaged) : { row, column };
}

/** Row 6, column 2 → «C7». */
export function addressOf({ row, column }: CellAddress): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}
