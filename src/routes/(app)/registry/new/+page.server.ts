import { enterTeams, enterTeamsSchema, openForm } from '#features/registry/index.server.ts';
import { countOf, forms } from '#kernel/plural.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  form: await unwrap(openForm(locals.context(), { municipalityId: url.searchParams.get('municipality') }), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: enterTeamsSchema,
    run: enterTeams,
    done: ({ teamIds, submitted }) => ({
      to: teamIds.length === 1 ? `/registry/${teamIds[0]}` : '/registry',
      notice: `${submitted ? 'Подано оператору' : 'Сохранено в черновиках'}: ${countOf(teamIds.length, forms.team)}`,
    }),
  }),
};
