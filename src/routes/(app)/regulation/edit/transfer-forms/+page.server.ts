import { transferFormsForm } from '#features/regulation/index.ts';
import { beginEdit, publishTransferForms } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  begun: await unwrap(beginEdit(locals.context(), 'transferForms'), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: transferFormsForm,
    run: (context, input) => publishTransferForms(context, input),
    done: ({ number }) => ({ to: '/regulation?unit=region#forms', notice: `Опубликована версия ${number} положения` }),
  }),
};
