import { z } from 'zod';
import { closeOrganisation, reopenOrganisation, viewOrganisation } from '#features/territory/index.server.ts';
import { noFields, text } from '#kernel/input.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import { takeLink } from '../../people/one-time-link.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, cookies }) => ({
  seen: await unwrap(viewOrganisation(locals.context(), { id: params.id }), locals),
  link: takeLink({ cookies }),
});

export const actions: Actions = {
  close: formAction({
    schema: z.object({ reason: text('Причина', { max: 500 }) }),
    run: (context, { reason }, { params }: RequestEvent) => closeOrganisation(context, { id: params.id, reason }),
    done: ({ id }) => ({ to: `/organisations/${id}`, notice: 'Организация закрыта' }),
  }),
  reopen: formAction({
    schema: noFields,
    run: (context, _input, { params }: RequestEvent) => reopenOrganisation(context, { id: params.id }),
    done: ({ id }) => ({ to: `/organisations/${id}`, notice: 'Организация снова открыта' }),
  }),
};
