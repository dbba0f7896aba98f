import { refuse, type Outcome, type Refusal } from './refusal.ts';
import { ok } from './result.ts';
import { cleanLine } from './text.ts';

/** The largest file taken, in bytes: 20 MB. */
export const largestFile = 20 * 1024 * 1024;

/** Kinds of files taken, by extension, with the media type each is stored and given out under. */
export const fileKinds = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  odt: 'application/vnd.oasis.opendocument.text',
} as const;

export type FileKind = keyof typeof fileKinds;

/** What a file field offers to choose. */
export const acceptedFiles = '.pdf,.jpg,.jpeg,.png,.docx,.xlsx,.odt';

const kindsInWords = 'PDF, JPG, PNG, DOCX, XLSX или ODT';
const ground = { kind: 'invalid', clause: 'platform-files', field: 'file' } as const;

/** Everything a file may be refused for. Clause platform-files. */
export const fileRefusals = {
  absent: { ...ground, code: 'files.absent', message: 'Файл не выбран: выберите файл и отправьте ещё раз' },
  empty: (name: string): Refusal => ({
    ...ground,
    code: 'files.empty',
    message: `Файл «${name}» пуст: проверьте его на своём компьютере и выберите снова`,
  }),
  tooLarge: (name: string): Refusal => ({
    ...ground,
    code: 'files.too-large',
    message: `Файл «${name}» больше 20 МБ: сожмите его или разделите на несколько`,
  }),
  wrongKind: (name: string): Refusal => ({
    ...ground,
    code: 'files.wrong-kind',
    message: `Файл «${name}» не подходит: сохраните его как ${kindsInWords}`,
  }),
  macros: (name: string): Refusal => ({
    ...ground,
    code: 'files.macros',
    message: `В файле «${name}» есть макросы: сохраните его без макросов или как PDF`,
  }),
  mismatch: (name: string, extension: string): Refusal => ({
    ...ground,
    code: 'files.mismatch',
    message: `Содержимое файла «${name}» не похоже на ${extension.toUpperCase()}: откройте его и сохраните как ${kindsInWords}`,
  }),
} as const satisfies Record<string, Refusal | ((name: string, extension: string) => Refusal)>;

/** A file that may be stored. */
export interface AdmittedFile {
  readonly name: string;
  readonly kind: FileKind;
  readonly mediaType: string;
}

/** The name without folders, control and direction characters, at most 120 characters with its extension kept. */
export function cleanFileName(name: string): string {
  const bare = cleanLine(
    name
      .split(/[/\\]/)
      .at(-1)!
      .replace(/[<>:"|?*]/g, ''),
  ).replace(/^\.+/, '');
  const dot = bare.lastIndexOf('.');
  const extension = dot > 0 ? bare.slice(dot).slice(0, 10) : '';
  const stem = Array.from(dot > 0 ? bare.slice(0, dot) : bare)
    .slice(0, 120 - extension.length)
    .join('')
    .trim();
  return `${stem || 'файл'}${extension}`;
}

const officeKinds: ReadonlySet<string> = new Set(['docx', 'xlsx', 'odt']);
/** Where programs keep the macros of a document. */
const macroParts = /(?:^|[/\\])(?:vbaProject\.bin|macrosheets[/\\])|^(?:Basic|Scripts)[/\\]/i;

/** Decides whether a file may be stored: its size, its extension, that its first bytes agree with it, and no macros. */
export function admitFile(givenName: string, bytes: Uint8Array): Outcome<AdmittedFile> {
  const name = cleanFileName(givenName);
  if (bytes.length === 0) return refuse(fileRefusals.empty(name));
  if (bytes.length > largestFile) return refuse(fileRefusals.tooLarge(name));
  const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
  const kind = extension === 'jpeg' ? 'jpg' : extension;
  if (!Object.hasOwn(fileKinds, kind)) return refuse(fileRefusals.wrongKind(name));
  if (kindOf(bytes) !== kind) return refuse(fileRefusals.mismatch(name, extension));
  // whoever opens it trusts the platform it came from
  if (officeKinds.has(kind) && zipEntryNames(bytes).some((entry) => macroParts.test(entry)))
    return refuse(fileRefusals.macros(name));
  return ok({ name, kind: kind as FileKind, mediaType: fileKinds[kind as FileKind] });
}

const startsWith = (bytes: Uint8Array, signature: readonly number[], at = 0): boolean =>
  signature.every((byte, index) => bytes[at + index] === byte);

/** What the bytes are, whatever the name says; null for anything not taken. */
export function kindOf(bytes: Uint8Array): FileKind | null {
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46, 0x2d])) return 'pdf';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'jpg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'png';
  if (!startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return null;
  const entries = zipEntryNames(bytes);
  if (entries.includes('word/document.xml')) return 'docx';
  if (entries.includes('xl/workbook.xml')) return 'xlsx';
  // OpenDocument: the first entry is the uncompressed media type
  const odt = new TextEncoder().encode(`mimetype${fileKinds.odt}`);
  return startsWith(bytes, [...odt], 30) && entries.includes('content.xml') ? 'odt' : null;
}

/** Names in the central directory of a ZIP archive (APPNOTE 4.3.12, 4.3.16); empty when there is none. */
function zipEntryNames(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  const earliest = Math.max(0, end - 65_535);
  while (end >= earliest && !startsWith(bytes, [0x50, 0x4b, 0x05, 0x06], end)) end--;
  if (end < earliest) return [];
  const names: string[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0 && at + 46 <= end; left--) {
    if (!startsWith(bytes, [0x50, 0x4b, 0x01, 0x02], at)) return [];
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    names.push(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)));
    at += 46 + name + extra + comment;
  }
  return names;
}
