import { lengthOf, tableSize } from './page.server.ts';
import type { BlockOf, Inline } from './tree.server.ts';

/** About how wide letters of the text face are, in its size; the first that fits counts. */
const letters: readonly (readonly [RegExp, number])[] = [
  [/[.,;:!|'()ijlftr-]/, 0.33],
  [/[МЖШЩЮФMW@—]/, 0.97],
  [/[жмфышщюmw]/, 0.73],
  [/\p{Lu}/u, 0.71],
  [/./u, 0.53],
];

const letterWidth = (letter: string) => letters.find(([kind]) => kind.test(letter))?.[1] ?? 0;

/** The width of a word of one size; bold letters are a little wider. */
const wordWidth = (word: string, bold: boolean) =>
  [...word].reduce((sum, letter) => sum + letterWidth(letter), 0) * (bold ? 1.07 : 1);

/** Longer words are broken where the column ends. */
const unbroken = 22;

const longestWord = (cell: readonly Inline[], header: boolean) =>
  Math.max(
    0,
    ...cell.flatMap((part) =>
      part.kind === 'text'
        ? part.text.split(/[\s-]/).map((word) => wordWidth(word.slice(0, unbroken), header || part.bold))
        : [],
    ),
  );

/** Room on both sides of a cell's words and its lines, in points. */
const frame = 10;

const sumOf = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const toWidth = (shares: readonly number[], width: number) => shares.map((share) => (share / sumOf(shares)) * width);

/** Widens columns too narrow for their longest word at the expense of those that have room; all as they were if none has. */
function widened(widths: readonly number[], least: readonly number[]): number[] {
  const missing = sumOf(widths.map((width, index) => Math.max(0, least[index]! - width)));
  const spare = widths.map((width, index) => Math.max(0, width - least[index]!));
  if (missing === 0 || sumOf(spare) < missing) return [...widths];
  return widths.map((width, index) => Math.max(width, least[index]!) - (spare[index]! / sumOf(spare)) * missing);
}

/**
 * Widths of a table's columns in points, `width` together: the text's own shares, or else by what stands in them, a
 * longer text getting more. None is narrower than its longest word while there is room. `points` is the size of words.
 */
export function columnWidths({ align, head, rows, widths }: BlockOf<'table'>, width: number, points: number): number[] {
  const size = tableSize(points, align.length);
  const all = head.length > 0 ? [head, ...rows] : rows;
  const columns = align.map((_, index) => all.map((row) => row[index] ?? []));
  const least = columns.map(
    (cells) => Math.max(1, ...cells.map((cell, row) => longestWord(cell, row === 0 && head.length > 0))) * size + frame,
  );
  if (widths) return widened(toWidth(widths, width), least);
  const average = columns.map((cells) => Math.min(80, sumOf(cells.map(lengthOf)) / Math.max(1, cells.length)) + 1);
  const rest = width - sumOf(least);
  if (rest <= 0) return toWidth(least, width);
  return least.map((needed, index) => needed + (average[index]! / sumOf(average)) * rest);
}
