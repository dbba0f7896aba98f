import { inclineFirstname, inclineLastname, inclineMiddlename } from 'lvovich';

/** Grammatical cases of a name other than the nominative. */
export type NameCase = 'genitive' | 'dative' | 'accusative' | 'instrumental' | 'prepositional';

/** A person's name as the database keeps it. `nameCases`: full names in the cases that the program gets wrong. */
export interface DeclinableName {
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string | null;
  readonly gender: 'female' | 'male';
  readonly nameCases?: Readonly<Partial<Record<NameCase, string>>> | null | undefined;
}

/** The parts of a name, in any case. */
export interface NameParts {
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string;
}

/** The order of words in which a hand-written full name is split: as many words a part as the nominative has. */
function partsOf(written: string, name: DeclinableName): NameParts {
  const words = written.trim().split(/\s+/);
  const count = (text: string | null) => (text ? text.trim().split(/\s+/).length : 0);
  const first = count(name.firstName);
  const middle = count(name.patronymic);
  const last = Math.max(words.length - first - middle, 1);
  return {
    lastName: words.slice(0, last).join(' '),
    firstName: words.slice(last, last + first).join(' '),
    patronymic: words.slice(last + first).join(' '),
  };
}

/**
 * The name in a case. The person's own hand-written form wins; otherwise the declining library is asked, with the
 * gender always given (without it women named «Любовь» stay undeclined).
 */
export function declineName(name: DeclinableName, nameCase: NameCase): NameParts {
  const own = name.nameCases?.[nameCase]?.trim();
  if (own) return partsOf(own, name);
  return {
    lastName: inclineLastname(name.lastName, nameCase, name.gender),
    firstName: inclineFirstname(name.firstName, nameCase, name.gender),
    patronymic: name.patronymic ? inclineMiddlename(name.patronymic, nameCase, name.gender) : '',
  };
}

/** «Иванов Иван Иванович» of the parts of a name. */
export function fullNameOf(parts: NameParts): string {
  return [parts.lastName, parts.firstName, parts.patronymic].filter(Boolean).join(' ');
}
