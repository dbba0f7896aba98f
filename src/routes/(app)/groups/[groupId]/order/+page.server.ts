import { groupForms, orderComposition, orderPage } from '#features/groups/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  order: await unwrap(orderPage(locals.context(), { groupId: params.groupId }), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: groupForms.orderSchema,
    run: (context, input, { params }: RequestEvent) => orderComposition(context, { ...input, groupId: params.groupId }),
    done: ({ groupId }) => ({
      to: `/groups/${groupId}`,
      notice: 'Приказ записан в реестр, координатор назначен. Теперь — соглашение',
    }),
  }),
};
