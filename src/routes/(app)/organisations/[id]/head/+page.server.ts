import { error } from '@sveltejs/kit';
import { appointHead } from '#features/accounts/index.server.ts';
import { newHeadSchema, viewOrganisation } from '#features/territory/index.server.ts';
import { app } from '#platform/app.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import { showLink } from '../../../people/one-time-link.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const { organisation, staff, abilities } = await unwrap(
    viewOrganisation(locals.context(), { id: params.id }),
    locals,
  );
  if (!abilities.appointHead.allowed) error(403, abilities.appointHead.reason);
  return {
    organisation,
    candidates: staff
      .filter((member) => member.personId !== organisation.head?.personId)
      .map(({ personId, fullName, post }) => ({ value: personId, label: `${fullName}, ${post}` })),
  };
};

export const actions: Actions = {
  appoint: formAction({
    schema: newHeadSchema,
    run: (context, input, { params }: RequestEvent) =>
      appointHead(context, { ...input, organisationId: params.id, origin: app().config.origin }),
    done: ({ invitation }, event) => {
      showLink(event, invitation);
      return { to: `/organisations/${event.params.id}`, notice: 'Руководитель назначен' };
    },
  }),
};
