import type { PaperBlock, PaperCell, PaperRow, PaperTable } from '#kernel/paper.ts';
import { faults, stop } from './faults.server.ts';

const columnsAtMost = 512;

/** Where paragraphs and tables are put: the document, a cell, a text box. */
export interface Container {
  readonly kind: 'body' | 'cell' | 'box';
  readonly place: string;
  readonly blocks: PaperBlock[];
  /** Paragraphs as lines, empty ones too. */
  readonly lines: string[];
  /** Fields that are open here: whether each has come to its result. */
  readonly fields: { instruction: string; shows: boolean }[];
  readonly counts: { paragraphs: number; tables: number; boxes: number };
  /** Text whose paragraph mark was deleted: it goes on in the next paragraph. */
  carried: string;
}

/** An empty container. */
export function container(kind: Container['kind'], place: string): Container {
  const counts = { paragraphs: 0, tables: 0, boxes: 0 };
  return { kind, place, blocks: [], lines: [], fields: [], counts, carried: '' };
}

/** A cell being read. */
export interface OpenCell {
  columns: number;
  /** Goes on the cell above, or the one to the left. */
  below: 'no' | 'starts' | 'goes-on';
  aside: boolean;
  readonly content: Container;
}

type Growing = { -readonly [Key in keyof PaperCell]: PaperCell[Key] };

/** A table of Word being read row by row. */
export class OpenTable {
  readonly #place: string;
  readonly #rows: PaperRow[] = [];
  /** Cells that may go on downwards, by their column, with the last row they take. */
  readonly #merges = new Map<number, { readonly cell: Growing; last: number }>();
  #row: { before: number; deleted: boolean; cells: OpenCell[] } | null = null;

  constructor(place: string) {
    this.#place = place;
  }

  openRow(): void {
    this.#row = { before: 0, deleted: false, cells: [] };
  }

  skipColumns(count: number): void {
    if (this.#row) this.#row.before = bounded(count);
  }

  deleteRow(): void {
    if (this.#row) this.#row.deleted = true;
  }

  openCell(): OpenCell | null {
    if (!this.#row) return null;
    const place = `${this.#place}, строка ${this.#rows.length + 1}, столбец ${this.#row.cells.length + 1}`;
    const cell: OpenCell = { columns: 1, below: 'no', aside: false, content: container('cell', place) };
    this.#row.cells.push(cell);
    return cell;
  }

  closeRow(): void {
    const row = this.#row;
    this.#row = null;
    if (!row || row.deleted) return;
    const number = this.#rows.length;
    const cells: Growing[] = [];
    let column = row.before;
    for (const { columns, below, aside, content } of row.cells) {
      const above = this.#merges.get(column);
      if (aside && cells.length > 0) cells.at(-1)!.columns += columns;
      else if (below === 'goes-on' && above?.last === number - 1) {
        above.cell.rows++;
        above.last = number;
      } else {
        const text = content.lines
          .join('\n')
          .replace(/\n{3,}/g, '\n\n')
          .replace(/^\n+|\n+$/g, '');
        const cell = { column, columns, rows: 1, text, blocks: content.blocks, place: content.place };
        cells.push(cell);
        if (below === 'no') this.#merges.delete(column);
        else this.#merges.set(column, { cell, last: number });
      }
      column = bounded(column + columns);
    }
    this.#rows.push({ cells });
  }

  close(): PaperTable | null {
    return this.#rows.length === 0 ? null : { kind: 'table', place: this.#place, rows: this.#rows };
  }
}

/** A number of columns of the grid; no page is as wide as the limit. */
export function bounded(columns: number): number {
  return columns <= columnsAtMost ? columns : stop(faults.wide);
}
