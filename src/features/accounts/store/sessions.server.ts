import type { Transaction } from '#platform/use-case.server.ts';
import { hashToken } from './tokens.server.ts';

/** A session with its person, if neither has ended. */
export interface LiveSession {
  readonly tokenHash: string;
  readonly personId: string;
  readonly grantId: string | null;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly email: string;
}

/** A session as its owner sees it; `key` is the hash of its token: enough to end it, never enough to use it. */
export interface SessionLine {
  readonly key: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
  readonly userAgent: string;
  readonly current: boolean;
}

/** Sessions bound to a transaction. */
export function sessionStore(tx: Transaction) {
  return {
    async live(token: string, now: Date): Promise<LiveSession | null> {
      const row = await tx
        .selectFrom('session')
        .innerJoin('account', 'account.personId', 'session.personId')
        .select([
          'session.tokenHash',
          'session.personId',
          'session.grantId',
          'session.createdAt',
          'session.seenAt',
          'account.email',
        ])
        .where('session.tokenHash', '=', hashToken(token))
        .where('session.expiresAt', '>', now)
        .where('account.disabledAt', 'is', null)
        .executeTakeFirst();
      return row ?? null;
    },

    async add(
      session: { token: string; personId: string; grantId: string | null; expiresAt: Date; userAgent: string },
      now: Date,
    ): Promise<void> {
      const { token, ...rest } = session;
      await tx
        .insertInto('session')
        .values({ ...rest, tokenHash: hashToken(token), createdAt: now, seenAt: now })
        .execute();
    },

    async touch(tokenHash: string, now: Date, expiresAt: Date): Promise<void> {
      await tx.updateTable('session').set({ seenAt: now, expiresAt }).where('tokenHash', '=', tokenHash).execute();
    },

    async setGrant(token: string, grantId: string): Promise<void> {
      await tx.updateTable('session').set({ grantId }).where('tokenHash', '=', hashToken(token)).execute();
    },

    /** The role the person used last. */
    async lastGrant(personId: string): Promise<string | null> {
      const row = await tx
        .selectFrom('session')
        .select('grantId')
        .where('personId', '=', personId)
        .where('grantId', 'is not', null)
        .orderBy('seenAt', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.grantId ?? null;
    },

    async end(token: string): Promise<void> {
      await tx.deleteFrom('session').where('tokenHash', '=', hashToken(token)).execute();
    },

    async endByKey(personId: string, key: string): Promise<boolean> {
      const ended = await tx
        .deleteFrom('session')
        .where('personId', '=', personId)
        .where('tokenHash', '=', key)
        .executeTakeFirst();
      return ended.numDeletedRows === 1n;
    },

    /** Ends all sessions of the person, but for the one of `except`. */
    async endAll(personId: string, except?: string | null): Promise<void> {
      let ending = tx.deleteFrom('session').where('personId', '=', personId);
      if (except) ending = ending.where('tokenHash', '<>', hashToken(except));
      await ending.execute();
    },

    async ofPerson(personId: string, token: string | null, now: Date): Promise<SessionLine[]> {
      const rows = await tx
        .selectFrom('session')
        .select(['tokenHash as key', 'createdAt', 'seenAt', 'userAgent'])
        .where('personId', '=', personId)
        .where('expiresAt', '>', now)
        .orderBy('seenAt', 'desc')
        .limit(50)
        .execute();
      const own = token ? hashToken(token) : '';
      return rows.map((row) => ({ ...row, current: row.key === own }));
    },

    async forgetExpired(now: Date): Promise<void> {
      await tx.deleteFrom('session').where('expiresAt', '<=', now).execute();
    },
  };
}
