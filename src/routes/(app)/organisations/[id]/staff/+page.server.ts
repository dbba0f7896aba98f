import { error } from '@sveltejs/kit';
import { addStaffMember } from '#features/accounts/index.server.ts';
import { newStaffSchema, viewOrganisation } from '#features/territory/index.server.ts';
import { app } from '#platform/app.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import { showLink } from '../../../people/one-time-link.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { organisation, abilities, teams } = await unwrap(
    viewOrganisation(locals.context(), { id: params.id }),
    locals,
  );
  if (!abilities.addStaff.allowed) error(403, abilities.addStaff.reason);
  return { organisation, teams };
};

export const actions: Actions = {
  add: formAction({
    schema: newStaffSchema,
    run: (context, input, { params }: RequestEvent) =>
      addStaffMember(context, { ...input, organisationId: params.id, origin: app().config.origin }),
    done: ({ invitation }, event) => {
      showLink(event, invitation);
      return { to: `/organisations/${event.params.id}`, notice: 'Сотрудник добавлен' };
    },
  }),
};
