import type { Kysely } from 'kysely';
import { refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { people } from '#features/territory/index.server.ts';
import type { Database } from '#platform/database-types.ts';
import { outbox } from '#platform/mail.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { resetLetter } from '../print/letters.ts';
import { checkPassword, normalEmail, refusals, resetPause, type LinkPurpose } from '../rules.ts';
import { accountStore } from '../store/accounts.server.ts';
import { linkStore } from '../store/links.server.ts';
import { hashPassword } from '../store/passwords.server.ts';
import { sessionStore } from '../store/sessions.server.ts';
import { beginSession, type Circumstances, type NewSession } from './sessions.server.ts';

/** Whose one-time link it is, while it works. */
export interface LinkHolder {
  readonly fullName: string;
  readonly email: string;
}

/** Opens the page of a one-time link without using it up. */
export function openLink(
  database: Kysely<Database>,
  token: string,
  purpose: Exclude<LinkPurpose, 'first-administrator'>,
  now: Date,
): Promise<LinkHolder | null> {
  return database.transaction().execute(async (tx) => {
    const link = await linkStore(tx).find(token, purpose, now);
    const account = link?.personId ? await accountStore(tx).byPerson(link.personId) : null;
    const person = account && (await people(tx).byId(account.personId));
    return account && person && !account.disabledAt ? { fullName: person.fullName, email: account.email } : null;
  });
}

/**
 * Sets the password by a one-time link and signs in. All earlier sessions end; of several uses at once exactly one
 * succeeds.
 */
export async function setPasswordByLink(
  database: Kysely<Database>,
  given: {
    readonly token: string;
    readonly purpose: Exclude<LinkPurpose, 'first-administrator'>;
    readonly password: string;
    readonly again: string;
  },
  circumstances: Circumstances,
): Promise<Outcome<NewSession>> {
  const { token, purpose, password, again } = given;
  const { now } = circumstances;
  const holder = await openLink(database, token, purpose, now);
  if (!holder) return refuse(refusals.linkUsed);
  const good = checkPassword(password, holder.email);
  if (!good.ok) return good;
  if (password !== again) return refuse(refusals.passwordsDiffer);
  const passwordHash = await hashPassword(password);
  return atOnce(database, async (tx) => {
    const links = linkStore(tx);
    const link = await links.find(token, purpose, now);
    if (!link?.personId || !(await links.use(token, purpose, now))) return refuse(refusals.linkUsed);
    await accountStore(tx).setPassword(link.personId, passwordHash);
    await sessionStore(tx).endAll(link.personId);
    return ok(await beginSession(tx, link.personId, circumstances));
  });
}

/**
 * Sends a link for a new password if there is such an account. The answer is always the same: nobody learns which
 * addresses are known.
 */
export async function requestPasswordReset(
  database: Kysely<Database>,
  { email, origin }: { readonly email: string; readonly origin: string },
  now: Date,
): Promise<void> {
  await database.transaction().execute(async (tx) => {
    const account = await accountStore(tx).byEmail(normalEmail(email));
    if (!account?.passwordHash || account.disabledAt) return;
    // two requests at once make one letter
    await accountStore(tx).byPerson(account.personId, true);
    const links = linkStore(tx);
    const last = await links.lastMade('password-reset', account.personId);
    if (last && now.getTime() - last.getTime() < resetPause) return;
    const person = await people(tx).byId(account.personId);
    if (!person) return;
    const link = `${origin}/password/${await links.make('password-reset', account.personId, now)}`;
    await outbox(tx).send({ to: account.email, personId: account.personId, ...resetLetter({ person, link }), now });
  });
}

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** One transaction for what nobody who has signed in does; rolled back whole by a refusal. */
export async function atOnce<Value>(
  database: Kysely<Database>,
  run: (tx: Transaction) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  try {
    return await database.transaction().execute(async (tx) => {
      const outcome = await run(tx);
      if (!outcome.ok) throw new Refused(outcome.error);
      return outcome;
    });
  } catch (error) {
    if (error instanceof Refused) return refuse(error.refusal);
    throw error;
  }
}
