import {
  informationSchema,
  reopenInformation,
  saveInformation,
  submitInformation,
  viewReports,
} from '#features/reports/index.server.ts';
import { noFields } from '#kernel/input.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  page: await unwrap(viewReports(locals.context(), { groupId: params.groupId }), locals),
});

const here = ({ params }: RequestEvent) => `/groups/${params.groupId}/information-report`;

export const actions: Actions = {
  save: formAction({
    schema: informationSchema,
    run: (context, input, { params }: RequestEvent) => saveInformation(context, { ...input, groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Черновик справки сохранён' }),
  }),
  submit: formAction({
    schema: informationSchema,
    run: (context, input, { params }: RequestEvent) =>
      submitInformation(context, { ...input, groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Справка представлена: опытная команда получила письмо' }),
  }),
  reopen: formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) => reopenInformation(context, { groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Справка снова открыта: исправьте и представьте её' }),
  }),
};
