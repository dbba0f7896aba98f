/** Kinds of documents that are issued: kept as they were and given out byte for byte. */
export const documentKinds = [
  'composition-order',
  'replacement-order',
  'extension-order',
  'early-finish-order',
  'dissolution-order',
  'agreement',
  'service-memo',
  'programme',
  'amendment-sheet',
  'information-report',
  'final-report',
] as const;

export type DocumentKind = (typeof documentKinds)[number];

/** What the check page calls a document: its kind and nothing of its content. */
export const documentKindNames: Readonly<Record<DocumentKind, string>> = {
  'composition-order': 'Приказ о составе менторской группы',
  'replacement-order': 'Приказ о замене команды в менторской группе',
  'extension-order': 'Приказ о продлении менторства',
  'early-finish-order': 'Приказ о досрочном завершении менторства',
  'dissolution-order': 'Приказ о роспуске менторской группы',
  agreement: 'Соглашение о совместной деятельности менторской группы',
  'service-memo': 'Служебная записка о замене команды',
  programme: 'Программа менторского сопровождения',
  'amendment-sheet': 'Лист изменений программы',
  'information-report': 'Информационная справка',
  'final-report': 'Итоговый отчёт',
};

/** What every document is given out as. */
export const documentFormats = ['docx', 'pdf'] as const;
export type DocumentFormat = (typeof documentFormats)[number];

/** The signs of a verification code: digits and Latin letters that nobody takes for one another (no I, L, O, U). */
export const codeSigns = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 12;

/** The code whose signs have these numbers; only the five lowest bits of each number count. */
export function codeOf(numbers: Iterable<number>): string {
  return Array.from(numbers, (number) => codeSigns[number & 31])
    .slice(0, codeLength)
    .join('');
}

/** What people type instead of a sign: Cyrillic letters of the same look, and letters that look like digits. */
const lookAlikes: Readonly<Record<string, string>> = {
  О: '0',
  O: '0',
  I: '1',
  L: '1',
  І: '1',
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Ё: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  Р: 'P',
  Т: 'T',
  У: 'Y',
  Х: 'X',
  З: '3',
  Ѕ: 'S',
  Ј: 'J',
};

/**
 * A code out of what was typed or pasted, the address of the check page included: spaces, dashes and points are left
 * out, small letters and look-alikes are understood. Null when it cannot be a code.
 */
export function readCode(typed: string): string | null {
  const bare = typed
    .replace(/^.*\/check\//is, '')
    .normalize('NFC')
    .toUpperCase()
    .replace(/[\s\p{Pd}._]/gu, '');
  const code = Array.from(bare, (sign) => lookAlikes[sign] ?? sign).join('');
  return code.length === codeLength && Array.from(code).every((sign) => codeSigns.includes(sign)) ? code : null;
}

/** A code in groups of four, as it is printed and shown: «7K3M-92QF-XW0P». */
export function groupedCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? '';
}
