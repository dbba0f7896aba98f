import { milestonesForm } from '#features/regulation/index.ts';
import { beginEdit, publishMilestones } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  begun: await unwrap(beginEdit(locals.context(), 'milestones'), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: milestonesForm,
    run: (context, input) => publishMilestones(context, input),
    done: ({ number }) => ({
      to: '/regulation?unit=region#milestones',
      notice: `Опубликована версия ${number} положения`,
    }),
  }),
};
