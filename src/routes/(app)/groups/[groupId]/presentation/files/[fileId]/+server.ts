import { readPresentationFile } from '#features/reports/index.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const { name, mediaType, bytes } = await unwrap(readPresentationFile(locals.context(), params), locals);
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: downloadHeaders(name, mediaType) });
};
