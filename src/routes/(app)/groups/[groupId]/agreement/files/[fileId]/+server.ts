import { openAgreementFile } from '#features/agreements/index.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** The agreement itself or the scan of a signed one. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { name, mediaType, bytes } = await unwrap(openAgreementFile(locals.context(), params), locals);
  return new Response(bytes, { headers: downloadHeaders(name, mediaType) });
};
