import { redirect } from '@sveltejs/kit';
import { roleSchema, sessionCookie, switchRole } from '#features/accounts/index.server.ts';
import { roleNames } from '#kernel/roles.ts';
import { app } from '#platform/app.server.ts';
import { setNotice } from '#platform/web.server.ts';
import { publicAction } from '../../(public)/public-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals, url }) => {
  if (!locals.signedIn) redirect(303, '/sign-in');
  const { grants, actor } = locals.signedIn;
  return {
    chosen: actor?.grantId ?? null,
    grants: grants.map(({ id, role, unitName, post }) => ({ id, roleName: roleNames[role], unitName, post })),
    next: url.searchParams.get('next'),
  };
};

export const actions: Actions = {
  choose: publicAction({
    schema: roleSchema,
    run: async ({ grantId }, event) => {
      const chosen = await switchRole(
        app().database,
        event.cookies.get(sessionCookie) ?? '',
        grantId,
        event.locals.now,
      );
      if (chosen.ok)
        setNotice(event.cookies, `Теперь вы — ${roleNames[chosen.value.role].toLowerCase()}, ${chosen.value.unitName}`);
      return chosen;
    },
    // another role sees other pages: the desk is there for everybody
    done: () => '/desk',
  }),
};
