import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { journal } from '#features/journal/index.server.ts';
import { canForPerson } from '#features/territory/index.ts';
import { personFacts } from '#features/territory/index.server.ts';
import { query, useCase, type Work } from '#platform/use-case.server.ts';
import { checkPassword, normalEmail, refusals } from '../rules.ts';
import { accountStore } from '../store/accounts.server.ts';
import { hashPassword, passwordMatches } from '../store/passwords.server.ts';
import { linkStore } from '../store/links.server.ts';
import { letterStore } from '../store/letters.server.ts';
import { sessionStore } from '../store/sessions.server.ts';

export interface PasswordChange {
  readonly current: string;
  readonly password: string;
  readonly again: string;
  /** The token of the session that stays; all others end. */
  readonly token: string;
}

/** Changes the actor's own password; every other session ends. */
export const changePassword = useCase('accounts.change-password', async (work, input: PasswordChange) => {
  const { actor, tx } = work;
  const accounts = accountStore(tx);
  const account = await accounts.byPerson(actor.personId, true);
  if (!account) return refuse(notFound);
  if (!(await passwordMatches(account.passwordHash, input.current))) return refuse(refusals.wrongCurrent);
  const good = checkPassword(input.password, account.email);
  if (!good.ok) return good;
  if (input.password !== input.again) return refuse(refusals.passwordsDiffer);
  await accounts.setPassword(actor.personId, await hashPassword(input.password));
  await sessionStore(tx).endAll(actor.personId, input.token);
  await linkStore(tx).forgetResets(actor.personId);
  await tell(work, actor.personId, 'account.password-changed', 'Изменён пароль');
  return ok(true);
});

/** Changes the address the actor signs in with; asks for the password. */
export const changeSignInEmail = useCase(
  'accounts.change-email',
  async (work, input: { email: string; current: string }) => {
    const { actor, tx } = work;
    const accounts = accountStore(tx);
    const account = await accounts.byPerson(actor.personId, true);
    if (!account) return refuse(notFound);
    if (!(await passwordMatches(account.passwordHash, input.current))) return refuse(refusals.wrongCurrent);
    if (!(await accounts.setEmail(actor.personId, normalEmail(input.email)))) return refuse(refusals.emailTaken);
    // a link sent to the former address must not open the account
    await linkStore(tx).forgetResets(actor.personId);
    await tell(work, actor.personId, 'account.email-changed', 'Изменён адрес для входа');
    return ok(true);
  },
);

/** Ends every session of the actor, this one included. */
export const signOutEverywhere = useCase('accounts.sign-out-everywhere', async (work, _input: object) => {
  await sessionStore(work.tx).endAll(work.actor.personId);
  await tell(work, work.actor.personId, 'account.signed-out', 'Завершены все сеансы');
  return ok(true);
});

/** Ends one of the actor's sessions. */
export const endSession = useCase('accounts.end-session', async ({ actor, tx }, { key }: { key: string }) =>
  (await sessionStore(tx).endByKey(actor.personId, key)) ? ok(true) : refuse(notFound),
);

/** The actor's sessions, the latest used first. */
export const ownSessions = query(async ({ actor, tx, now }, { token }: { token: string | null }) =>
  ok(await sessionStore(tx).ofPerson(actor.personId, token, now)),
);

/** What those who manage an account see of it. */
export interface AccountState {
  readonly email: string | null;
  readonly state: 'none' | 'invited' | 'active' | 'disabled';
}

/** Whether the person has an account; for whoever may manage it. */
export const accountState = query(async (work, { personId }: { personId: string }): Promise<Outcome<AccountState>> => {
  const allowed = await mayManage(work, personId);
  if (!allowed.ok) return allowed;
  const account = await accountStore(work.tx).byPerson(personId);
  if (!account) return ok({ email: null, state: 'none' });
  const state = account.disabledAt ? 'disabled' : account.passwordHash ? 'active' : 'invited';
  return ok({ email: account.email, state });
});

/** Closes or opens the account of somebody whose roles the actor could have given. */
export const setAccountDisabled = useCase(
  'accounts.set-disabled',
  async (work, { personId, disabled }: { personId: string; disabled: boolean }) => {
    const allowed = await mayManage(work, personId);
    if (!allowed.ok) return allowed;
    if (personId === work.actor.personId) return refuse(refusals.notOneself);
    if (!(await accountStore(work.tx).setDisabled(personId, disabled ? work.now : null)))
      return refuse(refusals.noAccount);
    if (disabled) await sessionStore(work.tx).endAll(personId);
    await tell(
      work,
      personId,
      disabled ? 'account.disabled' : 'account.enabled',
      disabled ? 'Учётная запись отключена' : 'Учётная запись снова включена',
    );
    return ok({ personId });
  },
);

/** Letters: an administrator sees all of the outbox, everybody else the letters to themselves. */
export const listLetters = query(async ({ actor, tx }, { before }: { before?: string | null }) => {
  const all = actor.role === 'administrator';
  const found = await letterStore(tx).list({ personId: all ? null : actor.personId, before });
  // what has been delivered is read by its addressee only
  const rows = found.rows.map((letter) => ({
    ...letter,
    body: letter.sentAt && letter.personId !== actor.personId ? null : letter.body,
  }));
  return ok({ all, rows, next: found.next });
});

/** Whether the actor may act for the account of the person. */
export async function mayManage(work: Pick<Work, 'actor' | 'tx' | 'today'>, personId: string): Promise<Outcome<true>> {
  const facts = await personFacts(work.tx, personId, work.today);
  return facts ? canForPerson(work.actor, 'manage-account', facts) : refuse(notFound);
}

function tell(work: Work, personId: string, action: string, summary: string): Promise<void> {
  return journal(work.tx).write(work, { subject: { type: 'person', id: personId }, action, summary });
}
