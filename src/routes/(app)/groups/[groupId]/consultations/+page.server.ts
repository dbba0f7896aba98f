import { askForHelp, groupForms, listConsultations } from '#features/groups/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  help: await unwrap(listConsultations(locals.context(), { groupId: params.groupId }), locals),
});

export const actions: Actions = {
  ask: formAction({
    schema: groupForms.questionSchema,
    run: (context, input, { params }: RequestEvent) => askForHelp(context, { ...input, groupId: params.groupId }),
    done: ({ groupId, consultationId }) => ({
      to: `/groups/${groupId}/consultations/${consultationId}`,
      notice: 'Обращение направлено оператору: ответ придёт письмом',
    }),
  }),
};
