import { cycleForm } from '#features/regulation/index.ts';
import { editCycle, viewCycle } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  view: await unwrap(viewCycle(locals.context(), { ...params, action: 'edit-cycle' }), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: cycleForm,
    run: (context, input, { params }) => editCycle(context, { ...input, cycleId: params['cycleId'] ?? '' }),
    done: ({ id }) => ({ to: `/cycles/${id}`, notice: 'Сроки цикла сохранены' }),
  }),
};
