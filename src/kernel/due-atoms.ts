import { monthByWord } from './date-words.ts';
import { fullYear } from './date-parse.ts';

/** What was said of one date: some of day, month and year. */
export interface Atom {
  d?: number;
  m?: number;
  y?: number;
}

/** Dates separated by commas; each a single one or a span of two. */
export interface Said {
  readonly parts: readonly (readonly Atom[])[];
  /** Words that were not understood. */
  readonly leftovers: readonly string[];
}

type Token =
  | { readonly kind: 'atom'; readonly atom: Atom }
  | { readonly kind: 'number' | 'month' | 'year'; readonly value: number }
  | { readonly kind: 'dash' }
  | { readonly kind: 'comma' }
  | { readonly kind: 'word'; readonly word: string };

const filler = new Set(
  (
    'г гг год года году годы годов годах в во на течение течении протяжении период периода периоде месяц месяца месяце ' +
    'месяцы месяцев мес числа число срок сроки с со от включительно начиная весь всего календарный календарного'
  ).split(' '),
);
// Words that change the meaning: better not understood than understood wrongly.
const spoiling =
  /^(?:не|после|кроме|за|через|исключая|перед|далее|затем|потом|или|либо|дн[яей]+|день|рабоч\S*|недел\S*|час\S*|лет|раза?)$/u;
const joining = new Set(['по', 'до']);

const lexemes: readonly (readonly [RegExp, (parts: readonly string[]) => Token])[] = [
  [/(\d{4})-(\d{2})-(\d{2})(?!\d)/uy, ([, y, m, d]) => atom(d, m, y)],
  [/(\d{4})-(0[1-9]|1[0-2])(?![\d.-]|\s*(?:г\.?г|уч))/uy, ([, y, m]) => atom(undefined, m, y)],
  [/(\d{1,2})\s?[./]\s?(\d{1,2})\s?[./]\s?(\d{4}|\d{2})(?!\d)/uy, ([, d, m, y]) => atom(d, m, y)],
  [/(\d{1,2})([-,])(\d{1,2})\2(\d{4})(?!\d)/uy, ([, d, , m, y]) => atom(d, m, y)],
  [/(\d{1,2})[./](\d{4})(?!\d)/uy, ([, m, y]) => atom(undefined, m, y)],
  [/(\d{1,2})\.(\d{1,2})(?!\d)/uy, ([, d, m]) => atom(d, m, undefined)],
  [/(\d{4})(?!\d)/uy, ([, y]) => ({ kind: 'year', value: Number(y) })],
  [/\d{1,2} месяц(?:а|ев)?(?![а-я])/uy, () => ({ kind: 'word', word: 'дней' })],
  [/(\d{1,2})(?:-?(?:го|ого|ое|е))?(?![\dа-я])/uy, ([, n]) => ({ kind: 'number', value: Number(n) })],
  [/-/uy, () => ({ kind: 'dash' })],
  [/[,;:]|и(?![а-яa-z])|а также/uy, () => ({ kind: 'comma' })],
  [
    /([\p{L}]+)/uy,
    ([, word = '']) => {
      const month = monthByWord(word);
      return month === null ? { kind: 'word', word } : { kind: 'month', value: month };
    },
  ],
];

function atom(d: string | undefined, m: string | undefined, y: string | undefined): Token {
  return {
    kind: 'atom',
    atom: {
      ...(d === undefined ? {} : { d: Number(d) }),
      ...(m === undefined ? {} : { m: Number(m) }),
      ...(y === undefined ? {} : { y: fullYear(y) }),
    },
  };
}

function tokenise(text: string): Token[] | null {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/[\s.]/u.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    const start = at;
    for (const [pattern, make] of lexemes) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found === null) continue;
      tokens.push(make(found));
      at = pattern.lastIndex;
      break;
    }
    if (at === start) return null;
  }
  return tokens;
}

const timely = (token: Token | undefined): boolean =>
  token !== undefined && token.kind !== 'word' && token.kind !== 'comma' && token.kind !== 'dash';

/**
 * Reads a normalised text such as «с 15 января по 20 февраля 2027 года» into dates as they were said; null where the
 * text is not a list of dates and spans, or says something that would change their meaning.
 */
export function readAtoms(text: string): Said | null {
  const tokens = tokenise(text);
  if (tokens === null) return null;
  const parts: Atom[][] = [];
  const leftovers: string[] = [];
  // whether the last date may still continue, the next begins, or it is the other end of a span
  let place: 'reading' | 'next' | 'span' = 'next';
  for (const [index, token] of tokens.entries()) {
    const part = parts.at(-1);
    if (token.kind === 'dash' || (token.kind === 'word' && joining.has(token.word) && timely(tokens[index + 1]))) {
      if (place !== 'reading' || part?.length !== 1) return null;
      place = 'span';
    } else if (token.kind === 'comma') {
      if (place === 'span') return null;
      place = 'next';
    } else if (token.kind === 'word') {
      if (spoiling.test(token.word)) return null;
      if (!filler.has(token.word)) leftovers.push(token.word);
    } else {
      const said = saidBy(token);
      const current = part?.at(-1);
      if (place === 'reading' && token.kind === 'number' && !complete(current)) return null;
      if (current !== undefined && place !== 'span' && continues(current, said, place)) Object.assign(current, said);
      else if (place === 'span' && current?.m === undefined && said.m !== undefined && said.d === undefined) {
        if (current?.d === undefined) return null;
        if (token.kind === 'month') Object.assign(current, said);
        else if (current.d <= 12) parts[parts.length - 1] = [{ m: current.d }, said];
        else return null;
      } else if (place === 'span') part?.push(said);
      else parts.push([said]);
      place = 'reading';
    }
  }
  return place === 'span' ? null : { parts: parts.map(shortYears), leftovers };
}

const complete = (atom: Atom | undefined): boolean => atom?.d !== undefined && atom.y !== undefined;

function saidBy(token: Exclude<Token, { kind: 'dash' } | { kind: 'comma' } | { kind: 'word' }>): Atom {
  if (token.kind === 'atom') return { ...token.atom };
  if (token.kind === 'number') return { d: token.value };
  return token.kind === 'month' ? { m: token.value } : { y: token.value };
}

/** Whether `said` continues the date being read: day, month, year, or the year first; a year may follow a comma. */
function continues(current: Atom, said: Atom, place: 'reading' | 'next'): boolean {
  if (Object.keys(said).length !== 1 || said.d !== undefined) return false;
  if (said.m !== undefined) return place === 'reading' && current.m === undefined;
  return current.y === undefined && (current.m !== undefined || (place === 'reading' && current.d === undefined));
}

/** «2021-22» is two years and not a year and a day. */
function shortYears(part: Atom[]): Atom[] {
  const [first, second] = part;
  if (first?.y === undefined || first.m !== undefined || second?.d === undefined) return part;
  if (second.m !== undefined || second.y !== undefined || (first.y + 1) % 100 !== second.d) return part;
  return [first, { y: first.y + 1 }];
}
