import { newPasswordSchema, openLink, setPasswordByLink } from '#features/accounts/index.server.ts';
import { app } from '#platform/app.server.ts';
import { circumstancesOf, publicAction, setSession } from '../../public-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const purpose = 'password-reset';

export const load: PageServerLoad = async ({ locals, params }) => ({
  holder: await openLink(app().database, params.token, purpose, locals.now),
});

export const actions: Actions = {
  set: publicAction({
    schema: newPasswordSchema,
    run: async (input, event: RequestEvent) => {
      const { token } = event.params;
      const outcome = await setPasswordByLink(app().database, { ...input, token, purpose }, circumstancesOf(event));
      if (outcome.ok) setSession(event.cookies, outcome.value, event.url);
      return outcome;
    },
    done: () => '/desk',
  }),
};
