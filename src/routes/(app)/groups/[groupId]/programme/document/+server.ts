import { printProgramme } from '#features/programmes/index.server.ts';
import { docxMediaType } from '#platform/documents/index.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
import { versionOf } from '../version.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const input = { groupId: params.groupId, version: versionOf(url) };
  const { name, bytes } = await unwrap(printProgramme(locals.context(), input), locals);
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: downloadHeaders(name, docxMediaType) });
};
