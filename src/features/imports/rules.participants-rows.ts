import type { TeamStanding } from '#features/registry/index.ts';
import type { PaperBlock, PaperTable } from '#kernel/paper.ts';
import { cleanLine } from '#kernel/text.ts';
import { foldCell, isNothing, takePerson } from './rules.cells.ts';
import {
  headAt,
  isRowOfNumbers,
  ownSpots,
  spotsOf,
  turned,
  withTicksNamed,
  type Grid,
  type Head,
  type Roles,
  type Spot,
} from './rules.participants-columns.ts';
import { guessRoles, namesOrganisation } from './rules.participants-guess.ts';
import type { HeadingLine } from './rules.participants-heading.ts';
import { addPair, addRow, cellsBy, isPair, spotText, type Collected, type Row } from './rules.participants-teams.ts';
import { readStanding } from './rules.participants-values.ts';

/** No municipality has so many teams; a longer table is not a form, and the rest of it is not looked at. */
export const rowsLimit = 500;

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
  if (side) {
    into.before.push(...linesAbove(grid));
    return collectRows(side, null, into, { ...walk, last: null });
  }
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

/** The rows of a single cell above the first row of several: a title and the municipality. */
function linesAbove(grid: Grid): HeadingLine[] {
  const rows = grid.map((_, index) => ownSpots(grid, index).filter(({ text }) => cleanLine(text) !== ''));
  const first = rows.findIndex((spots) => spots.length > 1);
  return rows.slice(0, first).flatMap((spots) => spots.map(({ text, place }) => ({ text, place })));
}

function collectRows(table: Grid, given: Roles | null, into: Collected, walk: Walk): boolean {
  let grid = table;
  let roles = given;
  let section = walk.section;
  let current: Row | null = given ? (into.rows.at(-1) ?? null) : null;
  let above: Spot | null = null;
  let sides: readonly (TeamStanding | null)[] = [];
  for (let index = 0; index < grid.length && into.rows.length <= rowsLimit; index++) {
    const head = headAt(grid, index);
    if (head) {
      roles = settled(head.roles);
      sides = sidesOf(grid, index, head);
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
    if (isRowOfNumbers(own) || isHint(own) || saysNothing(own, roles)) continue;
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
    if (only && own.length === 1 && current && continuesName(only, roles)) {
      current = withLongerName(into, only);
      continue;
    }
    if (isPair(roles)) addPair(cellsBy(grid, index, roles), into);
    else if (sides.length > 0) addSides(grid, index, roles, sides, into);
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

/** «нет» or a dash in every column: nobody is there. */
const saysNothing = (own: readonly Spot[], roles: Roles) =>
  own.length > 1 && own.every((spot) => roles[spot.column] === 'number' || isNothing(spotText(spot)));

/** «г. Ленинска» alone under the name of an organisation goes on with it. */
const continuesName = (spot: Spot, roles: Roles) =>
  roles[spot.column] === 'organisation' && spot.columns === 1 && !namesOrganisation(spot.text);

function withLongerName(into: Collected, { text }: Spot): Row {
  const row = into.rows.pop()!;
  const message = 'Название продолжается в следующей строке: проверьте его';
  const organisation = row.organisation && {
    ...row.organisation,
    text: `${row.organisation.text}\n${text}`,
    blocks: [],
  };
  const longer = { ...row, organisation, supposed: row.supposed ?? { field: 'organisation' as const, message } };
  into.rows.push(longer);
  return longer;
}

/** Which team every column is about where two stand side by side, each with columns of its own; [] where they do not. */
function sidesOf(grid: Grid, from: number, { roles, rows }: Head): (TeamStanding | null)[] {
  const sides = roles.map((_, column) => {
    const spots = grid.slice(from, from + rows).map((line) => line[column]);
    const wide = spots.find((spot) => spot !== undefined && spot.columns > 1 && spot.columns < roles.length);
    return wide ? sectionOf(wide.text) : null;
  });
  const named = (side: TeamStanding) => sides.some((one, column) => one === side && roles[column] === 'organisation');
  return named('experienced') && named('developing') ? sides : [];
}

function addSides(grid: Grid, index: number, roles: Roles, sides: readonly (TeamStanding | null)[], into: Collected) {
  for (const side of ['experienced', 'developing'] as const) {
    const own = roles.map((role, column) => (sides[column] === null || sides[column] === side ? role : null));
    const cells = cellsBy(grid, index, own);
    if (!(cells.get('organisation') ?? []).every(({ text }) => isNothing(text)))
      addRow(grid, index, cells, side, null, into);
  }
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

/** «Опытные управленческие команды» across the table gives the standing of the rows under it. */
export function sectionOf(text: string): TeamStanding | null {
  const folded = foldCell(text);
  if (folded.length > 120 || /№ ?\d|школ|сад|лице|гимнази|учрежд|@/u.test(folded)) return null;
  if (!/команд|^\S*\s*(?:опытн|развив)\S*:?$/u.test(folded)) return null;
  // «Менторские команды района» are all of them
  return readStanding(text.replace(/менторск\p{L}*/giu, ' ')).value;
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
