import { readEvidence } from '#features/programmes/index.server.ts';
import { download, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** Evidence of a marked activity. */
export const GET: RequestHandler = async ({ locals, params }) =>
  download(await unwrap(readEvidence(locals.context(), params), locals));
