import { cleanLine, foldLetters, foldText } from '#kernel/text.ts';
import { typos } from './rules.words.ts';

/** What a name of an organisation means, without the ways of writing it. */
export interface OrganisationSignature {
  readonly kinds: ReadonlySet<string>;
  readonly number: string | null;
  /** Own names and places as roots, with how much each tells. */
  readonly words: ReadonlyMap<string, number>;
  readonly branch: boolean;
}

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

const expansions: readonly (readonly [RegExp, string])[] = [
  [/(?<![а-я])(?:м|г|ч)?(?:б|к|а)?доу(?![а-я])/gu, ' дошкольное '],
  [
    /(?<![а-я])(?:м|г|ч)?(?:б|к|а)?оу(?:до)?(?![а-я])|(?<![а-я])(?:м|г)?(?:б|к|а)?у(?:до|дпо|дод)?(?![а-я])|(?<![а-я])(?:м|г)?(?:б|к|а)?поу(?![а-я])/gu,
    ' ',
  ],
  [/(?<![а-я])д\s?[/.]?\s?с(?![а-я])/gu, ' детский сад '],
  [/(?<![а-я])с(?:о)?ш(?![а-я])/gu, ' средняя школа '],
  [/(?<![а-я])оо?ш(?![а-я])/gu, ' основная школа '],
  [/(?<![а-я])но?ш(?![а-я])/gu, ' начальная школа '],
  [/(?<![а-я])ддт(?![а-я])/gu, ' дом детского творчества '],
  [/(?<![а-я])ц(?:д|дю)т(?![а-я])/gu, ' центр детского творчества '],
  [/(?<![а-я])црр(?![а-я])/gu, ' центр развития ребенка детский сад '],
  [/(?<![а-я])с?дюсш(?:ор)?(?![а-я])/gu, ' детско юношеская спортивная школа '],
  [/(?<![а-я])дши(?![а-я])/gu, ' детская школа искусств '],
  [/(?<![а-я])цвр(?![а-я])/gu, ' центр внешкольной работы '],
  [/(?<![а-я])им\./gu, ' имени '],
  [/(?<![а-я])(?:г|с|п|х|ст|д|р\.?\s?п|пос|ст-ца|г\.\s?о|ул)\.\s?(?=[а-я])/gu, ' '],
  [/\(?(?:углубленн\S*|с углубленн\S*) изучени\S* отдельных предметов\)?/gu, ' '],
];

const kinds: readonly (readonly [string, RegExp])[] = [
  [
    'additional',
    /творчеств|внешкольн|юношеск|спортивн\S* школ|школ\S* искусств|музыкальн|художествен|станци\S* юн|юных|дополнительн\S* образован/u,
  ],
  ['college', /колледж|техникум|училищ|профессиональн/u],
  ['methodical', /методическ/u],
  ['kindergarten', /детск\S* сад|дошкольн|развити\S* ребенка/u],
  ['gymnasium', /гимнази/u],
  ['lyceum', /лице[йяюе]/u],
  ['boarding', /интернат/u],
  ['cadet', /кадет/u],
  ['evening', /вечерн|сменн/u],
  ['secondary', /средн(?:яя|ей|юю)(?: \S*образовательн\S*)? школ/u],
  ['basic', /основн(?:ая|ой|ую)(?: \S*образовательн\S*)? школ/u],
  ['primary', /начальн(?:ая|ой|ую)(?: \S*образовательн\S*)? школ/u],
];

// words of legal forms and kinds: they tell nothing once the kind is known
const formal =
  /^(?:муниципальн|бюджетн|автономн|казенн|государственн|областн|частн|негосударственн|общеобразовательн|образовательн|дошкольн|учреждени|организаци|дополнительн|образовани|профессиональн|средн(?:яя|ей|ее)|основн(?:ая|ой)|начальн(?:ая|ой)|школ|гимнази|лице[йяюе]|детск|сад|филиал|структурн|подразделени|номер$|имени$)/u;
const quiet =
  /^(?:город|село|села|поселок|поселка|хутор|станиц|рабоч|район|округ|волгоград|област|росси|федераци|общеразвивающ|комбинированн|компенсирующ|присмотр|оздоровлен|вид|категори|развити|ребенк|детско$|герой|геро)/u;
const vocabulary =
  'муниципальное бюджетное автономное казенное государственное общеобразовательное общеобразовательная образовательное дошкольное учреждение средняя основная начальная школа гимназия лицей детский колледж техникум интернат творчества дополнительного образования'.split(
    ' ',
  );

/** A word mistyped in a letter is put right when it is one of the words of legal forms and kinds. */
function mended(word: string): string {
  if (word.length < 5 || formal.test(word)) return word;
  return vocabulary.find((known) => typos(word, known, known.length > 9 ? 2 : 1) <= (known.length > 9 ? 2 : 1)) ?? word;
}

/** «Камышина», «Камышинская», «камышинского» as «камышин». */
function rootOf(word: string): string {
  const bare = word.replace(
    /(?:ого|его|ому|ему|ыми|ими|ая|яя|ой|ей|ый|ий|ое|ее|ую|юю|ом|ем|ах|ях|ам|ым|им|а|я|о|е|и|ы|у|ю|ь)$/u,
    '',
  );
  const root = bare.replace(/(?:евск|овск|инск|ск|цк|к)$/u, '');
  return root.length >= 4 ? root : bare.length >= 3 ? bare : word;
}

/** What a name of an organisation means: kind, number, own name and places; legal forms are left out. */
export function organisationSignature(name: string): OrganisationSignature {
  const plain = foldLetters(cleanLine(name).slice(0, 600))
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}№/.-]+/gu, ' ');
  const spelt = plain
    .replace(/(?<=[а-я])(?=\d)|(?<=\d)(?=№)|(?<=[а-я])(?=№)/gu, ' ')
    .split(' ')
    .map(mended)
    .join(' ');
  const text = expansions
    .reduce((result, [pattern, words]) => result.replace(pattern, words), spelt)
    .replace(/\s+/gu, ' ');
  const found = new Set(kinds.filter(([, pattern]) => pattern.test(text)).map(([kind]) => kind));
  if (found.has('additional')) for (const kind of ['secondary', 'basic', 'primary']) found.delete(kind);
  if (found.size === 0 && /школ/u.test(text)) found.add('school');
  // a number is taken whole: «№ 10001» is not «№ 1000»
  const marked = /(?:№|номер)\s*(\d{1,12})/u.exec(text)?.[1];
  const bare = /(?<![\d-])(\d{1,5})(?![\d]|-?(?:[йяе](?![а-я])|ой|ая|го|лет)|\s?лет)/u.exec(text)?.[1];
  const words = new Map<string, number>();
  let honoured = false;
  for (const word of text.split(/[^\p{L}]+/u)) {
    if (/^имени$/u.test(word)) honoured = true;
    if (word.length < 3 || formal.test(word)) continue;
    const weight = quiet.test(word) ? 0.1 : honoured ? 0.15 : /^(?:центр|дом)/u.test(word) ? 0.5 : 1;
    const root = rootOf(word);
    words.set(root, Math.max(weight, words.get(root) ?? 0));
  }
  return {
    kinds: found,
    number: (marked ?? bare)?.replace(/^0+(?=\d)/, '') ?? null,
    words,
    branch: /филиал/u.test(text),
  };
}

/** Whether two roots are one word: the same beginning, or a letter mistyped. */
function sameRoot(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length >= 4 && long.startsWith(short) && long.length - short.length <= 3) return true;
  if (short.length < 5) return false;
  const limit = short.length >= 10 ? 2 : 1;
  return typos(one, other, limit) <= limit;
}

interface Known<Choice> {
  readonly choice: Choice;
  readonly folded: readonly string[];
  readonly signatures: readonly OrganisationSignature[];
  /** The words of all its names. */
  readonly words: readonly string[];
  /** The words of the municipality: they may be said, they need not. */
  readonly silent: readonly string[];
}

/** Organisations prepared for matching many names against them. */
export interface OrganisationIndex<Choice> {
  readonly exact: ReadonlyMap<string, readonly Known<Choice>[]>;
  readonly byNumber: ReadonlyMap<string, readonly Known<Choice>[]>;
  readonly byWord: ReadonlyMap<string, readonly Known<Choice>[]>;
}

/** Prepares organisations once, so that each name is compared only with those of its number or of its words. */
export function organisationIndex<Choice extends OrganisationChoice>(
  choices: readonly Choice[],
): OrganisationIndex<Choice> {
  const exact = new Map<string, Known<Choice>[]>();
  const byNumber = new Map<string, Known<Choice>[]>();
  const byWord = new Map<string, Known<Choice>[]>();
  const put = (map: Map<string, Known<Choice>[]>, key: string, known: Known<Choice>) => {
    const list = map.get(key);
    if (!list) map.set(key, [known]);
    else if (list.at(-1) !== known) list.push(known);
  };
  for (const choice of choices) {
    const names = [choice.name, choice.shortName].filter((name) => name.trim() !== '');
    const signatures = names.map(organisationSignature);
    const known: Known<Choice> = {
      choice,
      folded: names.map((name) => foldText(foldLetters(name))),
      signatures,
      words: [...new Set(signatures.flatMap(({ words }) => [...words.keys()]))],
      silent: [...organisationSignature(choice.municipality ?? '').words.keys()],
    };
    for (const name of known.folded) put(exact, name, known);
    const numbers = new Set(known.signatures.map(({ number }) => number).filter((number) => number !== null));
    for (const number of numbers) put(byNumber, number, known);
    for (const { words } of known.signatures)
      for (const [word, weight] of words) if (weight >= 0.5) put(byWord, word.slice(0, 3), known);
  }
  return { exact, byNumber, byWord };
}

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

/** 1: the same kind; 0.7: one of them is not said in full; 0.3: different schools; 0: different things. */
function kindLikeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if ([...one].some((kind) => other.has(kind))) return 1;
  if (one.size === 0 || other.size === 0) return 0.7;
  const isSchool = (set: ReadonlySet<string>) => [...set].some((kind) => schools.has(kind));
  if (!isSchool(one) || !isSchool(other)) return 0;
  return one.has('school') || other.has('school') ? 0.7 : 0.3;
}

interface Comparison {
  readonly score: number;
  /** Nothing contradicts, and something tells it from others. */
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

function compare<Choice>(typed: OrganisationSignature, known: Known<Choice>): Comparison {
  const heardWord = (word: string) => [...typed.words.keys()].some((one) => sameRoot(word, one));
  const silent = (word: string) => known.silent.some((one) => sameRoot(word, one));
  let said = 0;
  let strange = 0;
  let telling = 0;
  for (const [word, weight] of typed.words) {
    if (known.words.some((one) => sameRoot(word, one))) {
      said += weight;
      telling = Math.max(telling, weight);
    } else if (silent(word)) said += weight;
    else strange += weight;
  }
  const results = known.signatures.map((own) => {
    const parts = [...own.words].map(([word, weight]) => ({ weight, heard: heardWord(word) || silent(word) }));
    const sum = (heard: boolean) => parts.reduce((total, part) => total + (part.heard === heard ? part.weight : 0), 0);
    return { own, heard: sum(true), unheard: sum(false), kind: kindLikeness(typed.kinds, own.kinds) };
  });
  const unheard = Math.max(...results.map((one) => one.unheard));
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
  const least = Math.min(...results.map((one) => one.unheard));
  const told = numbered
    ? typed.kinds.size > 0 && !(strange >= enough && unheard >= enough)
    : telling >= enough && strange < enough && least < enough;
  const fits = sameNumber && told && kind >= 0.7 && typed.branch === known.signatures.some(({ branch }) => branch);
  const alike = numbered || telling >= enough;
  return {
    score,
    fits,
    full: fits && strange < enough && unheard < enough,
    near: !otherNumber && kind > 0 && (score >= 0.35 || (alike && strange < enough)),
  };
}

/**
 * The organisations a name may mean, by kind, number, own name and place; legal forms and cases are indifferent.
 * Another number or another kind is never `sure`.
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
  const typed = organisationSignature(text);
  const near = new Set(typed.number === null ? [] : index.byNumber.get(typed.number));
  const judge = () =>
    [...near]
      .map((known) => ({ choice: known.choice, ...compare(typed, known) }))
      .filter(({ score }) => score >= 0.2)
      .toSorted((one, other) => Number(other.fits) - Number(one.fits) || other.score - one.score);
  let ranked = judge();
  if (!ranked.some(({ fits }) => fits)) {
    for (const [word, weight] of typed.words)
      if (weight >= 0.5)
        for (const known of (index.byWord.get(word.slice(0, 3)) ?? []).slice(0, widest)) near.add(known);
    ranked = judge();
  }
  const candidates = ranked.slice(0, shown).map(({ choice, score }) => ({ choice, score }));
  const fitting = ranked.filter(({ fits }) => fits);
  const full = fitting.filter((one) => one.full);
  const [first] = ranked;
  if (!first) return { verdict: 'none', candidates };
  const [only] = full.length === 1 ? full : fitting;
  if (only && (full.length === 1 || fitting.length === 1)) {
    const others = candidates.filter(({ choice }) => choice !== only.choice);
    return { verdict: 'sure', candidates: [{ choice: only.choice, score: only.score }, ...others] };
  }
  if (fitting.length > 1) return { verdict: 'ambiguous', candidates };
  return { verdict: first.near ? 'likely' : 'none', candidates };
}
