import { assessmentSchema, assessTeam, openTeam } from '#features/registry/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  opened: await unwrap(openTeam(locals.context(), { teamId: params.teamId, action: 'assess' }), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: assessmentSchema,
    run: (context, input, { params }) => assessTeam(context, { ...input, teamId: params['teamId'] ?? '' }),
    done: ({ teamId }) => ({ to: `/registry/${teamId}`, notice: 'Самооценка сохранена' }),
  }),
};
