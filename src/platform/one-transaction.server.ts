import { sql, type Kysely } from 'kysely';
import type { Database } from './database-types.ts';
import type { Transaction } from './use-case.server.ts';

class TakenBack extends Error {}

/**
 * Runs several use cases in one transaction: each of theirs becomes a savepoint of it. Everything is taken back when
 * `run` says so, when it throws, and when the connection is lost.
 */
export async function inOneTransaction<Value>(
  database: Kysely<Database>,
  run: (database: Kysely<Database>) => Promise<{ readonly value: Value; readonly keep: boolean }>,
): Promise<Value> {
  let value: { readonly of: Value } | null = null;
  try {
    await database.transaction().execute(async (tx) => {
      const done = await run(nested(tx));
      value = { of: done.value };
      if (!done.keep) throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return (value as { readonly of: Value } | null)!.of;
}

/** The database as use cases see it, all their transactions inside this one. */
function nested(tx: Transaction): Kysely<Database> {
  const begin = {
    setIsolationLevel: () => begin,
    setAccessMode: () => begin,
    async execute<Value>(run: (inner: Transaction) => Promise<Value>): Promise<Value> {
      await sql`savepoint use_case`.execute(tx);
      try {
        const value = await run(tx);
        await sql`release savepoint use_case`.execute(tx);
        return value;
      } catch (error) {
        await sql`rollback to savepoint use_case`.execute(tx);
        throw error;
      }
    },
  };
  return new Proxy(tx, {
    get: (target, name) => {
      if (name === 'transaction') return () => begin;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member as () => unknown).bind(target) : member;
    },
  }) as Kysely<Database>;
}
