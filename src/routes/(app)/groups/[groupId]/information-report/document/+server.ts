import { printInformation } from '#features/reports/index.server.ts';
import { download, formatOf, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** The information report of the asked developing team, or of the only one. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const input = { groupId: params.groupId, teamId: url.searchParams.get('team'), format: formatOf(url) };
  return download(await unwrap(printInformation(locals.context(), input), locals));
};
