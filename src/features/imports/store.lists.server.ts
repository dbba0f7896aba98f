import { sql } from 'kysely';
import { json } from '#platform/json.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';

/** What lists of a whole region need beside readings, bound to a transaction. */
export function listStore(tx: Transaction) {
  return {
    /** Only one list of a region is written at a time; another one waits here until the first is done. */
    async lockRegion(regionId: string): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`lists:${regionId}`}, 0))`.execute(tx);
    },

    /** Names the task that works on a reading now. */
    async setTask(readingId: string, taskId: string): Promise<void> {
      await tx.updateTable('reading').set({ taskId }).where('id', '=', readingId).execute();
    },

    /** Writes what was found in a reading that waits for its person. */
    async setFound(readingId: string, found: unknown): Promise<void> {
      await tx
        .updateTable('reading')
        .set({ found: json(found) })
        .where('id', '=', readingId)
        .where('finishedAt', 'is', null)
        .execute();
    },
  };
}
