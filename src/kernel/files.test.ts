import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { admitFile, cleanFileName, fileKinds, kindOf, largestFile } from './files.ts';

const text = (content: string) => new TextEncoder().encode(content);
const samples = {
  pdf: text('%PDF-1.7\n'),
  jpg: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0]),
  png: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  docx: zipSync({ '[Content_Types].xml': text('<Types/>'), 'word/document.xml': text('<w/>') }),
  xlsx: zipSync({ '[Content_Types].xml': text('<Types/>'), 'xl/workbook.xml': text('<w/>') }),
  odt: zipSync({ mimetype: [text(fileKinds.odt), { level: 0 }], 'content.xml': text('<o/>') }),
};

const withMacros = (...names: string[]) => zipSync(Object.fromEntries(names.map((name) => [name, text('x')])));

describe('files', () => {
  it.each(Object.entries(samples))('%s is taken by its content and its extension', (kind, bytes) => {
    expect(kindOf(bytes)).toBe(kind);
    expect(admitFile(`Приказ № 5.${kind.toUpperCase()}`, bytes)).toMatchObject({ ok: true, value: { kind } });
  });

  it('a jpeg is a jpg', () =>
    expect(admitFile('фото.jpeg', samples.jpg)).toMatchObject({ ok: true, value: { kind: 'jpg' } }));

  it.each([
    ['пустой.pdf', new Uint8Array(0), 'files.empty', 'пуст'],
    ['большой.pdf', new Uint8Array(largestFile + 1), 'files.too-large', '20 МБ'],
    ['программа.exe', text('MZ'), 'files.wrong-kind', 'PDF'],
    ['без расширения', samples.pdf, 'files.wrong-kind', 'PDF'],
    ['страница.html', text('<html>'), 'files.wrong-kind', 'PDF'],
    ['constructor', samples.pdf, 'files.wrong-kind', 'PDF'],
    ['переименован.pdf', text('<html>'), 'files.mismatch', 'не похоже на PDF'],
    ['архив.docx', zipSync({ 'a.txt': text('a') }), 'files.mismatch', 'не похоже на DOCX'],
    ['обрезан.docx', samples.docx.subarray(0, 40), 'files.mismatch', 'не похоже'],
    ['таблица.docx', samples.xlsx, 'files.mismatch', 'не похоже на DOCX'],
    ['макрос.docx', withMacros('word/document.xml', 'word/vbaProject.bin'), 'files.macros', 'без макросов'],
    ['макрос.xlsx', withMacros('xl/workbook.xml', 'xl/macrosheets/sheet1.xml'), 'files.macros', 'без макросов'],
  ])('%s is refused with what to do', (name, bytes, code, words) => {
    const outcome = admitFile(name, bytes);
    expect(outcome).toMatchObject({
      ok: false,
      error: { code, clause: 'platform-files', message: expect.stringContaining(words) },
    });
  });

  it('a file of exactly 20 MB is taken', () => {
    const bytes = new Uint8Array(largestFile);
    bytes.set(samples.pdf);
    expect(admitFile('отчёт.pdf', bytes).ok).toBe(true);
  });

  it.each([
    ['../../etc/пароли.pdf', 'пароли.pdf'],
    ['C:\\Документы\\план.docx', 'план.docx'],
    ['а\u202Efdp.exe', 'аfdp.exe'],
    ['..', 'файл'],
    ['', 'файл'],
    ['а\u0000б\n.pdf', 'аб.pdf'],
    [`${'я'.repeat(300)}.pdf`, `${'я'.repeat(116)}.pdf`],
  ])('name %j becomes %j', (given, kept) => expect(cleanFileName(given)).toBe(kept));
});
