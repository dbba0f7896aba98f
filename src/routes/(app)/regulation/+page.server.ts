import { ownOverlay, viewRegulation } from '#features/regulation/index.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

/** `?unit=` a territory's own regulation, `?unit=region` the region's; without it the one the actor works by. */
export const load: PageServerLoad = async ({ locals, url }) => {
  const context = locals.context();
  const asked = url.searchParams.get('unit');
  const own = await unwrap(ownOverlay(context, {}), locals);
  const unitId = asked === 'region' ? null : (asked ?? own);
  const number = Number(url.searchParams.get('version')) || null;
  const view = await unwrap(viewRegulation(context, { unitId, number }), locals);
  // the texts of documents have pages of their own
  const documents = Object.entries(view.document.documents).map(([key, { title }]) => ({ key, title }));
  return { ...view, document: { ...view.document, documents }, own };
};
