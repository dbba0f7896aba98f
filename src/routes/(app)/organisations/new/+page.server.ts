import { addOrganisation, newOrganisation, organisationSchema } from '#features/territory/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  places: await unwrap(newOrganisation(locals.context(), {}), locals),
});

export const actions: Actions = {
  add: formAction({
    schema: organisationSchema,
    run: (context, { address, ...input }) => addOrganisation(context, { ...input, address: address ?? '' }),
    done: ({ id }) => ({
      to: `/organisations/${id}`,
      notice: 'Организация добавлена. Теперь запишите её руководителя',
    }),
  }),
};
