import {
  Renderer,
  type Line,
  type PdfDocument,
  type PdfOutline,
  type Piece,
  type StructureElement,
} from './pdf-library.server.ts';
import { pdfContent, tableLayouts } from './pdf-content.server.ts';
import { DocumentWithFonts, tinos } from './pdf-fonts.server.ts';
import type { Bookmark, PdfNode, PdfTag, PdfVector } from './pdf-nodes.server.ts';
import { PageLayout } from './pdf-pages.server.ts';
import { point } from './pdf-words.server.ts';
import { margins, numberFromEdge, paper, program } from './page.server.ts';
import type { DocumentTree } from './tree.server.ts';

const pageSize = { width: point(paper.width), height: point(paper.height) };
const pageMargins = {
  left: point(margins.left),
  top: point(margins.top),
  right: point(margins.right),
  bottom: point(margins.bottom),
};

/** Pages are numbered from the second, in the middle of the top margin (GOST R 7.0.97-2016, 3.6). */
function pageNumber(page: number): PdfNode | null {
  if (page === 1) return null;
  const margin = [pageMargins.left, point(numberFromEdge), pageMargins.right, 0];
  return { text: String(page), alignment: 'center', fontSize: 12, margin };
}

/** Words of one face that stand side by side, as one piece: it is drawn, found and read aloud at once. */
function joined(pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = [];
  for (const piece of pieces) {
    const before = whole.at(-1);
    const touches = before && Math.abs(before.x + before.width - piece.x) < 0.001;
    // joined with others, words written from right to left would change places with them
    const turns = /[\u0590-\u08FF]/.test(piece.text + (before?.text ?? ''));
    if (touches && !turns && before.font === piece.font && before.fontSize === piece.fontSize) {
      before.text += piece.text;
      before.width += piece.width;
    } else {
      whole.push({ ...piece });
    }
  }
  return whole;
}

/** Draws the pages and tells of every line what it is: the structure that screen readers follow. */
class TaggingRenderer extends Renderer {
  readonly document: PdfDocument;
  readonly elements = new Map<PdfTag, StructureElement>();
  /** The page on which a header cell was first drawn: its repetitions are no part of the text. */
  readonly headers = new Map<PdfTag, object>();
  open: PdfTag | null | undefined;
  /** The open chapter of each level in the list of headings; null where the document is too short for one. */
  readonly chapters: PdfOutline[] | null;

  constructor(document: PdfDocument, tags: readonly PdfTag[], pages: number) {
    super(document);
    this.document = document;
    this.chapters = pages > 2 ? [document.outline] : null;
    const root = document.struct('Document');
    for (const tag of tags) root.add(this.element(tag));
    document.addStructure(root);
  }

  element(tag: PdfTag): StructureElement {
    const element = this.document.struct(tag.type, {
      ...(tag.alternative ? { alt: tag.alternative } : {}),
      ...(tag.type === 'TH' ? { scope: 'Column' } : {}),
    });
    for (const child of tag.children) element.add(this.element(child));
    this.elements.set(tag, element);
    return element;
  }

  /** What is drawn next belongs to the tag, or to none: page numbers, lines of tables. */
  mark(wanted: PdfTag | undefined): void {
    const tag = wanted && !this.isRepeated(wanted) ? wanted : null;
    if (tag === this.open) return;
    this.close();
    if (tag) this.elements.get(tag)!.add(this.document.markStructureContent(tag.type));
    else this.document.markContent('Artifact', { type: 'Layout' });
    this.open = tag;
  }

  close(): void {
    if (this.open !== undefined) this.document.endMarkedContent();
    this.open = undefined;
  }

  isRepeated(tag: PdfTag): boolean {
    if (tag.type !== 'TH') return false;
    const { page } = this.document;
    if (!this.headers.has(tag)) this.headers.set(tag, page);
    return this.headers.get(tag) !== page;
  }

  /** A heading stands in the list of headings beside the pages, within the nearest one of a higher level. */
  list({ level, text }: Bookmark): void {
    if (!this.chapters) return;
    const above = this.chapters.slice(0, level).findLast(Boolean)!;
    this.chapters.length = Math.min(this.chapters.length, level);
    this.chapters[level] = above.addItem(text, { expanded: true });
  }

  override renderLine(line: Line, x: number, y: number): void {
    if (line.bookmark) this.list(line.bookmark);
    if (line.label) {
      const [number, ...rest] = line.inlines;
      this.mark(line.label);
      line.inlines = number ? [number] : [];
      super.renderLine(line, x, y);
      line.inlines = rest;
    }
    this.mark(line.tag);
    line.inlines = joined(line.inlines);
    const last = line.inlines.at(-1);
    // or the last word of a line would be read as one with the first of the next
    if (last && line.tag && (line.newLineForced || line.lastLineInParagraph) && !last.text.endsWith(' '))
      last.text += ' ';
    super.renderLine(line, x, y);
  }

  override renderVector(vector: PdfVector): void {
    this.mark(vector.tag);
    super.renderVector(vector);
  }
}

/** Writes a document as PDF 1.7: laid out, drawn, tagged. */
export function writePdf(tree: DocumentTree): Promise<Uint8Array> {
  const document = new DocumentWithFonts(
    { Tinos: tinos() },
    {},
    {},
    {},
    {
      pdfVersion: '1.7',
      tagged: true,
      displayTitle: true,
      lang: 'ru-RU',
      autoFirstPage: false,
      font: null,
      info: { Title: tree.title, Author: tree.author ?? program, Creator: program, Producer: program },
    },
    null,
    // nothing is read from the disk for the sake of a document's text
    () => false,
  );
  const { content, tags } = pdfContent(tree);
  const layout = new PageLayout(pageSize, pageMargins, null);
  layout.registerTableLayouts(tableLayouts);
  const style = { font: 'Tinos', fontSize: tree.fontSize };
  const pages = layout.layoutDocument(content, document, {}, style, undefined, pageNumber);
  const renderer = new TaggingRenderer(document, tags, pages.length);
  document.on('pageAdded', () => {
    renderer.open = undefined;
  });
  renderer.renderPages(pages);
  renderer.close();
  return finished(document);
}

function finished(document: PdfDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    document.on('data', (chunk) => chunks.push(chunk));
    document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    document.on('error', reject);
    document.end();
  });
}
