import {
  AlignmentType,
  Header,
  LevelFormat,
  LevelSuffix,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
  type IParagraphOptions,
  type ISectionOptions,
} from 'docx';
import { asideShare, firstLineIndent, margins, numberFromEdge, paper, textMillimetres } from './page.server.ts';
import type { Alignment, Orientation } from './tree.server.ts';

/** Millimetres in twentieths of a point. */
export const twip = (millimetres: number) => Math.round((millimetres * 1440) / 25.4);

export const fontFamily = 'Times New Roman';
/** First-line indent: 1.25 cm. */
export const firstLine = twip(firstLineIndent);
export const listReference = 'numbers';
export const bulletReference = 'dashes';

/** The width between margins, in twips. */
export function textWidth(orientation: Orientation): number {
  return twip(textMillimetres(orientation));
}

/** The left edge of the block at the right half of the page (the place of the approval mark). */
export function asideIndent(orientation: Orientation): number {
  return Math.round(textWidth(orientation) * asideShare);
}

export const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.BOTH,
} as const satisfies Record<Alignment, IParagraphOptions['alignment']>;

/** Pages are numbered from the second, in the middle of the top margin (GOST R 7.0.97-2016, 3.6). */
function pageNumber(): Header {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: [PageNumber.CURRENT], font: fontFamily, size: 24 })],
      }),
    ],
  });
}

/** Page and headers of a section; only the first one opens with a page without a number. */
export function sectionProperties(
  orientation: Orientation,
  first: boolean,
): Pick<ISectionOptions, 'properties' | 'headers'> {
  return {
    properties: {
      titlePage: first,
      page: {
        size: {
          width: twip(paper.width),
          height: twip(paper.height),
          orientation: orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          left: twip(margins.left),
          right: twip(margins.right),
          top: twip(margins.top),
          bottom: twip(margins.bottom),
          header: twip(numberFromEdge),
          footer: twip(numberFromEdge),
        },
      },
    },
    headers: { default: pageNumber(), ...(first ? { first: new Header({ children: [new Paragraph({})] }) } : {}) },
  };
}

const level = (format: (typeof LevelFormat)[keyof typeof LevelFormat], text: string, depth: number) => ({
  level: depth,
  format,
  text,
  alignment: AlignmentType.LEFT,
  // clauses of an order begin with the indent of a paragraph and go on at the margin
  suffix: LevelSuffix.SPACE,
  style: { paragraph: { indent: { left: firstLine * depth, firstLine } } },
});

/** Numbered lists (one numbering a list, so that each begins with its own number) and dashes. */
export function numbering(starts: readonly number[]) {
  const depths = [0, 1, 2];
  return {
    config: [
      { reference: bulletReference, levels: depths.map((depth) => level(LevelFormat.BULLET, '–', depth)) },
      ...starts.map((start, index) => ({
        reference: `${listReference}-${index}`,
        levels: depths.map((depth) => ({ ...level(LevelFormat.DECIMAL, `%${depth + 1}.`, depth), start })),
      })),
    ],
  };
}
