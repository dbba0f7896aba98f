import { error } from '@sveltejs/kit';
import {
  analysisSchema,
  exitSchema,
  saveAnalysis,
  superviseExit,
  viewReports,
} from '#features/reports/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const kinds = ['entry', 'exit'] as const;

export const load: PageServerLoad = async ({ locals, params }) => {
  const kind = kinds.find((known) => known === params.kind);
  if (!kind) error(404, 'Такой страницы нет');
  return { kind, page: await unwrap(viewReports(locals.context(), { groupId: params.groupId }), locals) };
};

const here = ({ params }: RequestEvent) => `/groups/${params.groupId}/supervision/exit`;

export const actions: Actions = {
  supervise: formAction({
    schema: exitSchema,
    run: (context, input, { params }: RequestEvent) => superviseExit(context, { ...input, groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Супервизия «на выходе» сохранена' }),
  }),
  analyse: formAction({
    schema: analysisSchema,
    run: (context, input, { params }: RequestEvent) => saveAnalysis(context, { ...input, groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Критический анализ сохранён' }),
  }),
};
