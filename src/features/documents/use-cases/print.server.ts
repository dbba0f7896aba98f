import { docxMediaType, pdfMediaType, toDocx, toPdf, type DocumentTree } from '#platform/documents/index.server.ts';
import type { DocumentFormat } from '../rules.ts';

/** A document given out. */
export interface PrintedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const formats = {
  docx: { mediaType: docxMediaType, write: toDocx },
  pdf: { mediaType: pdfMediaType, write: toPdf },
} as const satisfies Record<DocumentFormat, unknown>;

/** Writes a document out as it is now: drafts, forms and registers, which nobody keeps. `name` has no extension. */
export async function printTree(tree: DocumentTree, name: string, format: DocumentFormat): Promise<PrintedFile> {
  const { mediaType, write } = formats[format];
  return { name: `${plain(name)}.${format}`, mediaType, bytes: new Uint8Array(await write(tree)) };
}

/** The tree with words at the upper right of its first page: what is not issued says so on paper. */
export function marked(tree: DocumentTree, words = 'Проект'): DocumentTree {
  const [first, ...rest] = tree.sections;
  if (!first) return tree;
  const inlines = [{ kind: 'text', text: words, bold: false, italic: true } as const];
  const mark = { kind: 'aside', blocks: [{ kind: 'paragraph', align: 'left', indent: false, inlines }] } as const;
  return { ...tree, sections: [{ ...first, blocks: [mark, ...first.blocks] }, ...rest] };
}

/** A name without signs that file systems refuse. */
const plain = (name: string): string =>
  name
    .replaceAll('\u00a0', ' ')
    .replace(/[\\/:*?"<>|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
