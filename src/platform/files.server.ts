import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readFile as readBytes, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { admitFile } from '#kernel/files.ts';
import type { Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { newId } from './ids.server.ts';
import type { Transaction } from './use-case.server.ts';

/** A file as it came from a form. */
export interface IncomingFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the browser called it: not trusted, the bytes decide. */
  readonly declaredType: string;
  readonly uploadedBy: string | null;
  readonly now: Date;
}

/** A stored file. */
export interface StoredFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const folder = (): string => join(resolve(process.env['DATA_DIR'] || './data'), 'files');
const placeOf = (sha256: string): string => join(folder(), sha256.slice(0, 2), sha256);

/**
 * Stores a file under the hash of its content and records it in `tx`. The content is on disk before the row exists,
 * so a committed row always has its content; a rolled back one leaves at most an unused content.
 * Refused (clause platform-files): empty, over 20 MB, or not one of the taken kinds by name and by content.
 */
export async function storeFile(tx: Transaction, file: IncomingFile): Promise<Outcome<{ id: string }>> {
  const admitted = admitFile(file.name, file.bytes);
  if (!admitted.ok) return admitted;
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  await keep(sha256, file.bytes);
  const id = newId();
  await tx
    .insertInto('file')
    .values({
      id,
      name: admitted.value.name,
      mediaType: admitted.value.mediaType,
      size: file.bytes.length,
      sha256,
      uploadedBy: file.uploadedBy,
      createdAt: file.now,
    })
    .execute();
  return ok({ id });
}

/** Writes the content once: under a temporary name, down to the disk, then renamed into place. */
async function keep(sha256: string, bytes: Uint8Array): Promise<void> {
  const place = placeOf(sha256);
  if ((await stat(place).catch(() => null))?.size === bytes.length) return;
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  const unfinished = `${place}.${randomUUID()}`;
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
    await handle.close();
    await rename(unfinished, place);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** A file with its content; null when there is no such file. Who may read it is decided by the caller. */
export async function readFile(tx: Transaction, id: string): Promise<StoredFile | null> {
  const row = await tx
    .selectFrom('file')
    .select(['id', 'name', 'mediaType', 'size', 'sha256'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const bytes = new Uint8Array(await readBytes(placeOf(row.sha256)));
  return { id: row.id, name: row.name, mediaType: row.mediaType, size: row.size, bytes };
}
