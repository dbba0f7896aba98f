import type { PaperBlock, PaperTable } from '#kernel/paper.ts';
import { cleanLine, joinHyphens } from '#kernel/text.ts';
import { foldCell, isTick } from './rules.cells.ts';

/** What a column of the participants' form holds. */
export type ColumnRole =
  | 'number'
  | 'organisation'
  | 'head'
  | 'post'
  | 'contacts'
  | 'standing'
  | 'experienced'
  | 'developing'
  | 'directions'
  | 'note'
  | 'municipality'
  | 'other'
  /** The column goes on with what stands in the one on its left: their caption is one. */
  | 'more';

/** What the columns of a table hold; null where nobody knows. */
export type Roles = readonly (ColumnRole | null)[];

/** A cell where the grid shows it, with the rows and columns it covers. */
export interface Spot {
  readonly text: string;
  readonly blocks: readonly PaperBlock[];
  readonly place: string;
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export type Grid = readonly (readonly (Spot | undefined)[])[];

const widest = 60;

/** The grid of a table; a merged cell stands in every place it covers. */
export function spotsOf(table: PaperTable): Grid {
  const grid: (Spot | undefined)[][] = table.rows.map(() => []);
  table.rows.forEach((line, row) => {
    for (const { text, blocks, place, column, ...span } of line.cells) {
      const rows = Math.max(1, Math.min(span.rows, table.rows.length - row));
      const columns = Math.max(1, Math.min(span.columns, widest - column));
      const spot = { text, blocks, place, row, column, rows, columns };
      for (let y = row; y < row + rows; y++)
        for (let x = column; x < Math.min(widest, column + columns); x++) grid[y]![x] = spot;
    }
  });
  return grid;
}

/** The grid with rows for columns: forms that stand on their side, a caption at the left of every line. */
export function turned(grid: Grid, from: number): Grid {
  const width = Math.max(0, ...grid.map((row) => row.length));
  return Array.from({ length: Math.max(0, width - from) }, (_, x) =>
    grid.map((row, y) => {
      const spot = row[x + from];
      return (
        spot && { ...spot, row: Math.max(0, spot.column - from), column: y, rows: spot.columns, columns: spot.rows }
      );
    }),
  );
}

/** The different cells of a row, from left to right, without those that began above. */
export function ownSpots(grid: Grid, row: number): Spot[] {
  return [...new Set(grid[row] ?? [])].filter((spot): spot is Spot => spot !== undefined && spot.row === row);
}

const stems: readonly (readonly [ColumnRole, RegExp])[] = [
  ['note', /примечан|предложен|пожелан|комментар|дополнительн\S* (?:сведен|информац)/u],
  ['directions', /направлен/u],
  ['other', /состав|член\S* |адрес (?!эл)|адрес$|инн(?!о)|огрн|сайт|дата|количеств|кол-во/u],
  [
    'standing',
    /опытн\S*[ ,/(или-]+\S*разв|управленческ\S* команд|команда|статус|роль|категори|вид (?:команд|участ)|тип (?:команд|участ)|(?<![а-я])ук(?![а-я])/u,
  ],
  ['experienced', /опытн/u],
  ['developing', /развив/u],
  [
    'contacts',
    /телефон|(?<![а-я])тел(?![а-я])|контакт(?!н\S* лиц)|почт|e-?mail|эл\. ?адрес|электронн\S* адрес|адрес эл/u,
  ],
  ['post', /должност/u],
  ['head', /руководит|директор|заведующ|фио(?![а-я])|ф\. ?и\. ?о|ф и о|фамили|^имя|^отчеств|контактн\S* лиц|глава/u],
  ['organisation', /организац|учрежден|(?<![а-я])оо(?![а-я])|(?<![а-я])оу(?![а-я])|(?<![а-я])доу(?![а-я])|школ/u],
  ['municipality', /муниципал|район|округ|территори/u],
];

const shortened: readonly (readonly [RegExp, string])[] = [
  [/(?<![а-я])наимен(?:\.|-е|-ие)/gu, 'наименование '],
  [/(?<![а-я])об(?:р|раз|разоват)\./gu, 'образовательной '],
  [/(?<![а-я])орг(?:\.|-ц\S*|-и\S*|аниз\.)/gu, 'организации '],
  [/(?<![а-я])учр(?:\.|-\S+|ежд\.)/gu, 'учреждения '],
  [/(?<![а-я])рук(?:\.|-л\S*|-\S*тел\S*|овод\.)/gu, 'руководитель '],
  [/(?<![а-я])дол(?:\.|ж\.|жн\.|-\S*ть|ж-ть)/gu, 'должность '],
  [/(?<![а-я])конт\./gu, 'контактный '],
  [/(?<![а-я])упр(?:\.|авл\.|-\S*кая)/gu, 'управленческая '],
  [/(?<![а-я])ком(?:\.|анд\.|-д\S*)/gu, 'команда '],
  [/(?<![а-я])напр(?:\.|авл\.|-\S+)/gu, 'направления '],
  [/(?<![а-я])прим(?:\.|еч\.|-\S+)/gu, 'примечание '],
];

/** The words of a caption in full: «Наимен. обр. орг-ции», «Рук-ль», «Напр-я». */
function captionOf(text: string): string {
  const folded = foldCell(joinHyphens(text));
  return shortened.reduce((result, [pattern, words]) => result.replace(pattern, words), folded).trim();
}

const nameless = /наименован|назван|образовательн\S* (?:организац|учрежд)|^(?:организац|учрежден|оо$|оу$|школа)/u;

/** What the words above a column announce; null where they announce nothing. */
export function roleOf(text: string): ColumnRole | null {
  const folded = captionOf(text);
  if (folded === '' || folded.length > 260 || /@|\d{5,}|№ ?\d|\d-\d\d/u.test(folded)) return null;
  if (/^(?:№+|n|#)?\s*(?:п\s?\/?\s?п|п\.\s?п)?\.?$|^номер(?: п\/п)?$/u.test(folded)) return 'number';
  let role: ColumnRole | null = null;
  let first = Number.POSITIVE_INFINITY;
  for (const [candidate, pattern] of stems) {
    const at = folded.search(pattern);
    if (at >= 0 && at < first) {
      first = at;
      role = candidate;
    }
  }
  const person = /фио(?![а-я])|ф\. ?и\. ?о|ф и о|фамили/u.test(folded);
  if (
    (role === 'post' || (role === 'contacts' && !/телефон|почт|mail/u.test(folded.slice(first, first + 12)))) &&
    person
  )
    return 'head';
  if (role === 'municipality' && /организац|учрежден|школ/u.test(folded)) return 'organisation';
  return role;
}

/** The roles of the columns of a table, and how many rows its head takes. */
export interface Head {
  readonly roles: readonly (ColumnRole | null)[];
  readonly rows: number;
}

const headWord =
  /^(?:наименован|назван|полн|кратк|образовательн|общеобразовательн|организац|учрежден|оо$|оу$|доу$|руководит|директор|контактн|телефон|тел$|номер|электронн|почт|e$|mail|email|управленческ|команд|опытн|развив|указать|направлен|менторств|выбрать|добавить|сво|примечан|предложен|пожелан|фио|ф$|и$|о$|должност|п$|пп$|муниципал|район|округ|статус|адрес|лиц|фамили|имя|отчеств|нужное|отметить|или|в$|нуждающ)/u;

/** Whether a row says nothing but the words of captions. */
function speaksLikeHead(spots: readonly Spot[]): boolean {
  const texts = spots.map(({ text }) => captionOf(text)).filter((text) => text !== '');
  const words = texts.flatMap((text) => text.split(/[^\p{L}\d]+/u)).filter((word) => word !== '');
  return words.length > 0 && words.every((word) => headWord.test(word));
}

/** A contact person or a curator in a column beside that of the head is not the head. */
function withoutOthers(roles: readonly (ColumnRole | null)[], captions: readonly string[]): (ColumnRole | null)[] {
  const isHead = (text: string) => /руковод|директор|заведующ/u.test(text);
  const named = captions.map((text) => captionOf(text));
  if (!roles.some((role, column) => role === 'head' && isHead(named[column] ?? ''))) return [...roles];
  return roles.map((role, column) => {
    const text = named[column] ?? '';
    const another = /лиц|ответственн|куратор|координатор|контактир/u.test(text) && !isHead(text);
    return role === 'head' && another ? 'other' : role;
  });
}

function rolesOf(grid: Grid, row: number, rows: number): (ColumnRole | null)[] {
  const width = Math.max(...grid.slice(row, row + rows).map((line) => line.length));
  const lines = grid.slice(row, row + rows);
  const captions = Array.from({ length: width }, (_, column) =>
    [...new Set(lines.map((line) => line[column]?.text ?? ''))].join(' '),
  );
  const roles = Array.from({ length: width }, (_, column): ColumnRole | null => {
    const stack = [...new Set(grid.slice(row, row + rows).map((line) => line[column]))].filter(
      (spot) => spot !== undefined && cleanLine(spot.text) !== '',
    );
    const last = stack.at(-1);
    if (!last) return null;
    const [above] = stack;
    const joined = roleOf(stack.map((spot) => spot!.text).join(' '));
    // the directions themselves stand under their common caption, to be ticked
    if (above && above !== last && above.columns > last.columns && roleOf(above.text) === 'directions')
      return 'directions';
    if (above && above !== last && above.columns > last.columns) return roleOf(last.text) ?? joined;
    if (above === last && last.column !== column) return 'more';
    return joined ?? roleOf(last.text);
  });
  return withoutOthers(roles, captions);
}

function isHead(roles: readonly (ColumnRole | null)[], texts: readonly string[]): boolean {
  const has = (role: ColumnRole) => roles.includes(role);
  const sure = [
    has('number'),
    has('directions'),
    has('note'),
    has('standing') || (has('experienced') && has('developing')),
    has('organisation') && texts.some((text) => roleOf(text) === 'organisation' && nameless.test(captionOf(text))),
    has('contacts') || has('post'),
  ].filter(Boolean).length;
  const pair = has('experienced') && has('developing') && !has('organisation');
  if (pair) return has('directions') && !has('contacts') && sure >= 2;
  const kinds = has('standing') || has('experienced') || has('developing') || has('directions');
  // organisations may stand across the table, each above its row
  if (!has('organisation') && has('head') && has('standing') && has('directions')) return true;
  return sure >= 2 && has('organisation') && (kinds || (sure >= 3 && has('head')));
}

/** A contact or a bare number: no caption is such, whatever the other cells of the row say. */
const isData = (text: string) => /@|\d{5,}|\d-\d\d|^\s*\d{1,3}[.)]?\s*$/u.test(text);

/** The head of the form that begins in this row: in one row or several, captions merged or split over rows. */
export function headAt(grid: Grid, row: number): Head | null {
  const first = ownSpots(grid, row).filter(({ text }) => cleanLine(text) !== '');
  if (first.length < 2 || first.some(({ text }) => isData(text))) return null;
  for (let rows = 1; rows <= 4 && row + rows <= grid.length; rows++) {
    const more = ownSpots(grid, row + rows - 1).filter(({ text }) => cleanLine(text) !== '');
    if (rows > 1 && !(speaksLikeHead(first) && speaksLikeHead(more))) return null;
    const roles = rolesOf(grid, row, rows);
    const texts = grid
      .slice(row, row + rows)
      .flatMap((_, index) => ownSpots(grid, row + index).map(({ text }) => text));
    const columns = Array.from({ length: roles.length }, (_, column) =>
      [...new Set(grid.slice(row, row + rows).map((line) => line[column]?.text ?? ''))].join(' '),
    );
    if (!isHead(roles, [...texts, ...columns])) continue;
    let end = row + rows;
    while (end < grid.length && end < row + 5) {
      const next = ownSpots(grid, end).filter(({ text }) => cleanLine(text) !== '');
      const spanned = first.some((spot) => spot.row + spot.rows > end);
      const goesOn =
        next.length > 1 ||
        spanned ||
        first.some((spot) => spot.column === next[0]?.column && spot.columns === next[0]?.columns);
      if (next.length > 1 && spanned && next.every((spot) => isUnderDirections(grid, row, spot))) {
        end++;
        continue;
      }
      if (next.length === 0 ? !spanned : !(goesOn && speaksLikeHead(next) && !looksLikeRow(next))) break;
      end++;
    }
    return { roles: rolesOf(grid, row, end - row), rows: end - row };
  }
  return null;
}

/** The name of a direction under «Направления менторства» over several columns. */
function isUnderDirections(grid: Grid, row: number, spot: Spot): boolean {
  const above = grid[row]?.[spot.column];
  return above !== undefined && above.columns > spot.columns && roleOf(above.text) === 'directions';
}

/** A row under the head that says only «опытная» is a row of the table, unless it divides a caption above it. */
function looksLikeRow(spots: readonly Spot[]): boolean {
  const text = foldCell(spots[0]?.text ?? '');
  return spots.length === 1 && /^(?:опытн|развив)/u.test(text) && (spots[0]!.columns > 1 || /команды$/u.test(text));
}

/** The grid with the caption of a column where it is ticked: directions each in a column of its own. */
export function withTicksNamed(grid: Grid, from: number, { roles, rows }: Head): Grid {
  const names = roles.map((role, column) => {
    const caption = grid[from + rows - 1]?.[column];
    const above = grid[from]?.[column];
    const own = role === 'directions' && caption && above && caption !== above && above.columns > caption.columns;
    return own ? caption.text : null;
  });
  if (names.every((name) => name === null)) return grid;
  return grid.map((row, index) =>
    index < from + rows
      ? row
      : row.map((spot, column) => {
          const name = names[column] ?? null;
          return name !== null && spot && isTick(spot.text) ? { ...spot, text: name, blocks: [] } : spot;
        }),
  );
}

/** «1 | 2 | 3 | 4 | 5 | 6» under the head. */
export function isRowOfNumbers(spots: readonly Spot[]): boolean {
  const numbers = spots
    .map(({ text }) => /^(\d{1,2})\.?$/.exec(cleanLine(text))?.[1])
    .filter((_, index) => cleanLine(spots[index]!.text) !== '');
  return (
    numbers.length > 2 &&
    numbers.every((number, index) => index === 0 || Number(number) === Number(numbers[index - 1]) + 1)
  );
}
