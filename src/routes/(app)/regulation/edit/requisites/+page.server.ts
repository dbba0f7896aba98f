import { requisitesForm } from '#features/regulation/index.ts';
import { beginEdit, publishRequisites } from '#features/regulation/index.server.ts';
import { computedCases } from '#platform/name-cases.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const begun = await unwrap(beginEdit(locals.context(), 'requisites'), locals);
  return { begun, computed: computedCases(begun.defaults) };
};

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
