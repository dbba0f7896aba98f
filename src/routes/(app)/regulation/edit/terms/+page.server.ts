import { termsForm } from '#features/regulation/index.ts';
import { beginEdit, publishTerms } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  begun: await unwrap(beginEdit(locals.context(), 'terms'), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: termsForm,
    run: (context, input) => publishTerms(context, input),
    done: ({ number }) => ({ to: '/regulation?unit=region#terms', notice: `Опубликована версия ${number} положения` }),
  }),
};
