import { listLetters } from '#features/accounts/index.server.ts';
import { app } from '#platform/app.server.ts';
import { isId } from '#platform/ids.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = url.searchParams.get('before');
  const before = asked !== null && isId(asked) ? asked : null;
  return {
    letters: await unwrap(listLetters(locals.context(), { before }), locals),
    first: before === null,
    mailed: app().config.smtpUrl !== null,
  };
};
