import type { Kysely } from 'kysely';
import { clock } from '#platform/clock.server.ts';
import { createDatabase } from '#platform/database.server.ts';
import type { Database } from '#platform/database-types.ts';
import { migrate } from '#platform/migrations.server.ts';
import { record, wipe, type Purpose } from './installation.ts';

/** Fills the demonstration region once; a filling that was interrupted is begun anew. */
export async function fill(database: Kysely<Database>, url: string, purpose: Purpose | null): Promise<void> {
  if (purpose === 'demonstration-unfinished') {
    await wipe(database);
    await migrate(url);
  }
  console.log('Заполняется область для показа…');
  // prepared statements of the wiped schema are left behind with its connections
  const fresh = createDatabase(url);
  try {
    const { seedDemonstration } = await import('#db/demo/seed.ts');
    await record(fresh, 'demonstration-unfinished');
    await seedDemonstration(fresh, { now: clock() });
    await record(fresh, 'demonstration');
  } finally {
    await fresh.destroy();
  }
}
