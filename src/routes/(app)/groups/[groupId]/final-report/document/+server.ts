import { printFinal } from '#features/reports/index.server.ts';
import { download, formatOf, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const input = { groupId: params.groupId, format: formatOf(url) };
  return download(await unwrap(printFinal(locals.context(), input), locals));
};
