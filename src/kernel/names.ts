import { fail, ok, type Result } from './result.ts';
import { capitalise, cleanLine, foldLetters, foldText, nbspChar } from './text.ts';

export type Gender = 'female' | 'male';

/** A person's name as documents and lists need it. */
export interface FullName {
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string | null;
  readonly gender: Gender;
}

/** The cases a name is declined in besides the nominative. */
export const nameCases = ['genitive', 'dative', 'accusative', 'instrumental', 'prepositional'] as const;
export type NameCase = (typeof nameCases)[number];

/** Hand-written full names in the cases that the program declines wrongly. */
export type NameCases = Readonly<Partial<Record<NameCase, string>>>;

type NameParts = Pick<FullName, 'lastName' | 'firstName' | 'patronymic'>;

/** A name read from text; initials stay initials, the gender is null where nothing tells it. */
export interface ParsedName extends NameParts {
  readonly gender: Gender | null;
  readonly doubts: readonly string[];
}

/** «Седова Анна Ильинична». */
export function fullName({ lastName, firstName, patronymic }: NameParts): string {
  return [lastName, firstName, patronymic ?? ''].filter((part) => part !== '').join(' ');
}

function initials({ firstName, patronymic }: NameParts): string {
  return [firstName, patronymic ?? '']
    .filter((part) => part !== '')
    .map((part) => `${part.charAt(0).toUpperCase()}.`)
    .join(nbspChar);
}

/** «Седова А. И.» with no-break spaces. */
export function lastWithInitials(name: NameParts): string {
  return [name.lastName, initials(name)].filter((part) => part !== '').join(nbspChar);
}

/** «А. И. Седова» with no-break spaces, as under a signature line. */
export function initialsWithLast(name: NameParts): string {
  return [initials(name), name.lastName].filter((part) => part !== '').join(nbspChar);
}

/** «Анна Ильинична». */
export function greeting({ firstName, patronymic }: NameParts): string {
  return patronymic === null || patronymic === '' ? firstName : `${firstName}${nbspChar}${patronymic}`;
}

/** «Уважаемая Анна Ильинична». */
export function respectful(name: FullName): string {
  return `${name.gender === 'female' ? 'Уважаемая' : 'Уважаемый'} ${greeting(name)}`;
}

/** «Седова А. И.» from one string «Седова Анна Ильинична»; the string itself where it is no name. */
export function shortName(text: string): string {
  const name = parseFullName(text);
  return name.ok ? lastWithInitials(name.value) : text;
}

const word = /^\p{L}[\p{L}'’]*(?:-\p{L}[\p{L}'’]*)*$/u;
const initial = /^\p{Lu}\.$/u;
const patronymicEnd = /(?:вич|вна|ична|инична|ич|оглы|кызы|улы|гызы)$/iu;
const particle = /^(?:де|да|ди|дю|ла|ле|фон|ван|дер|аль|эль|ибн|бен)$/u;
/** The last word of a patronymic that has two. */
export const turkicEnding = /^(?:оглы|оглу|кызы|гызы|улы)$/iu;

/**
 * Reads a name: surname first («Седова Анна Ильинична»), patronymic last or second («Анна Ильинична Седова»), initials on
 * either side («А. И. Седова», «Седова А.И.»), «Алиев Рашид Гасан оглы», capitals. The error is a Russian sentence.
 */
export function parseFullName(text: string): Result<ParsedName, string> {
  const line = foldLetters(cleanLine(text))
    .slice(0, 300)
    .replace(/^[\s,;:.]+|[\s,;:]+$/gu, '')
    .replace(/\s*[\p{Pd}]\s*/gu, '-')
    .replace(/(\p{L}\.)(?=\p{L})/gu, '$1 ')
    .replace(/\s+\./gu, '.');
  if (line === '') return fail('Укажите фамилию, имя и отчество');
  const parts = joinParticle(joinTurkic(line.split(' ')));
  if (
    parts.length < 2 ||
    parts.length > 4 ||
    !parts.every((part) => part.split(' ').every((piece) => word.test(piece) || initial.test(piece)))
  )
    return fail(`«${line.slice(0, 60)}» не похоже на фамилию, имя и отчество`);
  const doubts: string[] = [];
  const { lastName, firstName, patronymic } = arrange(parts, doubts);
  if (initial.test(lastName)) return fail(`В имени «${line.slice(0, 60)}» нет фамилии`);
  const name = {
    lastName: cased(lastName),
    firstName: cased(firstName),
    patronymic: patronymic === null ? null : cased(patronymic),
  };
  const gender = genderOf(name);
  if (initial.test(firstName)) doubts.push('Вместо имени инициалы');
  if (gender === null) doubts.push('Пол не определён');
  return ok({ ...name, gender, doubts });
}

function joinTurkic(parts: readonly string[]): string[] {
  const last = parts.at(-1) ?? '';
  if (parts.length < 4 || !turkicEnding.test(last)) return [...parts];
  return [...parts.slice(0, -2), `${parts.at(-2) ?? ''} ${last.toLowerCase()}`];
}

/** «де Фриз Карл»: a small word before a surname is a part of it. */
function joinParticle(parts: readonly string[]): string[] {
  const [first = '', second = '', ...rest] = parts;
  return particle.test(first) && rest.length > 0 ? [`${first} ${second}`, ...rest] : [...parts];
}

function arrange(parts: readonly string[], doubts: string[]): NameParts {
  const [first = '', second = '', third = null, fourth = null] = parts;
  if (fourth !== null) {
    doubts.push('В имени четыре слова');
    return { lastName: `${first} ${second}`, firstName: third ?? '', patronymic: fourth };
  }
  if (initial.test(first)) {
    return third === null
      ? { lastName: second, firstName: first, patronymic: null }
      : { lastName: third, firstName: first, patronymic: second };
  }
  if (third === null) {
    if (patronymicEnd.test(second) && !initial.test(second)) doubts.push('Возможно, нет фамилии');
    return { lastName: first, firstName: second, patronymic: null };
  }
  const nameFirst = patronymicEnd.test(second) && !patronymicEnd.test(third) && !initial.test(third);
  if (nameFirst) return { lastName: third, firstName: first, patronymic: second };
  if (!patronymicEnd.test(third) && !initial.test(third)) doubts.push('Отчество не похоже на отчество');
  return { lastName: first, firstName: second, patronymic: third };
}

/** «СЕДОВА», «седова» → «Седова»; mixed case is kept («МакГрегор»). */
function cased(part: string): string {
  if (part !== part.toUpperCase() && part !== part.toLowerCase()) return part;
  return part
    .toLowerCase()
    .split(' ')
    .map((piece) => (turkicEnding.test(piece) ? piece : piece.split('-').map(capitalise).join('-')))
    .join(' ');
}

const maleNames =
  /^(?:никита|илья|фома|лука|кузьма|савва|данила|добрыня|мустафа|муса|иса|абдулла|ерёма|ерема|фока|саша)$/iu;
const maleSoftNames =
  /^(?:игорь|лазарь|цезарь|[аэ]миль|рауль|мигель|габриэль|рафаэль|даниэль|самуэль|эммануэль|наиль|равиль|камиль|шамиль|исмаиль|джамиль|халиль|анатоль|шарль|жюль|(?:жан-)?поль)$/iu;
const femaleHardNames =
  /^(?:эдит|маргарет|элизабет|элен|ирен|кармен|долорес|мерседес|ингрид|кетеван|айгерим|марьям|гульназ|гульшат|гульнар|нигяр|ясмин|ануш|сирануш|катрин|эллен|хелен|аннет|жанет|эстер)$/iu;

/**
 * The gender the name tells: by patronymic (-вич, -вна, оглы, кызы), then by the endings of surname and first name;
 * null where they say nothing or disagree.
 */
export function genderOf({ lastName, firstName, patronymic }: NameParts): Gender | null {
  const middle = patronymic ?? '';
  if (/(?:вна|чна|кызы|гызы)$/iu.test(middle)) return 'female';
  if (/(?:ич|оглы|оглу|улы)$/iu.test(middle)) return 'male';
  const surname = bySurname(lastName);
  const name = byFirstName(firstName);
  if (surname !== null && name !== null) return surname === name ? surname : null;
  return surname ?? name;
}

function bySurname(lastName: string): Gender | null {
  if (/(?:ова|ева|ёва|ина|ына|ая)$/iu.test(lastName)) return 'female';
  if (/(?:ов|ев|ёв|ин|ын|ий|ый|ой)$/iu.test(lastName)) return 'male';
  return null;
}

function byFirstName(firstName: string): Gender | null {
  if (firstName.length < 3) return null;
  if (maleNames.test(firstName)) return /^саша$/iu.test(firstName) ? null : 'male';
  if (/(?:а|я|ь)$/iu.test(firstName)) return maleSoftNames.test(firstName) ? 'male' : 'female';
  if (femaleHardNames.test(firstName)) return 'female';
  return /[бвгджзйклмнпрстфхцчшщ]$/iu.test(firstName) ? 'male' : null;
}

const legalForms: readonly (readonly [RegExp, string])[] = [
  [/муниципальное\s+бюджетное\s+/giu, 'МБ'],
  [/муниципальное\s+автономное\s+/giu, 'МА'],
  [/муниципальное\s+казенное\s+|муниципальное\s+казённое\s+/giu, 'МК'],
  [/муниципальное\s+/giu, 'М'],
  [/государственное\s+бюджетное\s+/giu, 'ГБ'],
  [/государственное\s+автономное\s+/giu, 'ГА'],
  [/государственное\s+казенное\s+|государственное\s+казённое\s+/giu, 'ГК'],
];
const kinds: readonly (readonly [RegExp, string])[] = [
  [/дошкольное\s+образовательное\s+учреждение/giu, 'ДОУ'],
  [/общеобразовательное\s+учреждение/giu, 'ОУ'],
  [/профессиональное\s+образовательное\s+учреждение/giu, 'ПОУ'],
  [/учреждение\s+дополнительного\s+образования/giu, 'УДО'],
  [/образовательное\s+учреждение/giu, 'ОУ'],
  [/средняя\s+общеобразовательная\s+школа/giu, 'СОШ'],
  [/основная\s+общеобразовательная\s+школа/giu, 'ООШ'],
  [/начальная\s+общеобразовательная\s+школа/giu, 'НОШ'],
  [/средняя\s+школа/giu, 'СШ'],
  [/основная\s+школа/giu, 'ОШ'],
  [/детский\s+сад/giu, 'детский сад'],
];

/** A short name suggested for an organisation: «МБОУ СШ № 1». A person confirms it; nothing relies on it. */
export function shortOrganisationName(full: string): string {
  const shorten = (text: string, pairs: readonly (readonly [RegExp, string])[]): string =>
    pairs.reduce((result, [pattern, short]) => result.replace(pattern, short), text);
  return shorten(shorten(cleanLine(full), kinds), legalForms)
    .replace(
      /(?<=\S)[\s,]+(?:городского округа|[\p{L}-]+ого муниципального района|муниципального района|[\p{L}-]+ской области)(?!\p{L}).*$/iu,
      '',
    )
    .replace(/["„“]([^"„“]*)["“”]/gu, '«$1»')
    .replace(/№\s*/gu, '№ ')
    .trim();
}

/**
 * Whether two names as they are written may be one person's: the same, or initials of the other. A patronymic left out
 * tells nothing.
 */
export function samePerson(one: string, other: string): boolean {
  if (foldText(one) === foldText(other)) return true;
  const [first, second] = [parseFullName(one), parseFullName(other)];
  if (!first.ok || !second.ok || foldText(first.value.lastName) !== foldText(second.value.lastName)) return false;
  const agree = (left: string, right: string) =>
    left.endsWith('.') || right.endsWith('.')
      ? foldText(left).charAt(0) === foldText(right).charAt(0)
      : foldText(left) === foldText(right);
  const [patronymic, said] = [first.value.patronymic, second.value.patronymic];
  return (
    agree(first.value.firstName, second.value.firstName) &&
    (patronymic === null || said === null || agree(patronymic, said))
  );
}
