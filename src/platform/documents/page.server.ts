import type { Block, BlockOf, Inline, Orientation } from './tree.server.ts';

/** What the properties of files say of the program that wrote them. */
export const program = 'Эстафета';

/** GOST R 7.0.97-2016, 3.3: margins no less than 20 mm left, 10 right, 20 top, 20 bottom; A4. Millimetres. */
export const margins = { left: 20, right: 10, top: 20, bottom: 20 } as const;
export const paper = { width: 210, height: 297 } as const;
/** The page number stands this far from the upper edge of the paper, in millimetres. */
export const numberFromEdge = 10;
/** First-line indent: 1.25 cm. Clauses of a list begin with it too, and their further lines at the margin. */
export const firstLineIndent = 12.5;

/** The height of a line as Word counts it, in sizes of its words: the font's own gap belongs to it. */
export const single = 1.038;

/** The width between margins in millimetres. */
export function textMillimetres(orientation: Orientation): number {
  return (orientation === 'portrait' ? paper.width : paper.height) - margins.left - margins.right;
}

/** The left edge of the block at the right half of the page (the place of the approval mark), as a share of its width. */
export const asideShare = 0.52;

/** Shares of a signature: the post, the line to sign on, a gap, the name. */
export const signatureShares = { post: 0.45, line: 0.25, gap: 0.02, name: 0.28 } as const;
/** In a narrow block the post stands above, or it and the name would be broken; then these are the shares. */
export const narrowShares = { line: 0.4, gap: 0.03, name: 0.57 } as const;
/** Whether a block of that width is narrow. */
export const isNarrow = (points: number) => points < 310;

/** Points of a table's words: twelve at most, eleven where many columns stand side by side. */
export const tableSize = (points: number, columns: number) => Math.min(points, columns > 6 ? 11 : 12);
/** Points of words in columns. */
export const columnSize = (points: number, columns: number) => (columns > 2 ? Math.min(points, 11) : points);
/** Points of small print. */
export const smallSize = (points: number) => points - 2;

/** Whether a text has lines of its own. */
export const hasBreak = (inlines: readonly Inline[]): boolean => inlines.some((piece) => piece.kind === 'break');

/** Lines of requisites stay on one page, unless they fill it: a name is not torn from its address and telephone. */
export const staysWhole = (part: BlockOf<'paragraph'>): boolean =>
  !part.indent && hasBreak(part.inlines) && lengthOf(part.inlines) < 700;

/** How many signs a cell holds. */
export const lengthOf = (cell: readonly Inline[]) =>
  cell.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 0), 0);

/** Whether a row of a table may be split over two pages: only when it is itself as long as half of one. */
export const mayBeSplit = (row: readonly (readonly Inline[])[]) => row.some((cell) => lengthOf(cell) >= 700);

/**
 * The last paragraph goes to the next page with the signature or the QR code under it, the signature with the small
 * print and the QR code; of several signatures the last one is never alone.
 */
export function staysWith({ kind }: Block, next: Block | undefined, afterNext: Block | undefined): boolean {
  if (kind === 'paragraph') return next?.kind === 'signature' || next?.kind === 'verification';
  if (kind === 'small') return next?.kind === 'verification';
  if (kind !== 'signature') return false;
  return (
    next?.kind === 'verification' || next?.kind === 'small' || (next?.kind === 'signature' && !isSignature(afterNext))
  );
}

const isSignature = (block: Block | undefined) => block?.kind === 'signature';

/** Blocks of a section without page breaks at its end: the next section begins a page anyway. */
export function withoutLastBreaks(blocks: readonly Block[]): readonly Block[] {
  return blocks.slice(0, blocks.findLastIndex(({ kind }) => kind !== 'page-break') + 1);
}
