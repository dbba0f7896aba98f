import { exportOrganisations, readOrganisationFilters } from '#features/territory/index.server.ts';
import { toXlsx, xlsxMediaType } from '#platform/spreadsheet.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const filters = readOrganisationFilters(url.searchParams);
  const { name, sheet } = await unwrap(exportOrganisations(locals.context(), filters), locals);
  return new Response(await toXlsx(sheet), { headers: downloadHeaders(name, xlsxMediaType) });
};
