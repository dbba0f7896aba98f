import {
  declineMemo,
  groupForms,
  orderReplacement,
  replacementPage,
  writeMemo,
} from '#features/groups/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  replacement: await unwrap(replacementPage(locals.context(), { groupId: params.groupId }), locals),
});

export const actions: Actions = {
  write: formAction({
    schema: groupForms.memoSchema,
    run: (context, input, { params }: RequestEvent) => writeMemo(context, { ...input, groupId: params.groupId }),
    done: ({ groupId }) => ({
      to: `/groups/${groupId}/replacement`,
      notice: 'Служебная записка записана, новую команду спросили о согласии',
    }),
  }),
  order: formAction({
    schema: groupForms.replacementSchema,
    run: (context, input, { params }: RequestEvent) => orderReplacement(context, { ...input, groupId: params.groupId }),
    done: ({ groupId }) => ({
      to: `/groups/${groupId}`,
      notice: 'Команда заменена приказом. Теперь — соглашение с новым составом',
    }),
  }),
  decline: formAction({
    schema: groupForms.answerSchema,
    run: (context, input, { params }: RequestEvent) => declineMemo(context, { ...input, groupId: params.groupId }),
    done: ({ groupId }) => ({ to: `/groups/${groupId}/replacement`, notice: 'Служебная записка отклонена' }),
  }),
};
