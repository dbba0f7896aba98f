import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { readFile, storeFile } from './files.server.ts';
import { newId } from './ids.server.ts';

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
});
