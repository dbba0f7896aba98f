import { formatDate, formatShort, isIsoDate, monthNamesGenitive, type IsoDate } from '#kernel/dates.ts';
import type { NameCase } from '#kernel/names.ts';
import { plural } from '#kernel/plural.ts';
import { capitalise } from '#kernel/text.ts';
import { declineName, fullNameOf, type DeclinableName, type NameParts } from '#platform/name-cases.server.ts';
import { insideSentence, organisationInCase, postInCase } from './phrases.server.ts';
import { numberInWords } from './words.server.ts';

/** A person in the data of a document: the fields of the name, readable by templates. */
export interface DocumentPerson extends DeclinableName {
  readonly toString: () => string;
}

/** A filter was given what it cannot work with; the message becomes the error of the template's line. */
export class FilterError extends Error {}

class Name implements NameParts {
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string;
  constructor(parts: NameParts) {
    this.lastName = parts.lastName;
    this.firstName = parts.firstName;
    this.patronymic = parts.patronymic;
  }
  toString(): string {
    return fullNameOf(this);
  }
}

class Person extends Name implements DocumentPerson {
  readonly gender: 'female' | 'male';
  readonly nameCases: DeclinableName['nameCases'];
  constructor(name: DeclinableName) {
    super({ ...name, patronymic: name.patronymic ?? '' });
    this.gender = name.gender;
    this.nameCases = name.nameCases;
  }
}

/** A name in data may also come plain, without `documentPerson`. */
function isPerson(value: unknown): value is DeclinableName {
  if (typeof value !== 'object' || value === null) return false;
  const name = value as Partial<DeclinableName>;
  return typeof name.lastName === 'string' && typeof name.firstName === 'string' && typeof name.gender === 'string';
}

/** What a value prints as when it is a name: the full name; null for anything else. */
export function nameInFull(value: unknown): string | null {
  if (value instanceof Name) return value.toString();
  return isPerson(value) ? fullNameOf({ ...value, patronymic: value.patronymic ?? '' }) : null;
}

/** Makes a value of a document's data out of a person: prints as the full name, can be declined by filters. */
export function documentPerson(name: DeclinableName): DocumentPerson {
  return new Person(name);
}

const space = '\u00A0';

const isEmpty = (value: unknown): value is null | undefined | '' =>
  value === null || value === undefined || value === '';

function dateFilter(write: (date: IsoDate) => string) {
  return (value: unknown): string => {
    if (isEmpty(value)) return '';
    if (!isIsoDate(value)) throw new FilterError('Фильтр даты применён не к дате');
    return write(value);
  };
}

/** «12» марта 2027 г., as agreements and orders are dated. */
function quotedDate(date: IsoDate): string {
  const month = monthNamesGenitive[Number(date.slice(5, 7)) - 1] ?? '';
  return [`«${date.slice(8)}»`, month, date.slice(0, 4), 'г.'].join(space);
}

function nameFilter(nameCase: NameCase | null) {
  return (value: unknown): Name | string => {
    if (isEmpty(value)) return '';
    if (!isPerson(value)) throw new FilterError('Фильтр падежа применён не к человеку');
    const { lastName, firstName, gender, nameCases } = value;
    const patronymic = value.patronymic || null;
    if (nameCase === null) return new Name({ lastName, firstName, patronymic: patronymic ?? '' });
    return new Name(declineName({ lastName, firstName, patronymic, gender, nameCases }, nameCase));
  };
}

function partsOf(value: unknown): NameParts {
  if (value instanceof Name) return value;
  if (isPerson(value)) return { ...value, patronymic: value.patronymic ?? '' };
  const [lastName = '', firstName = '', ...rest] = String(value).trim().split(/\s+/);
  return { lastName, firstName, patronymic: rest.join(' ') };
}

function initialsOf({ firstName, patronymic }: NameParts): string {
  return [firstName, patronymic]
    .filter(Boolean)
    .map((part) => `${part[0]}.`)
    .join(space);
}

const caseNames: Readonly<Record<string, NameCase>> = {
  родительный: 'genitive',
  дательный: 'dative',
  винительный: 'accusative',
  творительный: 'instrumental',
  предложный: 'prepositional',
};

function phraseFilter(inCase: (text: string, nameCase: NameCase) => string) {
  return (value: unknown, caseName: unknown): string => {
    const nameCase = caseNames[String(caseName)];
    if (!nameCase) throw new FilterError(`Назовите падеж в кавычках: ${Object.keys(caseNames).join(', ')}`);
    return inCase(String(value ?? ''), nameCase);
  };
}

function byGender(value: unknown, male: string, female: string): string {
  if (isEmpty(value)) return male;
  if (!isPerson(value)) throw new FilterError('Фильтр «по_роду» применён не к человеку');
  return value.gender === 'female' ? female : male;
}

/** The filters of documents' texts, by the names the texts call them. */
export const filters: Readonly<Record<string, (...values: never[]) => unknown>> = {
  дата: dateFilter(formatDate),
  дата_кавычки: dateFilter(quotedDate),
  дата_цифрами: dateFilter(formatShort),
  именительный: nameFilter(null),
  ...Object.fromEntries(Object.entries(caseNames).map(([name, nameCase]) => [name, nameFilter(nameCase)])),
  инициалы: (value: unknown) =>
    isEmpty(value) ? '' : [initialsOf(partsOf(value)), partsOf(value).lastName].filter(Boolean).join(space),
  фамилия_инициалы: (value: unknown) =>
    isEmpty(value) ? '' : [partsOf(value).lastName, initialsOf(partsOf(value))].filter(Boolean).join(space),
  по_роду: byGender,
  должность: phraseFilter(postInCase),
  организация: phraseFilter(organisationInCase),
  слово: (value: unknown, one: string, few: string, many: string) =>
    `${String(value)}${space}${plural(Number(value), one, few, many)}`,
  прописью: (value: unknown) => numberInWords(Number(value)),
  capitalize: (text: unknown) => capitalise(String(text ?? '')),
  строчная: (text: unknown) => insideSentence(String(text ?? '')),
};
