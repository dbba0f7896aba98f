import { error } from '@sveltejs/kit';
import { editOrganisation, organisationEditSchema, viewOrganisation } from '#features/territory/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { organisation, abilities } = await unwrap(viewOrganisation(locals.context(), { id: params.id }), locals);
  if (!abilities.edit.allowed) error(403, abilities.edit.reason);
  return { organisation };
};

export const actions: Actions = {
  save: formAction({
    schema: organisationEditSchema,
    run: (context, { address, ...input }, { params }: RequestEvent) =>
      editOrganisation(context, { ...input, address: address ?? '', id: params.id }),
    done: ({ id }) => ({ to: `/organisations/${id}`, notice: 'Сведения сохранены' }),
  }),
};
