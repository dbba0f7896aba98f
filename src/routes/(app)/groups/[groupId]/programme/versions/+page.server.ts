import { viewProgramme } from '#features/programmes/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  page: await unwrap(viewProgramme(locals.context(), { groupId: params.groupId }), locals),
});
