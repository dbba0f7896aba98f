import { viewTerritory } from '#features/territory/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  territory: await unwrap(viewTerritory(locals.context(), {}), locals),
});
