import { columnWidths } from './columns.server.ts';
import { isNarrow, narrowShares, signatureShares, single, tableSize } from './page.server.ts';
import { tableFrame, type PdfNode } from './pdf-nodes.server.ts';
import { alignmentOf, loose, point, tagged, words, type Place } from './pdf-words.server.ts';
import type { BlockOf, Inline } from './tree.server.ts';
import { qrAlternative, qrBars, qrMatrix, qrSide, verificationHint, verificationLabel } from './verification.server.ts';

const { line: lineWidth, ...padding } = tableFrame.data;

/** A table with borders whose header row is repeated on every page. */
export function dataTable(part: BlockOf<'table'>, place: Place): PdfNode[] {
  const rows = part.head.length > 0 ? [part.head, ...part.rows] : part.rows;
  if (rows.length === 0 || part.align.length === 0) return [];
  const size = tableSize(place.size, part.align.length);
  const widths = columnWidths(part, place.width, place.size);
  const table = tagged(place, 'Table');
  const body = rows.map((row, rowIndex) => {
    const header = part.head.length > 0 && rowIndex === 0;
    const line = tagged({ ...place, tags: table.children }, 'TR');
    return part.align.map((align, index): PdfNode => {
      const inlines = row[index] ?? [];
      return {
        // a row of empty cells is as high as one with words
        text: inlines.length > 0 ? words(inlines, header) : ' ',
        fontSize: size,
        lineHeight: single,
        alignment: header ? 'center' : alignmentOf(align, inlines),
        ...(header ? { verticalAlignment: 'middle' } : {}),
        tag: tagged({ ...place, tags: line.children }, header ? 'TH' : 'TD'),
      };
    });
  });
  return [
    {
      margin: [place.left, 6, 0, 6],
      table: {
        body,
        headerRows: part.head.length > 0 ? 1 : 0,
        widths: widths.map((width) => width - 2 * padding.side - lineWidth),
      },
      layout: 'data',
    },
  ];
}

interface Cell {
  readonly width: number;
  readonly nodes: PdfNode[];
  /** The line to sign on. */
  readonly underlined?: boolean;
}

/** Cells side by side without borders, standing on one line at their foot. */
function onOneLine(cells: readonly Cell[], left: number): PdfNode {
  return {
    margin: [left, 0, 0, 0],
    keepTogether: true,
    layout: 'plain',
    table: {
      widths: cells.map(({ width }) => width - padding.side),
      body: [
        cells.map(({ nodes, underlined }) => ({
          stack: nodes,
          verticalAlignment: 'bottom',
          border: [false, false, false, underlined ?? false],
        })),
      ],
    },
  };
}

/** Post, a line to sign on, and the name. */
export function signature(part: BlockOf<'signature'>, place: Place): PdfNode[] {
  const { width, left } = place;
  const tag = tagged(place, 'P');
  const text = (inlines: readonly Inline[]): PdfNode => ({
    text: words(inlines),
    fontSize: place.size,
    lineHeight: single,
    tag,
  });
  const blank = { text: '', fontSize: place.size };
  const { line, gap, name } = isNarrow(width) ? narrowShares : signatureShares;
  const signed: Cell[] = [
    { width: line * width, nodes: [blank], underlined: true },
    { width: gap * width, nodes: [blank] },
    { width: name * width, nodes: [text(part.name)] },
  ];
  if (isNarrow(width)) {
    const post = { ...text(part.post), margin: [left, 12, 0, 0], keepLines: true, keepNext: true };
    return [post, { ...onOneLine(signed, left), margin: [left, 0, 0, 6] }];
  }
  const post = { width: signatureShares.post * width, nodes: [text(part.post)] };
  return [{ ...onOneLine([post, ...signed], left), margin: [left, 12, 0, 6] }];
}

/** One line with its ends at the two edges. */
export function edges(part: BlockOf<'edges'>, place: Place): PdfNode {
  const tag = tagged(place, 'P');
  const half = place.width / 2;
  return {
    margin: [place.left, 0, 0, place.size * single],
    keepTogether: true,
    columns: [
      { width: half, text: words(part.left), fontSize: place.size, lineHeight: single, tag },
      { width: half, text: words(part.right), fontSize: place.size, lineHeight: single, alignment: 'right', tag },
    ],
  };
}

/** The QR code and, beside it, the code, the address and what they are for. */
export function verification({ code, address }: BlockOf<'verification'>, place: Place): PdfNode {
  const side = point(qrSide);
  const matrix = qrMatrix(address);
  const square = side / matrix.length;
  const picture = tagged(place, 'Figure', { alternative: qrAlternative(address) });
  const lines = [verificationLabel(code), address, verificationHint];
  return {
    margin: [place.left, 6, 0, 0],
    keepTogether: true,
    columns: [
      {
        width: side + point(3),
        canvas: [
          // a white bar of the whole width gives the picture its size
          { type: 'rect' as const, x: 0, y: 0, w: side, h: side, color: 'white' },
          ...qrBars(matrix).map(({ x, y, width }) => ({
            type: 'rect' as const,
            x: x * square,
            y: y * square,
            w: width * square,
            h: square,
            color: 'black',
          })),
        ].map((bar) => ({ ...bar, tag: picture })),
      },
      {
        width: place.width - side - point(3),
        margin: [0, 12, 0, 0],
        stack: lines.map((text, index) => ({
          text,
          bold: index === 0,
          fontSize: 10,
          lineHeight: loose,
          tag: tagged(place, 'P'),
        })),
      },
    ],
  };
}
