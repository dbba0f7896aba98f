import { documentKindNames } from '#features/documents/index.ts';
import { formatDate, formatShort, type IsoDate } from '#kernel/dates.ts';
import { toXlsx } from '#platform/spreadsheet.server.ts';
import { reasonNames, type ArchiveEntry, type MissingDocument } from '../rules.ts';

export const inventoryName = 'Опись.xlsx';

/** The list of an archive: every file with its control sum, then what the groups have and the archive has not. */
export function inventory(archive: {
  readonly taskId: string;
  readonly title: string;
  readonly today: IsoDate;
  readonly entries: readonly ArchiveEntry[];
  readonly missing: readonly MissingDocument[];
}): Promise<Uint8Array<ArrayBuffer>> {
  const { taskId, title, today, entries, missing } = archive;
  return toXlsx({
    name: 'Опись',
    heading: [
      `Опись документов: ${title}`,
      `Собрано ${formatDate(today)}, работа ${taskId}. Файл не изменён, если его SHA-256 тот же, что здесь`,
    ],
    columns: [
      { title: '№', width: 6 },
      { title: 'Муниципалитет', width: 26 },
      { title: 'Группа', width: 40 },
      { title: 'Документ', width: 34 },
      { title: 'Номер', width: 12 },
      { title: 'Дата', width: 12 },
      { title: 'Состояние', width: 28 },
      { title: 'Файл в архиве', width: 60 },
      { title: 'Размер, байт', width: 12 },
      { title: 'Контрольная сумма SHA-256', width: 68 },
    ],
    rows: [
      ...entries.map(({ document, format, path }, index) => [
        index + 1,
        document.municipalityName,
        document.groupTitle,
        documentKindNames[document.kind],
        document.number,
        formatShort(document.datedOn),
        document.revokedOn ? `утратил силу ${formatShort(document.revokedOn)}` : 'действует',
        path,
        document.files[format].size,
        document.files[format].sha256,
      ]),
      ...missing.map(({ kind, groupTitle, municipalityName, reason }) => [
        null,
        municipalityName,
        groupTitle,
        documentKindNames[kind],
        null,
        null,
        `в архиве нет: ${reasonNames[reason]}`,
        null,
        null,
        null,
      ]),
    ],
  });
}
