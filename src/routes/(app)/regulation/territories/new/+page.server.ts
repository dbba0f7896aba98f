import { listTerritories } from '#features/regulation/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  territories: await unwrap(listTerritories(locals.context(), {}), locals),
});
