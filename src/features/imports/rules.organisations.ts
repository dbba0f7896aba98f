import { foldLetters, foldText } from '#kernel/text.ts';
import {
  mistyped,
  organisationSignature,
  sameStem,
  stemsLike,
  type OrganisationSignature,
} from './rules.organisations-names.ts';

/** An organisation that may be meant. */
export interface OrganisationChoice {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly municipality?: string;
}

export interface OrganisationCandidate<Choice> {
  readonly choice: Choice;
  /** From 0 to 1. */
  readonly score: number;
}

/**
 * `sure`: the first candidate and no other; `ambiguous`: several fit alike; `likely`: the first differs in something a
 * person must look at; `none`: nothing fits, the candidates are only near.
 */
export interface OrganisationMatch<Choice> {
  readonly verdict: 'sure' | 'likely' | 'ambiguous' | 'none';
  readonly candidates: readonly OrganisationCandidate<Choice>[];
}

interface Known<Choice> {
  readonly choice: Choice;
  readonly folded: readonly string[];
  readonly signatures: readonly OrganisationSignature[];
  /** The words of all its names. */
  readonly words: readonly string[];
  /** The words of the municipality: they may be said, they need not. */
  readonly silent: readonly string[];
  /** It is known to stand in no district, so that one said of a district is another. */
  readonly outside: boolean;
}

/** Organisations prepared for matching many names against them. */
export interface OrganisationIndex<Choice> {
  readonly exact: ReadonlyMap<string, readonly Known<Choice>[]>;
  readonly byNumber: ReadonlyMap<string, readonly Known<Choice>[]>;
  readonly byWord: ReadonlyMap<string, readonly Known<Choice>[]>;
  /** The words of all names: a word that is one of them is no other mistyped. */
  readonly stems: ReadonlySet<string>;
}

/** Prepares organisations once, so that each name is compared only with those of its number or of its words. */
export function organisationIndex<Choice extends OrganisationChoice>(
  choices: readonly Choice[],
): OrganisationIndex<Choice> {
  const exact = new Map<string, Known<Choice>[]>();
  const byNumber = new Map<string, Known<Choice>[]>();
  const byWord = new Map<string, Known<Choice>[]>();
  const stems = new Set<string>();
  const put = (map: Map<string, Known<Choice>[]>, key: string, known: Known<Choice>) => {
    const list = map.get(key);
    if (!list) map.set(key, [known]);
    else if (list.at(-1) !== known) list.push(known);
  };
  for (const choice of choices) {
    const names = [choice.name, choice.shortName].filter((name) => name.trim() !== '');
    const signatures = withKindSaid(names.map(organisationSignature));
    const known: Known<Choice> = {
      choice,
      folded: names.map((name) => foldText(foldLetters(name))),
      signatures,
      words: [...new Set(signatures.flatMap(({ words }) => [...words.keys()]))],
      silent: [...organisationSignature(choice.municipality ?? '').words.keys()],
      outside: Boolean(choice.municipality) && ![...names, choice.municipality!].some(saysDistrict),
    };
    for (const name of known.folded) put(exact, name, known);
    for (const stem of [...known.words, ...known.silent]) stems.add(stem);
    const numbers = new Set(known.signatures.map(({ number }) => number).filter((number) => number !== null));
    for (const number of numbers) put(byNumber, number, known);
    for (const { words } of known.signatures)
      for (const [word, weight] of words) if (weight >= 0.5) put(byWord, word.slice(0, 3), known);
  }
  return { exact, byNumber, byWord, stems };
}

const saysDistrict = (text: string) => /район|(?<!\p{L})р-н/iu.test(text);

const schools = new Set([
  'school',
  'secondary',
  'basic',
  'primary',
  'gymnasium',
  'lyceum',
  'boarding',
  'cadet',
  'evening',
]);
// what a name never leaves out: «школа-интернат № 1» is not «школа № 1»
const telling = ['additional', 'college', 'kindergarten', 'boarding', 'cadet', 'evening'];

type Kind = Pick<OrganisationSignature, 'kinds' | 'forms'>;

/** 1: the same kind; 0.7: one of them is not said in full; 0.3: different schools; 0: different things. */
function kindLikeness(one: Kind, other: Kind): number {
  if (one.kinds.size === 0 || other.kinds.size === 0) return 0.7;
  const isSchool = ({ kinds }: Kind) => [...kinds].some((kind) => schools.has(kind));
  const shared = [...one.kinds].some((kind) => other.kinds.has(kind));
  if (shared) {
    const alike = telling.every((kind) => one.kinds.has(kind) === other.kinds.has(kind));
    const sameForm = [one, other].some(({ forms }) => forms.size === 0) || !one.forms.isDisjointFrom(other.forms);
    return alike && sameForm && isSchool(one) === isSchool(other) ? 1 : 0.3;
  }
  if (!isSchool(one) || !isSchool(other)) return 0;
  return one.kinds.has('school') || other.kinds.has('school') ? 0.7 : 0.3;
}

/** A sports school may be «СШ № 1» for short: the other name tells what kind it is. */
function withKindSaid(signatures: readonly OrganisationSignature[]): OrganisationSignature[] {
  const plain = signatures.find(({ kinds }) => telling.some((kind) => kinds.has(kind)));
  return signatures.map((own) =>
    plain && own.kinds.size > 0 && own.kinds.isDisjointFrom(plain.kinds)
      ? { ...own, kinds: plain.kinds, forms: plain.forms }
      : own,
  );
}

interface Comparison {
  readonly score: number;
  /** Nothing contradicts, and something tells it from others. */
  readonly agrees: boolean;
  /** It agrees, and its own name was said, letter by letter where the name alone tells it. */
  readonly fits: boolean;
  /** It fits, and nothing is said of it beyond or short of what is known. */
  readonly full: boolean;
  /** It may well be meant, though something differs. */
  readonly near: boolean;
}

// the weight of a word that tells one organisation from another
const enough = 0.9;
// candidates a person is shown, and those looked through where the number tells nothing
const shown = 7;
const widest = 150;

/** A word of the typed name; `spelt` where the index knows it, so that it stands for no other. */
interface TypedWord {
  readonly stem: string;
  readonly weight: number;
  readonly spelt: boolean;
}

type Typed = Omit<OrganisationSignature, 'words'> & {
  readonly words: readonly TypedWord[];
  readonly district: boolean;
};

const isAdjective = (stem: string) => /[сц]к$/u.test(stem);

function compare<Choice>(typed: Typed, known: Known<Choice>): Comparison {
  const hears = ({ stem, spelt }: TypedWord, word: string) => sameStem(stem, word) || (!spelt && mistyped(stem, word));
  const heardWord = (word: string) => typed.words.some((one) => hears(one, word));
  const isSilent = (word: string) => known.silent.some((one) => sameStem(word, one));
  let said = 0;
  let strange = 0;
  let weight = 0;
  let guessed = 0;
  let ofPlace = false;
  for (const one of typed.words) {
    if (known.words.some((word) => hears(one, word))) {
      said += one.weight;
      weight = Math.max(weight, one.weight);
      if (!known.words.some((word) => sameStem(one.stem, word))) guessed += one.weight;
    } else if (known.silent.some((word) => hears(one, word))) {
      said += one.weight;
      ofPlace ||= isAdjective(one.stem);
    } else strange += one.weight;
  }
  // «Городищенская СШ № 5» is not the «Ерзовская СШ № 5» of Городищенский район
  const otherPlace = ofPlace && known.words.some((word) => isAdjective(word) && !heardWord(word) && !isSilent(word));
  // «гимназия № 5 Камышинского района» is none of the city of Камышин
  const elsewhere = otherPlace || (typed.district && known.outside);
  const results = known.signatures.map((own) => {
    const parts = [...own.words].map(([word, much]) => ({ much, heard: heardWord(word), silent: isSilent(word) }));
    const sum = (fits: (part: (typeof parts)[number]) => boolean) =>
      parts.reduce((total, part) => total + (fits(part) ? part.much : 0), 0);
    return {
      heard: sum((part) => part.heard || part.silent),
      unheard: sum((part) => !part.heard && !part.silent),
      unsaid: sum((part) => !part.heard),
      kind: kindLikeness(typed, own),
    };
  });
  const kind = Math.max(...results.map((one) => one.kind));
  const number = known.signatures.find((own) => own.number !== null)?.number ?? null;
  const otherNumber = typed.number !== null && number !== null && typed.number !== number;
  const sameNumber = typed.number === number;
  const numbered = sameNumber && number !== null;
  const words = Math.max(
    ...results.map((one) => (said + one.heard + 0.2) / (said + strange + one.heard + one.unheard + 0.2)),
  );
  const score = otherNumber
    ? 0.3 * kind * words
    : kind * (numbered ? 0.55 + 0.45 * words : (sameNumber ? 1 : 0.7) * (0.1 + 0.9 * words));
  const told = numbered ? typed.kinds.size > 0 : weight >= enough;
  const sameBranch = typed.branch === known.signatures.some(({ branch }) => branch);
  const agrees = sameNumber && told && strange < enough && !elsewhere && kind >= 0.7 && sameBranch;
  const least = Math.min(...results.map((one) => one.unheard));
  const fits = agrees && (numbered || (least < enough && guessed < enough));
  return {
    score,
    agrees,
    fits,
    full: fits && Math.max(...results.map((one) => one.unsaid)) < enough,
    near: !otherNumber && kind > 0 && (score >= 0.35 || ((numbered || weight >= enough) && strange < enough)),
  };
}

/**
 * The organisations a name may mean, by kind, number, own name and place; legal forms and cases are indifferent.
 * Another number, another kind, a place or an own name nobody bears there is never `sure`.
 */
export function matchOrganisations<Choice extends OrganisationChoice>(
  text: string,
  choices: readonly Choice[] | OrganisationIndex<Choice>,
): OrganisationMatch<Choice> {
  const index = 'exact' in choices ? choices : organisationIndex(choices);
  const folded = foldText(foldLetters(text));
  if (folded === '') return { verdict: 'none', candidates: [] };
  const equal = index.exact.get(folded) ?? [];
  if (equal.length > 0)
    return {
      verdict: equal.length === 1 ? 'sure' : 'ambiguous',
      candidates: equal.map(({ choice }) => ({ choice, score: 1 })),
    };
  const signature = organisationSignature(text);
  const words = [...signature.words].map(([stem, weight]): TypedWord => {
    return { stem, weight, spelt: stemsLike(stem).some((one) => index.stems.has(one)) };
  });
  const typed: Typed = { ...signature, words, district: saysDistrict(text) };
  const near = new Set(typed.number === null ? [] : index.byNumber.get(typed.number));
  const judge = () =>
    [...near]
      .map((known) => ({ choice: known.choice, ...compare(typed, known) }))
      .filter(({ score }) => score >= 0.2)
      .toSorted(
        (one, other) =>
          Number(other.fits) - Number(one.fits) || Number(other.agrees) - Number(one.agrees) || other.score - one.score,
      );
  let ranked = judge();
  if (!ranked.some(({ agrees }) => agrees)) {
    for (const { stem, weight } of words)
      if (weight >= 0.5)
        for (const known of (index.byWord.get(stem.slice(0, 3)) ?? []).slice(0, widest)) near.add(known);
    ranked = judge();
  }
  const candidates = ranked.slice(0, shown).map(({ choice, score }) => ({ choice, score }));
  const agreeing = ranked.filter(({ agrees }) => agrees);
  const full = ranked.filter((one) => one.full);
  const [first] = ranked;
  if (!first) return { verdict: 'none', candidates };
  const [only] = full.length === 1 ? full : agreeing;
  if (only?.fits && (full.length === 1 || agreeing.length === 1)) {
    const others = candidates.filter(({ choice }) => choice !== only.choice);
    return { verdict: 'sure', candidates: [{ choice: only.choice, score: only.score }, ...others] };
  }
  if (agreeing.length > 1) return { verdict: 'ambiguous', candidates };
  return { verdict: first.near ? 'likely' : 'none', candidates };
}
