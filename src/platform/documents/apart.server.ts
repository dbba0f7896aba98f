import { heavyWork } from '../heavy/index.server.ts';
import { toDocx, toPdf } from './index.server.ts';
import type { DocumentTree } from './tree.server.ts';

/** Characters of a tree from which on a document would hold the server for more than some tens of milliseconds. */
const large = 20_000;

/** Many times what the longest register takes on a slow machine, in milliseconds. */
const deadline = 120_000;

const writers = { docx: toDocx, pdf: toPdf } as const;

/** Writes a document as `toDocx` or `toPdf` do; a large one in a thread of its own, so that nobody else waits. */
export async function writeDocument(tree: DocumentTree, format: 'docx' | 'pdf'): Promise<Uint8Array> {
  if (JSON.stringify(tree).length < large) return writers[format](tree);
  return heavyWork().run('write-document', { tree, format }, { deadline });
}
