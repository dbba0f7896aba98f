import { printMemo } from '#features/groups/index.server.ts';
import { download, formatOf, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) =>
  download(await unwrap(printMemo(locals.context(), { ...params, format: formatOf(url) }), locals));
