import type { Direction } from '#features/regulation/index.ts';
import { foldWords, typos } from './rules.words.ts';

type KnownDirection = Pick<Direction, 'code' | 'title' | 'shortTitle' | 'aliases'>;

/** What a wording is among the directions of a regulation. Only a `sure` or `likely` one has a code. */
export interface DirectionMatch {
  readonly code: string | null;
  readonly confidence: 'sure' | 'likely' | 'none';
  /** Codes of the directions it resembles, the nearest first. */
  readonly candidates: readonly string[];
}

interface Phrase {
  readonly code: string;
  readonly words: readonly string[];
  /** Its letters without spaces. */
  readonly letters: string;
}

interface Vocabulary {
  readonly titles: readonly Phrase[];
  readonly phrases: readonly Phrase[];
  readonly weights: ReadonlyMap<string, number>;
  /** What was asked before: forms repeat the same words. */
  readonly answers: Map<string, DirectionMatch>;
  readonly meanings: Map<string, ReadonlySet<string>>;
}

const silent = new Set(
  'в во и на по с со для при том числе а также из к о об от до или у за не это вопросы вопросам вопросе вопрос области область сфере сфера системы система система процесса направление направления менторства школы школе школ доу учреждения учреждении учреждений'.split(
    ' ',
  ),
);
// says nothing even where one direction alone uses it: «работа с ОВЗ» is not «воспитательная работа»
const empty = /^(?:работ|обеспечен|создани)/u;
// said of nearly anything: weak where a regulation does not use them itself
const weak =
  /^(?:развит|совершенств|повышен|улучшен|управлен|организац|деятельност|обучени|сопровожд|поддержк|реализац|формирован|внедрен)/u;

const abbreviations: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})(?:о\.?\s?о\.?|о\.?\s?у\.?)(?!\p{L})/giu, ' образовательной организации '],
  [/(?<!\p{L})обр(?:аз)?\.?\s*орг(?:аниз)?\.?(?!\p{L})/giu, ' образовательной организации '],
  // «деят-ть», «орг-ция»
  [
    /(?<=\p{L}{3})-(?:ть|сть|тью|ти|ция|ции|ию|ия|ии|ие|ие[мй]|е|ем|ние|ния|нием|ой|ая|ого|ва|во|вом|[яю])(?!\p{L})/giu,
    '. ',
  ],
  [/(?<!\p{L})фхд(?!\p{L})/giu, ' финансово хозяйственной деятельностью '],
  [/(?<!\p{L})в\s*т\.?\s*ч\.?(?!\p{L})/giu, ' в том числе '],
];

/** Words of a wording; «упр.» keeps its full stop, so that it can stand for any word that begins so. */
function wordsOf(text: string): string[] {
  const full = abbreviations.reduce((result, [pattern, words]) => result.replace(pattern, words), text);
  // a list takes the full stop off its last word: «инновац. деят»
  return full
    .replace(/(?<=\.\s*)(\p{L}{3,6}[бвгджзклмнпрстфхцчшщ])$/iu, '$1.')
    .split(/(?<=\p{L}\p{L}\.)|\s+/u)
    .flatMap((part) => {
      const words = foldWords(part);
      const short = /\p{L}{2,}\.$/u.test(part.trim()) && (words.at(-1)?.length ?? 9) <= 8;
      return words.map((word, index) => (short && index === words.length - 1 ? `${word}.` : word));
    })
    .filter((word) => !silent.has(word));
}

/** Whether two words are one word in different forms, shortened with a full stop, or mistyped in a letter or two. */
function sameWord(typed: string, known: string): boolean {
  if (typed === known) return true;
  const bare = typed.replace(/\.$/, '');
  if (bare !== typed && bare.length < known.length && known.startsWith(bare)) return true;
  const shorter = Math.min(bare.length, known.length);
  if (shorter < 4) return bare === known;
  let common = 0;
  while (common < shorter && bare[common] === known[common]) common++;
  const tails = [bare.length - common, known.length - common];
  if (common >= 4 && Math.max(...tails) <= 3 && common >= shorter - 3) return true;
  if (shorter < 6) return false;
  const cut = (word: string) => word.replace(/[аеиоуыэюяьй]{1,2}[мхюй]?[иь]?$/u, '');
  const limit = shorter >= 9 ? 2 : 1;
  return typos(cut(bare), cut(known), limit) <= limit;
}

const vocabularies = new WeakMap<readonly KnownDirection[], Vocabulary>();

function vocabularyOf(directions: readonly KnownDirection[]): Vocabulary {
  const known = vocabularies.get(directions);
  if (known) return known;
  const phrase = (code: string) => (text: string) => ({
    code,
    words: wordsOf(text),
    letters: foldWords(text).join(''),
  });
  const titles = directions.flatMap(({ code, title, aliases }) => [title, ...aliases].map(phrase(code)));
  const short = directions.map(({ code, shortTitle }) => phrase(code)(shortTitle));
  const phrases = [...titles, ...short];
  const users = new Map<string, Set<string>>();
  for (const { code, words } of phrases)
    for (const word of words) users.set(word, (users.get(word) ?? new Set()).add(code));
  for (const [word, codes] of users)
    for (const [other, more] of users) if (sameWord(word, other)) for (const code of more) codes.add(code);
  const weights = new Map([...users].map(([word, codes]) => [word, empty.test(word) ? 0.1 : 1 / codes.size]));
  const vocabulary = { titles, phrases, weights, answers: new Map(), meanings: new Map() };
  vocabularies.set(directions, vocabulary);
  return vocabulary;
}

/** The one direction whose letters are these but for a few: words run together or torn, mistakes at their seams. */
function byLetters(text: string, titles: readonly Phrase[]): string | null {
  const letters = foldWords(text).join('');
  const limit = Math.min(3, Math.floor(letters.length / 8));
  if (limit < 1) return null;
  const codes = new Set(
    titles.filter((title) => typos(letters, title.letters, limit) <= limit).map((title) => title.code),
  );
  const [code] = codes;
  return codes.size === 1 && code !== undefined ? code : null;
}

/** The words of the vocabulary that a typed word is. */
function meaningsOf(word: string, { weights, meanings }: Vocabulary): ReadonlySet<string> {
  const known = meanings.get(word);
  if (known) return known;
  const found = new Set([...weights.keys()].filter((other) => sameWord(word, other)));
  remember(meanings, word, found);
  return found;
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.size >= 5000) map.clear();
  map.set(key, value);
}

interface Likeness {
  readonly code: string;
  /** The share of the wording that the phrase says, and of the phrase that the wording says, by weight. */
  readonly said: number;
  readonly covered: number;
  readonly whole: boolean;
  /** The weight of the most telling word they share. */
  readonly telling: number;
}

interface TypedWord {
  readonly meanings: ReadonlySet<string>;
  readonly weight: number;
}

/** How far a wording and a phrase are about the same. */
function likeness(words: readonly TypedWord[], phrase: Phrase, weights: ReadonlyMap<string, number>): Likeness {
  const said = words.filter(({ meanings }) => phrase.words.some((known) => meanings.has(known)));
  const covered = phrase.words.filter((known) => words.some(({ meanings }) => meanings.has(known)));
  const weigh = (list: readonly string[]) => list.reduce((total, word) => total + (weights.get(word) ?? 0), 0);
  const weighTyped = (list: readonly TypedWord[]) => list.reduce((total, { weight }) => total + weight, 0);
  return {
    code: phrase.code,
    said: weighTyped(said) / Math.max(0.01, weighTyped(words)),
    covered: weigh(covered) / Math.max(0.01, weigh(phrase.words)),
    whole: said.length === words.length && covered.length === phrase.words.length,
    telling: Math.max(0, ...covered.map((word) => weights.get(word) ?? 0)),
  };
}

/**
 * Which direction of the regulation a wording means: in any case, shortened, mistyped. A wrong sure answer would be
 * worse than none: where a wording fits two directions, it has no code.
 */
export function matchDirection(text: string, directions: readonly KnownDirection[]): DirectionMatch {
  const vocabulary = vocabularyOf(directions);
  const known = vocabulary.answers.get(text);
  if (known) return known;
  const answer = judge(text.slice(0, 600), directions, vocabulary);
  remember(vocabulary.answers, text, answer);
  return answer;
}

function judge(text: string, directions: readonly KnownDirection[], vocabulary: Vocabulary): DirectionMatch {
  const surely = (code: string) => ({ code, confidence: 'sure', candidates: [code] }) as const;
  const numbered = /^(?:направление\s*)?№\s*(\d{1,2})\.?$/iu.exec(text.trim())?.[1];
  const byNumber = numbered === undefined ? undefined : directions[Number(numbered) - 1];
  if (byNumber) return { ...surely(byNumber.code), confidence: 'likely' };
  const { titles, phrases, weights } = vocabulary;
  const words = wordsOf(text).map((word): TypedWord => {
    const meanings = meaningsOf(word, vocabulary);
    const near = Math.min(...[...meanings].map((one) => weights.get(one) ?? 1));
    const foreign = empty.test(word) ? 0.1 : weak.test(word) ? 0.25 : 1;
    return { meanings, weight: weights.get(word) ?? (meanings.size > 0 ? near : foreign) };
  });
  if (words.length === 0) return { code: null, confidence: 'none', candidates: [] };
  const like = phrases.map((phrase) => likeness(words, phrase, weights));
  const whole = new Set(like.filter((one, index) => one.whole && index < titles.length).map(({ code }) => code));
  const [only] = whole;
  if (whole.size === 1 && only !== undefined) return surely(only);
  const spelt = byLetters(text, titles);
  const short = [...new Set(like.filter((one) => one.whole).map(({ code }) => code))];
  const named = directions.filter(({ shortTitle }) => foldWords(shortTitle).join(' ') === foldWords(text).join(' '));
  if (whole.size === 0 && named.length === 1) return surely(named[0]!.code);
  if (spelt === null && whole.size === 0 && short.length === 1) return { ...surely(short[0]!), confidence: 'likely' };
  return spelt === null ? nearest(like, whole.size > 1) : surely(spelt);
}

function nearest(like: readonly Likeness[], doubtful: boolean): DirectionMatch {
  const best = new Map<string, Likeness & { readonly score: number }>();
  for (const one of like) {
    const score = one.said * 0.9 + one.covered * 0.1;
    if (one.telling > 0.3 && score > (best.get(one.code)?.score ?? 0)) best.set(one.code, { ...one, score });
  }
  const ranked = [...best.values()].toSorted((one, other) => other.score - one.score);
  const candidates = ranked.filter(({ said }) => said >= 0.3).map(({ code }) => code);
  const [first, second] = ranked;
  if (!first || doubtful) return { code: null, confidence: 'none', candidates };
  const { code, said, covered, telling } = first;
  const margin = said - (second?.said ?? 0);
  if (said >= 0.99 && covered >= 0.5 && margin >= 0.3) return { code, confidence: 'sure', candidates };
  if (said >= 0.7 && margin >= 0.2 && telling >= 0.5) return { code, confidence: 'likely', candidates };
  return { code: null, confidence: 'none', candidates };
}
