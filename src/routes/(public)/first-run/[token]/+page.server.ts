import { claimFirstAdministrator, firstRunOpen, firstRunSchema } from '#features/accounts/index.server.ts';
import { referenceRegions } from '#features/regulation/index.server.ts';
import { app } from '#platform/app.server.ts';
import { circumstancesOf, publicAction, setSession } from '../../public-action.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  open: await firstRunOpen(app().database, params.token, locals.now),
  regions: referenceRegions(),
});

export const actions: Actions = {
  claim: publicAction({
    schema: firstRunSchema,
    run: async (input, event: RequestEvent) => {
      const outcome = await claimFirstAdministrator(
        app().database,
        { ...input, token: event.params.token },
        circumstancesOf(event),
      );
      if (outcome.ok) setSession(event.cookies, outcome.value, event.url);
      return outcome;
    },
    done: () => '/desk',
  }),
};
