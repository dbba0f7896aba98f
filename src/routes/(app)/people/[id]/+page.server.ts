import {
  accountState,
  giveResetLink,
  invitePerson,
  personKeySchema,
  setAccountDisabled,
} from '#features/accounts/index.server.ts';
import {
  endAppointment,
  endSchema,
  grantRole,
  grantSchema,
  revokeRole,
  revokeSchema,
  viewPerson,
} from '#features/territory/index.server.ts';
import { noFields } from '#kernel/input.ts';
import { app } from '#platform/app.server.ts';
import { formAction, unwrap } from '#platform/web.server.ts';
import { showLink, takeLink } from '../one-time-link.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, cookies }) => {
  const seen = await unwrap(viewPerson(locals.context(), { id: params.id }), locals);
  const account = seen.abilities.manage.allowed
    ? await unwrap(accountState(locals.context(), { personId: params.id }), locals)
    : null;
  return { seen, account, link: takeLink({ cookies }) };
};

const back = (event: RequestEvent, notice: string) => ({ to: `/people/${event.params.id}`, notice });

export const actions: Actions = {
  invite: formAction({
    schema: personKeySchema,
    run: (context, { email }, { params }: RequestEvent) =>
      invitePerson(context, { personId: params.id, email, origin: app().config.origin }),
    done: (invitation, event) => {
      showLink(event, invitation);
      return back(event, 'Приглашение отправлено');
    },
  }),
  reset: formAction({
    schema: noFields,
    run: (context, _input, { params }: RequestEvent) =>
      giveResetLink(context, { personId: params.id, origin: app().config.origin }),
    done: (made, event) => {
      showLink(event, made);
      return back(event, 'Ссылка для нового пароля создана');
    },
  }),
  disable: formAction({
    schema: noFields,
    run: (context, _input, { params }: RequestEvent) =>
      setAccountDisabled(context, { personId: params.id, disabled: true }),
    done: (_value, event) => back(event, 'Учётная запись отключена'),
  }),
  enable: formAction({
    schema: noFields,
    run: (context, _input, { params }: RequestEvent) =>
      setAccountDisabled(context, { personId: params.id, disabled: false }),
    done: (_value, event) => back(event, 'Учётная запись включена'),
  }),
  grant: formAction({
    schema: grantSchema,
    run: (context, input, { params }: RequestEvent) => grantRole(context, { ...input, personId: params.id }),
    done: (_value, event) => back(event, 'Роль дана'),
  }),
  revoke: formAction({
    schema: revokeSchema,
    run: (context, input, _event: RequestEvent) => revokeRole(context, input),
    done: (_value, event) => back(event, 'Роль отозвана'),
  }),
  end: formAction({
    schema: endSchema,
    run: (context, input, _event: RequestEvent) => endAppointment(context, input),
    done: (_value, event) => back(event, 'Назначение прекращено'),
  }),
};
