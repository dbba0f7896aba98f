import { directionsForm } from '#features/regulation/index.ts';
import { beginEdit, publishDirections } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  begun: await unwrap(beginEdit(locals.context(), 'directions'), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: directionsForm,
    run: (context, input) => publishDirections(context, input),
    done: ({ number }) => ({
      to: '/regulation?unit=region#directions',
      notice: `Опубликована версия ${number} положения`,
    }),
  }),
};
