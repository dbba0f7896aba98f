import { groupForms, listGroups } from '#features/groups/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const filters = groupForms.readGroupFilters(url.searchParams);
  return { filters, overview: await unwrap(listGroups(locals.context(), filters), locals) };
};
