import { openLists, registryListSchema, uploadList } from '#features/imports/index.server.ts';
import { formAction, unwrap, uploaded } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) =>
  unwrap(openLists(locals.context(), { kind: 'registry' }), locals);

export const actions: Actions = {
  upload: formAction({
    schema: registryListSchema,
    run: async (context, { file, state }) =>
      uploadList(context, {
        kind: 'registry',
        file: await uploaded(file),
        options: { state },
      }),
    done: ({ taskId }) => ({ to: `/tasks/${taskId}` }),
  }),
};
