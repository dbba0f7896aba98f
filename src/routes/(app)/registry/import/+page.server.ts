import { openParticipants, participantsFileSchema, readParticipantsFile } from '#features/imports/index.server.ts';
import { formAction, unwrap, uploaded } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  offer: await unwrap(
    openParticipants(locals.context(), { municipalityId: url.searchParams.get('municipality') }),
    locals,
  ),
});

export const actions: Actions = {
  read: formAction({
    schema: participantsFileSchema,
    run: async (context, { municipalityId, file }) =>
      readParticipantsFile(context, {
        municipalityId,
        ...(await uploaded(file)),
      }),
    done: ({ id }) => ({ to: `/registry/import/${id}` }),
  }),
};
