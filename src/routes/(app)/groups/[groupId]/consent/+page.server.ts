import { consentPage, consentToGroup, declineGroup, groupForms } from '#features/groups/index.server.ts';
import { noFields } from '#kernel/input.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  consent: await unwrap(consentPage(locals.context(), { groupId: params.groupId }), locals),
});

export const actions: Actions = {
  consent: formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) => consentToGroup(context, { groupId: params.groupId }),
    done: (_, { params }) => ({ to: `/groups/${params.groupId}/consent`, notice: 'Согласие записано' }),
  }),
  decline: formAction({
    schema: groupForms.declineSchema,
    run: (context, input, { params }: RequestEvent) => declineGroup(context, { ...input, groupId: params.groupId }),
    done: () => ({ to: '/groups', notice: 'Отказ записан, стороны получили письма' }),
  }),
};
