import { viewMeasures } from '#features/regulation/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const [unitId, cycleId] = ['unit', 'cycle'].map((name) => url.searchParams.get(name) || null);
  return { view: await unwrap(viewMeasures(locals.context(), { unitId, cycleId }), locals) };
};
