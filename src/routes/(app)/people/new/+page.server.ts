import { addHolder } from '#features/accounts/index.server.ts';
import { newHolder, newHolderSchema } from '#features/territory/index.server.ts';
import { app } from '#platform/app.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import { showLink } from '../one-time-link.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  granting: await unwrap(newHolder(locals.context(), {}), locals),
  role: url.searchParams.get('role'),
  unitId: url.searchParams.get('unit'),
});

export const actions: Actions = {
  add: formAction({
    schema: newHolderSchema,
    run: (context, input) => addHolder(context, { ...input, origin: app().config.origin }),
    done: ({ personId, invitation }, event) => {
      showLink(event, invitation);
      return { to: `/people/${personId}`, notice: 'Человек добавлен, приглашение отправлено' };
    },
  }),
};
