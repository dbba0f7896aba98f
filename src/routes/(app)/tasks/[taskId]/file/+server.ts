import { openTaskFile } from '#platform/tasks.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** The file that long work has made, for its owner alone. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const { name, mediaType, size, stream } = await unwrap(openTaskFile(locals.context(), { id: params.taskId }), locals);
  return new Response(stream, { headers: { ...downloadHeaders(name, mediaType), 'content-length': String(size) } });
};
