import {
  abandonAmendment,
  amendmentSchema,
  approve,
  decisionSchema,
  endorse,
  returnWithRemarks,
  startAmendment,
  startProgramme,
  submit,
  viewProgramme,
} from '#features/programmes/index.server.ts';
import { noFields } from '#kernel/input.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';
import { versionOf } from './version.ts';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  page: await unwrap(viewProgramme(locals.context(), { groupId: params.groupId, version: versionOf(url) }), locals),
});

const here = ({ params }: RequestEvent) => `/groups/${params.groupId}/programme`;
/** The same version again; a version that has just come into force is the page's own. */
const same = (event: RequestEvent) => {
  const version = versionOf(event.url);
  return version ? `${here(event)}?version=${version}` : here(event);
};

export const actions: Actions = {
  start: formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) => startProgramme(context, { groupId: params.groupId }),
    done: (_, event) => ({
      to: here(event),
      notice: 'Программа начата с типового плана: проверьте сроки и ответственных',
    }),
  }),
  endorse: formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) => endorse(context, { groupId: params.groupId }),
    done: (_, event) => ({ to: same(event), notice: 'Программа согласована вашей командой' }),
  }),
  submit: formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) => submit(context, { groupId: params.groupId }),
    done: (_, event) => ({ to: same(event), notice: 'Программа направлена муниципальному куратору' }),
  }),
  approve: formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) => approve(context, { groupId: params.groupId }),
    done: (_, event) => ({
      to: here(event),
      notice: 'Программа утверждена. Команды и региональный оператор получили письма',
    }),
  }),
  return: formAction({
    schema: decisionSchema,
    run: (context, input, { params }: RequestEvent) =>
      returnWithRemarks(context, { ...input, groupId: params.groupId }),
    done: (_, event) => ({ to: same(event), notice: 'Программа возвращена командам с замечаниями' }),
  }),
  amend: formAction({
    schema: amendmentSchema,
    run: (context, input, { params }: RequestEvent) => startAmendment(context, { ...input, groupId: params.groupId }),
    done: ({ version }, event) => ({
      to: `${here(event)}?version=${version}`,
      notice: `Версия ${version} открыта для изменений, действующая остаётся прежней`,
    }),
  }),
  abandon: formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) => abandonAmendment(context, { groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Изменение отозвано, действует прежняя версия' }),
  }),
};
