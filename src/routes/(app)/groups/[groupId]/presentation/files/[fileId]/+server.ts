import { readPresentationFile } from '#features/reports/index.server.ts';
import { download, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** A file of the presentation of results. */
export const GET: RequestHandler = async ({ locals, params }) =>
  download(await unwrap(readPresentationFile(locals.context(), params), locals));
