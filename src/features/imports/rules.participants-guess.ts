import { cleanLine } from '#kernel/text.ts';
import { foldCell, isNothing, takePerson } from './rules.cells.ts';
import { ownSpots, type ColumnRole, type Grid } from './rules.participants-columns.ts';
import { readStanding } from './rules.participants-values.ts';

const organisation =
  /(?<![а-я])[а-я]{0,4}(?:оу|доу|удо)(?![а-я])|школ|гимнази|лице[йя]|детск\S* сад|(?<![а-я])(?:сш|сош|оош|нош|д\/с)(?![а-я])|учрежден|центр|колледж|техникум/u;

/** Whether a text has a word of what organisations are called. */
export const namesOrganisation = (text: string): boolean => organisation.test(foldCell(text));

/** What the columns hold, judged by the cells themselves: for a table whose head is lost. Null where it is no form. */
export function guessRoles(grid: Grid): (ColumnRole | null)[] | null {
  const rows = grid
    .slice(0, 40)
    .map((line, row) => ({ line, own: ownSpots(grid, row).filter(({ text }) => !isNothing(text)) }))
    .filter(({ own }) => own.length >= 3);
  if (rows.length === 0) return null;
  const width = Math.max(...rows.map(({ line }) => line.length));
  const share = (column: number, fits: (text: string) => boolean) => {
    const texts = rows.map(({ line }) => line[column]?.text ?? '').filter((text) => !isNothing(text));
    return texts.length === 0 ? 0 : texts.filter(fits).length / texts.length;
  };
  const free = new Set(Array.from({ length: width }, (_, column) => column));
  const roles: (ColumnRole | null)[] = Array.from({ length: width }, () => null);
  const give = (role: ColumnRole, fits: (text: string) => boolean) => {
    const best = [...free]
      .map((column) => ({ column, share: share(column, fits) }))
      .toSorted((a, b) => b.share - a.share)[0];
    if (!best || best.share < 0.5) return false;
    roles[best.column] = role;
    free.delete(best.column);
    return true;
  };
  const standing = give('standing', (text) => text.length < 80 && readStanding(text).value !== null);
  const head = give('head', (text) => text.length < 300 && takePerson(text).name.includes(' '));
  const named = give('organisation', namesOrganisation);
  give('number', (text) => /^\d{1,3}\.?$/.test(cleanLine(text)));
  if (!named || !standing || !head) return null;
  const [directions, note] = [...free].filter((column) => share(column, (text) => /\p{L}{3}/u.test(text)) > 0);
  if (directions !== undefined) roles[directions] = 'directions';
  if (note !== undefined) roles[note] = 'note';
  return roles;
}
