import { restoreForm } from '#features/regulation/index.ts';
import { restoreDocument, viewTextHistory } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  history: await unwrap(viewTextHistory(locals.context(), params), locals),
});

export const actions: Actions = {
  restore: formAction({
    schema: restoreForm,
    run: (context, input, { params }) => restoreDocument(context, { ...input, key: params['key'] ?? '' }),
    done: ({ number }, { params }) => ({
      to: `/regulation/documents/${params['key']}/versions`,
      notice: `Прежний текст действует снова: опубликована версия ${number} положения`,
    }),
  }),
};
