import { sql } from 'kysely';
import type { Outcome } from '#kernel/refusal.ts';
import type { Work } from './use-case.server.ts';

/**
 * A part of a recipe that may be refused alone: what a refused part wrote is taken back, the rest of the transaction
 * goes on. An exception ends the whole of it, as always.
 */
export async function attempt<Value>(
  { tx }: Pick<Work, 'tx'>,
  part: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  await sql`savepoint attempt`.execute(tx);
  const outcome = await part();
  if (!outcome.ok) await sql`rollback to savepoint attempt`.execute(tx);
  await sql`release savepoint attempt`.execute(tx);
  return outcome;
}
