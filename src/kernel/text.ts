/** The no-break space. */
export const nbspChar = '\u00a0';

const lineEnds = /\r\n?|[\u0085\v\f\p{Zl}\p{Zp}]/gu;
// Control and format characters: bidirectional overrides, zero-width ones, soft hyphens, byte order marks, lone surrogates.
const invisible = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu;

/**
 * Text as it is stored: plain text without invisible and control characters, Unicode NFC, spaces collapsed and
 * trimmed, lines kept (at most one empty line in a row). Markup stays as typed: it is escaped where it is shown.
 */
export function cleanText(raw: string): string {
  return raw
    .replace(lineEnds, '\n')
    .replaceAll('\t', ' ')
    .replace(invisible, '')
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** `cleanText` on one line. */
export function cleanLine(raw: string): string {
  return cleanText(raw).replace(/\n+/g, ' ');
}

const units =
  '(?:год|лет|дн|день|дня|месяц|мес\\.|недел|час|мин|раз|групп|команд|организаци|мероприят|человек|шаг|файл|документ|' +
  'январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|КБ|МБ|ГБ|руб|тыс|млн|млрд|%|₽)';
const noBreaks: readonly (readonly [RegExp, string])[] = [
  [/№ /gu, `№${nbspChar}`],
  // a year, not «№ 1 г. Камышина»
  [/(\d{4}) (?=гг?\.)/gu, `$1${nbspChar}`],
  [new RegExp(`(\\d) (?=${units})`, 'gu'), `$1${nbspChar}`],
  // «г. Камышин», «п. 2.6», «ул. Мира»
  [/(?<![\p{L}])(г|с|п|пп|ст|ч|стр|ул|пос|р\.\u00a0?п|д|им|тел) ?\. (?=[\p{Lu}\d«])/gu, `$1.${nbspChar}`],
  [/(\p{Lu}\.) (?=\p{Lu}\.|\p{Lu}\p{Ll})/gu, `$1${nbspChar}`],
  [/(\p{Lu}\p{Ll}+) (?=\p{Lu}\. ?\u00a0?\p{Lu}\.)/gu, `$1${nbspChar}`],
  [/(?<![\p{L}\d])([вкосуиаВКОСУИА]) (?=\S)/gu, `$1${nbspChar}`],
  [/ (?=[—–] )/gu, nbspChar],
];

/**
 * Puts no-break spaces where a line must not break: after №, between a number and its unit, before «г.», between
 * initials and the surname, after one-letter words, before a dash. Only spaces change.
 */
export function nbsp(text: string): string {
  return noBreaks.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/** «Text» in Russian quotation marks; marks inside become „…“. */
export function quote(text: string): string {
  const inner = text
    .replace(/[«]/g, '„')
    .replace(/[»]/g, '“')
    .replace(/"([^"]*)"/g, '„$1“');
  return `«${inner}»`;
}

/** The text with its first letter in upper case. */
export function capitalise(text: string): string {
  return text.replace(/^[^\p{L}\d]*\p{L}/u, (start) => start.toUpperCase());
}

/** The text with its first letter in lower case, abbreviations («МБОУ») left alone. */
export function decapitalise(text: string): string {
  return text.replace(/^\p{Lu}(?!\p{Lu})/u, (letter) => letter.toLowerCase());
}

/** Folds what people write differently: case, ё, quotation marks, dashes and spaces. For comparing, never for showing. */
export function foldText(text: string): string {
  return cleanLine(text)
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[«»„“”‟"'`’‘]/gu, '')
    .replace(/\s*[\p{Pd}\u2212]\s*/gu, '-')
    .replace(/№\s*/gu, '№ ')
    .replace(/\s+/gu, ' ')
    .trim();
}

const latin = 'ABCEHKMOPTXYaceopxyk';
const cyrillic = 'АВСЕНКМОРТХУасеорхук';
const likeCyrillic = new Map([...latin].map((letter, index) => [letter, cyrillic.charAt(index)]));
const likeLatin = new Map([...cyrillic].map((letter, index) => [letter, latin.charAt(index)]));

/** Latin letters typed for Cyrillic ones («MБОУ CШ») as Cyrillic. For comparing, never for showing. */
export function foldLetters(text: string): string {
  return text.replace(/[\p{L}]+/gu, (word) => {
    const letters = [...word];
    const mixed = /\p{Script=Cyrillic}/u.test(word);
    const disguised = letters.length > 1 && letters.every((letter) => /[A-Z]/.test(letter) && likeCyrillic.has(letter));
    return mixed || disguised ? letters.map((letter) => likeCyrillic.get(letter) ?? letter).join('') : word;
  });
}

/** Cyrillic letters typed for Latin ones, as in addresses («sсhool@example.org»), as Latin. */
export function latinLetters(text: string): string {
  return [...text].map((letter) => likeLatin.get(letter) ?? letter).join('');
}

// words before a hyphen that stays when its line is joined: «учебно-воспитательной»
const compound =
  /^(?:учебно|научно|финансово|хозяйственно|административно|материально|социально|культурно|физкультурно|военно|информационно|организационно|коррекционно|естественно|художественно|психолого|северо|юго|музыкально|опытно|программно|нормативно|методико|лечебно|санитарно|воспитательно|средне|детско|экспертно|контрольно|северо|сельско)$/iu;

/** Joins words divided by a hyphen at the end of a line: «общеобразова-⏎тельное». Other line breaks stay. */
export function joinHyphens(text: string): string {
  // only the start of a word is tried: a word of a hundred thousand letters must not cost its square
  return text.replace(/(?<!\p{L})(\p{L}+)[-\u2010]\n(?=\p{Ll})/gu, (_, word: string) =>
    compound.test(word) ? `${word}-` : word,
  );
}
