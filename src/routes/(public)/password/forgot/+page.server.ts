import { forgottenSchema, requestPasswordReset } from '#features/accounts/index.server.ts';
import { ok } from '#kernel/result.ts';
import { app } from '#platform/app.server.ts';
import { publicAction } from '../../public-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({ sent: url.searchParams.has('sent') });

export const actions: Actions = {
  ask: publicAction({
    schema: forgottenSchema,
    run: async ({ email }, { locals }) => {
      const { config, database } = app();
      await requestPasswordReset(database, { email, origin: config.origin }, locals.now);
      return ok(true);
    },
    done: () => '/password/forgot?sent',
  }),
};
