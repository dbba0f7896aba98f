import {
  registerTeam,
  remarksSchema,
  returnTeam,
  revisionSchema,
  submitTeam,
  viewTeam,
  withdrawSchema,
  withdrawTeam,
} from '#features/registry/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const before = url.searchParams.get('before');
  return { page: await unwrap(viewTeam(locals.context(), { teamId: params.teamId, before }), locals) };
};

const here = ({ teamId }: { teamId: string }) => `/registry/${teamId}`;

export const actions: Actions = {
  submit: formAction({
    schema: revisionSchema,
    run: (context, input, { params }) => submitTeam(context, { ...input, teamId: params['teamId'] ?? '' }),
    done: (team) => ({ to: here(team), notice: 'Заявка подана оператору' }),
  }),
  register: formAction({
    schema: revisionSchema,
    run: (context, input, { params }) => registerTeam(context, { ...input, teamId: params['teamId'] ?? '' }),
    done: (team) => ({ to: here(team), notice: 'Команда внесена в реестр' }),
  }),
  return: formAction({
    schema: remarksSchema,
    run: (context, input, { params }) => returnTeam(context, { ...input, teamId: params['teamId'] ?? '' }),
    done: (team) => ({ to: here(team), notice: 'Заявка возвращена куратору с замечаниями' }),
  }),
  withdraw: formAction({
    schema: withdrawSchema,
    run: (context, input, { params }) => withdrawTeam(context, { ...input, teamId: params['teamId'] ?? '' }),
    done: (team) => ({ to: here(team), notice: 'Заявка отозвана' }),
  }),
};
