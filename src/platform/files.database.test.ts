import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { clearUnfinished, forgetMade, makeContent, openFile, readFile, storeFile, storeMade } from './files.server.ts';
import { newId } from './ids.server.ts';
import type { Transaction } from './use-case.server.ts';

describe('files on disk', () => {
  let test: TestDatabase;
  let folder: string;
  const pdf = new TextEncoder().encode('%PDF-1.7 содержимое');
  const incoming = (name: string, bytes: Uint8Array) => ({
    name,
    bytes,
    declaredType: 'text/html',
    uploadedBy: null,
    now: new Date(),
  });
  const contents = () =>
    readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'files-'));
    test = await createTestDatabase();
  });
  afterAll(async () => {
    await test.close();
    rmSync(folder, { recursive: true });
  });

  it('are given back as they came, under the type that their content has', async () => {
    vi.stubEnv('DATA_DIR', folder);
    const stored = await test.database.transaction().execute((tx) => storeFile(tx, incoming('Скан приказа.pdf', pdf)));
    if (!stored.ok) throw new Error(stored.error.message);
    const file = await test.database.transaction().execute((tx) => readFile(tx, stored.value.id));
    expect(file).toMatchObject({ name: 'Скан приказа.pdf', mediaType: 'application/pdf', size: pdf.length });
    expect(file?.bytes).toEqual(pdf);
  });

  it('with the same content are kept once, and twenty at once do not disturb each other', async () => {
    vi.stubEnv('DATA_DIR', folder);
    const same = new TextEncoder().encode('%PDF-1.4 одинаковое');
    const before = contents().length;
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        test.database.transaction().execute((tx) => storeFile(tx, incoming(`${index}.pdf`, same))),
      ),
    );
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(contents().length).toBe(before + 1);
  });

  it('of a wrong kind leave neither a row nor a content', async () => {
    vi.stubEnv('DATA_DIR', folder);
    const before = contents().length;
    const outcome = await test.database.transaction().execute((tx) => storeFile(tx, incoming('вирус.exe', pdf)));
    expect(outcome).toMatchObject({ ok: false, error: { code: 'files.wrong-kind' } });
    expect(contents().length).toBe(before);
  });

  it('that do not exist are null', async () => {
    expect(await test.database.transaction().execute((tx) => readFile(tx, newId()))).toBeNull();
  });

  it('made by the program are written piece by piece, recorded once, given as a stream and forgotten', async () => {
    vi.stubEnv('DATA_DIR', folder);
    const before = contents().length;
    const piece = new Uint8Array(1024 * 1024).fill(7);
    const content = await makeContent(async (append) => {
      for (let count = 0; count < 25; count += 1) await append(piece);
    });
    // larger than any file that is sent may be
    expect(content.size).toBeGreaterThan(20 * 1024 * 1024);
    const id = newId();
    const file = { id, name: 'Архив.zip', mediaType: 'application/zip', uploadedBy: null, now: new Date() };
    const inTransaction = <Value>(run: (tx: Transaction) => Promise<Value>) => test.database.transaction().execute(run);
    await inTransaction((tx) => storeMade(tx, content, file));
    await inTransaction((tx) => storeMade(tx, content, file));
    const given = await inTransaction((tx) => openFile(tx, id));
    expect(given).toMatchObject({ name: 'Архив.zip', size: content.size });
    const bytes = new Uint8Array(await new Response(given?.stream).arrayBuffer());
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(content.sha256);

    const copy = newId();
    await inTransaction((tx) => storeMade(tx, content, { ...file, id: copy }));
    await forgetMade(test.database, id, async () => undefined);
    expect(await inTransaction((tx) => openFile(tx, id))).toBeNull();
    // another file still has this content
    expect(contents().length).toBe(before + 1);
    await forgetMade(test.database, copy, async () => undefined);
    expect(contents().length).toBe(before);
  });

  it('keep a content that is stored again while the last file that had it is forgotten', async () => {
    vi.stubEnv('DATA_DIR', folder);
    const inTransaction = <Value>(run: (tx: Transaction) => Promise<Value>) => test.database.transaction().execute(run);
    const store = (tx: Transaction) =>
      storeFile(tx, incoming('Тот же.pdf', new TextEncoder().encode('%PDF-1.4 снова')));
    const idOf = (stored: Awaited<ReturnType<typeof store>>) => (stored.ok ? stored.value.id : '');
    const first = idOf(await inTransaction(store));
    const before = contents().length;

    // stored, not yet committed: the other transaction does not see the row
    const again = await inTransaction(async (tx) => {
      const stored = idOf(await store(tx));
      await forgetMade(test.database, first, async () => undefined);
      return stored;
    });
    expect(contents().length).toBe(before);

    let kept = again;
    for (let round = 0; round < 25; round += 1) {
      const [stored] = await Promise.all([
        inTransaction(store),
        forgetMade(test.database, kept, async () => undefined),
      ]);
      kept = idOf(stored);
      expect(await inTransaction((tx) => readFile(tx, kept))).not.toBeNull();
    }
    await forgetMade(test.database, kept, async () => undefined);
    expect(contents().length).toBe(before - 1);
  });

  it('whose making failed or was stopped leave nothing', async () => {
    vi.stubEnv('DATA_DIR', folder);
    const before = contents().length;
    const making = makeContent(async (append) => {
      await append(pdf);
      throw new Error('no more');
    });
    await expect(making).rejects.toThrow('no more');
    expect(contents().length).toBe(before);

    const left = join(folder, 'files', 'unfinished-of-a-stopped-program');
    writeFileSync(left, 'половина');
    await clearUnfinished(new Date());
    expect(contents().length).toBe(before + 1);
    await clearUnfinished(new Date(Date.now() + 2 * 24 * 3_600_000));
    expect(contents().length).toBe(before);
  });
});
