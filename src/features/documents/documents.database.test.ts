import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { renderDocument } from '#platform/documents/index.server.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { docxText } from '#tests/docx.ts';
import { must, smallRegion, type SmallRegion } from '#tests/small-region.ts';
import {
  checkCode,
  checkFile,
  discardDraft,
  issueDocument,
  issuedFile,
  putInForce,
  revokeDocument,
} from './index.server.ts';

let db: TestDatabase;
let world: SmallRegion;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'));
  vi.stubEnv('DATA_DIR', folder);
  db = await createTestDatabase();
  world = await smallRegion(db.database);
});
afterAll(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const body = '# ПРИКАЗ\n\nО тайном: {{ name }}';

function issue({ draft = false, verified = true, number = '12-м' } = {}) {
  vi.stubEnv('DATA_DIR', folder);
  vi.stubEnv('ORIGIN', 'https://estafeta.example.org');
  const tree = renderDocument({ format: 'liquid-markdown', body, title: 'Приказ' }, { name: 'Седова Анна Ильинична' });
  if (!tree.ok) throw new Error(tree.error.message);
  return world.inTransaction(world.operator, async (work) =>
    must(
      await issueDocument(work, {
        kind: 'composition-order',
        number,
        datedOn: '2026-10-05',
        title: 'О составе менторской группы Седовой',
        regionId: world.region.id,
        groupId: null,
        fileName: `Приказ № ${number}/2026`,
        tree: tree.value,
        verified,
        draft,
      }),
    ),
  );
}
const fileOf = async (id: string, format: 'docx' | 'pdf') =>
  (await db.database.transaction().execute((tx) => issuedFile(tx, id, format)))!;
const wordsOf = (bytes: Uint8Array): string => docxText(bytes).join('\n').replaceAll('\u00a0', ' ');
const sumOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('an issued document', () => {
  test('is kept as DOCX and PDF; the paper carries its code and the public address of the check page', async () => {
    const { id, code } = await issue();
    const [docx, pdf] = [await fileOf(id, 'docx'), await fileOf(id, 'pdf')];
    expect([docx.name, pdf.name]).toEqual(['Приказ № 12-м 2026.docx', 'Приказ № 12-м 2026.pdf']);
    const words = wordsOf(docx.bytes);
    expect(words).toContain(`Код проверки: ${code.replace(/(.{4})(?=.)/g, '$1-')}`);
    expect(words).toContain(`https://estafeta.example.org/check/${code}`);
    expect(new TextDecoder().decode(pdf.bytes.subarray(0, 5))).toBe('%PDF-');
  });

  test('without a code on the paper when it needs none', async () => {
    const { id, code } = await issue({ verified: false });
    expect(wordsOf((await fileOf(id, 'docx')).bytes)).not.toContain(code.slice(0, 4));
  });

  test('never changes: the database refuses every change but its being revoked, once', async () => {
    const { id } = await issue();
    const change = (values: object) =>
      db.database.updateTable('issuedDocument').set(values).where('id', '=', id).execute();
    const other = await issue();
    for (const values of [
      { number: '13' },
      { code: '000000000000' },
      { title: 'Иное' },
      { datedOn: '2026-10-06' },
      { docxFileId: other.docxFileId },
      { pdfFileId: other.pdfFileId },
      { issuedAt: null },
    ]) {
      await expect(change(values)).rejects.toThrow(/an issued document never changes/);
    }
    const remove = () => db.database.deleteFrom('issuedDocument').where('id', '=', id).execute();
    await expect(remove()).rejects.toThrow(/is not deleted/);
    await world.inTransaction(world.operator, (work) => revokeDocument(work, id));
    await world.inTransaction(world.operator, (work) => revokeDocument(work, id));
    await expect(remove()).rejects.toThrow(/is not deleted/);
    await expect(change({ revokedAt: null })).rejects.toThrow(/revoked once/);
    expect(wordsOf((await fileOf(id, 'docx')).bytes)).toContain('Седова');
  });
});

describe('the check page', () => {
  test('tells kind, number, date, control sums and force, and nothing else', async () => {
    const { id, code } = await issue({ number: '14' });
    const sums = { docx: sumOf((await fileOf(id, 'docx')).bytes), pdf: sumOf((await fileOf(id, 'pdf')).bytes) };
    const answer = await checkCode(db.database, { code: code.toLowerCase().replace(/(.{4})/g, '$1 ') });
    expect(answer).toEqual({
      code: code.replace(/(.{4})(?=.)/g, '$1-'),
      document: {
        kind: 'Приказ о составе менторской группы',
        number: '14',
        datedOn: '2026-10-05',
        issuedAt: world.now,
        revokedAt: null,
        sums,
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/Седов/);
    await world.inTransaction(world.operator, (work) => revokeDocument(work, id));
    expect((await checkCode(db.database, { code })).document?.revokedAt).toEqual(world.now);
  });

  test('answers alike to slips, unknown codes and drafts; a draft put in force answers', async () => {
    const { id, code } = await issue({ draft: true });
    for (const typed of ['', 'нет такого', '0000-0000-0000', code]) {
      expect((await checkCode(db.database, { code: typed })).document).toBeNull();
    }
    await world.inTransaction(world.operator, (work) => putInForce(work, id));
    expect((await checkCode(db.database, { code })).document).not.toBeNull();
    await world.inTransaction(world.operator, (work) => discardDraft(work, id));
    expect((await checkCode(db.database, { code })).document).not.toBeNull();
  });

  test('recognises the very file, and no other', async () => {
    const { id, code } = await issue();
    const [docx, pdf] = [await fileOf(id, 'docx'), await fileOf(id, 'pdf')];
    const compare = (bytes: Uint8Array, of = code) => checkFile(db.database, { code: of, bytes });
    expect([await compare(docx.bytes), await compare(pdf.bytes)]).toEqual(['docx', 'pdf']);
    const touched = new Uint8Array(pdf.bytes);
    touched[100] = touched[100]! ^ 1;
    expect(await compare(touched)).toBeNull();
    expect(await compare(docx.bytes, (await issue()).code)).toBeNull();
    const before = await db.database.selectFrom('file').select('id').execute();
    await compare(new TextEncoder().encode('чужой файл'));
    expect(await db.database.selectFrom('file').select('id').execute()).toHaveLength(before.length);
  });
});
