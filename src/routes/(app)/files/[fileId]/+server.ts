import { openEvidence } from '#features/registry/index.server.ts';
import { download, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** Evidence of a team's results; files of a group are served below the group's own pages. */
export const GET: RequestHandler = async ({ locals, params }) =>
  download(await unwrap(openEvidence(locals.context(), params), locals));
