import { closeCycle, viewCycle } from '#features/regulation/index.server.ts';
import { noFields } from '#kernel/input.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  view: await unwrap(viewCycle(locals.context(), params), locals),
});

export const actions: Actions = {
  close: formAction({
    schema: noFields,
    run: (context, _input, { params }) => closeCycle(context, { cycleId: params['cycleId'] ?? '' }),
    done: ({ id }) => ({ to: `/cycles/${id}`, notice: 'Цикл закрыт' }),
  }),
};
