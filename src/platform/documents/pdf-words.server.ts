import { hasBreak, single } from './page.server.ts';
import type { PdfTag } from './pdf-nodes.server.ts';
import type { Alignment, Inline } from './tree.server.ts';

/** Millimetres in points. */
export const point = (millimetres: number) => (millimetres * 72) / 25.4;

/** Running text stands at 1.15 of a line. */
export const loose = single * 1.15;

/** Where a block stands, in points; `tags` is what of the document's structure it belongs to. */
export interface Place {
  readonly width: number;
  readonly left: number;
  readonly size: number;
  readonly depth: number;
  readonly tags: PdfTag[];
}

/** An element of the structure where a block stands. */
export function tagged(place: Place, type: PdfTag['type'], options: Omit<PdfTag, 'type' | 'children'> = {}): PdfTag {
  const tag = { type, children: [], ...options };
  place.tags.push(tag);
  return tag;
}

/** Joiners, soft hyphens and marks of direction: the font would draw a box for each. */
const invisible = /\p{Cf}|\p{Variation_Selector}/gu;

/** Words of a line as the PDF library takes them. */
export const words = (inlines: readonly Inline[], bold = false) =>
  inlines.map((part) =>
    part.kind === 'break'
      ? { text: '\n' }
      : { text: part.text.replace(invisible, ''), bold: bold || part.bold, italics: part.italic },
  );

/** A justified line that ends with a break would be stretched over the page. */
export const alignmentOf = (align: Alignment, inlines: readonly Inline[]) =>
  align === 'justify' && hasBreak(inlines) ? 'left' : align;
