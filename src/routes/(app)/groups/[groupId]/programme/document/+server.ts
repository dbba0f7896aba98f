import { printProgramme } from '#features/programmes/index.server.ts';
import { download, formatOf, unwrap } from '#platform/web.server.ts';
import { versionOf } from '../version.ts';
import type { RequestHandler } from './$types';

/** The programme, a version of it, or with `?marks` what has been done by now. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const asked = { version: versionOf(url), marks: url.searchParams.has('marks'), format: formatOf(url) };
  return download(await unwrap(printProgramme(locals.context(), { groupId: params.groupId, ...asked }), locals));
};
