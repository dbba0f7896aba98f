import type { PaperTable } from '#kernel/paper.ts';
import { cleanLine } from '#kernel/text.ts';
import { planColumnOf, type PlanColumn } from './rules.programme-captions.ts';
import { captionText, cellsOf, cellText, gridOf, widthOf, type Grid, type GridCell } from './rules.programme-grid.ts';

/** The columns of a plan, kept for a table that goes on without a header. */
export interface PlanLayout {
  readonly columns: ReadonlyMap<PlanColumn, number>;
  readonly width: number;
  /** Other columns of the responsible: «от опытной команды», «от развивающейся команды». */
  readonly shared: readonly number[];
  /** The column of the last day, where that of the time holds the first: «Начало | Окончание». */
  readonly until: number | null;
  /** What the header says above each column, folded. */
  readonly head: ReadonlyMap<PlanColumn, string>;
}

/** The layout of a table that is a plan, and the rows its header takes; null where it is none. */
export function planLayout(table: PaperTable): (PlanLayout & { readonly from: number; readonly rows: number }) | null {
  const grid = gridOf(table);
  for (let from = 0; from < Math.min(grid.length, 80); from++) {
    for (const rows of [2, 1]) {
      if (rows === 2 && !isSecondHeaderRow(grid, from)) continue;
      const columns = layoutOf(grid, from, rows);
      if (columns.has('title') && (columns.has('due') || columns.has('responsible')) && columns.size > 2)
        return {
          columns,
          shared: sharedOf(grid, from, rows, columns),
          until: untilOf(grid, from, rows, columns),
          width: widthOf(grid),
          head: headOf(grid, from, columns),
          from,
          rows,
        };
    }
  }
  return null;
}

function headOf(grid: Grid, row: number, columns: ReadonlyMap<PlanColumn, number>): Map<PlanColumn, string> {
  return new Map([...columns].map(([kind, column]) => [kind, captionText(grid[row]?.[column]?.cell.text ?? '')]));
}

function untilOf(grid: Grid, from: number, rows: number, columns: ReadonlyMap<PlanColumn, number>): number | null {
  const first = columns.get('due');
  const said = (column: number) => captionText(grid[from + rows - 1]?.[column]?.cell.text ?? '');
  if (first === undefined || !/начал|^с$/u.test(said(first))) return null;
  return /окончани|завершени|^конец|^по$/u.test(said(first + 1)) ? first + 1 : null;
}

function sharedOf(grid: Grid, from: number, rows: number, columns: ReadonlyMap<PlanColumn, number>): number[] {
  const first = columns.get('responsible');
  if (first === undefined) return [];
  const texts = (column: number) => Array.from({ length: rows }, (_, i) => grid[from + i]?.[column]?.cell.text ?? '');
  return Array.from({ length: widthOf(grid) }, (_, column) => column).filter(
    (column) => column > first && texts(column).some((text) => planColumnOf(text) === 'responsible'),
  );
}

function isSecondHeaderRow(grid: Grid, from: number): boolean {
  const first = cellsOf(grid, from);
  const second = cellsOf(grid, from + 1);
  if (second.length === 0 || first.length < 3 || !first.some(({ cell }) => cell.rows > 1 || cell.columns > 1))
    return false;
  return (
    first.some(({ cell, first: row }) => row === from && cell.rows > 1 && cell.rows <= 3) ||
    second.every(({ cell }) => cell.text === '' || (cell.text.length < 40 && planColumnOf(cell.text) !== null))
  );
}

function layoutOf(grid: Grid, from: number, rows: number): Map<PlanColumn, number> {
  const found = new Map<PlanColumn, number>();
  const weak = new Map<PlanColumn, number>();
  for (let column = 0; column < widthOf(grid); column++) {
    const texts = Array.from({ length: rows }, (_, i) => grid[from + i]?.[column]?.cell)
      .filter((cell, i, all) => cell !== undefined && all.indexOf(cell) === i)
      .map((cell) => cell?.text ?? '');
    // far below the top a row with longer texts is an activity
    if (from > 5 && texts.some((text) => text.length > 50)) continue;
    const kind = planColumnOf(texts.toReversed().join(' ')) ?? planColumnOf(texts[0] ?? '');
    if (kind === null || kind === 'fact') continue;
    if (kind === 'weak-mark') weak.set('mark', column);
    else if (kind === 'weak-responsible') weak.set('responsible', column);
    else if (!found.has(kind)) found.set(kind, column);
  }
  for (const [kind, column] of weak) if (!found.has(kind)) found.set(kind, column);
  // «Форма работы | Тема | Сроки»: the form, or the theme, is what takes place
  for (const kind of ['form', 'themes'] as const) {
    const column = found.get(kind);
    if (found.has('title') || column === undefined) continue;
    found.delete(kind);
    found.set('title', column);
  }
  return found;
}

/** A row of a plan by the names of its columns. */
export interface Row {
  readonly index: number;
  readonly at: (column: PlanColumn) => GridCell | undefined;
  /** The text of a cell that begins in this row. */
  readonly own: (column: PlanColumn) => string;
  readonly cells: readonly GridCell[];
  /** The cells that begin in this row and say something. */
  readonly filled: readonly GridCell[];
  readonly place: string;
}

/** A row of the grid under the layout. */
export function rowAt(grid: Grid, index: number, { columns }: PlanLayout): Row {
  const at = (column: PlanColumn): GridCell | undefined => {
    const place = columns.get(column);
    return place === undefined ? undefined : grid[index]?.[place];
  };
  const cells = cellsOf(grid, index);
  const begun = cells.filter(({ first }) => first === index);
  return {
    index,
    at,
    own: (column) => {
      const cell = at(column);
      return cell?.first === index ? cellText(cell.cell) : '';
    },
    cells,
    filled: begun.filter(({ cell }) => cellText(cell) !== ''),
    place: begun[0]?.cell.place ?? '',
  };
}

/** The header repeated on another page says the same words; «1 | 2 | 3» under it numbers the columns. */
export function isHeaderAgain({ own, filled }: Row, { head }: PlanLayout): boolean {
  const same = [...head].filter(([column, text]) => text !== '' && captionText(own(column)) === text);
  if (same.length >= 2 && same.some(([column]) => column === 'title')) return true;
  const numbers = filled.map(({ cell }) => cleanLine(cell.text).replace(/\.$/u, ''));
  return numbers.length > 2 && numbers.every((text, index) => text === String(index + 1));
}

/** The stage in a first column merged downwards; empty where there is none. */
export function mergedStage({ index, cells }: Row, { columns }: PlanLayout): string {
  const [first] = cells;
  if (first === undefined || first.first !== index || first.cell.rows < 2) return '';
  const { column } = first.cell;
  return [...columns.values()].includes(column) && columns.get('number') !== column ? '' : cellText(first.cell);
}

/** What the cells say one after another. */
export function textOf(cells: readonly GridCell[]): string {
  return cells.map(({ cell }) => cellText(cell)).join(' ');
}
