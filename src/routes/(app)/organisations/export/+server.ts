import { exportOrganisations, readOrganisationFilters } from '#features/territory/index.server.ts';
import { sheetFile } from '#platform/spreadsheet.server.ts';
import { download, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, url }) => {
  const filters = readOrganisationFilters(url.searchParams);
  const { name, sheet } = await unwrap(exportOrganisations(locals.context(), filters), locals);
  return download(await sheetFile(name, sheet));
};
