import { redirect } from '@sveltejs/kit';
import { sessionCookie, signOut } from '#features/accounts/index.server.ts';
import { app } from '#platform/app.server.ts';
import { setNotice } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

// Leaving is asked for by a form only: an address alone must not end a session.
export const load: PageServerLoad = ({ locals }) => redirect(303, locals.signedIn ? '/account' : '/sign-in');

export const actions: Actions = {
  default: async ({ cookies }) => {
    const token = cookies.get(sessionCookie);
    if (token) await signOut(app().database, token);
    cookies.delete(sessionCookie, { path: '/' });
    setNotice(cookies, 'Вы вышли. До встречи!');
    redirect(303, '/sign-in');
  },
};
