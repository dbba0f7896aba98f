import { editablePerson, editPerson, personSchema } from '#features/territory/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  edited: await unwrap(editablePerson(locals.context(), { id: params.id }), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: personSchema,
    run: (context, input, { params }: RequestEvent) => editPerson(context, { ...input, id: params.id }),
    done: ({ id }) => ({ to: `/people/${id}`, notice: 'Данные сохранены' }),
  }),
};
