import type { HeadToAppoint } from '#features/territory/index.ts';
import type { ClauseKey } from '#kernel/clauses.ts';
import type { IsoDate } from '#kernel/dates.ts';
import { cleanLine } from '#kernel/text.ts';
import { readHead, type ListedHead } from './rules.sheets-cells.ts';
import type { ListFault, ListRow, NamedUnit } from './rules.sheets.ts';

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

/** The municipality a cell names. */
export function unitOf<Unit extends NamedUnit>(
  text: string,
  find: (name: string) => Unit | null,
  fault: (message: string) => void,
): Unit | null {
  if (text === '') {
    fault('Укажите муниципалитет');
    return null;
  }
  const unit = find(text);
  if (!unit)
    fault(
      `Муниципалитета «${text.slice(0, 60)}» в регионе нет: проверьте название, для города с районами укажите район`,
    );
  return unit;
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
  if (head.post === '') fault('post', 'Укажите должность руководителя');
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
