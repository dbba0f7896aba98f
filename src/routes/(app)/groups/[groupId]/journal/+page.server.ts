import { groupJournal } from '#features/groups/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  before: url.searchParams.get('before'),
  journal: await unwrap(
    groupJournal(locals.context(), { groupId: params.groupId, before: url.searchParams.get('before') }),
    locals,
  ),
});
