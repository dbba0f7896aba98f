import { cleanText, nbspChar } from './text.ts';

const gap = '[\\s().\\u2010-\\u2015-]*';
// An eleven-digit number beginning with +7, 8 or 7, or ten digits with the code of an area or a mobile network.
const full = `(?<![\\d+])(?:\\+${gap}7|[78])(?:${gap}\\d){10}(?!\\d)`;
const bare = `(?<![\\d+])\\(?[3489]\\d{2,4}\\)?(?:[\\s.\\u2010-\\u2015-]*\\d){5,7}(?!\\d)`;
const phone = new RegExp(`${full}|${bare}`, 'gu');
const email = /[a-z\d][a-z\d._%+-]*@[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)+/giu;
// A phone glued to an address or to another phone: 89000000002school2@example.org
const glued = /(?<![\d+])((?:\+7|[78])\d{10})(?=[a-z]|[78]\d{10}(?!\d))/giu;

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
  const emails: string[] = [];
  const phones: string[] = [];
  const text = cleanText(raw);
  const rest = text
    .slice(0, longest)
    .replace(glued, '$1 ')
    .replace(email, (address) => {
      emails.push(address.toLowerCase());
      return ' \n ';
    })
    .replace(phone, (match) => {
      const digits = match.replace(/\D/g, '');
      const national = digits.length === 11 ? digits.slice(1) : digits;
      if (national.length !== 10) return match;
      phones.push(`+7${national}`);
      return ' \n ';
    });
  return { phones: [...new Set(phones)], emails: [...new Set(emails)], rest: tidy(rest) + text.slice(longest) };
}

function tidy(text: string): string {
  return text
    .replace(/(?:(?:тел|моб|факс|e-?mail|эл\. ?почта|почта)[.:]*|конт\.\s*тел\.?)(?=[\s,;]*(?:\n|$))/giu, ' ')
    .replace(/\s*\n\s*/gu, '\n')
    .split('\n')
    .map((line) => line.replace(/^[\s,;:]+|[\s,;:]+$/gu, ''))
    .filter((line) => line !== '')
    .join(', ');
}

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
