import {
  acceptFinal,
  finalSchema,
  receiveFinal,
  remarksSchema,
  returnFinal,
  saveFinal,
  sendFinal,
  viewReports,
} from '#features/reports/index.server.ts';
import { noFields } from '#kernel/input.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  page: await unwrap(viewReports(locals.context(), { groupId: params.groupId }), locals),
});

const here = ({ params }: RequestEvent) => `/groups/${params.groupId}/final-report`;

export const actions: Actions = {
  save: formAction({
    schema: finalSchema,
    run: (context, input, { params }: RequestEvent) => saveFinal(context, { ...input, groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Черновик отчёта сохранён' }),
  }),
  send: formAction({
    schema: finalSchema,
    run: (context, input, { params }: RequestEvent) => sendFinal(context, { ...input, groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Итоговый отчёт направлен муниципальному куратору' }),
  }),
  accept: formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) => acceptFinal(context, { groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Отчёт принят. Его получит координатор группы' }),
  }),
  return: formAction({
    schema: remarksSchema,
    run: (context, input, { params }: RequestEvent) => returnFinal(context, { ...input, groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Отчёт возвращён опытной команде с замечаниями' }),
  }),
  receive: formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) => receiveFinal(context, { groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Отчёт получен. Группа завершила работу' }),
  }),
};
