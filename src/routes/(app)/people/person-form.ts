import { formatPhone } from '#kernel/phones.ts';
import type { NameCases, Person } from '#features/territory/index.server.ts';

type Cases = { readonly [Case in keyof NameCases]: string | null };

/** The fields of a person's form as they are saved: a case left empty is declined by the program. */
export function writtenPerson<Input extends { readonly cases: Cases }>({
  cases,
  ...input
}: Input): Omit<Input, 'cases'> & { nameCases: NameCases } {
  const nameCases = Object.fromEntries(Object.entries(cases).filter(([, value]) => value)) as NameCases;
  return { ...input, nameCases };
}

/** A person as the form shows it. */
export function shownPerson(person: Person) {
  return {
    lastName: person.lastName,
    firstName: person.firstName,
    patronymic: person.patronymic ?? '',
    gender: person.gender,
    cases: { ...person.nameCases },
    phones: person.phones.map(formatPhone).join(', '),
    emails: person.emails.join(', '),
    revision: person.revision,
  };
}
