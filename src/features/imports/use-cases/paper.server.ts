import { cleanFileName, fileRefusals, largestFile } from '#kernel/files.ts';
import type { Paper } from '#kernel/paper.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { readPaperApart } from '#platform/office/apart.server.ts';
import { refusals } from '../rules.refusals.ts';

/** A file as it was sent. */
export interface SentFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * A sent file as a paper with its name cleaned. Called outside of transactions: a file that waits for its turn holds no
 * connection of the database.
 */
export async function paperOf({ name: sent, bytes }: SentFile): Promise<Outcome<{ name: string; paper: Paper }>> {
  const name = cleanFileName(sent);
  if (bytes.length === 0) return refuse(fileRefusals.empty(name));
  if (bytes.length > largestFile) return refuse(fileRefusals.tooLarge(name));
  const paper = await readPaperApart(bytes);
  return paper.ok ? ok({ name, paper: paper.value }) : refuse(refusals.unreadable(paper.error));
}
