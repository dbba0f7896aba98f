import { redirect, type ActionFailure, type RequestEvent as AnyEvent } from '@sveltejs/kit';
import {
  changePassword,
  changeSignInEmail,
  emailChangeSchema,
  endSession,
  ownSessions,
  passwordChangeSchema,
  sessionCookie,
  sessionKeySchema,
  signOutEverywhere,
} from '#features/accounts/index.server.ts';
import { editablePerson, editPerson, personSchema } from '#features/territory/index.server.ts';
import { roleNames } from '#kernel/roles.ts';
import { noFields } from '#kernel/input.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import type { FormState } from '#ui/form-state.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, cookies }) => {
  if (!locals.signedIn) redirect(303, '/sign-in');
  const { person, grants } = locals.signedIn;
  const roles = grants.map(({ id, role, unitName }) => ({ id, text: `${roleNames[role]}, ${unitName}` }));
  // without a role there is nothing to change under; signing out works
  if (!locals.actor) return { own: null, sessions: [], roles, signInEmail: person.signInEmail };
  const context = locals.context();
  return {
    own: await unwrap(editablePerson(context, { id: person.id }), locals),
    sessions: await unwrap(ownSessions(context, { token: cookies.get(sessionCookie) ?? null }), locals),
    roles,
    signInEmail: person.signInEmail,
  };
};

type Action = (event: AnyEvent) => Promise<ActionFailure<FormState>>;

/** Passwords never come back to the page, whatever was wrong. */
const withoutPasswords =
  (action: Action): Action =>
  async (event) => {
    const refused = await action(event);
    const { current: _current, password: _password, again: _again, ...values } = refused.data.values;
    return { ...refused, data: { ...refused.data, values } } as ActionFailure<FormState>;
  };

export const actions: Actions = {
  save: formAction({
    schema: personSchema,
    run: (context, input) => editPerson(context, { ...input, id: context.actor.personId }),
    done: () => ({ to: '/account', notice: 'Данные сохранены' }),
  }),
  password: withoutPasswords(
    formAction({
      schema: passwordChangeSchema,
      run: (context, input, event) =>
        changePassword(context, { ...input, token: event.cookies.get(sessionCookie) ?? '' }),
      done: () => ({ to: '/account', notice: 'Пароль изменён, остальные сеансы завершены' }),
    }),
  ),
  email: withoutPasswords(
    formAction({
      schema: emailChangeSchema,
      run: (context, input) => changeSignInEmail(context, input),
      done: () => ({ to: '/account', notice: 'Адрес для входа изменён' }),
    }),
  ),
  end: formAction({
    schema: sessionKeySchema,
    run: (context, input) => endSession(context, input),
    done: () => ({ to: '/account', notice: 'Сеанс завершён' }),
  }),
  everywhere: formAction({
    schema: noFields,
    run: (context, input) => signOutEverywhere(context, input),
    done: (_value, event) => {
      event.cookies.delete(sessionCookie, { path: '/' });
      return { to: '/sign-in', notice: 'Вы вышли на всех устройствах' };
    },
  }),
};
