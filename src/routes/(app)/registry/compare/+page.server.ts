import { compareTeams, readComparedIds } from '#features/registry/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  comparison: await unwrap(compareTeams(locals.context(), { ids: readComparedIds(url.searchParams) }), locals),
});
