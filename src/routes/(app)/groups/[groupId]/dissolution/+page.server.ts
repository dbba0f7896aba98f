import { dissolutionPage, dissolveGroup, groupForms } from '#features/groups/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  dissolution: await unwrap(dissolutionPage(locals.context(), { groupId: params.groupId }), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: groupForms.dissolutionSchema,
    run: (context, input, { params }: RequestEvent) => dissolveGroup(context, { ...input, groupId: params.groupId }),
    done: ({ groupId }) => ({ to: `/groups/${groupId}`, notice: 'Группа расформирована, стороны получили письма' }),
  }),
};
