import { LayoutBuilder, type Line, type MeasuredNode, type MeasuredTable, type Piece } from './pdf-library.server.ts';
import { tableFrame } from './pdf-nodes.server.ts';

/** A word longer than this is broken wherever the line ends; measuring it letter by letter would take minutes. */
const longestWord = 40;
/** Letters such a word is broken by: few, so that its lines are full. */
const wordPart = 10;
/** Rows higher than this share of the page may be split over two. */
const tallRow = 0.45;
/** Lines of such a row that stand together at the foot of a page. */
const rowStart = 4;

const sumOf = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

/**
 * The layout of pages with the manners of a word processor, which the library lacks: no single line of a paragraph is
 * left alone on a page, headings stay with their texts, rows and signatures are not torn.
 */
export class PageLayout extends LayoutBuilder {
  /** Lines know what they belong to, so that the drawing can tag them. */
  override buildNextLine(node: MeasuredNode): Line | null {
    if (node._inlines && !node.prepared) {
      node._inlines = prepared(node._inlines);
      node.prepared = true;
    }
    const line = super.buildNextLine(node);
    if (!line) return null;
    line.tag = node.tag;
    line.label = node.label;
    line.bookmark = node.bookmark;
    // only the first line has them
    node.label = undefined;
    node.bookmark = undefined;
    justify(line);
    return line;
  }

  override processVerticalContainer(node: MeasuredNode): void {
    const items = (node.stack ?? []) as MeasuredNode[];
    const { availableWidth } = this.writer.context();
    // from the last one, so that a heading before a heading before a table knows them all
    for (let index = items.length - 2; index >= 0; index--) {
      if (!items[index]!.keepNext) continue;
      const following = items[index + 1]!;
      items[index]!.below = this.headOf(following, availableWidth);
    }
    super.processVerticalContainer(node);
  }

  override processNode(node: MeasuredNode, isVerticalAlignmentAllowed?: boolean): void {
    if (this.writer.transactionLevel === 0 && (node.columns || node.table || node.keepLines)) {
      const { availableHeight, availableWidth } = this.writer.context();
      const needed = this.headOf(node, availableWidth);
      if (needed > availableHeight && needed <= this.pageHeight()) {
        this.writer.moveToNextPage();
        // the air above a heading is not wanted at the top of a page
        if (node.keepLines && node._margin) node._margin[1] = 0;
      }
    }
    const bottom = this.writer.transactionLevel === 0 ? takeBottom(node) : 0;
    super.processNode(node, isVerticalAlignmentAllowed);
    const context = this.writer.context();
    if (bottom > 0) context.moveDown(Math.min(bottom, context.availableHeight));
  }

  override processLeaf(node: MeasuredNode): void {
    let left = [...this.linesOf(node)];
    for (let fresh = false; left.length > 0; fresh = true) {
      // apart from the page there is no end of it
      const availableHeight = this.writer.transactionLevel > 0 ? Infinity : this.writer.context().availableHeight;
      let fitting = 0;
      for (let height = left[0]!.getHeight(); height <= availableHeight && fitting < left.length; fitting++) {
        height += left[fitting + 1]?.getHeight() ?? 0;
      }
      const height = sumOf(left.map((line) => line.getHeight()));
      let here = fitting;
      if (fitting === left.length && height + (node.below ?? 0) > availableHeight) here -= 2;
      if (left.length - here === 1) here -= 1;
      if (here < Math.min(2, left.length)) here = 0;
      if (!fresh && node.least && node.least > availableHeight) here = 0;
      // on a page of its own it stands as it can
      if (fresh && here <= 0) here = Math.max(1, fitting);
      for (const line of left.slice(0, here)) node.positions?.push(this.writer.addLine(line));
      left = left.slice(Math.max(0, here));
      if (left.length > 0) this.writer.moveToNextPage();
    }
  }

  override processTable(node: MeasuredNode): void {
    const { table } = node;
    if (!table) return;
    const limit = this.pageHeight() * tallRow;
    const heights = table.body.map((_, index) => this.rowHeight(node, index));
    const header = (table.headerRows ?? 0) > 0;
    table.dontBreakRows = heights[0]! <= limit;
    if (header) {
      if (!table.dontBreakRows) table.headerRows = 0;
      else if (heights[1] !== undefined && heights[1] <= limit) table.keepWithHeaderRows = 1;
    }
    // the library splits rows that ask for a page break; they are asked before the row is laid out, see `processRow`
    for (const [index, row] of table.body.entries()) {
      if (heights[index]! <= limit) continue;
      row[0]!.pageBreak = 'before';
      // all its cells begin on the page where the longest can, or the number would stand alone
      const least = this.startOf(node, index);
      for (const cell of row) cell.least = least;
    }
    super.processTable(node);
  }

  override processRow(row: { cells: MeasuredNode[]; tableBody?: unknown }): unknown {
    if (row.tableBody) for (const cell of row.cells) cell.pageBreak = undefined;
    return super.processRow(row);
  }

  *linesOf(node: MeasuredNode): Generator<Line> {
    for (let line = this.buildNextLine(node); line; line = this.buildNextLine(node)) yield line;
  }

  pageHeight(): number {
    const { getCurrentPage, pageMargins } = this.writer.context();
    const page = getCurrentPage.call(this.writer.context());
    return page ? page.pageSize.height - pageMargins.top - pageMargins.bottom : Infinity;
  }

  /** The height of a text in a width, found by laying out a copy of its words. */
  textHeights(node: MeasuredNode, width: number): number[] {
    const context = this.writer.context();
    const { availableWidth } = context;
    context.availableWidth = width;
    const copy = { ...node, _inlines: (node._inlines ?? []).map((piece) => ({ ...piece })) };
    const heights = [...this.linesOf(copy)].map((line) => line.getHeight());
    context.availableWidth = availableWidth;
    return heights;
  }

  rowHeight(node: MeasuredNode, index: number): number {
    const { edge, line } = tableFrame[node.layout ?? 'data'];
    const { body, widths } = node.table as unknown as MeasuredTable;
    const cells = (body[index] ?? []).map((cell, column) => this.heightOf(cell, widths[column]!.width));
    return Math.max(0, ...cells) + 2 * edge + line;
  }

  /** How much of a row that may be split must stand where it begins. */
  startOf(node: MeasuredNode, index: number): number {
    const { body, widths } = node.table as unknown as MeasuredTable;
    const cells = body[index]!.map((cell, column) => this.textHeights(cell, widths[column]!.width).slice(0, rowStart));
    return Math.max(...cells.map(sumOf));
  }

  /** The whole height of a node in a width. */
  heightOf(node: MeasuredNode, outer: number): number {
    const [left, top, right, bottom] = node._margin ?? [0, 0, 0, 0];
    const width = outer - left - right;
    const within = () => {
      if (node.stack) return sumOf(node.stack.map((child) => this.heightOf(child, width)));
      if (node.columns) {
        return Math.max(0, ...node.columns.map((column) => this.heightOf(column, column.width ?? width)));
      }
      if (node.table) return sumOf(node.table.body.map((_, index) => this.rowHeight(node, index)));
      return node.canvas ? (node._minHeight ?? 0) : sumOf(this.textHeights(node, width));
    };
    return top + bottom + within();
  }

  /** How much from the upper edge of a node must stand on one page, with what it keeps beside it. */
  headOf(node: MeasuredNode, outer: number): number {
    const [left, top, right, bottom] = node._margin ?? [0, 0, 0, 0];
    // its own space below is wanted only where something stands below on the page
    const below = node.below ? bottom + node.below : 0;
    if (node.keepTogether || node.keepLines) return this.heightOf(node, outer) - bottom + below;
    const width = outer - left - right;
    const within = () => {
      if (node.stack) return node.stack[0] ? this.headOf(node.stack[0], width) : 0;
      if (node.columns) {
        return Math.max(0, ...node.columns.map((column) => this.headOf(column, column.width ?? width)));
      }
      if (node.table) {
        const second = node.table.headerRows ? this.rowHeight(node, 1) : 0;
        const isTall = second > this.pageHeight() * tallRow;
        return this.rowHeight(node, 0) + (isTall ? this.startOf(node, 1) : second);
      }
      if (node.canvas) return node._minHeight ?? 0;
      const lines = this.textHeights(node, width);
      // two lines here and two on the next page, or all of them together
      return lines.length < 4 ? sumOf(lines) + below : lines[0]! + lines[1]!;
    };
    return top + within();
  }
}

/**
 * Takes the space below off a node, to be left where there is room for it: at the foot of a page the library would
 * begin an empty page for its sake. What the node keeps beside it stands as far off as before.
 */
function takeBottom(node: MeasuredNode): number {
  const bottom = node._margin?.[3] ?? 0;
  if (bottom === 0) return 0;
  node._margin![3] = 0;
  if (node.below) node.below += bottom;
  return bottom;
}

/** Spreads the words of a justified line: the library would also tear a word from the comma or the quote beside it. */
function justify(line: Line): void {
  const [first] = line.inlines;
  if (first?.alignment !== 'justify') return;
  first.alignment = 'left';
  if (line.lastLineInParagraph || line.newLineForced) return;
  const gaps = line.inlines.map((piece, index) => index > 0 && /[ \t]$/.test(line.inlines[index - 1]!.text));
  const count = gaps.filter(Boolean).length;
  if (count === 0) return;
  const room = (line.maxWidth - line.getWidth()) / count;
  let shift = 0;
  for (const [index, piece] of line.inlines.entries()) {
    if (gaps[index]) shift += room;
    piece.x += shift;
  }
}

/** Words as they may be broken: «п/п» nowhere, a word of hundreds of letters wherever the line ends. */
function prepared(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece, index) => {
    const next = pieces[index + 1];
    if (next && piece.text.endsWith('/') && piece.text.length + next.text.trimEnd().length < 8) piece.noNewLine = true;
    // a no-break space before a glued word takes its room; the library counts it as none at the end of a line
    if (piece.noNewLine) piece.trailingCut = 0;
    return piece.text.length > longestWord ? partsOf(piece) : [piece];
  });
}

function partsOf(word: Piece): Piece[] {
  const letters = [...word.text];
  const count = Math.ceil(letters.length / wordPart);
  return Array.from({ length: count }, (_, index) => {
    const text = letters.slice(index * wordPart, (index + 1) * wordPart).join('');
    const width = word.font.widthOfString(text, word.fontSize);
    const last = index === count - 1;
    return {
      ...word,
      text,
      width,
      lineEnd: last && word.lineEnd,
      noNewLine: last && word.noNewLine,
      ...(index > 0 ? { leadingCut: 0, leadingIndent: 0 } : {}),
      ...(last ? {} : { trailingCut: 0 }),
    };
  });
}
