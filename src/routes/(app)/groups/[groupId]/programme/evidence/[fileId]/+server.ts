import { readEvidence } from '#features/programmes/index.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const { groupId, fileId } = params;
  const { name, mediaType, bytes } = await unwrap(readEvidence(locals.context(), { groupId, fileId }), locals);
  return new Response(bytes, { headers: downloadHeaders(name, mediaType) });
};
