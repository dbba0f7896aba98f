import {
  activitySchema,
  evidenceSchema,
  markActivity,
  markSchema,
  moveActivity,
  removeActivity,
  removeEvidence,
  restoreActivity,
  rowSchema,
  saveActivity,
  viewActivity,
} from '#features/programmes/index.server.ts';
import { noFields } from '#kernel/input.ts';
import { formAction, unwrap, uploaded } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  page: await unwrap(viewActivity(locals.context(), { groupId: params.groupId, key: params.key }), locals),
  edit: url.searchParams.has('edit'),
});

const plan = ({ params }: RequestEvent, version = 1) =>
  `/groups/${params.groupId}/programme${version > 1 ? `?version=${version}` : ''}`;
const here = ({ params }: RequestEvent) => `/groups/${params.groupId}/programme/activities/${params.key}`;

const move = (direction: 'up' | 'down') =>
  formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) =>
      moveActivity(context, { groupId: params.groupId, key: params.key, direction }),
    done: (_, event) => ({
      to: `${here(event)}?edit`,
      notice: direction === 'up' ? 'Перенесено выше' : 'Перенесено ниже',
    }),
  });

export const actions: Actions = {
  save: formAction({
    schema: activitySchema,
    run: (context, input, { params }: RequestEvent) =>
      saveActivity(context, { ...input, groupId: params.groupId, key: params.key }),
    done: ({ version }, event) => ({ to: plan(event, version), notice: 'Мероприятие сохранено' }),
  }),
  up: move('up'),
  down: move('down'),
  remove: formAction({
    schema: rowSchema,
    run: (context, input, { params }: RequestEvent) =>
      removeActivity(context, { ...input, groupId: params.groupId, key: params.key }),
    done: ({ version }, event) => ({ to: plan(event, version), notice: 'Мероприятие убрано из плана' }),
  }),
  restore: formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) =>
      restoreActivity(context, { groupId: params.groupId, key: params.key }),
    done: ({ version }, event) => ({ to: plan(event, version), notice: 'Мероприятие возвращено в план' }),
  }),
  mark: formAction({
    schema: markSchema,
    run: async (context, { files, ...input }, { params }: RequestEvent) =>
      markActivity(context, {
        ...input,
        groupId: params.groupId,
        key: params.key,
        files: await Promise.all(files.map(uploaded)),
      }),
    done: (_, event) => ({ to: plan(event), notice: 'Отметка о выполнении записана' }),
  }),
  detach: formAction({
    schema: evidenceSchema,
    run: (context, input, { params }: RequestEvent) =>
      removeEvidence(context, { ...input, groupId: params.groupId, key: params.key }),
    done: (_, event) => ({ to: here(event), notice: 'Файл убран' }),
  }),
};
