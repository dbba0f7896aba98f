import { formatPhone } from '#kernel/phones.ts';
import type { Person } from '#features/territory/index.server.ts';

/** A person as the form shows it. */
export function shownPerson(person: Person) {
  return {
    lastName: person.lastName,
    firstName: person.firstName,
    patronymic: person.patronymic ?? '',
    gender: person.gender,
    nameCases: { ...person.nameCases },
    phones: person.phones.map(formatPhone).join(', '),
    emails: person.emails.join(', '),
    revision: person.revision,
  };
}
