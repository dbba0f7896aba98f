import { sql } from 'kysely';
import type { Transaction } from '#platform/use-case.server.ts';
import type { Attempts } from '../rules.ts';

/** An account as sign-in sees it. `email` is the address the person signs in with, in lower case. */
export interface Account extends Attempts {
  readonly personId: string;
  readonly email: string;
  readonly passwordHash: string | null;
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
}

const columns = [
  'personId',
  'email',
  'passwordHash',
  'failedAttempts',
  'lockedUntil',
  'createdAt',
  'disabledAt',
] as const;

/** Accounts bound to a transaction. */
export function accountStore(tx: Transaction) {
  /** One writer at a time decides whether an address is free. */
  const lockEmail = (email: string) =>
    sql`select pg_advisory_xact_lock(hashtextextended(${`account:${email}`}, 0))`.execute(tx);

  return {
    async byEmail(email: string): Promise<Account | null> {
      return (
        (await tx
          .selectFrom('account')
          .select(columns)
          .where(sql`lower(email)`, '=', email)
          .executeTakeFirst()) ?? null
      );
    },

    async byPerson(personId: string, lock = false): Promise<Account | null> {
      let found = tx.selectFrom('account').select(columns).where('personId', '=', personId);
      if (lock) found = found.forUpdate();
      return (await found.executeTakeFirst()) ?? null;
    },

    /** Opens an account; false when the address is taken or the person has one. */
    async add(account: { personId: string; email: string; passwordHash: string | null }, now: Date): Promise<boolean> {
      await lockEmail(account.email);
      const added = await tx
        .insertInto('account')
        .values({ ...account, createdAt: now })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows === 1n;
    },

    /** Changes the address; false when it is taken. */
    async setEmail(personId: string, email: string): Promise<boolean> {
      await lockEmail(email);
      const changed = await tx
        .updateTable('account')
        .set({ email })
        .where('personId', '=', personId)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('account as other')
                .select('other.personId')
                .where(sql`lower(other.email)`, '=', email)
                .where('other.personId', '<>', personId),
            ),
          ),
        )
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },

    async setPassword(personId: string, passwordHash: string): Promise<void> {
      await tx
        .updateTable('account')
        .set({ passwordHash, failedAttempts: 0, lockedUntil: null })
        .where('personId', '=', personId)
        .execute();
    },

    async setAttempts(personId: string, { failedAttempts, lockedUntil }: Attempts): Promise<void> {
      await tx.updateTable('account').set({ failedAttempts, lockedUntil }).where('personId', '=', personId).execute();
    },

    async setDisabled(personId: string, at: Date | null): Promise<boolean> {
      const changed = await tx
        .updateTable('account')
        .set({ disabledAt: at })
        .where('personId', '=', personId)
        .where('disabledAt', at ? 'is' : 'is not', null)
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },

    async any(): Promise<boolean> {
      return (
        (await tx
          .selectFrom('account')
          .select('personId')
          .where('passwordHash', 'is not', null)
          .limit(1)
          .executeTakeFirst()) !== undefined
      );
    },
  };
}
