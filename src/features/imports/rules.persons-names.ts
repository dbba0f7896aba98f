import { fullName, parseFullName, turkicEnding, type ParsedName } from '#kernel/names.ts';
import { cleanLine, foldLetters } from '#kernel/text.ts';

/** The beginnings of words of posts. */
export const postStem =
  /^(?:и\.?о\.?|врио|дир(?![а-я])|директор|завед|зав(?![а-я])|зав(?:отд|каф|фил|груп|библ|лаб)|завуч|завхоз|руководител|начальник|замест|зам(?![а-я])|зам(?:дир|зав|нач|рук)|методист|доцент|профессор|специалист|воспитател|учител|педагог|секретар|председател|ректор|проректор|бухгалтер|консультант|инспектор|куратор|координатор|логопед|дефектолог|психолог|старш|главн|ведущ|глав[аыу]$|преподавател|инструктор|социальн|исполняющ|временно|тьютор|советник|библиотекар|экономист|мастер|эксперт|управляющ|аналитик|наставник|ментор)/u;
/** A word of what organisations are called. */
export const organisationWord =
  /^(?:[а-я]{0,4}(?:оу|доу|до|дпо|удо|поу)|[гм][абк]у|цнппм|вгапо|сш|сош|оош|нош|школ[аыеу]?|гимнази[яиюей]*|лице[йяюе]м?|детск(?:ий|ого|им)|сад[ауом]*|центр[ауом]*|отдел[ауом]*|комитет[ауом]*|управлени[яею]|администраци[яиюей]*|район[ауом]*|муниципальн[а-я]*|образовательн[а-я]*|образовани[яею]|области|волгоградской|города|округа|тел|фио|контактн[а-я]*|вакансия|вакантно)$/u;
// «Мастеров», «Старшинова», «Директоренко» begin as posts do
const surnameEnd = /(?:[оеё]ва?|[иы]на?|[иы]х|енко|[сц]к(?:ий|ая)|ук|юк|ян)$/u;
const patronymic = /(?:вич|вна|ична|инична|ьич|мич|кич|[оеё]вны|оглы|кызы)$/u;

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly initial: boolean;
  readonly capital: boolean;
  readonly patronymic: boolean;
  /** It is no word of a post or an organisation. */
  readonly name: boolean;
}

function tokenOf(text: string, start: number): Token {
  const folded = foldLetters(text).toLowerCase().replaceAll('ё', 'е');
  const isInitial = initial.test(text);
  return {
    text,
    start,
    end: start + text.length,
    initial: isInitial,
    capital: capital.test(text),
    patronymic: patronymic.test(folded),
    name:
      (isInitial || text.length > 1) &&
      (!postStem.test(folded) || (capital.test(text) && surnameEnd.test(folded))) &&
      !organisationWord.test(folded),
  };
}

const initial = /^\p{Lu}\.$/u;
const capital = /^\p{Lu}/u;

/** Words and initials standing one after another with nothing but spaces between them. */
function runsOf(text: string): Token[][] {
  const runs: Token[][] = [];
  const words = /\p{Lu}\.(?=\s*(?:\p{Lu}|$|[^\p{L}]))|\p{L}[\p{L}'’]*(?:\s?-\s?\p{L}[\p{L}'’]*|-\p{L}+)*/gu;
  for (const found of text.matchAll(words)) {
    const token = tokenOf(found[0], found.index);
    const last = runs.at(-1)?.at(-1);
    const between = last ? text.slice(last.end, token.start) : '!';
    const glued = last && (last.initial || token.initial) && /^[\s.]*$/.test(between);
    if (last && (glued || /^(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)$/u.test(between))) runs.at(-1)!.push(token);
    else runs.push([token]);
  }
  return runs;
}

/** A name found in a text, as it is written and where. */
export interface FoundName {
  readonly name: ParsedName;
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

/** A shape of a name says whether these tokens are one. */
interface Shape {
  readonly length: number;
  readonly fits: (tokens: readonly Token[], names: number) => boolean;
}

/** Shapes with a patronymic or initials, from the surest to the least sure. */
const sureShapes: readonly Shape[] = [
  { length: 4, fits: (tokens) => turkicEnding.test(tokens[3]!.text) && tokens.slice(0, 3).every(({ name }) => name) },
  {
    length: 3,
    fits: (tokens) =>
      tokens[2]!.patronymic && tokens.every(({ name }) => name) && !tokens[1]!.patronymic && sameCase(tokens),
  },
  { length: 3, fits: (tokens) => tokens[1]!.patronymic && tokens.every(({ name }) => name) && sameCase(tokens) },
  { length: 3, fits: (tokens) => withInitials(tokens, 2) },
  { length: 3, fits: (tokens) => tokens[2]!.patronymic && tokens.every(({ name }) => name) && sameCase(tokens) },
  { length: 2, fits: (tokens) => withInitials(tokens, 1) },
];

const shapes: readonly Shape[] = [
  ...sureShapes,
  {
    length: 3,
    fits: (tokens, names) => names === 3 && tokens.every((token) => token.capital && token.name),
  },
  {
    length: 2,
    fits: (tokens, names) => names === 2 && tokens.every((token) => token.capital && token.name),
  },
];

const wordsOfNames = (run: readonly Token[]) => run.filter((token) => token.capital && token.name).length;

function sameCase(tokens: readonly Token[]): boolean {
  const capitals = tokens.filter((token) => token.capital).length;
  return capitals === 0 || capitals === tokens.length;
}

function withInitials(tokens: readonly Token[], count: number): boolean {
  const letters = tokens.filter((token) => token.initial).length;
  const surname = tokens.find((token) => !token.initial);
  const aside = tokens[0]!.initial || tokens.at(-1)!.initial;
  return letters === count && aside && surname !== undefined && surname.capital && surname.name;
}

/** The surest name of a text, null where there is none. */
export function findName(text: string): FoundName | null {
  const runs = runsOf(text).map((run) => ({ run, names: wordsOfNames(run) }));
  for (const { length, fits } of shapes) {
    for (const { run, names } of runs) {
      for (let index = 0; index + length <= run.length; index++) {
        const tokens = run.slice(index, index + length);
        const found = fits(tokens, names) ? nameOf(text, tokens) : null;
        if (found) return found;
      }
    }
  }
  return null;
}

function nameOf(text: string, tokens: readonly Token[]): FoundName | null {
  const start = tokens[0]!.start;
  const end = tokens.at(-1)!.end;
  const written = foldLetters(cleanLine(text.slice(start, end)));
  const parsed = parseFullName(written);
  return parsed.ok ? { name: parsed.value, written, start, end } : null;
}

/** The names of people said in a text, in their order: only those with a patronymic or initials are told from words. */
export function namesSaid(raw: string): { readonly written: string; readonly start: number; readonly end: number }[] {
  const text = withoutActing(raw);
  return runsOf(text).flatMap((run) => {
    const names: FoundName[] = [];
    for (let index = 0; index < run.length;) {
      const [found, length] = nameAt(text, run, index);
      if (found) names.push(found);
      index += length;
    }
    return names;
  });
}

function nameAt(text: string, run: readonly Token[], index: number): [FoundName | null, number] {
  for (const { length, fits } of sureShapes) {
    const tokens = run.slice(index, index + length);
    if (tokens.length < length || !tokens[0]!.capital || !fits(tokens, 0)) continue;
    const found = nameOf(text, tokens);
    if (found) return [found, length];
  }
  return [null, 1];
}

/** The name as the registry writes it: surname first; one with initials stays as it was written. */
export function nameText({ name, written }: Pick<FoundName, 'name' | 'written'>): string {
  if (!/^\p{Lu}\.$/u.test(name.firstName)) return fullName(name);
  return written.replace(/\p{L}{3,}(?:-\p{L}+)*/u, name.lastName);
}

const acting = /(?<!\p{L})(?:вр\.?\s?)?и\.?\s?о\.?(?=\s+(?:директор|завед|зав|руковод|начальн|ректор|глав|замест))/giu;

/** «И.О.» before a post is no initials; the places of the other letters stay. */
export const withoutActing = (text: string) => text.replace(acting, (words) => ' '.repeat(words.length));
