import { editMeasureForm } from '#features/regulation/index.ts';
import { editMeasure, viewMeasure } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  view: await unwrap(viewMeasure(locals.context(), { ...params, action: 'edit' }), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: editMeasureForm,
    run: (context, input, { params }) => editMeasure(context, { ...input, measureId: params['measureId'] ?? '' }),
    done: ({ id }) => ({ to: `/measures/${id}`, notice: 'Мероприятие сохранено' }),
  }),
};
