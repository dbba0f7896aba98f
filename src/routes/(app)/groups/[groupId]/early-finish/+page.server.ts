import { earlyFinishPage, finishEarly, groupForms } from '#features/groups/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  finish: await unwrap(earlyFinishPage(locals.context(), { groupId: params.groupId }), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: groupForms.earlyFinishSchema,
    run: (context, input, { params }: RequestEvent) => finishEarly(context, { ...input, groupId: params.groupId }),
    done: ({ groupId }) => ({
      to: `/groups/${groupId}`,
      notice: 'Менторство завершено досрочно, группа подводит итоги',
    }),
  }),
};
