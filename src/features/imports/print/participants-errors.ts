import { standingNames, type TeamStanding } from '#features/registry/index.ts';
import { capitalise } from '#kernel/text.ts';
import type { DocumentTree, Inline } from '#platform/documents/tree.server.ts';
import type { RowResult } from '../rules.results.ts';
import type { FieldTrouble } from '../rules.rows.ts';
import type { RowValues } from '../schema.ts';

/** A row that was not entered, with what stood in the preview. */
export type RefusedRow = RowResult & { readonly values: RowValues; readonly doubts: readonly FieldTrouble[] };

/** Columns of the participants' form with the one that says what to correct; widths in signs and in per cent. */
const columns = [
  { title: '№ п/п', signs: 6, share: 4 },
  { title: 'Наименование образовательной организации', signs: 40, share: 18 },
  { title: 'Руководитель, контактный телефон', signs: 32, share: 16 },
  { title: 'Управленческая команда (опытная, развивающаяся – указать)', signs: 18, share: 16 },
  { title: 'Направления менторства (выбрать, добавить своё)', signs: 36, share: 16 },
  { title: 'Примечание (предложения, пожелания)', signs: 24, share: 14 },
  { title: 'Что исправить', signs: 40, share: 16 },
] as const;

/** The cells of the rows that were not entered: the same form as came, each line of a cell apart. */
export function errorRows(
  rows: readonly RefusedRow[],
  directions: readonly { readonly code: string; readonly title: string }[],
  citation: (row: RefusedRow) => string,
): string[][] {
  return rows.map((row, index) => {
    const { values } = row;
    const { head } = values;
    const standing =
      values.standing in standingNames ? standingNames[values.standing as TeamStanding] : values.standing;
    return [
      `${index + 1}.`,
      row.organisation,
      [`${capitalise(head.post)} ${head.fullName}`.trim(), head.phones, head.emails].filter(Boolean).join('\n'),
      capitalise(standing),
      [
        ...values.directions.map((code) => directions.find((one) => one.code === code)?.title ?? code),
        ...values.ownDirections.split('\n').filter(Boolean),
      ].join(';\n'),
      values.note,
      [
        [row.message, citation(row)].filter(Boolean).join(', '),
        ...row.doubts.filter(({ field }) => !row.fields.includes(field)).map(({ message }) => message),
      ].join('\n'),
    ];
  });
}

const caption = ['Информация', 'об участниках менторской группы (опытной и развивающейся командах)'] as const;

/** The form with what to correct as a sheet: captions above the table, like the paper has them. */
export function errorSheet(municipality: string, cells: readonly (readonly string[])[]) {
  return {
    name: 'Форма участников',
    heading: [...caption, municipality],
    columns: columns.map(({ title, signs }) => ({ title, width: signs })),
    rows: cells,
  };
}

/** The form with what to correct as a document on landscape pages. */
export function errorDocument(municipality: string, cells: readonly (readonly string[])[]): DocumentTree {
  const inlines = (text: string): Inline[] =>
    text
      .split('\n')
      .flatMap((line, index) => [
        ...(index > 0 ? [{ kind: 'break' as const }] : []),
        { kind: 'text' as const, text: line, bold: false, italic: false },
      ]);
  return {
    title: 'Информация об участниках менторской группы',
    fontSize: 12,
    sections: [
      {
        orientation: 'landscape',
        blocks: [
          { kind: 'heading', level: 1, inlines: inlines(caption.join('\n')) },
          { kind: 'paragraph', align: 'center', indent: false, inlines: inlines(municipality) },
          {
            kind: 'table',
            align: columns.map(() => 'left' as const),
            widths: columns.map(({ share }) => share),
            head: columns.map(({ title }) => inlines(title)),
            rows: cells.map((row) => row.map(inlines)),
          },
        ],
      },
    ],
  };
}
