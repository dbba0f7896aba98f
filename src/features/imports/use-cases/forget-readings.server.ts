import type { Kysely } from 'kysely';
import type { Database } from '#platform/database-types.ts';
import { forgetMade } from '#platform/files.server.ts';
import { readingStore } from '../store.server.ts';

/** How long a reading stays, in days: it holds names and contacts that were perhaps never entered. */
const daysKept = 30;

/** Deletes readings whose days are over, and the files kept for them; called daily, gives how many went. */
export async function forgetReadings(database: Kysely<Database>, now: Date): Promise<number> {
  const moment = new Date(now.getTime() - daysKept * 24 * 3_600_000);
  const old = await database.transaction().execute((tx) => readingStore(tx).madeBefore(moment));
  for (const { id, fileId } of old) {
    if (fileId) await forgetMade(database, fileId, (tx) => readingStore(tx).forget(id));
    else await database.transaction().execute((tx) => readingStore(tx).forget(id));
  }
  return old.length;
}
