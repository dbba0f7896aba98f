import { openAgreementFile } from '#features/agreements/index.server.ts';
import { download, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** The scan of a signed agreement, or a document of earlier times. */
export const GET: RequestHandler = async ({ locals, params }) =>
  download(await unwrap(openAgreementFile(locals.context(), params), locals));
