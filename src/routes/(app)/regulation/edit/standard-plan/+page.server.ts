import { standardPlanForm } from '#features/regulation/index.ts';
import { beginEdit, publishStandardPlan } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  begun: await unwrap(beginEdit(locals.context(), 'standardPlan'), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: standardPlanForm,
    run: (context, input) => publishStandardPlan(context, input),
    done: ({ number }) => ({ to: '/regulation?unit=region#plan', notice: `Опубликована версия ${number} положения` }),
  }),
};
