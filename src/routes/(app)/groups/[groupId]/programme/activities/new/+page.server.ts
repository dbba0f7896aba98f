import { activitySchema, openDraft, saveActivity } from '#features/programmes/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const stage = url.searchParams.get('stage') ?? '';
  return {
    page: await unwrap(openDraft(locals.context(), { groupId: params.groupId }), locals),
    stage: ['1', '2', '3'].includes(stage) ? stage : '2',
  };
};

export const actions: Actions = {
  save: formAction({
    schema: activitySchema,
    run: (context, input, { params }: RequestEvent) =>
      saveActivity(context, { ...input, groupId: params.groupId, key: null }),
    done: ({ version }, { params }) => ({
      to: `/groups/${params.groupId}/programme${version > 1 ? `?version=${version}` : ''}`,
      notice: 'Мероприятие добавлено в план',
    }),
  }),
};
