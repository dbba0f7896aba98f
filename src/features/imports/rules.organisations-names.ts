import { cleanLine, foldLetters } from '#kernel/text.ts';
import { typos } from './rules.words.ts';

/** What a name of an organisation means, without the ways of writing it. */
export interface OrganisationSignature {
  readonly kinds: ReadonlySet<string>;
  /** What an organisation of additional education calls itself: a house is no centre. */
  readonly forms: ReadonlySet<string>;
  /** Several different numbers are one of their own: «1+2» is neither school. */
  readonly number: string | null;
  /** Own names and places without their endings, with how much each tells. */
  readonly words: ReadonlyMap<string, number>;
  /** A branch, a unit or a group of an organisation is not the organisation. */
  readonly branch: boolean;
}

const expansions: readonly (readonly [RegExp, string])[] = [
  [/(?<![а-я])(?:м|г|ч|о)?(?:б|к|а)?о?у\s?дод?(?![а-я])/gu, ' дополнительного образования '],
  [/(?<![а-я])(?:м|г|ч)?(?:б|к|а)?доу(?![а-я])/gu, ' дошкольное '],
  [
    /(?<![а-я])(?:м|г|ч)?(?:б|к|а)?оу(?![а-я])|(?<![а-я])(?:м|г)?(?:б|к|а)?у(?:дпо)?(?![а-я])|(?<![а-я])(?:м|г)?(?:б|к|а)?поу(?![а-я])/gu,
    ' ',
  ],
  [/(?<![а-я])д\s?[/.]?\s?с(?![а-я])/gu, ' детский сад '],
  [/(?<![а-я])с(?:о)?ш(?![а-я])/gu, ' средняя школа '],
  [/(?<![а-я])оо?ш(?![а-я])/gu, ' основная школа '],
  [/(?<![а-я])но?ш(?![а-я])/gu, ' начальная школа '],
  [/(?<![а-я])осо?ш(?![а-я])/gu, ' открытая сменная школа '],
  [/(?<![а-я])кши(?![а-я])/gu, ' кадетская школа интернат '],
  [/(?<![а-я])ддт(?![а-я])/gu, ' дом детского творчества '],
  [/(?<![а-я])ц(?:д|дю)т(?![а-я])/gu, ' центр детского творчества '],
  [/(?<![а-я])дюц(?![а-я])/gu, ' детско юношеский центр '],
  [/(?<![а-я])црр(?![а-я])/gu, ' центр развития ребенка детский сад '],
  [/(?<![а-я])с?дюсш(?:ор)?(?![а-я])/gu, ' детско юношеская спортивная школа '],
  [/(?<![а-я])дши(?![а-я])/gu, ' детская школа искусств '],
  [/(?<![а-я])дмш(?![а-я])/gu, ' детская музыкальная школа '],
  [/(?<![а-я])дхш(?![а-я])/gu, ' детская художественная школа '],
  [/(?<![а-я])сют(?![а-я])/gu, ' станция юных техников '],
  [/(?<![а-я])сюн(?![а-я])/gu, ' станция юных натуралистов '],
  [/(?<![а-я])цвр(?![а-я])/gu, ' центр внешкольной работы '],
  [/(?<![а-я])им\.?(?![а-я])/gu, ' имени '],
  [/(?<![а-я])(?:ул|пер|просп)\.\s?[а-я-]+/gu, ' '],
  [/(?<![а-я])(?:г\.?\s?о|р\.?\s?п)\.\s?(?=[а-я])/gu, ' город '],
  // «имени И. И. Иванченко»: initials, no villages
  [/(?<=имени\s(?:[а-я]+\s)*)[а-я]\.\s?(?:[а-я]\.\s?)?(?=[а-я]{3})|(?<![а-я.])[а-я]\.\s?[а-я]\.\s?(?=[а-я]{3})/gu, ' '],
  [/(?<![а-я])(?:г|с|п|х|ст|д|пос|ст-ца)\.\s?(?=[а-я])/gu, ' город '],
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

const forms =
  /(?<![а-я])(?:дом(?=(?:а|е|у|ом)?(?![а-я]))|центр|станци|двор(?:ец|ц)|клуб|искусств|музыкальн|художествен|спортивн)/gu;

// words of legal forms and kinds: they tell nothing once the kind is known
const formal =
  /^(?:муниципальн|бюджетн|автономн|казенн|государственн|областн|частн|негосударственн|общеобразовательн|образовательн|дошкольн|учреждени|организаци|дополнительн|образовани|профессиональн|средн(?:яя|ей|юю|ее)$|основн(?:ая|ой|ую)$|начальн(?:ая|ой|ую)$|школ|гимнази|лице[йяюе]|детск|сад(?:а|у|ом|е)?$|филиал|структурн|подразделени|отделени|номер$|имени$)/u;
const placeWord =
  /^(?:город(?:а|у|е|ом|ск\p{L}{2,3})?|сел[оау]|поселок|поселк[ауе]|хутор[ау]?|станиц[аыуе]|район[ау]?|округ[ау]?|област[ьи])$/u;
const quiet =
  /^(?:рабоч(?:ий|его)|волгоград\p{L}{0,3}|волгоградск\p{L}*|росси[ия]|российск\p{L}*|федераци[ия]|общеразвивающ\p{L}*|комбинированн\p{L}*|компенсирующ\p{L}*|присмотр\p{L}*|оздоровлен\p{L}*|вид[ау]?|категори[ия]|развити[яе]|ребенка|детско|геро[йяюе]\p{L}?)$/u;
const vocabulary =
  'муниципальное бюджетное автономное казенное государственное общеобразовательное общеобразовательная образовательное дошкольное учреждение средняя основная начальная школа гимназия лицей детский колледж техникум интернат творчества дополнительного образования'.split(
    ' ',
  );

/** A word mistyped in a letter is put right when it is one of the words of legal forms and kinds. */
function mended(word: string): string {
  if (word.length < 5 || formal.test(word)) return word;
  return vocabulary.find((known) => typos(word, known, known.length > 9 ? 2 : 1) <= (known.length > 9 ? 2 : 1)) ?? word;
}

/** «Камышина» as «камышин», «Камышинская» and «камышинского» as «камышинск». */
function stemOf(word: string): string {
  const stem = word.replace(
    /(?:ого|его|ому|ему|ыми|ими|ая|яя|ой|ей|ый|ий|ое|ее|ую|юю|ом|ем|ах|ях|ам|ым|им|а|я|о|е|и|ы|у|ю|ь)$/u,
    '',
  );
  return stem.length >= 3 ? stem : word;
}

/** What a name of an organisation means: kind, number, own name and places; legal forms are left out. */
export function organisationSignature(name: string): OrganisationSignature {
  const plain = foldLetters(cleanLine(name).slice(0, 600))
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}№/.-]+/gu, ' ');
  const spelt = plain
    .replace(/(?<=[а-я])-?(?=\d)|(?<=\d)(?=№)|(?<=[а-я])(?=№)/gu, ' ')
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
  const marked = [...text.matchAll(/(?:№|номер)\s*(\d{1,12})/gu)].map(([, digits = '']) => digits);
  const bare = /(?<![\d-])(\d{1,5})(?![\d]|-?(?:[йяе](?![а-я])|ой|ая|го|лет)|\s?лет)/u.exec(text)?.[1];
  const numbers = marked.length > 0 || bare === undefined ? marked : [bare];
  const number = [...new Set(numbers.map((digits) => digits.replace(/^0+(?=\d)/, '')))].join('+');
  const words = new Map<string, number>();
  let honoured = false;
  for (const word of text.split(/[^\p{L}]+/u)) {
    if (word === 'имени') honoured = true;
    if (placeWord.test(word)) honoured = false;
    if (word.length < 3 || formal.test(word) || placeWord.test(word)) continue;
    const weight = honoured ? 0.05 : quiet.test(word) ? 0.1 : /^(?:центр|дом)/u.test(word) ? 0.5 : 1;
    const stem = stemOf(word);
    words.set(stem, Math.max(weight, words.get(stem) ?? 0));
  }
  return {
    kinds: found,
    forms: new Set(found.has('additional') ? text.match(forms) : []),
    number: number === '' ? null : number,
    words,
    branch: /филиал|структурн\S* подразделен|дошкольн\S* (?:групп|отделен)/u.test(text),
  };
}

const adjectives = ['ск', 'овск', 'евск', 'инск', 'енск', 'янск', 'анск'];

/** The stems of the nouns an adjective of a place may be made of: «иловлинск» gives «иловлин» and «иловл». */
function nounsOf(stem: string): string[] {
  const nouns = adjectives.filter((ending) => stem.endsWith(ending)).map((ending) => stem.slice(0, -ending.length));
  // «Морец» and «Морецкая», «Журавка» and «Журавская»
  return [...nouns, ...(stem.endsWith('цк') ? [stem.slice(0, -1)] : []), ...nouns.map((noun) => `${noun}к`)].filter(
    (noun) => noun.length >= 3,
  );
}

/**
 * Whether two stems name one place or are one word. «Калиновская» and «Калининская» are two: adjectives are compared
 * whole, an adjective and a noun by what the one is made of.
 */
export function sameStem(one: string, other: string): boolean {
  return one === other || nounsOf(one).includes(other) || nounsOf(other).includes(one);
}

/** Every stem that `sameStem` takes for this one, for looking words up in an index. */
export function stemsLike(stem: string): string[] {
  const roots = stem.endsWith('к') ? [stem, stem.slice(0, -1)] : [stem];
  const made = [...roots.flatMap((root) => adjectives.map((ending) => root + ending))];
  return [stem, ...nounsOf(stem), ...made, ...(stem.endsWith('ц') ? [`${stem}к`] : [])];
}

/** Whether one word may be the other mistyped in a letter or two. */
export function mistyped(one: string, other: string): boolean {
  const shorter = Math.min(one.length, other.length);
  const limit = shorter >= 10 ? 2 : 1;
  return shorter >= 5 && typos(one, other, limit) <= limit;
}
