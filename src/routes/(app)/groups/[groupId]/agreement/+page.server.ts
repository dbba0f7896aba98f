import {
  generateAgreement,
  generateSchema,
  sendAgreement,
  signAgreement,
  signSchema,
  viewAgreement,
} from '#features/agreements/index.server.ts';
import { noFields } from '#kernel/input.ts';
import { formAction, unwrap, uploaded } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  page: await unwrap(viewAgreement(locals.context(), { groupId: params.groupId }), locals),
});

const here = ({ params }: RequestEvent) => `/groups/${params.groupId}/agreement`;

export const actions: Actions = {
  generate: formAction({
    schema: generateSchema,
    run: (context, input, { params }: RequestEvent) =>
      generateAgreement(context, { ...input, groupId: params.groupId }),
    done: ({ number }, event) => ({
      to: here(event),
      notice: `Проект соглашения № ${number} составлен: проверьте текст и направьте сторонам`,
    }),
  }),
  send: formAction({
    schema: noFields,
    run: (context, _, { params }: RequestEvent) => sendAgreement(context, { groupId: params.groupId }),
    done: (_, event) => ({ to: here(event), notice: 'Соглашение направлено: руководители получили письма' }),
  }),
  sign: formAction({
    schema: signSchema,
    run: async (context, { scan, ...input }, { params }: RequestEvent) =>
      signAgreement(context, {
        ...input,
        groupId: params.groupId,
        scan: await uploaded(scan),
      }),
    done: ({ last }, event) => ({
      to: here(event),
      notice: last ? 'Подпись записана. Соглашение подписали все стороны' : 'Подпись записана',
    }),
  }),
};
