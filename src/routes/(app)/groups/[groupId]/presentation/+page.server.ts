import { presentationSchema, recordPresentation, viewReports } from '#features/reports/index.server.ts';
import { formAction, unwrap, uploaded } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  page: await unwrap(viewReports(locals.context(), { groupId: params.groupId }), locals),
});

export const actions: Actions = {
  record: formAction({
    schema: presentationSchema,
    run: async (context, { file, ...input }, { params }: RequestEvent) =>
      recordPresentation(context, {
        ...input,
        groupId: params.groupId,
        file: file && (await uploaded(file)),
      }),
    done: (_, { params }) => ({
      to: `/groups/${params.groupId}/presentation`,
      notice: 'Представление результатов записано',
    }),
  }),
};
