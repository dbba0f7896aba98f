import { listOrganisations, readOrganisationFilters } from '#features/territory/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const filters = readOrganisationFilters(url.searchParams);
  return { filters, list: await unwrap(listOrganisations(locals.context(), filters), locals) };
};
