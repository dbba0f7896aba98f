import { openProgrammeFile, programmeFileSchema, readProgrammeFile } from '#features/imports/index.server.ts';
import { formAction, unwrap, uploaded } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  page: await unwrap(openProgrammeFile(locals.context(), { groupId: params.groupId }), locals),
});

export const actions: Actions = {
  read: formAction({
    schema: programmeFileSchema,
    run: async (context, { file }, { params }: RequestEvent) =>
      readProgrammeFile(context, {
        groupId: params.groupId,
        ...(await uploaded(file)),
      }),
    done: ({ groupId, id }) => ({ to: `/groups/${groupId}/programme/import/${id}` }),
  }),
};
