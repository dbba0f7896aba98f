/** An element of a PDF's structure: what a screen reader calls the words on the page. */
export interface PdfTag {
  readonly type: 'H1' | 'H2' | 'H3' | 'P' | 'L' | 'LI' | 'Lbl' | 'LBody' | 'Table' | 'TR' | 'TH' | 'TD' | 'Figure';
  readonly children: PdfTag[];
  /** What is said instead of a picture. */
  readonly alternative?: string;
}

/** A heading as the list of headings names it. */
export interface Bookmark {
  readonly level: 1 | 2 | 3;
  readonly text: string;
}

interface PdfText {
  readonly text: string;
  readonly bold?: boolean;
  readonly italics?: boolean;
}

export type PdfVector = { readonly tag?: PdfTag } & (
  | {
      readonly type: 'rect';
      readonly x: number;
      readonly y: number;
      readonly w: number;
      readonly h: number;
      readonly color: string;
    }
  | {
      readonly type: 'line';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly lineWidth: number;
    }
);

/** The room around a table's words and the thickness of its lines, in points. */
export const tableFrame = {
  data: { side: 4.25, edge: 1.5, line: 0.5 },
  plain: { side: 0, edge: 0, line: 0.5 },
} as const;

/** A node of the PDF library's document, as far as this engine uses it, with what the engine adds to it. */
export interface PdfNode {
  text?: string | readonly PdfText[];
  stack?: readonly PdfNode[];
  section?: PdfNode;
  columns?: readonly PdfNode[];
  canvas?: readonly PdfVector[];
  table?: {
    readonly body: readonly (readonly PdfNode[])[];
    readonly widths: readonly number[];
    headerRows?: number;
    keepWithHeaderRows?: number;
    dontBreakRows?: boolean;
  };
  layout?: 'data' | 'plain';
  width?: number;
  /** Left, top, right, bottom. */
  margin?: readonly number[];
  border?: readonly boolean[];
  bold?: boolean;
  fontSize?: number;
  lineHeight?: number;
  leadingIndent?: number;
  alignment?: 'left' | 'center' | 'right' | 'justify';
  verticalAlignment?: 'middle' | 'bottom';
  pageBreak?: 'after' | 'before' | undefined;
  pageOrientation?: 'portrait' | 'landscape';
  tag?: PdfTag;
  /** What the first piece of its first line is, where that is the number of a clause. */
  label?: PdfTag | undefined;
  /** Where it is a heading. */
  bookmark?: Bookmark | undefined;
  /** Stands on the page of what follows it. */
  keepNext?: boolean;
  /** How much of what follows must stand on its page, in points; found by the layout. */
  below?: number;
  /** How much room it must find where it begins, in points. */
  least?: number;
  /** Its lines stand on one page. */
  keepLines?: boolean;
  /** All of it stands on one page. */
  keepTogether?: boolean;
}
