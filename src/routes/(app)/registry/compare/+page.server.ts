import { compareTeams, readComparedIds } from '#features/registry/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const compared = await compareTeams(locals.context(), { ids: readComparedIds(url.searchParams) });
  // too few teams ticked: the page says so itself
  if (!compared.ok && compared.error.kind === 'invalid') return { comparison: null, message: compared.error.message };
  return { comparison: await unwrap(compared, locals), message: '' };
};
