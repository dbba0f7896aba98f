import { markMeasureForm, removeMeasureForm } from '#features/regulation/index.ts';
import { markMeasure, removeMeasure, viewMeasure } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  view: await unwrap(viewMeasure(locals.context(), params), locals),
});

export const actions: Actions = {
  mark: formAction({
    schema: markMeasureForm,
    run: (context, input, { params }) => markMeasure(context, { ...input, measureId: params['measureId'] ?? '' }),
    done: ({ unitId, cycleId }) => ({
      to: `/measures?unit=${unitId}&cycle=${cycleId ?? ''}`,
      notice: 'Отметка сохранена',
    }),
  }),
  remove: formAction({
    schema: removeMeasureForm,
    run: (context, input, { params }) => removeMeasure(context, { ...input, measureId: params['measureId'] ?? '' }),
    done: ({ unitId, cycleId }) => ({
      to: `/measures?unit=${unitId}&cycle=${cycleId ?? ''}`,
      notice: 'Мероприятие удалено из плана',
    }),
  }),
};
