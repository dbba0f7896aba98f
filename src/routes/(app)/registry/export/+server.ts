import { exportRegistry, readFilters } from '#features/registry/index.server.ts';
import { toXlsx, xlsxMediaType } from '#platform/spreadsheet.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const { name, sheet } = await unwrap(exportRegistry(locals.context(), readFilters(url.searchParams)), locals);
  return new Response(await toXlsx(sheet), { headers: downloadHeaders(name, xlsxMediaType) });
};
