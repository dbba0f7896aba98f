import { editTeam, editTeamSchema, openTeam } from '#features/registry/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  opened: await unwrap(openTeam(locals.context(), { teamId: params.teamId, action: 'edit' }), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: editTeamSchema,
    run: (context, input, { params }) => editTeam(context, { ...input, teamId: params['teamId'] ?? '' }),
    done: ({ teamId }) => ({ to: `/registry/${teamId}`, notice: 'Сведения о команде сохранены' }),
  }),
};
