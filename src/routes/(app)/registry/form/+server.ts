import { participantsForm } from '#features/registry/index.server.ts';
import { download, formatOf, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** The printed participants' form of a municipality. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const input = { municipalityId: url.searchParams.get('municipality') ?? '', format: formatOf(url) };
  return download(await unwrap(participantsForm(locals.context(), input), locals));
};
