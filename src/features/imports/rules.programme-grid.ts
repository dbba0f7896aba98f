import type { PaperBlock, PaperCell, PaperRow, PaperTable } from '#kernel/paper.ts';
import { cleanLine } from '#kernel/text.ts';

/** A cell where the grid shows it; `first` is the row in which it begins. */
export interface GridCell {
  readonly cell: PaperCell;
  readonly first: number;
}

/** A table with merged cells standing in every place they cover. */
export type Grid = readonly (readonly (GridCell | undefined)[])[];

// A form is never wider; a reader that lets more through must not cost memory here.
const widest = 60;

/** The grid of a table: `grid[row][column]`. */
export function gridOf({ rows }: { readonly rows: readonly PaperRow[] }): Grid {
  const grid: (GridCell | undefined)[][] = rows.map(() => []);
  rows.forEach((row, first) => {
    for (const cell of row.cells) {
      const lastRow = Math.min(rows.length, first + Math.max(1, cell.rows));
      const lastColumn = Math.min(widest, cell.column + Math.max(1, cell.columns));
      for (let r = first; r < lastRow; r++)
        for (let column = cell.column; column < lastColumn; column++) (grid[r] ??= [])[column] = { cell, first };
    }
  });
  return grid;
}

/** The different cells of a row from left to right, those merged from above included. */
export function cellsOf(grid: Grid, row: number): GridCell[] {
  return [...new Map((grid[row] ?? []).filter((at) => at !== undefined).map((at) => [at.cell, at])).values()];
}

/** How many columns the grid has. */
export function widthOf(grid: Grid): number {
  return grid.reduce((most, row) => Math.max(most, row.length), 0);
}

/** One line of a cell or of the text. */
export interface Line {
  readonly text: string;
  /** Whether it is an item of an automatic list. */
  readonly item: boolean;
  readonly place: string;
}

/** The lines of paragraphs and, row by row, of nested tables; empty ones are left out. */
export function linesOf(blocks: readonly PaperBlock[]): Line[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return paragraphLines(block);
    const [first, ...others] = block.rows;
    return (first !== undefined && headsThemes(first) ? others : block.rows).flatMap(rowLine);
  });
}

/** «№ | Тема | Сроки» above the rows of a nested table. */
function headsThemes({ cells }: PaperRow): boolean {
  const texts = cells.map((cell) => cellText(cell).toLowerCase()).filter((text) => text !== '');
  return texts.length > 1 && texts.every((text) => /^(?:№|тем[аы]|срок|дат[аы]|ответствен|наименован)/u.test(text));
}

/** Underscores around are the line to write on and nothing of what was written. */
function withoutBlanks(line: string): string {
  return cleanLine(line).replace(/^(?:_{3,}\s*)+|(?:\s*_{3,})+$/gu, '');
}

function paragraphLines({ text, item, place }: Extract<PaperBlock, { kind: 'paragraph' }>): Line[] {
  return text
    .split('\n')
    .map(withoutBlanks)
    .filter((line) => line !== '')
    .map((line, index) => ({ text: line, item: item && index === 0, place }));
}

function rowLine({ cells }: PaperRow): Line[] {
  const parts = cells.map((cell) => cellText(cell)).filter((part) => part !== '');
  const text = (parts.length > 1 && /^\d{1,2}[.)]?$/u.test(parts[0] ?? '') ? parts.slice(1) : parts).join(' – ');
  return text === '' ? [] : [{ text, item: true, place: cells[0]?.place ?? '' }];
}

/** Everything in the cell on one line, nested tables included. */
export function cellText(cell: PaperCell | undefined): string {
  if (cell === undefined) return '';
  const own = cleanLine(cell.text);
  const nested = cell.blocks.flatMap((block) => (block.kind === 'table' ? linesOf([block]) : []));
  return [own, ...nested.map((line) => line.text)].filter((part) => part !== '').join(' ');
}

/** The blocks of a cell; one that has only its text is read as a paragraph. */
export function blocksOf(cell: PaperCell): readonly PaperBlock[] {
  if (cell.blocks.length > 0 || cell.text === '') return cell.blocks;
  return [{ kind: 'paragraph', text: cell.text, item: false, place: cell.place }];
}

/** The tables among the blocks. */
export function tablesOf(blocks: readonly PaperBlock[]): PaperTable[] {
  return blocks.filter((block) => block.kind === 'table');
}

// signs of pictorial fonts are bullets too; «**», «>50 %», «-5» are none
const bullet = /^(?:[-–—−]+(?!\d)|[•●○◦▪■□♦◆·∙⋅‣➢➤✓✔→\uF000-\uF0FF]+|\*(?!\*)|>(?![>=\d]))\s*(?=\S)/u;
const number = /^\(?(?:\d{1,2}(?:\.\d{1,2})*[.)](?!\d)|[а-яa-z]\))\s*(?=\S)/iu;

/** The line without its bullet or number; `marked` tells whether there was one. A date is no number. */
export function withoutBullet(text: string): { text: string; marked: boolean } {
  const bare = text.replace(bullet, '').replace(number, '').trim();
  return { text: bare, marked: bare !== text };
}

/** Folds a caption for recognising: lower case, without ё, breaks inside words, numbers before and a colon after. */
export function captionText(text: string): string {
  return cleanLine(text.replace(/(\p{Ll})[-\u2010\u00ad]\n(?=\p{Ll})/gu, '$1'))
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[«»„“”"]/gu, '')
    .replace(/^(?:№\s*)?(?:\d+(?:\.\d+)*|[ivxіх]{1,4})\s*[.)]?\s+(?=\p{L})/u, '')
    .replace(/^\d+(?:\.\d+)*[.)]\s*/u, '')
    .replace(/\s*[:.–—-]+$/u, '')
    .trim();
}
