import type { TeamStanding } from '#features/registry/index.ts';
import { cellText, isNothing, isTick } from './rules.cells.ts';
import { ownSpots, type ColumnRole, type Grid, type Roles, type Spot } from './rules.participants-columns.ts';
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

/** What was collected of a file: the rows of the form and the lines before and after them. */
export interface Collected {
  readonly before: HeadingLine[];
  readonly after: HeadingLine[];
  readonly rows: Row[];
  found: boolean;
}

/** Everything a cell says. */
export const spotText = (spot: Spot): string => cellText(spot);

/** The cells of a row by what their columns hold. */
export function cellsBy(grid: Grid, index: number, roles: Roles): Map<ColumnRole, Spot[]> {
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

/** Takes a row: it begins a team, or goes on with the one above. */
export function addRow(
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
export function isPair(roles: Roles): boolean {
  return roles.includes('experienced') && roles.includes('developing') && !roles.includes('organisation');
}

/** Takes a row of two teams, each in a column of its own. */
export function addPair(cells: ReadonlyMap<ColumnRole, Spot[]>, into: Collected): void {
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
