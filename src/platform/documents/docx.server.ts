import { Document, LineRuleType, Packer, PageBreak, Paragraph, Table } from 'docx';
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
import {
  program,
  columnSize,
  hasBreak,
  single,
  smallSize,
  staysWhole,
  staysWith,
  withoutLastBreaks,
} from './page.server.ts';
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
/** Air around a table, given by the paragraphs beside it: tables have none of their own. */
const air = 120;
const centred = { alignment: alignments.center, keepNext: true, keepLines: true };

/** What stands around a block. */
interface Neighbours {
  /** Nothing stands above it. */
  readonly first: boolean;
  /** It stays on the page of the next one. */
  readonly keepNext: boolean;
  /** Room to leave above and below, in twips, over what the block itself wants. */
  readonly before: number;
  readonly after: number;
}

const spaceAbove = ({ level }: BlockOf<'heading'>) => (level === 1 ? 240 : 200);

function heading(part: BlockOf<'heading'>, place: Place, { first, before, after }: Neighbours): Paragraph {
  return new Paragraph({
    ...centred,
    ...(part.level === 3 ? { alignment: alignments.left } : {}),
    style: `Heading${part.level}`,
    spacing: { before: (first ? 0 : spaceAbove(part)) + before, after: (part.level === 1 ? 240 : 120) + after },
    indent: { left: place.left },
    children: runs(part.inlines, place.size, true),
  });
}

function paragraph(part: BlockOf<'paragraph'>, place: Place, { keepNext, before, after }: Neighbours): Paragraph {
  return new Paragraph({
    keepNext,
    keepLines: staysWhole(part),
    // a justified line that ends with a break would be stretched over the page
    alignment: alignments[part.align === 'justify' && hasBreak(part.inlines) ? 'left' : part.align],
    spacing: { ...spacing, before, after: (part.indent ? 0 : 100) + after },
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
              indent: { left: place.left, firstLine },
              children: runs(child.inlines, place.size),
            }),
          ]
        : block(child, { ...inner, left: place.left + firstLine }),
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

const alone: Neighbours = { first: false, keepNext: false, before: 0, after: 0 };

/** One block as paragraphs and tables. */
function block(part: Block, place: Place, around = alone): Piece[] {
  switch (part.kind) {
    case 'heading':
      return [heading(part, place, around)];
    case 'paragraph':
      return [paragraph(part, place, around)];
    case 'list':
      return list(part, place);
    case 'table':
      return [dataTable(part, place)];
    case 'aside': {
      const left = asideIndent(place.orientation);
      return blocks(part.blocks, { ...place, left, width: place.width - left }, around);
    }
    case 'columns':
      return [columns(part, place)];
    case 'small':
      return blocks(part.blocks, { ...place, size: smallSize(place.size / 2) * 2 }, around);
    case 'signature':
      return signature(part, place, around.keepNext);
    case 'edges':
      return [edges(part, place, around.after)];
    case 'verification':
      return [verification(part, place)];
    case 'page-break':
      return [new Paragraph({ children: [new PageBreak()] })];
    case 'rule':
      return [new Paragraph({ thematicBreak: true })];
  }
}

/** Whether a block is written as a table, which leaves its air to the paragraphs beside it. */
const isTable = (part: Block | undefined) =>
  part !== undefined && ['table', 'columns', 'signature', 'verification'].includes(part.kind);

/** What a block leaves above the one after it: as much as a line under the approval mark and under the date. */
function airBelow(part: Block, next: Block | undefined, { size }: Place): number {
  // a signature has its room within
  if (isTable(next)) return next?.kind === 'signature' ? 0 : air;
  if (part.kind !== 'aside' && part.kind !== 'edges') return 0;
  // of two paragraphs side by side only the larger space counts
  return Math.round(size * 10 * single) + (next?.kind === 'heading' ? spaceAbove(next) : 0);
}

function blocks(all: readonly Block[], place: Place, outer = alone): Piece[] {
  // a table of no rows is an error to Word
  const parts = all.filter(
    (part) => part.kind !== 'table' || (part.align.length > 0 && part.head.length + part.rows.length > 0),
  );
  const pieces = parts.flatMap((part, index) => {
    const last = index === parts.length - 1;
    return block(part, place, {
      first: index === 0,
      keepNext: (last && outer.keepNext) || staysWith(part, parts[index + 1], parts[index + 2]),
      before: isTable(parts[index - 1]) ? air : index === 0 ? outer.before : 0,
      after: airBelow(part, parts[index + 1], place) + (last ? outer.after : 0),
    });
  });
  return pieces.flatMap((piece, index) =>
    piece instanceof Table && pieces[index + 1] instanceof Table ? [piece, between(air)] : [piece],
  );
}

/** Word takes two tables side by side for one, and wants a paragraph after the last. */
const between = (line: number) => new Paragraph({ keepNext: true, spacing: { line, lineRule: LineRuleType.EXACT } });

/** The pages of a section end with a paragraph: after a table, with one that takes no room of its own. */
const ended = (pieces: Piece[]) => (pieces.at(-1) instanceof Table ? [...pieces, between(20)] : pieces);

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
      children: ended(blocks(withoutLastBreaks(section.blocks), place)),
    };
  });
  const document = new Document({
    creator: tree.author ?? program,
    lastModifiedBy: program,
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
