import { samePerson } from '#kernel/names.ts';
import type { PaperBlock, PaperRow } from '#kernel/paper.ts';
import { extractContacts } from '#kernel/phones.ts';
import { cleanLine } from '#kernel/text.ts';
import { namesSaid, takePerson, type PersonDoubt, type TakenPerson } from './rules.cells.ts';
import { captionAndValue, personColumnOf, type PersonColumn } from './rules.programme-captions.ts';
import {
  blocksOf,
  cellsOf,
  cellText,
  gridOf,
  linesOf,
  withoutBullet,
  type Grid,
  type Line,
} from './rules.programme-grid.ts';
import { isLeader, labels, rolesIn, withoutLeader } from './rules.programme-roles.ts';
import type { ReadPerson } from './rules.words.ts';

/** One of a working group as the file names them. */
export interface FoundPerson extends ReadPerson {
  readonly leader: boolean;
  readonly contact: boolean;
  readonly place: string;
  readonly doubts: readonly PersonDoubt[];
}

/** Whether a text names somebody, by a patronymic or initials. */
export function namesSomebody(text: string): boolean {
  return namesSaid(text).length > 0;
}

function tidy(text: string): string {
  return cleanLine(text)
    .replace(/\(\s*[,;]*\s*\)/gu, ' ')
    .replace(/(?:\s*[,;](?:\s*и(?=\s*[,;]))?)+(?=\s*[,;]|\s*$)/gu, '')
    .replace(/\s+([,;)])/gu, '$1')
    .replace(/^[\s,;:.–—-]+|[\s,;:–—-]+$|(?<=\p{Ll}{5})[\s.]*\.$/gu, '')
    .replace(/^\d{1,2}[.)]\s+(?=\p{L})/u, '')
    .replace(/\s+/gu, ' ')
    .replace(/^(?:и|тел|моб)\.?$/iu, '')
    .trim();
}

interface Said {
  readonly name?: string;
  readonly post?: string;
  readonly text?: string;
  readonly role?: string;
  readonly leader?: boolean;
  readonly contact?: boolean;
}

/** A person from the parts in which a row or a line says them; null where there is no name. */
function personFrom(said: Said, place: string): FoundPerson | null {
  const own = rolesIn(said.name ?? '');
  const post = rolesIn(said.post ?? '');
  const free = rolesIn(said.text ?? '');
  const role = rolesIn(said.role ?? '');
  const alone = takePerson(own.rest);
  const person = alone.name === '' ? takePerson([own.rest, free.rest].filter(Boolean).join(', ')) : alone;
  const name = person.name || tidy(extractContacts(own.rest).rest);
  if (name === '') return null;
  // what the name stood with when it was found elsewhere is told already
  const others = [post.rest, ...(person === alone ? [free.rest] : [])].map(extractContacts);
  const texts = [...others.map(({ rest }) => rest), ...aboutPerson(person)].map(tidy).filter((part) => part !== '');
  const { posts, led } = withoutLeader(texts);
  const roles = [own, post, free, role];
  return {
    name,
    post: [...new Set(posts)].join(', '),
    leader: led || said.leader === true || roles.some(({ leader }) => leader) || isLeader(tidy(role.rest)),
    contact: said.contact === true || roles.some(({ contact }) => contact) || /^контакт/iu.test(tidy(role.rest)),
    phones: [...new Set([person, ...others].flatMap(({ phones }) => phones))],
    emails: [...new Set([person, ...others].flatMap(({ emails }) => emails))],
    place,
    doubts: person.doubts,
  };
}

/** The post, and what was said beside it; the place of work is known without it. */
function aboutPerson({ name, post, rest }: TakenPerson): string[] {
  const beside = name === '' ? [] : rest.split(', ').filter((part) => !isOrganisation(part));
  return [post, beside.join(', ')];
}

const organisationWords =
  /^(?:м[бка]?о?у|м[бка]у|мбдоу|мкдоу|мадоу|мдоу|гау|гбу|гбоу|гапоу|гбпоу)(?!\p{L})|^(?:муниципальн|государственн)\S*\s|^(?:[\p{L}-]+(?:[иыо]й|[ая]я|[ое]е)\s+){0,3}(?:отдел|комитет|управлени|департамент|администраци|академи|институт|центр)\S*(?:\s|$)/iu;

function isOrganisation(text: string): boolean {
  return organisationWords.test(text.trim());
}

/** A person out of free text: «Орлова Инна Павловна, методист, тел. 8 (8442) 00-55-66»; null where nobody is named. */
export function personOf(text: string, place: string): FoundPerson | null {
  return personFrom({ text: text.replace(/\n/gu, ', ') }, place);
}

/** The people of a working group: nested tables, rows of the table around, and lines of text. */
export function peopleOf(blocks: readonly PaperBlock[], rows: readonly PaperRow[]): FoundPerson[] {
  const found: FoundPerson[] = [];
  let lines: Line[] = [];
  const flush = (): void => {
    found.push(...peopleOfLines(lines));
    lines = [];
  };
  for (const block of blocks) {
    if (block.kind === 'paragraph') lines.push(...linesOf([block]));
    else {
      flush();
      found.push(...peopleOfRows(block.rows));
    }
  }
  flush();
  found.push(...peopleOfRows(rows));
  return merged(found);
}

/** The columns of a table of people and how many rows its header takes. */
export interface PersonHeader {
  readonly columns: ReadonlyMap<number, PersonColumn>;
  readonly rows: number;
}

/** The header of a table of people; null where it has none. */
export function personHeader(grid: Grid): PersonHeader | null {
  for (let row = 0; row < Math.min(grid.length, 4); row++) {
    const columns = new Map<number, PersonColumn>();
    for (const { cell } of cellsOf(grid, row)) {
      const column = personColumnOf(cell.text);
      if (column !== null) columns.set(cell.column, column);
    }
    const kinds = new Set(columns.values());
    if (kinds.has('name') && (kinds.size > 1 || widthAt(grid, row) <= 2)) return { columns, rows: row + 1 };
  }
  return null;
}

function widthAt(grid: Grid, row: number): number {
  return cellsOf(grid, row).length;
}

const flag = /^(?!(?:нет|-|–|—|0)$).+/iu;

function peopleOfRows(rows: readonly PaperRow[]): FoundPerson[] {
  const grid = gridOf({ rows });
  const header = personHeader(grid);
  const found: FoundPerson[] = [];
  for (let row = header?.rows ?? 0; row < grid.length; row++) {
    const cells = cellsOf(grid, row);
    const place = cells.find(({ first }) => first === row)?.cell.place ?? cells[0]?.cell.place ?? '';
    const said: Record<'name' | 'post' | 'text' | 'role', string[]> = { name: [], post: [], text: [], role: [] };
    let leader = false;
    let contact = false;
    let repeated = 0;
    for (const { cell, first } of cells) {
      const text = cellLines(cell);
      if (text === '') continue;
      const column = header?.columns.get(cell.column) ?? 'other';
      if (personColumnOf(text) === column && column !== 'other' && first === row && !namesSomebody(text)) repeated += 1;
      if (column === 'number' || column === 'team') continue;
      if (column === 'leader' && !namesSomebody(text)) leader = flag.test(text.trim());
      else if (column === 'contact' && !namesSomebody(text) && extractContacts(text).phones.length === 0)
        contact = flag.test(text.trim());
      else if (column === 'name' && first === row) said.name.push(text);
      else if (column === 'post') said.post.push(text);
      else if (column === 'role') said.role.push(text);
      else if (/^\d{1,2}\.?$/u.test(text)) continue;
      else said.text.push(text);
    }
    // a header repeated on the next page
    if (repeated > 1) continue;
    const person = personFrom(
      {
        name: said.name.join(' ').replace(/\n/gu, ' '),
        post: said.post.join(' ').replace(/\n/gu, ' '),
        text: said.text.join(', ').replace(/\n/gu, ', '),
        role: said.role.join(' '),
        leader,
        contact,
      },
      place,
    );
    if (
      person !== null &&
      namesSaid(cells.map(({ cell }) => cellText(cell)).join(' ')).length > 1 &&
      said.name.length === 0
    )
      found.push(...peopleOfLines(cells.flatMap(({ cell }) => linesOf(blocksOf(cell)))));
    else if (person !== null) found.push(person);
    else appendTo(found, said.text.join(', '), said.post.join(' '));
  }
  return found;
}

function cellLines(cell: { readonly text: string }): string {
  return cell.text.trim();
}

/** A row or a line without a name continues the person before. */
function appendTo(found: FoundPerson[], text: string, post = ''): void {
  const last = found.at(-1);
  if (last === undefined || (text === '' && post === '')) return;
  const roles = rolesIn(text);
  const contacts = extractContacts(roles.rest);
  const more = [tidy(post), tidy(contacts.rest)].filter((part) => part !== '');
  found[found.length - 1] = {
    ...last,
    post: [last.post, ...more].filter((part) => part !== '').join(', '),
    leader: last.leader || roles.leader,
    contact: last.contact || roles.contact,
    phones: [...new Set([...last.phones, ...contacts.phones])],
    emails: [...new Set([...last.emails, ...contacts.emails])],
  };
}

function peopleOfLines(lines: readonly Line[]): FoundPerson[] {
  const found: FoundPerson[] = [];
  for (const line of lines) {
    for (const part of splitByNames(withoutBullet(line.text).text)) {
      const text = part.replace(labels, '');
      const person = personOf(text, line.place);
      if (person !== null) found.push(person);
      else if (captionAndValue(text) === null && !/:$/u.test(text)) appendTo(found, text);
    }
  }
  return found;
}

/** «Седова А. И., директор; Дёмин Л. Л., заместитель» is two people. */
function splitByNames(text: string): string[] {
  if (namesSaid(text).length < 2) return [text];
  const parts: string[] = [];
  for (const piece of text.split(/;\s*|,\s+/u)) {
    const current = parts.at(-1);
    if (current === undefined || (namesSomebody(piece) && namesSomebody(current))) parts.push(piece);
    else parts[parts.length - 1] = `${current}, ${piece}`;
  }
  return parts;
}

/** In one list a namesake without a patronymic is somebody else; initials are not. */
const isRepeated = (one: string, other: string) =>
  samePerson(one, other) && (/\p{Lu}\./u.test(`${one} ${other}`) || one.split(' ').length === other.split(' ').length);

/** The same person named twice («контактное лицо: Дёмин Л. Л.») is one. */
function merged(found: readonly FoundPerson[]): FoundPerson[] {
  const people: FoundPerson[] = [];
  for (const person of found) {
    const index = people.findIndex((other) => isRepeated(other.name, person.name));
    const other = people[index];
    if (other === undefined) {
      people.push(person);
      continue;
    }
    const longer = person.name.length > other.name.length ? person : other;
    people[index] = {
      ...other,
      name: longer.name,
      doubts: longer.doubts,
      post: other.post || person.post,
      leader: other.leader || person.leader,
      contact: other.contact || person.contact,
      phones: [...new Set([...other.phones, ...person.phones])],
      emails: [...new Set([...other.emails, ...person.emails])],
    };
  }
  return people;
}
