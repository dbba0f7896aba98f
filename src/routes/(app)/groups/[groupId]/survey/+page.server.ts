import { answerSurvey, surveySchema, viewReports } from '#features/reports/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  page: await unwrap(viewReports(locals.context(), { groupId: params.groupId }), locals),
});

export const actions: Actions = {
  answer: formAction({
    schema: surveySchema,
    run: (context, input, { params }: RequestEvent) => answerSurvey(context, { ...input, groupId: params.groupId }),
    done: (_, { params }) => ({ to: `/groups/${params.groupId}/survey`, notice: 'Спасибо, ваш ответ записан' }),
  }),
};
