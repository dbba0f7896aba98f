import { documentKindNames, type DocumentFormat, type DocumentKind } from '#features/documents/index.ts';
import { addDays, formatShort, type IsoDate } from '#kernel/dates.ts';
import type { Refusal } from '#kernel/refusal.ts';

/** What an archive is of: one group, a municipality in a cycle, or the whole cycle. */
export type ArchiveTarget =
  | { readonly kind: 'group'; readonly groupId: string }
  | { readonly kind: 'municipality'; readonly municipalityId: string; readonly cycleId: string }
  | { readonly kind: 'cycle'; readonly cycleId: string };

/** What of the documents is put into an archive. */
export const archiveFormats = ['both', 'docx', 'pdf'] as const;
export type ArchiveFormat = (typeof archiveFormats)[number];

/** The formats of the files to take. */
export const formatsOf = (format: ArchiveFormat): readonly DocumentFormat[] =>
  format === 'both' ? ['docx', 'pdf'] : [format];

/** An archive may be downloaded this many days, then it is made anew: it holds confidential papers. */
export const daysKept = 7;

/** The last day on which an archive made on `madeOn` may be downloaded. */
export const keptUntil = (madeOn: IsoDate): IsoDate => addDays(madeOn, daysKept);

/** Bytes that an archive may have. */
export const largestArchive = 2_000_000_000;

/** A file of an issued document. */
export interface ArchivedFile {
  readonly sha256: string;
  readonly size: number;
}

/** An issued document as an archive takes it. */
export interface ArchivedDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly title: string;
  readonly revokedOn: IsoDate | null;
  readonly groupId: string;
  readonly groupTitle: string;
  readonly municipalityName: string;
  readonly files: Readonly<Record<DocumentFormat, ArchivedFile>>;
}

/** Something of a group that has no issued document yet. */
export interface MissingDocument {
  readonly kind: DocumentKind;
  readonly groupTitle: string;
  readonly municipalityName: string;
  readonly reason: 'draft' | 'unsent' | 'unapproved' | 'old';
}

/** Why something is not in an archive, in words. */
export const reasonNames: Readonly<Record<MissingDocument['reason'], string>> = {
  draft: 'черновик: ещё не представлен',
  unsent: 'проект: ещё не направлен сторонам',
  unapproved: 'не утверждена',
  old: 'издан до того, как платформа стала хранить документы: файл есть на странице группы',
};

/** Everything an archive may be refused for. */
export const refusals = {
  forbidden: {
    municipality: {
      code: 'archives.forbidden.municipality',
      kind: 'forbidden',
      message: 'Документы групп муниципалитета скачивают его куратор и региональный оператор',
      clause: 'confidential',
    },
    cycle: {
      code: 'archives.forbidden.cycle',
      kind: 'forbidden',
      message: 'Документы всех групп цикла скачивает региональный оператор',
      clause: 'confidential',
    },
  },
  empty: {
    code: 'archives.empty',
    kind: 'invalid',
    message: 'Изданных документов этих видов нет: отметьте другие виды',
    clause: 'documents',
    field: 'kinds',
  },
  tooLarge: {
    code: 'archives.too-large',
    kind: 'invalid',
    message: 'Документов больше чем на 2 ГБ: соберите архивы по муниципалитетам, по видам или только PDF',
    clause: 'platform-files',
    field: 'kinds',
  },
} as const satisfies { forbidden: Record<string, Refusal> } & Record<string, unknown>;

/** Folders of documents by kind; orders lie together. */
const folders: Readonly<Record<DocumentKind, string>> = {
  'composition-order': 'Приказы',
  'replacement-order': 'Приказы',
  'extension-order': 'Приказы',
  'early-finish-order': 'Приказы',
  'dissolution-order': 'Приказы',
  agreement: 'Соглашения',
  'service-memo': 'Служебные записки',
  programme: 'Программы',
  'amendment-sheet': 'Программы',
  'information-report': 'Информационные справки',
  'final-report': 'Итоговые отчёты',
};

/** How long a name may be in UTF-8: disks take 255 bytes, Windows 260 letters of the whole path. */
const longestFolder = 120;
const longestFile = 180;

/** Names that Windows keeps for itself. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** A name that every file system takes: no forbidden signs, no point or space at its end, not longer than `most` bytes. */
export function safeName(name: string, most: number, ending = ''): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/(?<=\d)[/\\](?=\d)/g, '-')
    .replace(/[<>:"/\\|?*]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(reserved, '_$1');
  let signs = Array.from(plain);
  while (bytesOf(signs.join('')) + bytesOf(ending) > most) signs = signs.slice(0, -1);
  const cut = signs.join('').replace(/[\s.]+$/, '');
  return `${cut || 'без названия'}${ending}`;
}

/** The name, or the name with a number when it is taken; capitals make no difference to Windows. */
function unique(taken: Set<string>, name: (mark: string) => string): string {
  for (let number = 1; ; number += 1) {
    const found = name(number === 1 ? '' : ` (${number})`);
    const key = found.toLocaleLowerCase('ru');
    if (taken.has(key)) continue;
    taken.add(key);
    return found;
  }
}

/** A document's file in an archive. */
export interface ArchiveEntry {
  readonly document: ArchivedDocument;
  readonly format: DocumentFormat;
  readonly path: string;
}

/**
 * Where every file lies in the archive: municipality / group / kind / file, without the levels that the archive has one
 * of. The order is that of the paths, so that an archive made twice is the same.
 */
export function entriesOf(
  documents: readonly ArchivedDocument[],
  formats: readonly DocumentFormat[],
  target: ArchiveTarget['kind'],
): ArchiveEntry[] {
  const groupFolders = new Map<string, string>();
  const taken = new Set<string>();
  const folderOf = ({ groupId, groupTitle, municipalityName, kind }: ArchivedDocument): string => {
    if (target === 'group') return folders[kind];
    const place = target === 'cycle' ? `${safeName(municipalityName, longestFolder)}/` : '';
    const known = groupFolders.get(groupId);
    const group = known ?? unique(taken, (mark) => place + safeName(groupTitle, longestFolder - bytesOf(mark)) + mark);
    groupFolders.set(groupId, group);
    return `${group}/${folders[kind]}`;
  };
  return documents.flatMap((document) => {
    const folder = folderOf(document);
    // both files of a document have one name
    const stem = unique(
      taken,
      (mark) => `${folder}/${safeName(fileTitle(document), longestFile - 5 - bytesOf(mark))}${mark}`,
    );
    return formats.map((format) => ({ document, format, path: `${stem}.${format}` }));
  });
}

/** «Приказ о составе менторской группы № 12 от 11.11.2026». */
function fileTitle({ kind, number, datedOn, revokedOn }: ArchivedDocument): string {
  const numbered = number ? ` № ${number}` : '';
  return `${documentKindNames[kind]}${numbered} от ${formatShort(datedOn)}${revokedOn ? ', утратил силу' : ''}`;
}
