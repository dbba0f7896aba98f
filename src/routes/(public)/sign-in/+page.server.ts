import { redirect } from '@sveltejs/kit';
import { demonstrationAccounts, demonstrationPassword } from '#db/demo/accounts.ts';
import { signIn, signInSchema } from '#features/accounts/index.server.ts';
import { roleNames } from '#kernel/roles.ts';
import { app } from '#platform/app.server.ts';
import { keptToken } from '#platform/web.server.ts';
import { circumstancesOf, publicAction, safeNext, setSession } from '../public-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url, cookies }) => {
  const next = url.searchParams.get('next');
  if (locals.actor) redirect(303, safeNext(next));
  const { demo } = app().config;
  return {
    next: next ? safeNext(next) : null,
    kept: keptToken(cookies) !== null,
    accounts: demo ? demonstrationAccounts.map((account) => ({ ...account, roleName: roleNames[account.role] })) : [],
    password: demo ? demonstrationPassword : '',
  };
};

export const actions: Actions = {
  enter: publicAction({
    schema: signInSchema,
    run: async (input, event) => {
      const outcome = await signIn(app().database, input, circumstancesOf(event));
      if (outcome.ok) setSession(event.cookies, outcome.value, event.url);
      return outcome;
    },
    done: (_session, event) => safeNext(event.url.searchParams.get('next')),
  }),
};
