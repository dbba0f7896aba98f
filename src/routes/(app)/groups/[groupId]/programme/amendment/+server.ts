import { printAmendment } from '#features/programmes/index.server.ts';
import { download, formatOf, unwrap } from '#platform/web.server.ts';
import { versionOf } from '../version.ts';
import type { RequestHandler } from './$types';

/** The sheet of what a version of the programme changes in the one before it. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const input = { groupId: params.groupId, version: versionOf(url), format: formatOf(url) };
  return download(await unwrap(printAmendment(locals.context(), input), locals));
};
