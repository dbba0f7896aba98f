import { targetsForm } from '#features/regulation/index.ts';
import { beginEdit, publishTargets } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  begun: await unwrap(beginEdit(locals.context(), 'targets'), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: targetsForm,
    run: (context, input) => publishTargets(context, input),
    done: ({ number }) => ({
      to: '/regulation?unit=region#targets',
      notice: `Опубликована версия ${number} положения`,
    }),
  }),
};
