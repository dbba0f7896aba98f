import {
  checkedFormSchema,
  continueParticipants,
  correctParticipants,
  saveParticipants,
  viewParticipants,
} from '#features/imports/index.server.ts';
import { noFields } from '#kernel/input.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  reading: await unwrap(viewParticipants(locals.context(), { id: params.readingId }), locals),
});

const readingOf = (event: RequestEvent) => ({ id: event.params.readingId });
const page = ({ id }: { id: string }) => `/registry/import/${id}`;

export const actions: Actions = {
  check: formAction({
    schema: checkedFormSchema,
    run: (context, input, event: RequestEvent) => correctParticipants(context, { ...input, ...readingOf(event) }),
    done: (reading) => ({
      to: page(reading),
      notice: 'Правка сохранена, форма проверена ещё раз. В реестр пока ничего не внесено',
    }),
  }),
  save: formAction({
    schema: checkedFormSchema,
    run: (context, input, event: RequestEvent) => saveParticipants(context, { ...input, ...readingOf(event) }),
    done: (reading) => ({ to: page(reading) }),
  }),
  continue: formAction({
    schema: noFields,
    run: (context, _input, event: RequestEvent) => continueParticipants(context, readingOf(event)),
    done: (reading) => ({ to: page(reading), notice: 'Здесь только строки, которые внести не удалось: исправьте их' }),
  }),
};
