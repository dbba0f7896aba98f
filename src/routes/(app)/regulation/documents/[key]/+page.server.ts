import { viewDocument } from '#features/regulation/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  document: await unwrap(viewDocument(locals.context(), params), locals),
});
