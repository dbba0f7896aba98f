import {
  addEvidence,
  describeResults,
  evidenceSchema,
  openTeam,
  removeEvidence,
  removeEvidenceSchema,
  resultsSchema,
} from '#features/registry/index.server.ts';
import { formAction, unwrap, uploaded } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  opened: await unwrap(openTeam(locals.context(), { teamId: params.teamId, action: 'add-evidence' }), locals),
});

const here = ({ teamId }: { teamId: string }) => `/registry/${teamId}/evidence`;

export const actions: Actions = {
  describe: formAction({
    schema: resultsSchema,
    run: (context, input, { params }) => describeResults(context, { ...input, teamId: params['teamId'] ?? '' }),
    done: (team) => ({ to: here(team), notice: 'Результаты сохранены' }),
  }),
  add: formAction({
    schema: evidenceSchema,
    run: async (context, { file, ...input }, { params }) =>
      addEvidence(context, {
        ...input,
        teamId: params['teamId'] ?? '',
        file: file && (await uploaded(file)),
      }),
    done: (team) => ({ to: here(team), notice: 'Подтверждение добавлено' }),
  }),
  remove: formAction({
    schema: removeEvidenceSchema,
    run: (context, input, { params }) => removeEvidence(context, { ...input, teamId: params['teamId'] ?? '' }),
    done: (team) => ({ to: here(team), notice: 'Подтверждение убрано' }),
  }),
};
