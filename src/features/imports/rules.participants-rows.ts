import type { TeamStanding } from '#features/registry/index.ts';
import type { PaperBlock, PaperTable } from '#kernel/paper.ts';
import { cleanLine } from '#kernel/text.ts';
import { cellText, foldCell, isNothing, isTick, takePerson } from './rules.cells.ts';
import {
  headAt,
  isRowOfNumbers,
  ownSpots,
  spotsOf,
  turned,
  withTicksNamed,
  type ColumnRole,
  type Grid,
  type Spot,
} from './rules.participants-columns.ts';
import { guessRoles, namesOrganisation } from './rules.participants-guess.ts';
import type { HeadingLine } from './rules.participants-heading.ts';
import { readMarks, readStanding, type Judged } from './rules.participants-values.ts';

/** What a row may repeat from the row above by a sign. */
const repeatable = ['organisation', 'head', 'post', 'contacts', 'standing', 'directions', 'note'] as const;

/** A row of the form before its cells are understood; a value may have grown over several rows. */
export interface Row {
  readonly organisation: Spot | null;
  /** Where the row stands, for what is missing in it. */
  readonly place: string;
  readonly cells: Map<ColumnRole, Spot[]>;
  readonly section: TeamStanding | null;
  /** What was supposed about the row itself. */
  readonly supposed: { readonly field: (typeof repeatable)[number]; readonly message: string } | null;
}

/** No municipality has so many teams; a longer table is not a form, and the rest of it is not looked at. */
export const rowsLimit = 500;

export interface Collected {
  readonly before: HeadingLine[];
  readonly after: HeadingLine[];
  readonly rows: Row[];
  found: boolean;
}

type Roles = readonly (ColumnRole | null)[];
/** Every line of a file, of its tables too. */
export function allLines(blocks: readonly PaperBlock[]): HeadingLine[] {
  return blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [{ text: block.text, place: block.place }]
      : block.rows.flatMap((row) => row.cells.map(({ text, place }) => ({ text, place }))),
  );
}

export interface Walk {
  readonly guess: boolean;
  /** The columns of the table read last: a table torn by a page goes on without a head. */
  last: { roles: Roles; width: number } | null;
  /** «Опытные управленческие команды» above a table, or as the name of its sheet. */
  section: TeamStanding | null;
}

/** Finds the tables of the form and takes their rows; everything else is the text before and after them. */
export function collect(blocks: readonly PaperBlock[], into: Collected, walk: Walk): void {
  for (const block of blocks) {
    if (into.rows.length > rowsLimit) return;
    if (block.kind === 'paragraph') {
      (into.found ? into.after : into.before).push({ text: block.text, place: block.place });
      walk.section = sectionOf(block.text) ?? walk.section;
    } else if (!collectTable(block, into, walk)) {
      for (const cell of block.rows.flatMap((row) => row.cells)) {
        if (cell.blocks.length > 0) collect(cell.blocks, into, walk);
        else (into.found ? into.after : into.before).push({ text: cell.text, place: cell.place });
      }
    }
  }
}

/** Reads a table if it is one of the form; says whether it was. */
function collectTable(table: PaperTable, into: Collected, walk: Walk): boolean {
  const grid = spotsOf(table);
  const sheet = /^лист «(.*)»$/u.exec(table.place)?.[1];
  if (sheet !== undefined) walk.section = sectionOf(sheet);
  if (grid.some((_, row) => headAt(grid, row) !== null)) return collectRows(grid, null, into, walk);
  const side = sideways(grid);
  if (side) return collectRows(side, null, into, { ...walk, last: null });
  const width = Math.max(0, ...grid.map((row) => row.length));
  if (walk.last?.width === width && into.rows.length > 0) return collectRows(grid, walk.last.roles, into, walk);
  const guessed = walk.guess ? guessRoles(grid) : null;
  return guessed !== null && collectRows(grid, guessed, into, walk);
}

/** A form lying on its side: captions of the form down a column, a team in every other column. */
function sideways(grid: Grid): Grid | null {
  for (const column of [0, 1]) {
    const side = turned(grid, column);
    if (grid.length >= 3 && side.length >= 2 && headAt(side, 0)?.rows === 1) return side;
  }
  return null;
}

function collectRows(table: Grid, given: Roles | null, into: Collected, walk: Walk): boolean {
  let grid = table;
  let roles = given;
  let section = walk.section;
  let current: Row | null = given ? (into.rows.at(-1) ?? null) : null;
  let above: Spot | null = null;
  for (let index = 0; index < grid.length && into.rows.length <= rowsLimit; index++) {
    const head = headAt(grid, index);
    if (head) {
      roles = settled(head.roles);
      walk.last = { roles, width: Math.max(...grid.map((row) => row.length)) };
      into.found = true;
      grid = withTicksNamed(grid, index, head);
      index += head.rows - 1;
      continue;
    }
    const own = ownSpots(grid, index).filter((spot) => cleanLine(spotText(spot)) !== '');
    if (own.length === 0) continue;
    if (roles === null) {
      if (own.length === 1) section = sectionOf(own[0]!.text) ?? section;
      into.before.push(...own.map(({ text, place }) => ({ text, place })));
      continue;
    }
    into.found = true;
    if (isRowOfNumbers(own) || isHint(own)) continue;
    const [only] = own;
    if (own.length === 1 && only) {
      const role = roles[only.column] ?? null;
      const across = only.columns > 1 || role === 'number' || role === null;
      const said = sectionOf(only.text);
      if (said !== null && (across || role === 'organisation')) {
        section = said;
        continue;
      }
      if (across && only.columns > 1 && namesOrganisation(only.text) && !isTotal(only.text)) {
        above = only;
        continue;
      }
      if (role === 'number' && /^\d{0,3}\.?\)?$/.test(cleanLine(only.text))) continue;
      if (across && !(role === 'organisation' || role === 'directions' || role === 'note')) {
        into.after.push({ text: only.text, place: only.place });
        continue;
      }
      if (isTotal(only.text) || (across && only.columns > grid[index]!.length / 2)) {
        into.after.push({ text: only.text, place: only.place });
        continue;
      }
    }
    const numbered = own.length === 2 && roles[own[0]!.column] === 'number' ? own[1]! : null;
    const named = numbered && roles[numbered.column] === 'organisation' ? sectionOf(numbered.text) : null;
    if (named !== null) {
      section = named;
      continue;
    }
    if (only && own.length === 1 && current && isHeadOf(only, current, roles)) {
      current.cells.set('head', [only]);
      continue;
    }
    if (isAside(own, roles)) {
      into.after.push(...own.map(({ text, place }) => ({ text, place })));
      continue;
    }
    if (isPair(roles)) addPair(cellsBy(grid, index, roles), into);
    else {
      const cells = cellsBy(grid, index, roles);
      const unnamed = (cells.get('organisation') ?? []).every(({ text }) => isNothing(text));
      if (above && unnamed) cells.set('organisation', [{ ...above, row: index }]);
      above = null;
      current = addRow(grid, index, cells, besideOf(grid, index, roles) ?? section, current, into);
    }
  }
  return roles !== null;
}

/** «Руководитель: …» under the name of the organisation, where the column of heads is empty. */
function isHeadOf(spot: Spot, { cells }: Row, roles: Roles): boolean {
  if (roles[spot.column] !== 'organisation' || !/^(?:руководитель|директор|заведующ\S*)\s*[:–—-]/iu.test(spot.text))
    return false;
  return (cells.get('head') ?? []).every(({ text }) => isNothing(text)) && takePerson(spot.text).name !== '';
}

/** «(полное наименование) | (ФИО полностью) | (опытная/развивающаяся)»: captions say more in a row of brackets. */
const isHint = (own: readonly Spot[]) => own.length > 1 && own.every(({ text }) => /^\s*\([^()]*\)\s*$/u.test(text));

/** «Опытные» merged over rows in a column that has no caption. */
function besideOf(grid: Grid, index: number, roles: Roles): TeamStanding | null {
  const spots = (grid[index] ?? []).filter((spot, column) => spot !== undefined && (roles[column] ?? null) === null);
  return spots.map((spot) => sectionOf(spot!.text)).find((standing) => standing !== null) ?? null;
}

/** One column of a pair of marks alone is a column of standings. */
function settled(roles: Roles): Roles {
  const pair = roles.includes('experienced') && roles.includes('developing');
  return roles.map((role) => (!pair && (role === 'experienced' || role === 'developing') ? 'standing' : role));
}

/** Everything a cell says. */
export const spotText = (spot: Spot): string => cellText(spot);

/** «Опытные управленческие команды» across the table gives the standing of the rows under it. */
export function sectionOf(text: string): TeamStanding | null {
  const folded = foldCell(text);
  if (folded.length > 120 || /№ ?\d|школ|сад|лице|гимнази|учрежд|@/u.test(folded)) return null;
  if (!/команд|^\S*\s*(?:опытн|развив)\S*:?$/u.test(folded)) return null;
  return readStanding(text).value;
}

const isTotal = (text: string) =>
  /^(?:итого|всего|примечани[ея]|\*|исп\.|исполнитель|тел\.|м\.\s?п)/iu.test(text.trim());

/** A total, a signature or a date under the table. */
function isAside(own: readonly Spot[], roles: Roles): boolean {
  const text = own[0]!.text.trim();
  if (isTotal(text)) return true;
  const filled = new Set(own.map((spot) => roles[spot.column]));
  if (filled.has('standing') || filled.has('experienced') || filled.has('developing') || filled.has('number')) {
    if (roles[own[0]!.column] !== 'number' || /^\d/.test(text)) return false;
  }
  return (
    /^(?:начальник|председатель|руководитель|глава|заместитель|специалист|главный|ведущий|методист|согласовано|утвержда|подпись|дата|«?_|\d{1,2}[. ](?:\d{2}\.|[а-я]+ \d{4}))/iu.test(
      text,
    ) && own.length <= 4
  );
}

function cellsBy(grid: Grid, index: number, roles: Roles): Map<ColumnRole, Spot[]> {
  const cells = new Map<ColumnRole, Spot[]>();
  const seen = new Set<Spot>();
  let last: ColumnRole | null = null;
  roles.forEach((role, column) => {
    if (role !== 'more') last = role;
    if (last === null) return;
    const spots = cells.get(last) ?? [];
    cells.set(last, spots);
    const spot = grid[index]?.[column];
    if (!spot || seen.has(spot)) return;
    seen.add(spot);
    const before = spots.at(-1);
    if (role !== 'more' || !before || isNothing(spot.text)) spots.push(spot);
    else spots.splice(-1, 1, { ...before, text: `${spotText(before)}\n${spotText(spot)}`.trim(), blocks: [] });
  });
  return cells;
}

function addRow(
  grid: Grid,
  index: number,
  cells: Map<ColumnRole, Spot[]>,
  section: TeamStanding | null,
  current: Row | null,
  into: Collected,
): Row {
  let repeated: Row['supposed'] = null;
  for (const field of repeatable) {
    const above = current?.cells.get(field);
    if (!above || !(cells.get(field) ?? []).some((spot) => isDitto(spot.text))) continue;
    cells.set(field, field === 'organisation' ? [] : above);
    repeated ??= { field, message: 'В строке знак повтора: взято из строки выше, проверьте' };
  }
  const filled = (role: ColumnRole) =>
    (cells.get(role) ?? []).filter(
      (spot) => !isNothing(spotText(spot)) || ((role === 'experienced' || role === 'developing') && isTick(spot.text)),
    );
  const own = (role: ColumnRole) => filled(role).filter((spot) => spot.row === index);
  const [organisation] = filled('organisation');
  const place = (organisation ?? ownSpots(grid, index)[0])?.place ?? '';
  const start = (named: Spot | null, supposed: Row['supposed']): Row => {
    const row = { organisation: named, place, cells, section, supposed };
    into.rows.push(row);
    return row;
  };
  if (organisation?.row === index) return start(organisation, repeated);
  const standing = standingOf(cells, section).value;
  const another =
    own('standing').length + own('experienced').length + own('developing').length > 0 &&
    standing !== null &&
    current !== null &&
    standing !== standingOf(current.cells, current.section).value;
  if (organisation) {
    // the organisation is merged over its rows: another standing is another team of it
    if (current && current.organisation === organisation && !another) return grow(current, own);
    return start(organisation, null);
  }
  if (repeated?.field === 'organisation' && current) return start(current.organisation, repeated);
  if (own('number').length > 0 || !current) return start(null, repeated);
  if (another && own('head').length === 0)
    return start(current.organisation, {
      field: 'organisation',
      message: 'Организация в строке не указана: взята из строки выше, проверьте',
    });
  if (another) return start(null, null);
  return grow(current, own);
}

/** «То же», «-//-», «"»: the same as above. */
const isDitto = (text: string) =>
  /^(?:то же(?: самое)?|аналогично|[-–—\s]*(?:\/\/|["«»„“”″]+)[-–—\s]*)\.?$/iu.test(text.trim());

/** Columns «Опытная команда» and «Развивающаяся команда» hold the organisations themselves. */
function isPair(roles: Roles): boolean {
  return roles.includes('experienced') && roles.includes('developing') && !roles.includes('organisation');
}

function addPair(cells: ReadonlyMap<ColumnRole, Spot[]>, into: Collected): void {
  for (const section of ['experienced', 'developing'] as const) {
    const [organisation] = (cells.get(section) ?? []).filter(({ text }) => !isNothing(text) && !isTick(text));
    if (!organisation) continue;
    const shared = (['directions', 'note', 'municipality'] as const).flatMap((role) => {
      const spots = cells.get(role);
      return spots ? [[role, spots] as const] : [];
    });
    into.rows.push({ organisation, place: organisation.place, cells: new Map(shared), section, supposed: null });
  }
}

/** Adds what a row without an organisation says to the row above. */
function grow(row: Row, own: (role: ColumnRole) => Spot[]): Row {
  for (const role of [
    'head',
    'post',
    'contacts',
    'standing',
    'experienced',
    'developing',
    'directions',
    'note',
  ] as const) {
    const more = own(role).filter((spot) => !(row.cells.get(role) ?? []).includes(spot));
    if (more.length > 0) row.cells.set(role, [...(row.cells.get(role) ?? []), ...more]);
  }
  return row;
}

/** The standing of a row: its own words, marks in two columns, or the section it stands in. */
export function standingOf(
  cells: ReadonlyMap<ColumnRole, Spot[]>,
  section: TeamStanding | null,
): Judged<TeamStanding | null> {
  const said = (role: ColumnRole) => (cells.get(role) ?? []).map(spotText).join('\n').trim();
  const marks = cells.has('experienced') && cells.has('developing');
  const own = marks ? readMarks(said('experienced'), said('developing')) : readStanding(said('standing'));
  if (section === null) return own;
  if (own.value === null) return { value: section, doubt: null };
  if (own.value === section) return own;
  return {
    value: own.value,
    doubt: 'Строка стоит под заголовком другой команды: проверьте, опытная она или развивающаяся',
  };
}
