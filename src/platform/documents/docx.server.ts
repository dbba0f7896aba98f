import { Document, LineRuleType, Packer, PageBreak, Paragraph, type Table } from 'docx';
import {
  alignments,
  asideIndent,
  bulletReference,
  firstLine,
  fontFamily,
  listReference,
  numbering,
  sectionProperties,
  textWidth,
} from './docx-layout.server.ts';
import { borderless, dataTable, edges, runs, signature, verification, type Piece } from './docx-tables.server.ts';
import { columnSize, hasBreak, smallSize, staysWhole, staysWith, withoutLastBreaks } from './page.server.ts';
import type { Block, BlockOf, DocumentTree, Orientation } from './tree.server.ts';

/** Where a block stands: what it is indented by, how large its words are, how deep in a list it is. */
export interface Place {
  readonly orientation: Orientation;
  readonly width: number;
  readonly left: number;
  /** Half-points. */
  readonly size: number;
  readonly depth: number;
  readonly starts: number[];
}

const spacing = { line: 276, lineRule: LineRuleType.AUTO };
/** A little air around a table; Word also wants a paragraph between two tables. */
const gap = (keepNext = false) => new Paragraph({ keepNext, spacing: { line: 120, lineRule: LineRuleType.EXACT } });
const centred = { alignment: alignments.center, keepNext: true, keepLines: true };

/** What stands around a block. */
interface Neighbours {
  /** Nothing stands above it. */
  readonly first: boolean;
  /** It stays on the page of the next one. */
  readonly keepNext: boolean;
}

function heading(part: BlockOf<'heading'>, place: Place, first: boolean): Paragraph {
  const before = first ? 0 : part.level === 1 ? 240 : 200;
  return new Paragraph({
    ...centred,
    ...(part.level === 3 ? { alignment: alignments.left } : {}),
    style: `Heading${part.level}`,
    spacing: { before, after: part.level === 1 ? 240 : 120 },
    indent: { left: place.left },
    children: runs(part.inlines, place.size, true),
  });
}

function paragraph(part: BlockOf<'paragraph'>, place: Place, keepNext: boolean): Paragraph {
  return new Paragraph({
    keepNext,
    keepLines: staysWhole(part),
    // a justified line that ends with a break would be stretched over the page
    alignment: alignments[part.align === 'justify' && hasBreak(part.inlines) ? 'left' : part.align],
    spacing: part.indent ? spacing : { ...spacing, after: 100 },
    indent: { left: place.left, ...(part.indent && place.depth === 0 ? { firstLine } : {}) },
    children: runs(part.inlines, place.size),
  });
}

function list(part: BlockOf<'list'>, place: Place): Piece[] {
  const index = part.ordered ? place.starts.push(part.start) - 1 : 0;
  const reference = part.ordered ? `${listReference}-${index}` : bulletReference;
  const inner = { ...place, depth: place.depth + 1 };
  return part.items.flatMap((item) =>
    item.flatMap((child, position) =>
      child.kind === 'paragraph' && position === 0
        ? [
            new Paragraph({
              alignment: alignments[hasBreak(child.inlines) ? 'left' : 'justify'],
              spacing,
              numbering: { reference, level: Math.min(place.depth, 2) },
              children: runs(child.inlines, place.size),
            }),
          ]
        : block(child, { ...inner, left: firstLine * (place.depth + 1) }),
    ),
  );
}

function columns(part: BlockOf<'columns'>, place: Place): Table {
  const width = Math.floor(place.width / Math.max(part.columns.length, 1));
  const size = columnSize(place.size / 2, part.columns.length) * 2;
  return borderless(
    part.columns.map((column) => ({
      width,
      children: blocks(column, { ...place, left: 0, width, size }),
    })),
  );
}

const alone: Neighbours = { first: false, keepNext: false };

/** One block as paragraphs and tables. */
function block(part: Block, place: Place, { first, keepNext } = alone): Piece[] {
  switch (part.kind) {
    case 'heading':
      return [heading(part, place, first)];
    case 'paragraph':
      return [paragraph(part, place, keepNext)];
    case 'list':
      return list(part, place);
    case 'table':
      // a table of no rows is an error to Word
      if (part.align.length === 0 || part.head.length + part.rows.length === 0) return [];
      return [gap(true), dataTable(part, place), gap()];
    case 'aside': {
      const left = asideIndent(place.orientation);
      const inner = { ...place, left, width: place.width - left };
      return [...blocks(part.blocks, inner), new Paragraph({})];
    }
    case 'columns':
      return [gap(true), columns(part, place), gap()];
    case 'small':
      return blocks(part.blocks, { ...place, size: smallSize(place.size / 2) * 2 });
    case 'signature':
      return [...signature(part, place, keepNext), gap(keepNext)];
    case 'edges':
      return [edges(part, place), new Paragraph({})];
    case 'verification':
      return [verification(part, place)];
    case 'page-break':
      return [new Paragraph({ children: [new PageBreak()] })];
    case 'rule':
      return [new Paragraph({ thematicBreak: true })];
  }
}

function blocks(parts: readonly Block[], place: Place): Piece[] {
  return parts.flatMap((part, index) =>
    block(part, place, { first: index === 0, keepNext: staysWith(part, parts[index + 1]) }),
  );
}

/** Writes a document as DOCX, laid out by GOST R 7.0.97-2016. */
export async function toDocx(tree: DocumentTree): Promise<Uint8Array> {
  const starts: number[] = [];
  const size = tree.fontSize * 2;
  const run = { font: fontFamily, size, color: '000000', bold: true };
  const sections = tree.sections.map((section, index) => {
    const { orientation } = section;
    const place = { orientation, width: textWidth(orientation), left: 0, size, depth: 0, starts };
    return {
      ...sectionProperties(orientation, index === 0),
      children: blocks(withoutLastBreaks(section.blocks), place),
    };
  });
  const document = new Document({
    creator: 'Эстафета',
    lastModifiedBy: 'Эстафета',
    title: tree.title,
    styles: {
      default: {
        document: {
          run: { font: fontFamily, size, language: { value: 'ru-RU', eastAsia: 'ru-RU', bidirectional: 'ru-RU' } },
        },
        heading1: { run },
        heading2: { run },
        heading3: { run },
      },
    },
    numbering: numbering(starts),
    sections,
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
