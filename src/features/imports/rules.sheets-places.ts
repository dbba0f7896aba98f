import type { PaperCell, PaperTable } from '#kernel/paper.ts';
import { cleanLine, foldText } from '#kernel/text.ts';

/** Whether a line names a municipality and nothing else: «Камышинский муниципальный район» above its rows. */
export function isPlace(text: string): boolean {
  const folded = foldText(text);
  return (
    folded.length < 100 && /район|р-н|округ|(?<!\p{L})г\./u.test(folded) && !/школ|сад|лице|гимнази|№|@/u.test(folded)
  );
}

/** The municipality a sheet is named after; '' where it is not. */
export function placeOfSheet({ place }: PaperTable): string {
  const sheet = /^лист «(.*)»$/u.exec(place)?.[1] ?? '';
  return isPlace(sheet) ? sheet : '';
}

/** The municipalities that stand above rows under a head, or that the sheet is named after. */
export function placesAbove(table: PaperTable, from: number): Set<string> {
  const places = new Set<string>();
  for (const { cells } of table.rows.slice(from)) {
    const only = onlyText(cells);
    if (isPlace(only)) places.add(foldText(only));
  }
  const sheet = placeOfSheet(table);
  return sheet === '' ? places : places.add(foldText(sheet));
}

/** What the only cell with words says, '' where there are more: most rows of a list are left at their second cell. */
function onlyText(cells: readonly PaperCell[]): string {
  let only = '';
  for (const { text } of cells) {
    const line = cleanLine(text);
    if (line !== '' && only !== '') return '';
    only ||= line;
  }
  return only;
}
