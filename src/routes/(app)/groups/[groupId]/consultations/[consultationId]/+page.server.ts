import { closeConsultation, groupForms, replyToConsultation, viewConsultation } from '#features/groups/index.server.ts';
import { noFields } from '#kernel/input.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const thread = ({ groupId, consultationId }: { groupId: string; consultationId: string }) => ({
  groupId,
  consultationId,
});
const address = (params: { groupId: string; consultationId: string }) =>
  `/groups/${params.groupId}/consultations/${params.consultationId}`;

export const load: PageServerLoad = async ({ locals, params }) => ({
  help: await unwrap(viewConsultation(locals.context(), thread(params)), locals),
});

export const actions: Actions = {
  reply: formAction({
    schema: groupForms.messageSchema,
    run: (context, input, { params }: RequestEvent) => replyToConsultation(context, { ...input, ...thread(params) }),
    done: (_, { params }) => ({ to: address(params), notice: 'Сообщение отправлено' }),
  }),
  close: formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) => closeConsultation(context, thread(params)),
    done: (_, { params }) => ({ to: address(params), notice: 'Обращение закрыто' }),
  }),
};
