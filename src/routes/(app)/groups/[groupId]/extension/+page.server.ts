import {
  declineExtension,
  extendGroup,
  extensionPage,
  groupForms,
  requestExtension,
} from '#features/groups/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  extension: await unwrap(extensionPage(locals.context(), { groupId: params.groupId }), locals),
});

export const actions: Actions = {
  request: formAction({
    schema: groupForms.extensionRequestSchema,
    run: (context, input, { params }: RequestEvent) => requestExtension(context, { ...input, groupId: params.groupId }),
    done: ({ groupId }) => ({
      to: `/groups/${groupId}/extension`,
      notice: 'Просьба направлена региональному оператору',
    }),
  }),
  extend: formAction({
    schema: groupForms.extensionSchema,
    run: (context, input, { params }: RequestEvent) => extendGroup(context, { ...input, groupId: params.groupId }),
    done: ({ groupId }) => ({ to: `/groups/${groupId}`, notice: 'Срок менторства продлён, приказ записан в реестр' }),
  }),
  decline: formAction({
    schema: groupForms.answerSchema,
    run: (context, input, { params }: RequestEvent) => declineExtension(context, { ...input, groupId: params.groupId }),
    done: ({ groupId }) => ({ to: `/groups/${groupId}/extension`, notice: 'Отказ записан, команда получила письмо' }),
  }),
};
