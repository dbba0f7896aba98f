import { printAgreement } from '#features/agreements/index.server.ts';
import { download, formatOf, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** The agreement of the group, or the earlier one named by `?agreement=`. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const agreementId = url.searchParams.get('agreement');
  const input = { groupId: params.groupId, agreementId, format: formatOf(url) };
  return download(await unwrap(printAgreement(locals.context(), input), locals));
};
