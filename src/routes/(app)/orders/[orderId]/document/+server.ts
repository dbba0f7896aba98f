import { readOrderDocument } from '#features/groups/index.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const { name, bytes, mediaType } = await unwrap(
    readOrderDocument(locals.context(), { orderId: params.orderId }),
    locals,
  );
  return new Response(bytes, { headers: downloadHeaders(name, mediaType) });
};
