import type { HeadToAppoint } from '#features/territory/index.ts';
import type { ClauseKey } from '#kernel/clauses.ts';
import type { IsoDate } from '#kernel/dates.ts';
import { extractContacts } from '#kernel/phones.ts';
import { cleanLine } from '#kernel/text.ts';
import { readHead, type ListedHead } from './rules.sheets-cells.ts';
import type { NamedUnit, UnitFinder } from './rules.sheets-units.ts';
import type { ListFault, ListRow } from './rules.sheets.ts';
import { isNothing } from './rules.words.ts';

/** What a list changes, row by row, and what prevents it. */
export interface ListPlan<Saved> {
  readonly save: readonly Saved[];
  readonly unchanged: number;
  readonly skipped: number;
  readonly faults: readonly ListFault[];
  readonly warnings: readonly ListFault[];
}

/** Says what is wrong with a cell of the row; a rule that does not let it in names its clause. */
export type CellFault<Key extends string> = (key: Key, message: string, clause?: ClauseKey) => void;

/** Gathers what is said of a row, each with the place of its cell. */
export function faultsOf<Key extends string>(row: ListRow<Key>): { list: ListFault[]; say: CellFault<Key> } {
  const list: ListFault[] = [];
  return {
    list,
    say: (key, message, clause) =>
      void list.push({ row: row.row, place: row.place(key), message, ...(clause ? { clause } : {}) }),
  };
}

/** The text of a cell as one line; '' when the row has none. */
export function lineIn<Key extends string>(row: ListRow<Key>, key: Key): string {
  return cleanLine(row.cells[key] ?? '');
}

/** Says which cells hold more than there is room for. */
export function checkLengths<Key extends string>(
  row: ListRow<Key>,
  longest: readonly (readonly [Key, number])[],
  fault: CellFault<Key>,
): void {
  for (const [key, limit] of longest) {
    if ((row.cells[key] ?? '').length > limit) fault(key, `Здесь не больше ${limit} знаков`);
  }
}

/** Says which cells of contacts hold something that is no phone and no address: it would be lost. */
export function checkContacts<Key extends string>(
  row: ListRow<Key>,
  cells: { readonly phones: readonly Key[]; readonly emails: readonly Key[] },
  fault: CellFault<Key>,
): void {
  for (const key of [...cells.phones, ...cells.emails]) {
    const said = cleanLine(row.cells[key] ?? '');
    const { phones, emails, rest } = extractContacts(said);
    const wrong = /\S*@\S*|\d(?:[\s().-]*\d){4,}/u.exec(rest)?.[0];
    const nothing = phones.length + emails.length === 0 && !isNothing(said);
    if (wrong === undefined && !nothing) continue;
    const text = (wrong ?? said).slice(0, 60);
    fault(
      key,
      cells.phones.includes(key) && !text.includes('@')
        ? `«${text}» не похоже на телефон: напишите с кодом, например 8 (8442) 00-00-00`
        : `«${text}» не похоже на электронную почту: напишите её как school@example.org`,
    );
  }
}

/** The municipality a cell names. */
export function unitOf<Unit extends NamedUnit>(
  text: string,
  find: UnitFinder<Unit>,
  fault: (message: string) => void,
): Unit | null {
  if (text === '') {
    fault('Укажите муниципалитет');
    return null;
  }
  const unit = find(text);
  if (unit) return unit;
  const near = find.near(text);
  const advice = near ? `возможно, это ${near.name}` : 'проверьте название, для города с районами укажите район';
  fault(`Муниципалитета «${text.slice(0, 60)}» в регионе нет: ${advice}`);
  return null;
}

/** The head a row names; null when it names none or is written wrongly. */
export function headOf(
  { head = '', post = '' }: { readonly head?: string; readonly post?: string },
  contacts: readonly (string | undefined)[],
  fault: CellFault<'head'>,
): ListedHead | null {
  const read = readHead(
    head,
    post,
    contacts.map((cell) => cell ?? ''),
  );
  if (read.ok) return read.value;
  fault('head', read.error);
  return null;
}

/** A list of teachers has the columns of a list of organisations: nobody of it becomes a head. */
const isTeacher = (post: string) =>
  /^(?:учител|воспитател|педагог|преподавател|психолог|логопед|тренер|студент)/iu.test(post) &&
  !/директор|заведующ|руководител|начальник/iu.test(post);

/** The head of the file as somebody to appoint, or what prevents it. */
export function toAppoint(
  head: ListedHead,
  startsOn: IsoDate,
  fault: CellFault<'head' | 'post'>,
): HeadToAppoint | null {
  const { lastName, firstName, patronymic, gender } = head.name;
  if (head.post === '') fault('post', 'Укажите должность руководителя: рядом с именем или в столбце «Должность»');
  else if (isTeacher(head.post))
    fault('post', `Должность «${head.post.slice(0, 60)}» не руководителя: проверьте, тот ли это список`);
  if (gender === null)
    fault('head', 'По имени не понять пол, а он нужен для склонения в документах: напишите имя и отчество полностью');
  if (head.post === '' || gender === null) return null;
  return {
    lastName,
    firstName,
    patronymic,
    gender,
    post: head.post,
    phones: head.phones,
    emails: head.emails,
    startsOn,
  };
}

/** Two lists of contacts hold the same, in whatever order. */
export function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}
