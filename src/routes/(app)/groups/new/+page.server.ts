import { formingPage, groupForms, proposeGroup } from '#features/groups/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  forming: await unwrap(formingPage(locals.context(), { developingId: url.searchParams.get('team') }), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: groupForms.proposalFormSchema,
    run: (context, { alsoDeveloping, ...input }) =>
      proposeGroup(context, {
        ...input,
        developing: [...input.developing, ...(alsoDeveloping ? [alsoDeveloping] : [])],
      }),
    done: ({ groupId }) => ({ to: `/groups/${groupId}`, notice: 'Группа предложена: руководители получили письма' }),
  }),
};
