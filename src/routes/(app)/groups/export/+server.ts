import { exportGroups, groupForms } from '#features/groups/index.server.ts';
import { groupStateNames, stepNames } from '#features/groups/index.ts';
import { formatPercent } from '#kernel/plural.ts';
import { sheetFile } from '#platform/spreadsheet.server.ts';
import { download, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

const columns = [
  { title: 'Группа', width: 48 },
  { title: 'Муниципалитет', width: 28 },
  { title: 'Направления', width: 48 },
  { title: 'Шаг', width: 16 },
  { title: 'Состояние', width: 22 },
  { title: 'Координатор', width: 32 },
  { title: 'Срок, месяцев', width: 14 },
  { title: 'Начало', width: 12 },
  { title: 'Окончание', width: 12 },
  { title: 'Кто действует', width: 32 },
  { title: 'Что нужно', width: 40 },
  { title: 'Срок шага', width: 12 },
  { title: 'Мероприятий', width: 14 },
  { title: 'Выполнено', width: 12 },
  { title: 'Доля', width: 10 },
];

export const GET: RequestHandler = async ({ locals, url }) => {
  const filters = groupForms.readGroupFilters(url.searchParams);
  const { cycle, rows } = await unwrap(exportGroups(locals.context(), filters), locals);
  const sheet = {
    name: 'Менторские группы',
    columns,
    rows: rows.map((row) => [
      row.title,
      row.municipalityName,
      row.directions.join('; '),
      stepNames[row.step] ?? '',
      groupStateNames[row.state],
      row.coordinatorName,
      row.termMonths + row.extensionMonths,
      row.startsOn,
      row.endsOn,
      row.nextActor,
      row.nextTitle,
      row.dueOn,
      row.total,
      row.done,
      row.total > 0 ? formatPercent(row.done, row.total) : null,
    ]),
  };
  return download(await sheetFile(`Менторские группы, ${cycle.year}.xlsx`, sheet));
};
