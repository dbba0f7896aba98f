import { printMemo } from '#features/groups/index.server.ts';
import { docxMediaType } from '#platform/documents/index.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
  const { name, bytes } = await unwrap(
    printMemo(locals.context(), { groupId: params.groupId, memoId: params.memoId }),
    locals,
  );
  return new Response(new Uint8Array(bytes), { headers: downloadHeaders(name, docxMediaType) });
};
