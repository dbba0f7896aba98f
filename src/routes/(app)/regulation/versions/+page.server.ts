import { viewVersions } from '#features/regulation/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  versions: await unwrap(viewVersions(locals.context(), {}), locals),
});
