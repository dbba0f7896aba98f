import { formatNumber } from '#kernel/plural.ts';
import { faults, stop } from './faults.server.ts';

/** The most a file may hold. */
export interface ReadLimits {
  readonly cells: number;
}

/** Limits for a form, and for a list of ten thousand organisations or teams. */
export const readLimits = {
  form: { cells: 20_000 },
  list: { cells: 250_000 },
} as const satisfies Record<string, ReadLimits>;

/** What goes with the number of cells: unpacked bytes, elements of XML, characters of text. */
export interface Room {
  readonly bytes: number;
  readonly elements: number;
  readonly text: number;
}

const formRoom: Room = { bytes: 16 * 1024 * 1024, elements: 500_000, text: 5_000_000 };
const listRoom: Room = { bytes: 64 * 1024 * 1024, elements: 2_000_000, text: 25_000_000 };

/** How much room a file with so many cells may take. */
export function roomFor({ cells }: ReadLimits): Room {
  return cells > readLimits.form.cells ? listRoom : formRoom;
}

const pieceAtMost = 100_000;
const marksAtMost = 120_000;

/** Counts what has been read and stops the reading when it passes the limits. */
export class Counter {
  readonly #cellsAtMost: number;
  readonly #textAtMost: number;
  #cells = 0;
  #text = 0;
  #marks = 0;

  constructor(limits: ReadLimits) {
    this.#cellsAtMost = limits.cells;
    this.#textAtMost = roomFor(limits).text;
  }

  cell(): void {
    if (++this.#cells > this.#cellsAtMost) stop(tooManyCells(this.#cellsAtMost));
  }

  /** Text added to a piece (a paragraph, a cell) that has already `length` characters. */
  text(length: number, added: number): void {
    if (length + added > pieceAtMost) stop(faults.longText);
    if ((this.#text += added) > this.#textAtMost) stop(faults.tooMuchText);
  }

  /** A paragraph, a row, a table or a text box, empty ones too. */
  mark(): void {
    if (++this.#marks > marksAtMost) stop(faults.tooMuchText);
  }
}

/** What is said of a file with too many cells. */
export function tooManyCells(limit: number): string {
  return `В файле больше ${formatNumber(limit)} ячеек: оставьте в нём только форму, без лишних листов и пустых строк, и сохраните заново`;
}
