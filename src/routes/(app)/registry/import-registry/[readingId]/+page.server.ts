import { saveList, viewList } from '#features/imports/index.server.ts';
import { noFields } from '#kernel/input.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) =>
  unwrap(viewList(locals.context(), { kind: 'registry', id: params.readingId }), locals);

export const actions: Actions = {
  save: formAction({
    schema: noFields,
    run: (context, _input, { params }) => saveList(context, { kind: 'registry', id: params['readingId'] ?? '' }),
    done: ({ taskId }) => ({ to: `/tasks/${taskId}` }),
  }),
};
