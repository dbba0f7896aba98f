import { listLetters } from '#features/accounts/index.server.ts';
import { app } from '#platform/app.server.ts';
import { unwrap } from '#platform/web.server.ts';
import type { PageServerLoad } from './$types';

const isId = (text: string | null): text is string => text !== null && /^[0-9a-f-]{36}$/i.test(text);

export const load: PageServerLoad = async ({ locals, url }) => {
  const before = url.searchParams.get('before');
  return {
    letters: await unwrap(listLetters(locals.context(), { before: isId(before) ? before : null }), locals),
    first: !isId(before),
    mailed: app().config.smtpUrl !== null,
  };
};
