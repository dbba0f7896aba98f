import { loadDesk } from '#features/desk/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  desk: await unwrap(loadDesk(locals.context(), {}), locals),
});
