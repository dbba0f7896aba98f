import { formatShort, today } from '#kernel/dates.ts';
import { formatPhone } from '#kernel/phones.ts';
import { standingNames, stateNames } from '../rules.ts';
import type { TeamRow } from '../store.server.ts';

/** The registry as a sheet: columns of those who read it whole, or numbers and states only. */
export function registrySheet(
  name: string,
  rows: readonly TeamRow[],
  { whole, scale }: { whole: boolean; scale: readonly { value: number; title: string }[] },
) {
  const shown = columns.filter((column) => whole || !column.inside);
  return {
    name,
    columns: shown.map(({ title, width }) => ({ title, width })),
    rows: rows.map((row, index) => shown.map((column) => column.value(row, index, scale))),
  };
}

interface Column {
  readonly title: string;
  readonly width: number;
  /** Not for those who read numbers and states only. */
  readonly inside?: true;
  readonly value: (
    row: TeamRow,
    index: number,
    scale: readonly { value: number; title: string }[],
  ) => string | number | Date | null;
}

const columns: readonly Column[] = [
  { title: '№', width: 5, value: (_row, index) => index + 1 },
  { title: 'Муниципалитет', width: 28, value: (row) => row.municipalityName },
  { title: 'Организация', width: 48, value: (row) => row.organisationName },
  { title: 'Руководитель', width: 30, inside: true, value: (row) => `${row.head.fullName}, ${row.head.post}` },
  {
    title: 'Телефон',
    width: 20,
    inside: true,
    value: (row) => row.headPhones.map((phone) => formatPhone(phone).replace(/^\+7/, '8')).join(', '),
  },
  { title: 'Электронная почта', width: 26, inside: true, value: (row) => row.headEmails.join(', ') },
  { title: 'Управленческая команда', width: 16, value: (row) => standingNames[row.standing] },
  { title: 'Направления', width: 44, value: (row) => row.directions.map((direction) => direction.title).join('; ') },
  { title: 'Самооценка затруднений', width: 40, inside: true, value: difficultiesOf },
  { title: 'Результаты', width: 44, inside: true, value: (row) => row.results },
  { title: 'Подтверждений', width: 14, value: (row) => row.evidenceCount },
  { title: 'Состояние', width: 14, value: (row) => stateNames[row.state] },
  { title: 'Подана', width: 12, value: (row) => row.submittedAt && formatShort(today(row.submittedAt)) },
  { title: 'В реестре с', width: 12, value: (row) => row.registeredAt && formatShort(today(row.registeredAt)) },
  { title: 'Групп', width: 8, value: (row) => row.groupCount },
  { title: 'Примечание', width: 36, inside: true, value: (row) => row.note },
];

function difficultiesOf(row: TeamRow, _index: number, scale: readonly { value: number; title: string }[]): string {
  return row.directions
    .filter((direction) => direction.difficulty !== null)
    .map(
      (direction) =>
        `${direction.title} — ${scale.find((one) => one.value === direction.difficulty)?.title ?? direction.difficulty}`,
    )
    .join('; ');
}
