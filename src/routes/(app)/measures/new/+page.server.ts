import { measureForm } from '#features/regulation/index.ts';
import { addMeasure, viewMeasures } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const [unitId, cycleId] = ['unit', 'cycle'].map((name) => url.searchParams.get(name) || null);
  return { view: await unwrap(viewMeasures(locals.context(), { unitId, cycleId, action: 'edit' }), locals) };
};

export const actions: Actions = {
  save: formAction({
    schema: measureForm,
    run: (context, input) => addMeasure(context, input),
    done: ({ unitId, cycleId }) => ({
      to: `/measures?unit=${unitId}&cycle=${cycleId ?? ''}`,
      notice: 'Мероприятие добавлено',
    }),
  }),
};
