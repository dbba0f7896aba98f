import { exportRegistry, printRegistry, readFilters } from '#features/registry/index.server.ts';
import { sheetFile } from '#platform/spreadsheet.server.ts';
import { download, formatOf, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const filters = readFilters(url.searchParams);
  const format = formatOf(url, ['xlsx', 'docx', 'pdf']);
  if (format !== 'xlsx') return download(await unwrap(printRegistry(locals.context(), { filters, format }), locals));
  const { name, sheet } = await unwrap(exportRegistry(locals.context(), filters), locals);
  return download(await sheetFile(name, sheet));
};
