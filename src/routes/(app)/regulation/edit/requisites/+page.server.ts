import { requisitesForm } from '#features/regulation/index.ts';
import { beginEdit, publishRequisites } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  begun: await unwrap(beginEdit(locals.context(), 'requisites'), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: requisitesForm,
    run: (context, input) => publishRequisites(context, input),
    done: ({ number }) => ({
      to: '/regulation?unit=region#requisites',
      notice: `Опубликована версия ${number} положения`,
    }),
  }),
};
