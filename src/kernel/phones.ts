import { cleanText, nbspChar } from './text.ts';

const gap = '[\\s().\\u2010-\\u2015\\u2212-]*';
// An eleven-digit number beginning with +7, 8 or 7, or ten digits with the code of an area or a mobile network.
const full = `(?<![\\d+])(?:\\+${gap}7|[78])(?:${gap}\\d){10}(?!\\d)`;
const bare = `(?<![\\d+])\\(?(?!8[89])[3489]\\d{2,4}\\)?(?:[\\s.\\u2010-\\u2015\\u2212-]*\\d){5,7}(?!\\d)`;
const phone = new RegExp(`${full}|${bare}`, 'gu');
const email = /[a-z\d][a-z\d._%+-]*@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+/giu;
// A phone glued to an address or to another phone: 89000000002school2@example.org
const glued = new RegExp(
  `(?<![\\d+])((?:\\+7|[78])(?:\\d{10}(?=[78]\\d{10}(?!\\d))|(?:${gap}\\d){10}(?=[a-z])))`,
  'giu',
);

// «8 (84457) 0-11-22, 0-11-23»: the numbers after the first have its code.
const number = String.raw`\d(?:[\s-]?\d){4,6}`;
const sameCode = new RegExp(
  String.raw`(\((?:8[\s-])?(\d{3,5})\)\s*)(${number})((?:\s*(?:[,;/]|\sи\s)\s*(?:тел\.?|т\.|факс:?)?\s*${number}(?![\s-]?\d))+)`,
  'gu',
);

/** The text with the code of the area before every number it is said of. */
function withCodes(text: string): string {
  return text.replace(sameCode, (whole, opening: string, code: string, first: string, others: string) => {
    const length = (digits: string) => digits.replace(/\D/g, '').length;
    const local = 10 - code.length;
    const numbers = others.match(new RegExp(number, 'gu')) ?? [];
    if (length(first) !== local || numbers.some((one) => length(one) !== local)) return whole;
    return opening + first + others.replace(new RegExp(number, 'gu'), (one) => `(${code}) ${one}`);
  });
}

// More than a cell of contacts ever holds; the rest is returned unread.
const longest = 2000;

/** What a cell of contacts holds: phones as +7XXXXXXXXXX, e-mail addresses, and the text that is left. */
export interface Contacts {
  readonly phones: string[];
  readonly emails: string[];
  readonly rest: string;
}

/** Separates phones and e-mail addresses from the text around them, even when they are run together. */
export function extractContacts(raw: string): Contacts {
  const { phones, emails, pieces } = splitContacts(raw);
  return {
    phones,
    emails,
    rest: pieces
      .flatMap((piece) => piece.split('\n'))
      .map(trimmed)
      .filter(Boolean)
      .join(', '),
  };
}

/** `extractContacts` with the text that is left in pieces, between the contacts; lines of a piece stay lines. */
export function splitContacts(raw: string): Pick<Contacts, 'phones' | 'emails'> & { readonly pieces: string[] } {
  const emails: string[] = [];
  const phones: string[] = [];
  const text = cleanText(raw);
  const rest = withCodes(text.slice(0, longest).replace(glued, '$1 '))
    .replace(email, (address) => {
      emails.push(address.toLowerCase());
      return mark;
    })
    .replace(phone, (match) => {
      const digits = match.replace(/\D/g, '');
      const national = digits.length === 11 ? digits.slice(1) : digits;
      if (national.length !== 10) return match;
      phones.push(`+7${national}`);
      return mark;
    });
  const pieces = rest.split(mark).map((piece, index, all) => withoutLabels(piece, index < all.length - 1));
  return {
    phones: [...new Set(phones)],
    emails: [...new Set(emails)],
    pieces: [...pieces, trimmed(text.slice(longest))].filter((piece) => piece !== ''),
  };
}

// stands where a contact was; cleaned text has no such character
const mark = '\u0000';
const label =
  '(?:контактн(?:ый|ые)|рабоч(?:ий|ая)|раб|мобильный|моб|сотовый|сот|домашний|дом\\.|служебный|городской|личный|[рмсд]\\.\\s?т|т\\.\\s?[рмс]|вайбер|viber|telegram|телеграм|ватсап|вотсап|мессенджер|телефоны?|тел|т|факс|' +
  'номер|e-?mail|email|mail|е-?mail|адрес|эл(?:ектронн(?:ая|ый|ой))?|почт[аы]|whatsapp)';
const labelsAtEnd = new RegExp(`(?:(?<![\\p{L}\\d])${label}(?!\\p{L})[\\s.:,;/()№–—-]*)+$`, 'iu');
const labelsAtStart = new RegExp(`^[\\s,;–—-]*\\((?:${label}(?!\\p{L})[\\s.:/]*)+\\)`, 'iu');
const onlyLabels = new RegExp(`^(?:[\\s.:,;/()№–—-]|${label}(?!\\p{L}))*$`, 'iu');

/** What stood between two contacts without the words that announce them: «тел.», «моб.:», «e-mail». */
function withoutLabels(piece: string, announces: boolean): string {
  if (onlyLabels.test(piece)) return '';
  const said = piece.replace(labelsAtStart, '');
  return trimmed(announces ? said.replace(labelsAtEnd, '') : said);
}

const trimmed = (text: string) => text.replace(/^[\s,;:)/]+|(?<![\s,;:(/])[\s,;:(/]+$/gu, '');

/** The phones of a text as +7XXXXXXXXXX, without repetition. */
export function parsePhones(text: string): string[] {
  return extractContacts(text).phones;
}

/** The e-mail addresses of a text in lower case, without repetition. */
export function parseEmails(text: string): string[] {
  return extractContacts(text).emails;
}

/** Whether the whole text is one e-mail address of at most 254 characters. */
export function isEmail(text: string): boolean {
  const found = text.length <= 254 ? text.match(email) : null;
  return found?.length === 1 && found[0] === text && !text.includes('..');
}

/** «+7 (84457) 0-11-22», «+7 900 000-00-02»; other text is returned as it is. */
export function formatPhone(e164: string): string {
  const national = /^\+7(\d{10})$/.exec(e164)?.[1];
  if (national === undefined) return e164;
  if (national.startsWith('9'))
    return `+7 ${national.slice(0, 3)} ${grouped(national.slice(3))}`.replaceAll(' ', nbspChar);
  // area codes of the region have four or five digits: 8442 is the city
  const code = national.startsWith('8442') ? 4 : national.startsWith('844') ? 5 : 3;
  return `+7 (${national.slice(0, code)}) ${grouped(national.slice(code))}`.replaceAll(' ', nbspChar);
}

function grouped(local: string): string {
  return `${local.slice(0, -4)}-${local.slice(-4, -2)}-${local.slice(-2)}`;
}
