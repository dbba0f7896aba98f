import { inclineFirstname, inclineLastname, inclineMiddlename } from 'lvovich';
import { nameCases, type NameCase, type NameCases } from '#kernel/names.ts';
import { foldLetters } from '#kernel/text.ts';
import { firstNameByRule, foreignMan, patronymicByRule, surnameByRule } from './name-rules.server.ts';

/** A person's name as the database keeps it. `nameCases`: full names in the cases that the program gets wrong. */
export interface DeclinableName {
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string | null;
  readonly gender: 'female' | 'male';
  readonly nameCases?: NameCases | null | undefined;
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
 * The name in a case. The person's own hand-written form wins; then the rules of the house speak, where the declining
 * library is known to be wrong; then the library, with the gender always given.
 */
export function declineName(name: DeclinableName, nameCase: NameCase): NameParts {
  const own = name.nameCases?.[nameCase]?.trim();
  if (own) return partsOf(own, name);
  const { gender } = name;
  const foreign = foreignMan(name.lastName, name.firstName, name.patronymic);
  return {
    lastName: eachPart(
      name.lastName,
      (part, last) =>
        surnameByRule(part, nameCase, { gender, last, foreign }) ?? inclineLastname(part, nameCase, gender),
    ),
    firstName: eachPart(
      name.firstName,
      (part, last) => firstNameByRule(part, nameCase, { gender, last }) ?? inclineFirstname(part, nameCase, gender),
    ),
    patronymic: name.patronymic
      ? inCapitals(
          foldLetters(name.patronymic),
          (text) => patronymicByRule(text, nameCase) ?? inclineMiddlename(text, nameCase, gender),
        )
      : '',
  };
}

/** The full name as the program itself declines it, in every case: what a person's own forms are set beside. */
export function computedCases(name: DeclinableName): Record<NameCase, string> {
  const bare = { ...name, nameCases: null };
  return Object.fromEntries(nameCases.map((nameCase) => [nameCase, fullNameOf(declineName(bare, nameCase))])) as Record<
    NameCase,
    string
  >;
}

/** Double names decline part by part: «Римского-Корсакова», «Анны-Марии». */
function eachPart(name: string, decline: (part: string, last: boolean) => string): string {
  const parts = foldLetters(name).split(/([\s-]+)/);
  return parts
    .map((part, index) =>
      index % 2 === 1 || part === '' ? part : inCapitals(part, (word) => decline(word, index === parts.length - 1)),
    )
    .join('');
}

/** A word written in capitals is declined as any other and stays in capitals; initials stay. */
function inCapitals(written: string, decline: (text: string) => string): string {
  if (written.length < 3 || written !== written.toUpperCase()) return decline(written);
  return decline(written.charAt(0) + written.slice(1).toLowerCase()).toUpperCase();
}

/** «Иванов Иван Иванович» of the parts of a name. */
export function fullNameOf(parts: NameParts): string {
  return [parts.lastName, parts.firstName, parts.patronymic].filter(Boolean).join(' ');
}
