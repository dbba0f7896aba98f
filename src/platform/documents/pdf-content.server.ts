import {
  asideShare,
  columnSize,
  firstLineIndent,
  single,
  smallSize,
  staysWhole,
  staysWith,
  textMillimetres,
  withoutLastBreaks,
} from './page.server.ts';
import { tableFrame, type PdfNode, type PdfTag } from './pdf-nodes.server.ts';
import { dataTable, edges, signature, verification } from './pdf-tables.server.ts';
import { alignmentOf, loose, point, tagged, words, type Place } from './pdf-words.server.ts';
import type { Block, BlockOf, DocumentTree } from './tree.server.ts';

const { line: lineWidth, ...padding } = tableFrame.data;

function heading(part: BlockOf<'heading'>, place: Place): PdfNode {
  const title = part.level === 1;
  return {
    text: words(part.inlines, true),
    fontSize: place.size,
    alignment: part.level === 3 ? 'left' : 'center',
    lineHeight: single,
    margin: [place.left, title ? 12 : 10, 0, title ? 12 : 6],
    keepLines: true,
    keepNext: true,
    tag: tagged(place, `H${part.level}`),
    bookmark: {
      level: part.level,
      text: part.inlines.map((piece) => (piece.kind === 'text' ? piece.text : ' ')).join(''),
    },
  };
}

function paragraph(part: BlockOf<'paragraph'>, place: Place): PdfNode {
  return {
    text: words(part.inlines),
    fontSize: place.size,
    alignment: alignmentOf(part.align, part.inlines),
    lineHeight: loose,
    ...(part.indent && place.depth === 0 ? { leadingIndent: point(firstLineIndent) } : {}),
    margin: [place.left, 0, 0, part.indent ? 0 : 5],
    ...(staysWhole(part) ? { keepLines: true } : {}),
    tag: tagged(place, 'P'),
  };
}

function list(part: BlockOf<'list'>, place: Place): PdfNode[] {
  const whole = tagged(place, 'L');
  const left = point(firstLineIndent);
  return part.items.flatMap((item, index) => {
    const entry = tagged({ ...place, tags: whole.children }, 'LI');
    const label = tagged({ ...place, tags: entry.children }, 'Lbl');
    const body = tagged({ ...place, tags: entry.children }, 'LBody');
    const inner = { ...place, depth: place.depth + 1, tags: body.children };
    const marker = part.ordered ? `${part.start + index}.` : '–';
    return item.flatMap((child, position) =>
      child.kind === 'paragraph' && position === 0
        ? [clause(child, inner, { label, marker })]
        : block(child, { ...inner, left: place.left + left, width: place.width - left }),
    );
  });
}

/** The number of a clause stands in its first line, which is indented as that of a paragraph. */
function clause(
  { inlines }: BlockOf<'paragraph'>,
  place: Place,
  { label, marker }: { readonly label: PdfTag; readonly marker: string },
): PdfNode {
  return {
    text: [{ text: `${marker}\u00A0` }, ...words(inlines)],
    fontSize: place.size,
    alignment: alignmentOf('justify', inlines),
    lineHeight: loose,
    leadingIndent: point(firstLineIndent),
    margin: [place.left, 0, 0, 0],
    label,
    tag: tagged(place, 'P'),
  };
}

function columns(part: BlockOf<'columns'>, place: Place): PdfNode[] {
  const count = part.columns.length;
  if (count === 0) return [];
  const gap = 5.75;
  const width = place.width / count;
  const size = columnSize(place.size, count);
  return [
    {
      margin: [place.left, 6, 0, 6],
      keepTogether: true,
      columns: part.columns.map((column) => ({
        width,
        margin: [0, 0, gap, 0],
        stack: blocks(column, { ...place, left: 0, width: width - gap, size }),
      })),
    },
  ];
}

function rule(place: Place): PdfNode {
  return {
    margin: [place.left, 6, 0, 6],
    canvas: [{ type: 'line', x1: 0, y1: 0, x2: place.width, y2: 0, lineWidth }],
  };
}

function block(part: Block, place: Place): PdfNode[] {
  switch (part.kind) {
    case 'heading':
      return [heading(part, place)];
    case 'paragraph':
      return [paragraph(part, place)];
    case 'list':
      return list(part, place);
    case 'table':
      return dataTable(part, place);
    case 'aside': {
      const left = place.left + place.width * asideShare;
      const inner = { ...place, left, width: place.width - place.width * asideShare };
      return [...blocks(part.blocks, inner), { text: ' ', fontSize: place.size, lineHeight: single }];
    }
    case 'columns':
      return columns(part, place);
    case 'small':
      return blocks(part.blocks, { ...place, size: smallSize(place.size) });
    case 'signature':
      return signature(part, place);
    case 'edges':
      return [edges(part, place)];
    case 'verification':
      return [verification(part, place)];
    case 'page-break':
      return [{ text: '', fontSize: 1, pageBreak: 'after' }];
    case 'rule':
      return [rule(place)];
  }
}

/** Blocks one under another. Between two paragraphs stands the larger of their spaces, as in a word processor. */
function blocks(parts: readonly Block[], place: Place): PdfNode[] {
  const all = parts.flatMap((part, index) => {
    const nodes = block(part, place);
    const last = nodes.at(-1);
    if (last && staysWith(part, parts[index + 1], parts[index + 2])) last.keepNext = true;
    return nodes;
  });
  for (const [index, { text, margin }] of all.entries()) {
    const before = all[index - 1];
    if (text === undefined || !margin || (before && before.text === undefined)) continue;
    const [left, top, right, bottom] = margin;
    // nothing stands above the first one
    const given = before ? (before.margin?.[3] ?? 0) : Infinity;
    all[index]!.margin = [left!, Math.max(0, top! - given), right!, bottom!];
  }
  return all;
}

/** How the tables' lines stand. */
export const tableLayouts = {
  data: {
    hLineWidth: () => lineWidth,
    vLineWidth: () => lineWidth,
    paddingLeft: () => padding.side,
    paddingRight: () => padding.side,
    paddingTop: () => padding.edge,
    paddingBottom: () => padding.edge,
  },
  plain: {
    hLineWidth: () => lineWidth,
    vLineWidth: () => 0,
    paddingLeft: () => 0,
    paddingRight: () => padding.side,
    paddingTop: () => 0,
    paddingBottom: () => 0,
  },
};

/** The sections of a document as nodes of the PDF library, and its structure for those who listen to it. */
export function pdfContent(tree: DocumentTree): { readonly content: PdfNode[]; readonly tags: readonly PdfTag[] } {
  const tags: PdfTag[] = [];
  const content = tree.sections.map((section): PdfNode => {
    const width = point(textMillimetres(section.orientation));
    const parts = blocks(withoutLastBreaks(section.blocks), { width, left: 0, size: tree.fontSize, depth: 0, tags });
    return {
      section: { stack: parts.length > 0 ? parts : [{ text: '' }] },
      pageOrientation: section.orientation,
    };
  });
  return { content, tags };
}
