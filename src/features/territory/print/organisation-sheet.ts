import { formatShort } from '#kernel/dates.ts';
import { formatPhone } from '#kernel/phones.ts';
import { nbspChar } from '#kernel/text.ts';
import { organisationKindNames } from '../rules.ts';
import type { Organisation } from '../store/organisations.server.ts';

interface Column {
  readonly title: string;
  readonly width: number;
  readonly value: (row: Organisation, index: number) => string | number;
}

// a number that begins with + would be taken for a formula
const phones = (list: readonly string[]): string =>
  list.map((phone) => formatPhone(phone).replace(/^\+7/, '8').replaceAll(nbspChar, ' ')).join(', ');

/** The captions are read back by the list that is loaded (features/imports): they stay as they are. */
const columns: readonly Column[] = [
  { title: '№', width: 6, value: (_row, index) => index + 1 },
  { title: 'Муниципалитет', width: 28, value: (row) => row.municipalityName },
  { title: 'Полное название', width: 56, value: (row) => row.name },
  { title: 'Краткое название', width: 30, value: (row) => row.shortName },
  { title: 'Вид', width: 24, value: (row) => organisationKindNames[row.kind] },
  { title: 'Действует на основании', width: 16, value: (row) => row.actsOn },
  { title: 'Адрес', width: 36, value: (row) => row.address },
  { title: 'Телефон', width: 22, value: (row) => phones(row.phones) },
  { title: 'Электронная почта', width: 26, value: (row) => row.emails.join(', ') },
  { title: 'Руководитель', width: 30, value: (row) => row.head?.fullName ?? '' },
  { title: 'Должность руководителя', width: 20, value: (row) => row.head?.post ?? '' },
  { title: 'Телефон руководителя', width: 22, value: (row) => phones(row.head?.phones ?? []) },
  { title: 'Почта руководителя', width: 26, value: (row) => row.head?.emails.join(', ') ?? '' },
  { title: 'Руководит с', width: 12, value: (row) => (row.head ? formatShort(row.head.since) : '') },
  { title: 'Закрыта', width: 12, value: (row) => (row.closedOn ? formatShort(row.closedOn) : '') },
];

/** The list of organisations as a sheet. */
export function organisationSheet(rows: readonly Organisation[]) {
  return {
    name: 'Организации',
    columns: columns.map(({ title, width }) => ({ title, width })),
    rows: rows.map((row, index) => columns.map((column) => column.value(row, index))),
  };
}
