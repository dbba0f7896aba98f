import { openLists, organisationListSchema, uploadList } from '#features/imports/index.server.ts';
import { formAction, unwrap, uploaded } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) =>
  unwrap(openLists(locals.context(), { kind: 'organisations' }), locals);

export const actions: Actions = {
  upload: formAction({
    schema: organisationListSchema,
    run: async (context, { file }) =>
      uploadList(context, {
        kind: 'organisations',
        file: await uploaded(file),
        options: { state: 'draft' },
      }),
    done: ({ taskId }) => ({ to: `/tasks/${taskId}` }),
  }),
};
