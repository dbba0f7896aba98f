import type { Kysely } from 'kysely';
import { today as todayOf } from '#kernel/dates.ts';
import { countOf } from '#kernel/plural.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor, Role } from '#kernel/roles.ts';
import { people, type Grant, type Person } from '#features/territory/index.server.ts';
import type { Database } from '#platform/database-types.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { afterMiss, normalEmail, refusals, restingMinutes, sessionEnd, sessionTerms, type Attempts } from '../rules.ts';
import { accountStore } from '../store/accounts.server.ts';
import { passwordMatches } from '../store/passwords.server.ts';
import { sessionStore } from '../store/sessions.server.ts';
import { newToken } from '../store/tokens.server.ts';
import { inTurn } from '../store/turns.server.ts';

/** The name of the cookie with the session's token. */
export const sessionCookie = 'session';

/** Who has signed in: with the roles of today, one of them chosen. `actor` is null while there is none. */
export interface SignedIn {
  readonly actor: Actor | null;
  readonly grants: readonly Grant[];
  readonly person: Person & { readonly signInEmail: string };
}

/** A session just begun. */
export interface NewSession {
  readonly token: string;
  readonly expiresAt: Date;
  readonly roles: number;
}

export interface Circumstances {
  readonly now: Date;
  readonly userAgent: string;
}

/** The role most used in daily work comes first when a person has several and has not chosen yet. */
const order: readonly Role[] = [
  'operator',
  'municipal-curator',
  'organisation-head',
  'coordinator',
  'team-member',
  'committee',
  'administrator',
];

function preferred(grants: readonly Grant[], chosen: string | null): Grant | null {
  const sorted = grants.toSorted((one, other) => order.indexOf(one.role) - order.indexOf(other.role));
  return grants.find((grant) => grant.id === chosen) ?? sorted[0] ?? null;
}

/** The actor of a person under one of the roles. */
export function actorOf(person: Pick<Person, 'id' | 'fullName'>, grant: Grant): Actor {
  return {
    personId: person.id,
    fullName: person.fullName,
    post: grant.post,
    role: grant.role,
    grantId: grant.id,
    unitId: grant.unitId,
    unitPath: grant.path,
    unitName: grant.unitName,
    regionId: grant.regionId,
    organisationId: grant.unitKind === 'organisation' ? grant.unitId : null,
  };
}

/** Who the token belongs to; null when the session has ended, is unknown, or the account is disabled. */
export async function sessionActor(database: Kysely<Database>, token: string, now: Date): Promise<SignedIn | null> {
  return database.transaction().execute(async (tx) => {
    const sessions = sessionStore(tx);
    const session = await sessions.live(token, now);
    if (!session) return null;
    if (now.getTime() - session.seenAt.getTime() > sessionTerms.touchEvery) {
      await sessions.touch(session.tokenHash, now, sessionEnd(session.createdAt, now));
    }
    const directory = people(tx, todayOf(now));
    const person = await directory.byId(session.personId);
    if (!person) return null;
    const grants = await directory.rolesOf(session.personId);
    const grant = preferred(grants, session.grantId);
    return { actor: grant && actorOf(person, grant), grants, person: { ...person, signInEmail: session.email } };
  });
}

/** Misses of addresses without an account, so that these rest too and nothing is told apart. */
const strangers = new Map<string, Attempts>();
const strangersAtMost = 10_000;
const fresh: Attempts = { failedAttempts: 0, lockedUntil: null };

/** Signs in by address and password. Attempts for one address go one after another, so that none escapes the count. */
export async function signIn(
  database: Kysely<Database>,
  given: { readonly email: string; readonly password: string },
  { now, userAgent }: Circumstances,
): Promise<Outcome<NewSession>> {
  const email = normalEmail(given.email);
  return inTurn(email, async () => {
    const account = await database.transaction().execute((tx) => accountStore(tx).byEmail(email));
    const resting = restingMinutes(account ?? strangers.get(email) ?? fresh, now);
    if (resting !== null) return refuse(refusals.resting(countOf(resting, 'минуту', 'минуты', 'минут')));
    if (!(await passwordMatches(account?.passwordHash ?? null, given.password)) || !account) {
      return miss(database, account?.personId ?? null, email, now);
    }
    if (account.disabledAt) return refuse(refusals.disabled);
    return database.transaction().execute(async (tx) => {
      await accountStore(tx).setAttempts(account.personId, fresh);
      return ok(await beginSession(tx, account.personId, { now, userAgent }));
    });
  });
}

async function miss(
  database: Kysely<Database>,
  personId: string | null,
  email: string,
  now: Date,
): Promise<Outcome<never>> {
  if (personId) {
    await database.transaction().execute(async (tx) => {
      const accounts = accountStore(tx);
      const account = await accounts.byPerson(personId, true);
      if (account) await accounts.setAttempts(personId, afterMiss(account, now));
    });
  } else {
    if (strangers.size >= strangersAtMost) strangers.clear();
    strangers.set(email, afterMiss(strangers.get(email) ?? fresh, now));
  }
  return refuse(refusals.wrongPassword);
}

/** Begins a session under the role the person used last. */
export async function beginSession(
  tx: Transaction,
  personId: string,
  { now, userAgent }: Circumstances,
): Promise<NewSession> {
  const sessions = sessionStore(tx);
  await sessions.forgetExpired(now);
  const grants = await people(tx, todayOf(now)).rolesOf(personId);
  const token = newToken();
  const expiresAt = sessionEnd(now, now);
  const grant = preferred(grants, await sessions.lastGrant(personId));
  await sessions.add(
    { token, personId, grantId: grant?.id ?? null, expiresAt, userAgent: userAgent.slice(0, 300) },
    now,
  );
  return { token, expiresAt, roles: grants.length };
}

/** Ends the session. */
export async function signOut(database: Kysely<Database>, token: string): Promise<void> {
  await database.transaction().execute((tx) => sessionStore(tx).end(token));
}

/** Chooses one of the person's roles of today for this session. */
export async function switchRole(
  database: Kysely<Database>,
  token: string,
  grantId: string,
  now: Date,
): Promise<Outcome<Actor>> {
  return database.transaction().execute(async (tx) => {
    const sessions = sessionStore(tx);
    const session = await sessions.live(token, now);
    if (!session) return refuse(refusals.noSuchRole);
    const directory = people(tx, todayOf(now));
    const grant = (await directory.rolesOf(session.personId)).find((each) => each.id === grantId);
    const person = await directory.byId(session.personId);
    if (!grant || !person) return refuse(refusals.noSuchRole);
    await sessions.setGrant(token, grant.id);
    return ok(actorOf(person, grant));
  });
}
