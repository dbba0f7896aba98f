import { exportOrders, groupForms, printOrders } from '#features/groups/index.server.ts';
import { sheetFile } from '#platform/spreadsheet.server.ts';
import { download, formatOf, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

const columns = [
  { title: 'Номер', width: 12 },
  { title: 'Дата', width: 12 },
  { title: 'О чём', width: 36 },
  { title: 'Группа', width: 48 },
  { title: 'Основание', width: 48 },
  { title: 'Кто записал', width: 32 },
];

export const GET: RequestHandler = async ({ locals, url }) => {
  const filters = groupForms.orderFiltersSchema.parse(Object.fromEntries(url.searchParams));
  const format = formatOf(url, ['xlsx', 'docx', 'pdf']);
  if (format !== 'xlsx') return download(await unwrap(printOrders(locals.context(), { filters, format }), locals));
  const orders = await unwrap(exportOrders(locals.context(), filters), locals);
  const rows = orders.map((order) => [
    order.number,
    order.datedOn,
    order.title,
    order.groupTitle,
    order.ground,
    order.issuedBy,
  ]);
  return download(await sheetFile('Реестр приказов.xlsx', { name: 'Реестр приказов', columns, rows }));
};
