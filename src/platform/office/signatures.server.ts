import { faults, stop } from './faults.server.ts';

const save = 'сохраните документ как DOCX или XLSX и загрузите ещё раз';
const not = (what: string) => `Это ${what}, а не документ Word или Excel: ${save}`;
const resave = 'сохраните как DOCX или XLSX и загрузите ещё раз';

/** What files of other kinds begin with, and what to say of them. */
const others: readonly (readonly [start: RegExp, sentence: string])[] = [
  [/^\xff\xd8\xff|^\x89PNG|^GIF8|^BM[\s\S]{4}\0\0|^II\*\0|^MM\0\*|^RIFF[\s\S]{4}WEBP|^[\s\S]{4}ftyp/, not('картинка')],
  [/^[\s\S]{0,1024}%PDF-/, not('PDF')],
  [/^\s*\{\\rtf/, `Это файл RTF: откройте его в Word, ${resave}`],
  [/^(?:Rar!|7z\xbc\xaf|\x1f\x8b|BZh|\xfd7zXZ)/, 'Это архив: распакуйте его и загрузите сам документ DOCX или XLSX'],
  [/^[\s\S]{0,1024}<(?:!doctype\s+html|html|head|body|table)\b/i, `Это страница HTML: откройте её в Word, ${resave}`],
  [/^(?:\xef\xbb\xbf)?\s*<\?xml/, `Это файл XML: откройте его в Word или Excel, ${resave}`],
];

const wide = (text: string) => [...text].map((letter) => `${letter}\0`).join('');

/** The old binary files of Microsoft Office, and new ones under a password. */
function refuseCompound(bytes: Uint8Array): never {
  const directory = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const holds = (name: string) => directory.includes(wide(name), 0, 'latin1');
  if (holds('EncryptedPackage')) stop(faults.encrypted);
  if (holds('WordDocument')) stop('Это документ Word старого вида (DOC): откройте его в Word и сохраните как DOCX');
  if (holds('Workbook') || holds('Book'))
    stop('Это книга Excel старого вида (XLS): откройте её в Excel и сохраните как XLSX');
  stop(not('файл старого вида'));
}

/** Refuses, with a word about what it is, everything that is no ZIP archive. */
export function refuseOtherKinds(bytes: Uint8Array): void {
  if (bytes.length === 0) stop(faults.empty);
  const start = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  if (/^PK(?:\x03\x04|\x05\x06)/.test(start)) return;
  if (start.startsWith('\xd0\xcf\x11\xe0')) refuseCompound(bytes);
  for (const [pattern, sentence] of others) if (pattern.test(start)) stop(sentence);
  if (/^[^\0]*$/.test(start)) stop(not('простой текст'));
  stop(`Это не документ Word или Excel: ${save}`);
}

/** What an archive without the parts of Word and Excel is, by the names of its files. */
export function refuseOtherArchives(names: ReadonlySet<string>): never {
  const openDocument = names.has('mimetype') && names.has('content.xml');
  if (openDocument) stop(`Это документ OpenDocument (ODT, ODS): откройте его, ${resave}`);
  if (names.size === 0) stop(faults.empty);
  const office = [...names].some((name) => /^(?:word|xl|_rels)\//.test(name));
  stop(office ? faults.missing : 'Это архив ZIP: распакуйте его и загрузите сам документ DOCX или XLSX');
}
