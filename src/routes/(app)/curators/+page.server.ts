import { listCurators } from '#features/territory/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const search = (url.searchParams.get('search') ?? '').slice(0, 100);
  return { search, registry: await unwrap(listCurators(locals.context(), { search }), locals) };
};
