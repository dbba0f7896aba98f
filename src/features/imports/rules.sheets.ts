import type { ClauseKey } from '#kernel/clauses.ts';
import type { Paper, PaperCell, PaperRow, PaperTable } from '#kernel/paper.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { cleanText, foldText } from '#kernel/text.ts';
import { formOf, insteadOf, type FormKind } from './rules.forms.ts';
import { isPlace, placeOfSheet, placesAbove } from './rules.sheets-places.ts';

/** A column of a list: how our own sheets head it, and how others do. */
export interface ListColumn<Key extends string = string> {
  readonly key: Key;
  /** The caption of our own sheets. */
  readonly title: string;
  /** Captions taken for it, folded; columns are asked in their order, the narrower meaning first. */
  readonly captions: RegExp;
  /** Without it the sheet is no such list. */
  readonly required?: boolean;
  /** What to write in it, for the page that takes the list. */
  readonly hint?: string;
  /** A column of our own sheets that is not read: the program knows it better. */
  readonly ignored?: boolean;
}

/** What is wrong with a row, and where. `row` is its number among the rows read, from 0. */
export interface ListFault {
  readonly row: number;
  readonly place: string;
  readonly message: string;
  /** The ground of a rule that does not let the row in; absent where it is only written wrongly. */
  readonly clause?: ClauseKey;
}

/** A row of a list: the texts of its cells by column. */
export interface ListRow<Key extends string = string> {
  readonly row: number;
  readonly cells: Readonly<Partial<Record<Key, string>>>;
  /** A caption across the table above the row, such as the name of a municipality; '' when there is none. */
  readonly heading: string;
  /** Where a cell of the row stands, even an empty one: «лист «Команды», ячейка D7». */
  readonly place: (key: Key) => string;
  /** All texts of the row as they stand in the table, for the file with what to mend. */
  readonly texts: readonly string[];
}

/** A list read from the sheets of a file. */
export interface ReadList<Key extends string = string> {
  readonly rows: readonly ListRow<Key>[];
  /** Captions of the first sheet that holds the list. */
  readonly captions: readonly string[];
  /** Captions that mean no column we know. */
  readonly unread: readonly string[];
  /** Which columns the file has. */
  readonly present: ReadonlySet<Key>;
}

/** The caption of the column that tells what to mend; a file sent back with it is read again without it. */
export const mendCaption = 'Что исправить';

const own = /^(?:что исправить|подтверждений|подана|в реестре с|групп|закрыта)$/;
const numbering = /^(?:№|n|no|п\/п|№ ?п\/?п|№ ?п\. ?п\.?|номер)$/;
const headerDepth = 30;

/**
 * Reads a list by the captions of its columns, in whatever order they stand and on whatever row; several sheets with
 * the same captions are one list. The error is a sentence that says what the file lacks.
 * It goes in steps, one a row: there may be thousands, and others wait meanwhile.
 */
export function* readList<Key extends string>(
  paper: Paper,
  columns: readonly ListColumn<Key>[],
): Generator<void, Result<ReadList<Key>, string>> {
  const wanted: FormKind = columns.some(({ key, required }) => required && key === 'standing')
    ? 'registry'
    : 'organisations';
  const tables = paper.blocks.filter((block): block is PaperTable => block.kind === 'table');
  const headed = tables.map((table) => {
    const header = findHeader(table, columns);
    return { table, header, places: header ? placesAbove(table, header.row + header.depth) : new Set<string>() };
  });
  const kind = formOf(paper);
  // a registry divided by municipalities has the columns of a form of one of them
  const divided = kind === 'participants' && new Set(headed.flatMap(({ places }) => [...places])).size > 1;
  if (kind !== null && kind !== wanted && !(divided && wanted === 'registry'))
    return fail(`Это не тот файл: ${insteadOf(kind)}`);
  if (paper.format !== 'xlsx') return fail('Список читается из таблицы Excel: сохраните его как XLSX и выберите снова');
  const required = columns.filter((column) => column.required);
  const whole = headed.filter(
    ({ header, places }) =>
      header && required.every(({ key }) => header.columns.has(key) || (key === 'municipality' && places.size > 0)),
  );
  const first = whole[0];
  if (!first?.header)
    return fail(
      lackOf(
        headed.map(({ header }) => header?.columns ?? new Map()),
        required,
      ),
    );
  const rows: ListRow<Key>[] = [];
  for (const { table, header } of whole) if (header) yield* readRows(table, header, rows);
  if (rows.length === 0) return fail('В таблице нет ни одной заполненной строки под заголовками');
  return ok({
    rows,
    captions: first.header.captions,
    unread: first.header.unread,
    present: new Set(whole.flatMap(({ header }) => [...(header?.columns.keys() ?? [])])),
  });
}

function lackOf<Key extends string>(
  found: readonly ReadonlyMap<Key, number>[],
  required: readonly ListColumn<Key>[],
): string {
  const best = found.toSorted((one, other) => other.size - one.size)[0] ?? new Map<Key, number>();
  const lacking = required.filter(({ key }) => !best.has(key)).map(({ title }) => `«${title}»`);
  const what = lacking.length === 1 ? 'столбца' : 'столбцов';
  return `В таблице нет ${what} ${lacking.join(', ')}: возьмите образец на этой странице или назовите столбцы так же`;
}

interface Header<Key extends string> {
  readonly row: number;
  readonly depth: number;
  readonly columns: ReadonlyMap<Key, number>;
  readonly captions: readonly string[];
  readonly unread: readonly string[];
  readonly width: number;
}

/** The row that means the most columns. */
function findHeader<Key extends string>(table: PaperTable, columns: readonly ListColumn<Key>[]): Header<Key> | null {
  let best: Header<Key> | null = null;
  for (const [index, row] of table.rows.slice(0, headerDepth).entries()) {
    const header = headerOf(row, index, columns);
    if (header.columns.size > (best?.columns.size ?? 0)) best = header;
  }
  return best;
}

function headerOf<Key extends string>(row: PaperRow, index: number, columns: readonly ListColumn<Key>[]): Header<Key> {
  const found = new Map<Key, number>();
  const unread: string[] = [];
  const captions: string[] = [];
  for (const cell of row.cells) {
    const caption = textOf(cell).replaceAll('\n', ' ');
    captions[cell.column] = caption;
    const folded = foldText(caption);
    if (folded === '' || folded.length > 160 || /@|\d{5}/u.test(folded) || numbering.test(folded)) continue;
    const column = columns.find((one) => one.captions.test(folded));
    if (column && !found.has(column.key)) found.set(column.key, cell.column);
    else if (!column?.ignored && !own.test(folded)) unread.push(caption);
  }
  const depth = Math.max(1, ...row.cells.filter((cell) => textOf(cell) !== '').map((cell) => cell.rows));
  const width = Math.max(0, ...row.cells.map((cell) => cell.column + cell.columns));
  const filled = Array.from({ length: width }, (_empty, at) => captions[at] ?? '');
  return { row: index, depth, columns: found, captions: filled, unread, width };
}

interface Merged {
  readonly text: string;
  readonly place: string;
  left: number;
}

function* readRows<Key extends string>(
  table: PaperTable,
  header: Header<Key>,
  rows: ListRow<Key>[],
): Generator<void, void> {
  // a cell merged over several rows speaks for each of them
  const merged = new Map<number, Merged>();
  const keys = new Map([...header.columns].map(([key, column]) => [column, key]));
  let heading = placeOfSheet(table);
  let headingPlace = '';
  for (const row of table.rows.slice(header.row + header.depth)) {
    yield;
    const texts: string[] = Array.from({ length: header.width }, () => '');
    const places = new Map<number, string>();
    for (const [column, one] of merged) {
      texts[column] = one.text;
      places.set(column, one.place);
      one.left -= 1;
      if (one.left === 0) merged.delete(column);
    }
    const filled = row.cells
      .filter((cell) => cell.column < header.width)
      .map((cell) => ({ cell, text: textOf(cell) }))
      .filter(({ text }) => text !== '');
    for (const { cell, text } of filled) {
      texts[cell.column] = text;
      places.set(cell.column, cell.place);
      if (cell.rows > 1) merged.set(cell.column, { text, place: cell.place, left: cell.rows - 1 });
    }
    if (filled.length === 0 || isNumbering(filled)) continue;
    const [only] = filled;
    if (only && filled.length === 1 && (isHeading(only.cell, header.width) || isPlace(only.text))) {
      const { text } = only;
      if (/^(?:итого|всего)/iu.test(text)) continue;
      heading = text.replaceAll('\n', ' ');
      headingPlace = only.cell.place;
      continue;
    }
    if (only && /^(?:итого|всего)(?!\p{L})/iu.test(only.text)) continue;
    const cells: Partial<Record<Key, string>> = {};
    for (const [column, key] of keys) if (texts[column]) cells[key] = texts[column];
    if (Object.keys(cells).length === 0) continue;
    const line = lineOf(row);
    const section = headingPlace;
    rows.push({
      row: rows.length,
      cells,
      heading,
      texts,
      place: (key) => {
        const column = header.columns.get(key);
        if (column === undefined && key === 'municipality' && section !== '') return section;
        if (column === undefined) return `${table.place}, строка ${line}`;
        return places.get(column) ?? `${table.place}, ячейка ${lettersOf(column)}${line}`;
      },
    });
  }
}

/** «1 2 3 4»: the row of column numbers under the captions. */
function isNumbering(cells: readonly { readonly text: string }[]): boolean {
  return cells.length > 2 && cells.every(({ text }, index) => text === String(index + 1));
}

function isHeading(cell: PaperCell, width: number): boolean {
  return cell.columns > 1 && (cell.columns >= 3 || cell.columns >= width - 1);
}

/** The text of a cell; the apostrophe that keeps a text from being a formula is not part of it. */
function textOf(cell: PaperCell): string {
  return cleanText(cell.text).replace(/^'(?=[=+\-@])/, '');
}

/** The number of a row as Excel shows it. */
function lineOf(row: PaperRow): string {
  return row.cells.map((cell) => /(\d+)$/.exec(cell.place)?.[1]).find(Boolean) ?? '';
}

/** 0 is A, 26 is AA. */
function lettersOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : lettersOf(Math.floor(column / 26) - 1) + letter;
}
