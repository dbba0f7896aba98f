import {
  BorderStyle,
  ImageRun,
  Paragraph,
  Tab,
  TabStopType,
  Table,
  TableBorders,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { alignments, fontFamily, twip } from './docx-layout.server.ts';
import type { Place } from './docx.server.ts';
import { columnWidths } from './columns.server.ts';
import { isNarrow, mayBeSplit, narrowShares, signatureShares, tableSize } from './page.server.ts';
import { pngOf } from './png.server.ts';
import type { BlockOf, Inline } from './tree.server.ts';
import { qrAlternative, qrMatrix, qrSide, verificationHint, verificationLabel } from './verification.server.ts';

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

/** A table with borders whose header row is repeated on every page. */
export function dataTable(part: BlockOf<'table'>, place: Place): Table {
  const widths = columnWidths(part, place.width / 20, place.size / 2).map((points) => Math.floor(points * 20));
  const size = tableSize(place.size / 2, widths.length) * 2;
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
          // an empty cell is not higher than one with words
          run: { size, font: fontFamily },
          children: runs(inlines, size, header),
        }),
      ],
    });
  const rows = part.rows.map(
    (row) =>
      new TableRow({
        cantSplit: !mayBeSplit(row),
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
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: part.head.length > 0 ? [header, ...rows] : rows,
  });
}

interface Cell {
  readonly width: number;
  readonly children: readonly Piece[];
  /** Draws the line to sign on. */
  readonly underlined?: boolean;
  readonly at?: 'top' | 'center' | 'bottom';
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
          (cell, index) =>
            new TableCell({
              width: { size: cell.width, type: WidthType.DXA },
              // the last cell reaches the margin of the page
              margins: { left: 0, right: index + 1 < cells.length ? 115 : 0 },
              borders: cell.underlined ? { ...noBorders, bottom: line } : noBorders,
              verticalAlign: cell.at ?? 'top',
              // a cell must end with a paragraph, or Word calls the file broken
              children: [...cell.children, ...(cell.children.at(-1) instanceof Paragraph ? [] : [new Paragraph({})])],
            }),
        ),
      }),
    ],
  });
}

/** Room above a signature, in twips. */
const aboveSignature = 240;

/** Post, a line to sign on, and the name. */
export function signature(part: BlockOf<'signature'>, place: Place, keepNext: boolean): Piece[] {
  const { width, left } = place;
  const narrow = isNarrow(width / 20);
  const cell = (share: number, inlines: readonly Inline[], underlined = false): Cell => ({
    width: Math.floor(width * share),
    children: [
      new Paragraph({
        keepLines: true,
        keepNext,
        spacing: { before: narrow ? 0 : aboveSignature },
        children: runs(inlines, place.size),
      }),
    ],
    at: 'bottom',
    underlined,
  });
  const { line, gap, name } = narrow ? narrowShares : signatureShares;
  const signed = [cell(line, [], true), cell(gap, []), cell(name, part.name)];
  if (!narrow) return [borderless([cell(signatureShares.post, part.post), ...signed], left)];
  const post = new Paragraph({
    keepNext: true,
    spacing: { before: aboveSignature },
    indent: { left },
    children: runs(part.post, place.size),
  });
  return [post, borderless(signed, left)];
}

/** One line with its ends at the two edges; `after` is the room below in twips. */
export function edges(part: BlockOf<'edges'>, place: Place, after: number): Paragraph {
  return new Paragraph({
    spacing: { after },
    indent: { left: place.left },
    tabStops: [{ type: TabStopType.RIGHT, position: place.left + place.width }],
    children: [
      ...runs(part.left, place.size),
      new TextRun({ children: [new Tab()], size: place.size, font: fontFamily }),
      ...runs(part.right, place.size),
    ],
  });
}

/** The QR code and, beside it, the code, the address and what they are for. */
export function verification({ code, address }: BlockOf<'verification'>, place: Place): Table {
  const left = twip(qrSide + 3);
  // the library takes pixels of 96 to the inch
  const side = Math.round((qrSide / 25.4) * 96);
  const picture = new ImageRun({
    type: 'png',
    data: pngOf(qrMatrix(address), 8),
    transformation: { width: side, height: side },
    altText: { name: 'QR-код', title: 'QR-код', description: qrAlternative(address) },
  });
  const words = [verificationLabel(code), address, verificationHint];
  return borderless([
    { width: left, children: [new Paragraph({ children: [picture] })] },
    {
      width: place.width - left,
      at: 'center',
      children: words.map(
        (text, index) =>
          new Paragraph({ children: runs([{ kind: 'text', text, bold: index === 0, italic: false }], 20) }),
      ),
    },
  ]);
}
