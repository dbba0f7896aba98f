import { readOrderDocument } from '#features/groups/index.server.ts';
import { download, formatOf, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const input = { orderId: params.orderId, format: formatOf(url) };
  return download(await unwrap(readOrderDocument(locals.context(), input), locals));
};
