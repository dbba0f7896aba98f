import {
  generalSchema,
  openDraft,
  saveGeneral,
  saveWorkingGroup,
  workingGroupSchema,
} from '#features/programmes/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  page: await unwrap(openDraft(locals.context(), { groupId: params.groupId }), locals),
});

const here = ({ params }: RequestEvent) => `/groups/${params.groupId}/programme/edit`;

export const actions: Actions = {
  general: formAction({
    schema: generalSchema,
    run: (context, input, { params }: RequestEvent) => saveGeneral(context, { ...input, groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Общие сведения сохранены' }),
  }),
  group: formAction({
    schema: workingGroupSchema,
    run: (context, input, { params }: RequestEvent) => saveWorkingGroup(context, { ...input, groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Рабочая группа сохранена' }),
  }),
};
