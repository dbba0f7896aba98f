import { listRegistry, readFilters } from '#features/registry/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const filters = readFilters(url.searchParams);
  return { filters, registry: await unwrap(listRegistry(locals.context(), filters), locals) };
};
