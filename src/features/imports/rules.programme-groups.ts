import { extractContacts } from '#kernel/phones.ts';
import { sideNames, type Standing } from './rules.programme-captions.ts';
import type { Notes, ReadMember, ReadOfficial } from './rules.programme-found.ts';
import { isEmpty, peopleIn, type Field } from './rules.programme-general.ts';
import { linesOf, withoutBullet } from './rules.programme-grid.ts';
import { personOf } from './rules.programme-people.ts';
import { isNothing } from './rules.words.ts';

/** The working group of a side; a missing leader, contact or post is a doubt (D-P.part1). */
export function groupOf(side: Standing, fields: readonly Field[], notes: Notes): ReadMember[] {
  const path = `workingGroups.${side}`;
  const own = fields.filter((field) => field.kind === 'group' && field.standing === side);
  const people = own.flatMap(peopleIn);
  notes.places[path] = people[0]?.place ?? own[0]?.place ?? '';
  const doubt = (message: string, at = path, place = notes.places[path] ?? ''): void => {
    notes.doubts.push({ path: at, message, place });
  };
  people.forEach((person, index) => {
    notes.places[`${path}[${index}]`] = person.place;
    person.doubts.forEach(({ field, message }) => doubt(message, `${path}[${index}].${field}`, person.place));
    if (person.post === '') doubt('Должность не названа: впишите её', `${path}[${index}].post`, person.place);
  });
  const name = `рабочей группы ${sideNames[side]} команды`;
  if (people.length === 0) doubt(`Состав ${name} не найден: впишите его`);
  else {
    const leaders = people.filter((person) => person.leader).length;
    if (leaders !== 1)
      doubt(
        leaders === 0
          ? `Не назван руководитель ${name}: отметьте его`
          : `Названо несколько руководителей ${name}: оставьте одного`,
      );
    const reachable = people.some((person) => person.contact && person.phones.length + person.emails.length > 0);
    if (!reachable)
      doubt(
        people.some((person) => person.contact)
          ? `У контактного лица ${name} нет телефона и почты: впишите их`
          : `Не названо контактное лицо ${name}: отметьте его`,
      );
  }
  return people.map(({ name: said, post, leader, contact, phones, emails }) => ({
    name: said,
    post,
    leader,
    contact,
    phones,
    emails,
  }));
}

/** The employee of the operator or the municipal curator, with the whole wording of the file. */
export function officialOf(path: 'operator' | 'curator', fields: readonly Field[], notes: Notes): ReadOfficial {
  const own = fields.find((field) => field.kind === path && !isEmpty(field));
  const other =
    path === 'operator' ? fields.find((field) => field.kind === 'coordinator' && !isEmpty(field)) : undefined;
  const field = own ?? other;
  const lines = field === undefined ? [] : linesOf(field.blocks);
  const text = lines
    .map((line) => withoutBullet(line.text).text)
    .join(', ')
    .replace(/,\s*,/gu, ',');
  const place = lines[0]?.place ?? '';
  notes.places[path] = place;
  const people = field === undefined ? [] : peopleIn(field);
  const person = people.length > 1 ? people[0]! : personOf(text, place);
  const who = path === 'operator' ? 'Представитель регионального оператора' : 'Муниципальный куратор';
  if (text === '') notes.doubts.push({ path, message: `${who} в файле не назван: впишите его`, place });
  else if (person === null)
    notes.doubts.push({ path: `${path}.name`, message: `${who}: имя не распознано, проверьте`, place });
  else person.doubts.forEach(({ field, message }) => notes.doubts.push({ path: `${path}.${field}`, message, place }));
  if (people.length > 1)
    notes.doubts.push({ path, message: `${who}: названо несколько человек, взят первый. Проверьте`, place });
  if (own === undefined && other !== undefined)
    notes.doubts.push({ path, message: 'Представителем регионального оператора принят координатор: проверьте', place });
  const contacts = extractContacts(text);
  const nobody = isNothing(text) || /^(?:вакан|не (?:определ|назнач)|уточня|будет)/iu.test(text);
  const {
    name = '',
    post = nobody ? '' : contacts.rest,
    phones = contacts.phones,
    emails = contacts.emails,
  } = person ?? {};
  return { name, post, phones, emails, text };
}
