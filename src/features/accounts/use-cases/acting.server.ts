import { today as todayOf } from '#kernel/dates.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Actor } from '#kernel/roles.ts';
import { people, units } from '#features/territory/index.server.ts';
import type { TaskHandler } from '#platform/tasks.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { normalEmail, refusals } from '../rules.ts';
import { accountStore } from '../store/accounts.server.ts';
import { actorOf } from './sessions.server.ts';

/**
 * The roles of today of whoever signs in with this address, each as an actor; null when nobody does. For commands of
 * the server's own machine: whoever runs them has the database in hand anyway, the journal must name a person.
 */
export async function actorsOf(tx: Transaction, email: string, now: Date): Promise<Actor[] | null> {
  const account = await accountStore(tx).byEmail(normalEmail(email));
  return account && !account.disabledAt ? actorsOfPerson(tx, account.personId, now) : null;
}

/**
 * Long work done under the role its person has now: refused when the role has ended or the account is closed since the
 * work was asked for.
 */
export function asOfNow(handler: TaskHandler): TaskHandler {
  return async (work) => {
    const { personId, grantId } = work.actor;
    const actor = await work.database.transaction().execute(async (tx) => {
      const account = await accountStore(tx).byPerson(personId);
      if (!account || account.disabledAt) return null;
      return (await actorsOfPerson(tx, personId, work.now)).find((each) => each.grantId === grantId) ?? null;
    });
    return actor ? handler({ ...work, actor }) : refuse(refusals.noSuchRole);
  };
}

/** Everybody who acts for the operator of a region today. */
export async function operatorsOf(tx: Transaction, now: Date): Promise<Actor[]> {
  const today = todayOf(now);
  const found: Actor[] = [];
  for (const region of await units(tx).regions()) {
    for (const { personId } of await people(tx, today).holders('operator', region.id)) {
      const actors = await actorsOfPerson(tx, personId, now);
      found.push(...actors.filter((actor) => actor.role === 'operator' && actor.unitId === region.id));
    }
  }
  return found;
}

async function actorsOfPerson(tx: Transaction, personId: string, now: Date): Promise<Actor[]> {
  const directory = people(tx, todayOf(now));
  const person = await directory.byId(personId);
  if (!person) return [];
  return (await directory.rolesOf(personId)).map((grant) => actorOf(person, grant));
}
