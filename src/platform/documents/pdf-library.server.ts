import { createRequire } from 'node:module';
import type { Bookmark, PdfNode, PdfTag, PdfVector } from './pdf-nodes.server.ts';

/**
 * The parts of pdfmake that its own printer is made of. The library's entry joins them without a place for tags, rows
 * that may be split and lines that stay together; here they are joined anew (ADR 0021).
 */

/** A word, or as much of it as stands together. */
export interface Piece {
  text: string;
  width: number;
  readonly font: { widthOfString(text: string, size: number): number };
  readonly fontSize: number;
  readonly lineEnd?: boolean | undefined;
  /** Nothing is broken after it. */
  noNewLine?: boolean | undefined;
  /** The width of spaces at its end, which take no room at the end of a line. */
  trailingCut?: number;
  x: number;
  alignment: PdfNode['alignment'];
}

export interface Line {
  tag?: PdfTag | undefined;
  label?: PdfTag | undefined;
  bookmark?: Bookmark | undefined;
  inlines: readonly Piece[];
  readonly maxWidth: number;
  readonly lastLineInParagraph: boolean;
  readonly newLineForced?: boolean;
  getWidth(): number;
  getHeight(): number;
}

/** A node once the library has measured it. */
export interface MeasuredNode extends PdfNode {
  _inlines?: Piece[];
  _margin?: [left: number, top: number, right: number, bottom: number] | null;
  _minHeight?: number;
  /** Where its lines have come to stand. */
  readonly positions?: unknown[];
  /** Its words have been made ready for lines. */
  prepared?: boolean;
}

/** A table once measured: widths have become objects. */
export interface MeasuredTable {
  readonly body: readonly (readonly MeasuredNode[])[];
  readonly widths: readonly { readonly width: number }[];
}

interface Context {
  x: number;
  y: number;
  availableWidth: number;
  availableHeight: number;
  readonly pageMargins: { readonly top: number; readonly bottom: number };
  moveDown(by: number): void;
  getCurrentPage(): { readonly pageSize: { readonly width: number; readonly height: number } };
}

interface Writer {
  /** Above zero while a block that is not to be split is being laid out apart from the page. */
  readonly transactionLevel: number;
  context(): Context;
  addLine(line: Line): unknown;
  moveToNextPage(): void;
}

export interface LayoutEngine {
  readonly writer: Writer;
  registerTableLayouts(layouts: object): void;
  layoutDocument(
    content: object,
    document: PdfDocument,
    styles: object,
    defaultStyle: object,
    background: undefined,
    header: (page: number) => PdfNode | null,
  ): Page[];
  processNode(node: MeasuredNode, isVerticalAlignmentAllowed?: boolean): void;
  processVerticalContainer(node: MeasuredNode): void;
  processLeaf(node: MeasuredNode): void;
  processTable(node: MeasuredNode): void;
  processRow(row: { cells: MeasuredNode[] }): unknown;
  buildNextLine(node: MeasuredNode): Line | null;
}

export type PageItem = { readonly type: string; readonly item: object };
export interface Page {
  readonly items: readonly PageItem[];
}

export interface DrawingEngine {
  renderPages(pages: readonly Page[]): void;
  renderLine(line: Line, x: number, y: number): void;
  renderVector(vector: PdfVector): void;
}

export interface StructureContent {
  readonly refs: readonly unknown[];
}
export interface StructureElement {
  add(child: StructureElement | StructureContent): void;
}

/** A face as one document uses it: the parsed font, the part of it to embed, and words measured before. */
export interface EmbeddedFace {
  readonly name: string;
  readonly scale: number;
  /** Widths of the letters to embed, in thousandths of the size. */
  readonly widths: number[];
  font: {
    readonly characterSet: readonly number[];
    glyphForCodePoint(letter: number): object;
    createSubset(): object;
  };
  subset: object;
  layoutCache: Record<string, object>;
}

/** An entry of the list of headings that viewers show beside the pages. */
export interface PdfOutline {
  addItem(text: string, options: { readonly expanded: boolean }): PdfOutline;
}

export interface PdfDocument {
  readonly page: object;
  readonly outline: PdfOutline;
  provideFont(family: string, bold: boolean, italics: boolean): EmbeddedFace;
  struct(type: string, options?: { readonly alt?: string; readonly scope?: string }): StructureElement;
  addStructure(element: StructureElement): void;
  markStructureContent(type: string): StructureContent;
  markContent(type: 'Artifact', options: { readonly type: 'Layout' | 'Pagination' }): void;
  endMarkedContent(): void;
  on(event: 'data', listener: (chunk: Uint8Array) => void): void;
  on(event: 'end' | 'pageAdded', listener: () => void): void;
  on(event: 'error', listener: (error: Error) => void): void;
  end(): void;
}

const require = createRequire(import.meta.url);
const part = <Class>(name: string) => (require(`pdfmake/js/${name}.js`) as { default: Class }).default;

export const PdfDocument =
  part<
    new (
      fonts: object,
      images: object,
      patterns: object,
      attachments: object,
      options: object,
      files: null,
      mayRead: () => boolean,
    ) => PdfDocument
  >('PDFDocument');
export const LayoutBuilder =
  part<new (pageSize: object, pageMargins: object, svgMeasure: null) => LayoutEngine>('LayoutBuilder');
export const Renderer = part<new (document: PdfDocument) => DrawingEngine>('Renderer');
