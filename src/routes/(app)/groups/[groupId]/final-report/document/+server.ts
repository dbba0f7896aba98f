import { printFinal } from '#features/reports/index.server.ts';
import { docxMediaType } from '#platform/documents/index.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const { name, bytes } = await unwrap(printFinal(locals.context(), { groupId: params.groupId }), locals);
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: downloadHeaders(name, docxMediaType) });
};
