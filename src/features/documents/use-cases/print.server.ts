import { writeDocument } from '#platform/documents/apart.server.ts';
import { docxMediaType, pdfMediaType, type DocumentTree } from '#platform/documents/index.server.ts';
import type { DocumentFormat } from '../rules.ts';

/** A document given out. */
export interface PrintedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const mediaTypes = { docx: docxMediaType, pdf: pdfMediaType } as const satisfies Record<DocumentFormat, string>;

/** Writes a document out as it is now: drafts, forms and registers, which nobody keeps. `name` has no extension. */
export async function printTree(tree: DocumentTree, name: string, format: DocumentFormat): Promise<PrintedFile> {
  const bytes = new Uint8Array(await writeDocument(tree, format));
  return { name: `${plain(name)}.${format}`, mediaType: mediaTypes[format], bytes };
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
    .replace(/(?<=\d)[\\/](?=\d)/g, '-')
    .replace(/[\\/:*?"<>|]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
