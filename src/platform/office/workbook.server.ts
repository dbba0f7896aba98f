import type { PaperCell, PaperRow, PaperTable } from '#kernel/paper.ts';
import { quote } from '#kernel/text.ts';
import { addressOf } from './cell-address.server.ts';
import { Counter, tooManyCells, type ReadLimits } from './limits.server.ts';
import { faults, stop } from './faults.server.ts';
import type { OfficePackage } from './package.server.ts';
import { SheetReader, type FilledCell, type Merge } from './sheet.server.ts';
import { readWorkbookParts } from './workbook-parts.server.ts';

/** Cells that only have a style are many in honest files, but not this many. */
const blankAtMost = 100_000;
const mergesInRowAtMost = 1000;

/** The visible sheets with something in them, one table each. Empty rows are left out, and empty cells are absent. */
export function readWorkbook(office: OfficePackage, limits: ReadLimits): PaperTable[] {
  const book = readWorkbookParts(office, limits);
  const counter = new Counter(limits);
  let cells = 0;
  const most = Math.max(limits.cells, blankAtMost - 1);
  const blank = () => {
    if (++cells > most) stop(tooManyCells(most));
  };
  return book.sheets.flatMap(({ name, part }) => {
    const sheet = new SheetReader(book, counter, blank);
    office.read(part, sheet);
    return sheet.cells.length === 0 ? [] : [tableOf(`лист ${quote(name)}`, sheet.cells, sheet.merges)];
  });
}

function tableOf(place: string, cells: readonly FilledCell[], merges: readonly Merge[]): PaperTable {
  const seen = withoutCovered(cells, merges);
  const rows = [...new Set(seen.map(({ row }) => row))];
  const positions = new Map(rows.map((row, index) => [row, index]));
  const lastColumn = seen.reduce((last, { column }) => Math.max(last, column), 0);
  const table: PaperCell[][] = rows.map(() => []);
  for (const { row, column, text, merge } of seen) {
    const at = `${place}, ячейка ${addressOf({ row, column })}`;
    const position = positions.get(row)!;
    let taken = 1;
    // only the rows that are there are counted, and the columns that hold something
    while (merge && position + taken < rows.length && rows[position + taken]! <= merge.to.row) taken++;
    const columns = merge ? Math.max(1, Math.min(merge.to.column, lastColumn) - column + 1) : 1;
    const blocks = [{ kind: 'paragraph' as const, text, item: false, place: at }];
    table[position]!.push({ column, columns, rows: taken, text, blocks, place: at });
  }
  return { kind: 'table', place, rows: table.map((row): PaperRow => ({ cells: row })) };
}

/** Cells in reading order, each with the merged range it begins; those under a merged range are left out. */
function withoutCovered(cells: readonly FilledCell[], merges: readonly Merge[]) {
  const sorted = cells.toSorted((one, other) => one.row - other.row || one.column - other.column);
  const coming = merges.toSorted((one, other) => one.from.row - other.from.row);
  const seen: (FilledCell & { readonly merge: Merge | null })[] = [];
  let active: Merge[] = [];
  let next = 0;
  let previous: FilledCell | null = null;
  for (const cell of sorted) {
    if (previous?.row !== cell.row) {
      while (next < coming.length && coming[next]!.from.row <= cell.row) active.push(coming[next++]!);
      active = active.filter(({ to }) => to.row >= cell.row);
      if (active.length > mergesInRowAtMost) stop(faults.strange);
    } else if (previous.column === cell.column) continue;
    previous = cell;
    const merge = active.find(({ from, to }) => from.column <= cell.column && cell.column <= to.column) ?? null;
    if (!merge || (merge.from.row === cell.row && merge.from.column === cell.column)) seen.push({ ...cell, merge });
  }
  return seen;
}
