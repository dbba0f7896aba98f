import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile as readBytes, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { admitFile } from '#kernel/files.ts';
import type { Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Database } from './database-types.ts';
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

/** Until `tx` ends nobody takes the content away, whether it is there already or is being written. */
async function hold(tx: Transaction, sha256: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${lockOf(sha256)})`.execute(tx);
}

const lockOf = (sha256: string): RawBuilder<unknown> => sql`hashtextextended(${`file:${sha256}`}, 0)`;

/**
 * Stores a file under the hash of its content and records it in `tx`. The content is on disk before the row exists,
 * so a committed row always has its content; a rolled back one leaves at most an unused content.
 * Refused (clause platform-files): empty, over 20 MB, not one of the taken kinds by name and by content, or with macros.
 */
export async function storeFile(tx: Transaction, file: IncomingFile): Promise<Outcome<{ id: string }>> {
  const admitted = admitFile(file.name, file.bytes);
  if (!admitted.ok) return admitted;
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  await hold(tx, sha256);
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

/** A content the program has written to the disk, not yet recorded: it has no place of its own before that. */
export interface MadeContent {
  readonly sha256: string;
  readonly size: number;
  readonly unfinished: string;
}

const unfinishedMark = 'unfinished-';

/**
 * Lets `write` make a content of any size piece by piece: it goes to the disk as it comes, and waits there to be
 * recorded. When `write` fails nothing is left.
 */
export async function makeContent(
  write: (append: (bytes: Uint8Array) => Promise<void>) => Promise<void>,
): Promise<MadeContent> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const unfinished = join(folder(), `${unfinishedMark}${randomUUID()}`);
  const handle = await open(unfinished, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let size = 0;
    await write(async (bytes) => {
      hash.update(bytes);
      size += bytes.length;
      await handle.appendFile(bytes);
    });
    await handle.sync();
    await handle.close();
    return { sha256: hash.digest('hex'), size, unfinished };
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw error;
  }
}

/**
 * Records a content that the program made and puts it under its hash: neither its size nor its kind is admitted, nobody
 * sent it. The id is the caller's, so that work done twice records it once.
 */
export async function storeMade(
  tx: Transaction,
  { sha256, size, unfinished }: MadeContent,
  file: {
    readonly id: string;
    readonly name: string;
    readonly mediaType: string;
    readonly uploadedBy: string | null;
    readonly now: Date;
  },
): Promise<void> {
  const { id, name, mediaType, uploadedBy, now } = file;
  await hold(tx, sha256);
  await mkdir(dirname(placeOf(sha256)), { recursive: true, mode: 0o700 });
  await rename(unfinished, placeOf(sha256)).catch(async (error: unknown) => {
    // recorded before, by the same work
    if (!(await stat(placeOf(sha256)).catch(() => null))) throw error;
  });
  await tx
    .insertInto('file')
    .values({ id, name, mediaType, size, sha256, uploadedBy, createdAt: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** The content of a stored file by the hash that its row has. */
export async function readContent(sha256: string): Promise<Uint8Array> {
  return readBytes(placeOf(sha256));
}

/** A stored file as a stream, for those too large to be held whole; null when there is no such file. */
export async function openFile(
  tx: Transaction,
  id: string,
): Promise<(Omit<StoredFile, 'bytes'> & { readonly stream: ReadableStream<Uint8Array> }) | null> {
  const row = await tx
    .selectFrom('file')
    .select(['id', 'name', 'mediaType', 'size', 'sha256'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const { sha256, ...file } = row;
  const stream = Readable.toWeb(createReadStream(placeOf(sha256))) as ReadableStream<Uint8Array>;
  return { ...file, stream };
}

/**
 * Forgets a file of the program's own, and whatever `also` does with it, in one transaction. Its content goes
 * afterwards, when no other file has the same and nobody is storing the same just now.
 */
export async function forgetMade(
  database: Kysely<Database>,
  id: string,
  also: (tx: Transaction) => Promise<void>,
): Promise<void> {
  const gone = await database.transaction().execute(async (tx) => {
    await also(tx);
    return tx.deleteFrom('file').where('id', '=', id).returning('sha256').executeTakeFirst();
  });
  if (gone) await database.transaction().execute((tx) => removeUnused(tx, gone.sha256));
}

/** Takes a content away unless a file has it; whoever stores the same meanwhile waits, and writes it anew. */
async function removeUnused(tx: Transaction, sha256: string): Promise<void> {
  const { rows } = await sql<{ alone: boolean }>`
    select pg_try_advisory_xact_lock(${lockOf(sha256)}) as alone`.execute(tx);
  if (!rows[0]?.alone) return;
  const used = await tx.selectFrom('file').select('id').where('sha256', '=', sha256).executeTakeFirst();
  if (!used) await rm(placeOf(sha256), { force: true });
}

/** Removes contents that were never recorded: the program was stopped while it wrote them, a day ago or more. */
export async function clearUnfinished(now: Date): Promise<void> {
  const day = 24 * 3_600_000;
  for (const name of await readdir(folder()).catch(() => [])) {
    if (!name.startsWith(unfinishedMark)) continue;
    const place = join(folder(), name);
    const changed = (await stat(place).catch(() => null))?.mtimeMs ?? now.getTime();
    if (now.getTime() - changed > day) await rm(place, { force: true });
  }
}
