import { groupForms, listOrders } from '#features/groups/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const filters = groupForms.orderFiltersSchema.parse(Object.fromEntries(url.searchParams));
  return { filters, register: await unwrap(listOrders(locals.context(), filters), locals) };
};
