import { viewProgramme } from '#features/programmes/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import { versionOf } from '../version.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  page: await unwrap(viewProgramme(locals.context(), { groupId: params.groupId, version: versionOf(url) }), locals),
});
