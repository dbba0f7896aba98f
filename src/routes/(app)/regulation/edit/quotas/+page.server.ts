import { quotasForm } from '#features/regulation/index.ts';
import { beginEdit, publishQuotas } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  begun: await unwrap(beginEdit(locals.context(), 'quotas'), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: quotasForm,
    run: (context, input) => publishQuotas(context, input),
    done: ({ number }) => ({ to: '/regulation?unit=region#quotas', notice: `Опубликована версия ${number} положения` }),
  }),
};
