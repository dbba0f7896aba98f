import { printInformation } from '#features/reports/index.server.ts';
import { docxMediaType } from '#platform/documents/index.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** The information report of the asked developing team, or of the only one. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const input = { groupId: params.groupId, teamId: url.searchParams.get('team') };
  const { name, bytes } = await unwrap(printInformation(locals.context(), input), locals);
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: downloadHeaders(name, docxMediaType) });
};
