import { findPeople } from '#features/territory/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const text = (url.searchParams.get('search') ?? '').slice(0, 100);
  return { text, found: await unwrap(findPeople(locals.context(), { text }), locals) };
};
