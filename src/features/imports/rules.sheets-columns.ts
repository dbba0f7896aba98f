import type { ListColumn } from './rules.sheets.ts';

/** The column of the municipality, the same in every list. */
export const municipalityColumn: ListColumn<'municipality'> = {
  key: 'municipality',
  title: 'Муниципалитет',
  captions: /^(?:муниципал|район|территори|городской округ|наименование (?:муниципал|район|мо))/,
  required: true,
  hint: 'как принято: «Камышин», «городской округ Камышин», «Калачёвский р-н»',
};

/** Columns in the order of a sheet; those that only others write are left out. */
export function inOrder<Key extends string>(
  columns: readonly ListColumn<Key>[],
  order: readonly Key[],
): readonly ListColumn<Key>[] {
  return order.map((key) => columns.find((column) => column.key === key)!);
}
