import { compareVersions } from '#features/regulation/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const [from, to] = ['from', 'to'].map((name) => Number(url.searchParams.get(name)));
  return { comparison: await unwrap(compareVersions(locals.context(), { from: from ?? 0, to: to ?? 0 }), locals) };
};
