import { overlayForm } from '#features/regulation/index.ts';
import { beginOverlayEdit, publishOverlay } from '#features/regulation/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  begun: await unwrap(beginOverlayEdit(locals.context(), params), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: overlayForm,
    run: (context, input, { params }) => publishOverlay(context, { ...input, unitId: params['unitId'] ?? '' }),
    done: (_, { params }) => ({
      to: `/regulation?unit=${params['unitId']}`,
      notice: 'Опубликовано положение территории',
    }),
  }),
};
