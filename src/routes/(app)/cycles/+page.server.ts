import { openCycleForm } from '#features/regulation/index.ts';
import { openCycle, viewCycles } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  view: await unwrap(viewCycles(locals.context(), {}), locals),
});

export const actions: Actions = {
  open: formAction({
    schema: openCycleForm,
    run: (context, input) => openCycle(context, input),
    done: ({ id }) => ({ to: `/cycles/${id}`, notice: 'Цикл открыт: проверьте его сроки' }),
  }),
};
