import { saveProgrammeReading, viewProgrammeReading } from '#features/imports/index.server.ts';
import { noticeOf, wholeSchema } from '#features/programmes/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  page: await unwrap(viewProgrammeReading(locals.context(), { groupId: params.groupId, id: params.readingId }), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: wholeSchema,
    run: (context, input, { params }: RequestEvent) =>
      saveProgrammeReading(context, { ...input, groupId: params.groupId, id: params.readingId }),
    done: (done, { params }) => ({
      to: `/groups/${params.groupId}/programme${done.version > 1 ? `?version=${done.version}` : ''}`,
      notice: noticeOf(done),
    }),
  }),
};
