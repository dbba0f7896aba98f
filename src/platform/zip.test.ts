import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { zipTo } from './zip.server.ts';

async function archive(entries: readonly (readonly [string, string])[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  const zip = zipTo(async (bytes) => void pieces.push(Buffer.from(bytes)));
  for (const [path, text] of entries) await zip.add(path, Buffer.from(text), '2026-11-12');
  await zip.finish();
  return Buffer.concat(pieces);
}

describe('a ZIP written piece by piece', () => {
  it('gives every entry back, with Russian names marked as UTF-8', async () => {
    const bytes = await archive([
      ['Приказы/Приказ № 1.docx', 'первый'],
      ['Опись.xlsx', ''],
    ]);
    const found = unzipSync(bytes);
    expect(Object.keys(found)).toEqual(['Приказы/Приказ № 1.docx', 'Опись.xlsx']);
    expect(Buffer.from(found['Приказы/Приказ № 1.docx']!).toString()).toBe('первый');
    expect(bytes.readUInt16LE(6) & 0x0800).toBe(0x0800);
    // no sizes after the content: some unpackers cannot read them for stored entries
    expect(bytes.readUInt16LE(6) & 0x0008).toBe(0);
  });

  it('names are composed: «й» is one letter on every system', async () => {
    const bytes = await archive([['Й'.normalize('NFD'), '']]);
    expect(Object.keys(unzipSync(bytes))).toEqual(['Й']);
  });

  it('of more entries than the old form counts is ZIP64', async () => {
    const bytes = await archive(Array.from({ length: 66_000 }, (_, index) => [`${index}.txt`, ''] as const));
    expect(bytes.readUInt16LE(bytes.length - 12)).toBe(0xffff);
    const end = bytes.indexOf(Buffer.from('PK\x06\x06', 'latin1'), bytes.length - 200);
    expect(Number(bytes.readBigUInt64LE(end + 32))).toBe(66_000);
    expect(Object.keys(unzipSync(bytes))).toHaveLength(66_000);
  });
});
