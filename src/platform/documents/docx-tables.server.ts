import {
  BorderStyle,
  Paragraph,
  Table,
  TableBorders,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { alignments, fontFamily } from './docx-layout.server.ts';
import type { Place } from './docx.server.ts';
import type { BlockOf, Inline } from './tree.server.ts';

/** What a page, and a cell, consist of. */
export type Piece = Paragraph | Table;

const line = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const noBorders = { top: none, bottom: none, left: none, right: none };
const cellMargins = { left: 85, right: 85, top: 30, bottom: 30 };

/** Words of a line as runs of `size` half-points. */
export function runs(inlines: readonly Inline[], size: number, bold = false): TextRun[] {
  return inlines.map((part) =>
    part.kind === 'break'
      ? new TextRun({ break: 1, size, font: fontFamily })
      : new TextRun({ text: part.text, bold: bold || part.bold, italics: part.italic, size, font: fontFamily }),
  );
}

const lengthOf = (cell: readonly Inline[]) =>
  cell.reduce((sum, part) => sum + (part.kind === 'text' ? part.text.length : 0), 0);
const longestWord = (cell: readonly Inline[]) =>
  Math.max(
    0,
    ...cell.flatMap((part) => (part.kind === 'text' ? part.text.split(/[\s-]/).map((word) => word.length) : [])),
  );

/** The width of a letter in a table, about: twelve points make words 6.5 points a letter. */
const letter = 130;

/** Widths by what stands in the columns: none is narrower than its longest word, a longer text gets more of the rest. */
function widthsByText({ align, head, rows }: BlockOf<'table'>, width: number): number[] {
  const all = head.length > 0 ? [head, ...rows] : rows;
  const columns = align.map((_, index) => all.map((row) => row[index] ?? []));
  const least = columns.map((cells) => (Math.min(22, Math.max(1, ...cells.map(longestWord))) + 1.5) * letter);
  const average = columns.map(
    (cells) => Math.min(80, cells.reduce((sum, cell) => sum + lengthOf(cell), 0) / cells.length) + 1,
  );
  const rest = width - sumOf(least);
  if (rest <= 0) return toWidth(least, width);
  return least.map((needed, index) => Math.floor(needed + (average[index]! / sumOf(average)) * rest));
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const toWidth = (shares: readonly number[], width: number) =>
  shares.map((share) => Math.floor((share / sumOf(shares)) * width));

/** A table with borders whose header row is repeated on every page. */
export function dataTable(part: BlockOf<'table'>, place: Place): Table {
  const widths = part.widths ? toWidth(part.widths, place.width) : widthsByText(part, place.width);
  const size = Math.min(place.size, widths.length > 6 ? 22 : 24);
  const cell = (inlines: readonly Inline[], index: number, header: boolean) =>
    new TableCell({
      width: { size: widths[index]!, type: WidthType.DXA },
      margins: cellMargins,
      verticalAlign: header ? VerticalAlignTable.CENTER : VerticalAlignTable.TOP,
      children: [
        new Paragraph({
          // a heading, its table's head and the first row stay on one page
          keepNext: header,
          alignment: header ? alignments.center : alignments[part.align[index] ?? 'left'],
          children: runs(inlines, size, header),
        }),
      ],
    });
  const rows = part.rows.map(
    (row) =>
      new TableRow({
        // a row stays on one page unless it is itself as long as half of one
        cantSplit: row.every((inlines) => lengthOf(inlines) < 700),
        children: row.map((inlines, index) => cell(inlines, index, false)),
      }),
  );
  const header = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: part.head.map((inlines, index) => cell(inlines, index, true)),
  });
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    width: { size: sumOf(widths), type: WidthType.DXA },
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: part.head.length > 0 ? [header, ...rows] : rows,
  });
}

interface Cell {
  readonly width: number;
  readonly children: readonly Piece[];
  /** Draws the line to sign on. */
  readonly underlined?: boolean;
}

/** Cells side by side without borders. */
export function borderless(cells: readonly Cell[], left = 0): Table {
  return new Table({
    indent: { size: left, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    columnWidths: cells.map((cell) => cell.width),
    width: { size: cells.reduce((sum, cell) => sum + cell.width, 0), type: WidthType.DXA },
    borders: TableBorders.NONE,
    rows: [
      new TableRow({
        cantSplit: true,
        children: cells.map(
          (cell) =>
            new TableCell({
              width: { size: cell.width, type: WidthType.DXA },
              margins: { left: 0, right: 115 },
              borders: cell.underlined ? { ...noBorders, bottom: line } : noBorders,
              verticalAlign: cell.underlined === undefined ? VerticalAlignTable.TOP : VerticalAlignTable.BOTTOM,
              // a cell must end with a paragraph, or Word calls the file broken
              children: [...cell.children, ...(cell.children.at(-1) instanceof Paragraph ? [] : [new Paragraph({})])],
            }),
        ),
      }),
    ],
  });
}

/** Post, a line to sign on, and the name. */
export function signature(part: BlockOf<'signature'>, place: Place): Piece[] {
  const text = (inlines: readonly Inline[]) => [
    new Paragraph({ keepLines: true, children: runs(inlines, place.size) }),
  ];
  const { width } = place;
  // in a narrow block the name needs the larger share, or it would be broken
  const [post, sign, name] = place.left > 0 ? ([0.3, 0.26, 0.42] as const) : ([0.45, 0.25, 0.28] as const);
  const table = borderless(
    [
      { width: Math.floor(width * post), children: text(part.post), underlined: false },
      { width: Math.floor(width * sign), children: text([]), underlined: true },
      { width: Math.floor(width * 0.02), children: text([]), underlined: false },
      { width: Math.floor(width * name), children: text(part.name), underlined: false },
    ],
    place.left,
  );
  return [new Paragraph({ keepNext: true, spacing: { line: 200 } }), table];
}

/** One line with its ends at the two edges. */
export function edges(part: BlockOf<'edges'>, place: Place): Table {
  const width = Math.floor(place.width / 2);
  return borderless([
    { width, children: [new Paragraph({ children: runs(part.left, place.size) })] },
    { width, children: [new Paragraph({ alignment: alignments.right, children: runs(part.right, place.size) })] },
  ]);
}
