import { applicationPage, applyForGroup, groupForms } from '#features/groups/index.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
  application: await unwrap(applicationPage(locals.context(), {}), locals),
});

export const actions: Actions = {
  save: formAction({
    schema: groupForms.applicationSchema,
    run: applyForGroup,
    done: ({ groupId }) => ({
      to: `/groups/${groupId}`,
      notice: 'Заявка подана: опытная команда получила письмо, оператор её видит',
    }),
  }),
};
