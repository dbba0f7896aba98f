// The file the threads are started with: docs/adr/0025-heavy-work-in-threads.md.
import type { DocumentTree } from '../documents/tree.server.ts';
import type { ReadLimits } from '../office/limits.server.ts';
import { readPaper } from '../office/index.server.ts';
import { pack } from '../office/packing.server.ts';
import type { Sheet } from '../spreadsheet.server.ts';
import { serveWorks } from './serving.server.ts';
import type { Works } from './workers.server.ts';

/** Bytes that move out of this thread: a view into somebody's buffer is copied first. */
function bytesOf(made: Uint8Array) {
  const value = new Uint8Array(made);
  return { value, transfer: [value.buffer] };
}

const works = {
  'read-paper': ({ bytes, limits }: { readonly bytes: Uint8Array; readonly limits: ReadLimits }) => {
    const read = readPaper(bytes, limits);
    if (!read.ok) return { value: read };
    const value = pack(read.value);
    return { value: { ok: true as const, value }, transfer: value.map(({ buffer }) => buffer) };
  },
  'write-document': async ({ tree, format }: { readonly tree: DocumentTree; readonly format: 'docx' | 'pdf' }) => {
    const { toDocx, toPdf } = await import('../documents/index.server.ts');
    return bytesOf(await (format === 'pdf' ? toPdf(tree) : toDocx(tree)));
  },
  'write-xlsx': async (sheets: readonly Sheet[]) => {
    const { writeXlsx } = await import('../spreadsheet.server.ts');
    return bytesOf(await writeXlsx(sheets));
  },
} satisfies Works;

/** What may be asked of a thread. */
export type HeavyWorks = typeof works;

serveWorks(works);
