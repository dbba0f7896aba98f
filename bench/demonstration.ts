import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { seedDemonstration } from '#db/demo/seed.ts';
import { createDatabase } from '#platform/database.server.ts';
import type { Database } from '#platform/database-types.ts';
import { startEmbeddedPostgres } from '#platform/embedded-postgres.server.ts';
import { migrate } from '#platform/migrations.server.ts';

/** The demonstration in a database and a folder of its own; both are gone when the measuring is over. */
export interface Demonstration {
  readonly database: Kysely<Database>;
  readonly world: Awaited<ReturnType<typeof seedDemonstration>>;
}

/** Measures something on the demonstration. */
export async function onDemonstration(measure: (demonstration: Demonstration) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'estafeta-bench-'));
  // root hands the cluster to an ordinary user, who has to get in
  chmodSync(folder, 0o755);
  process.env.DATA_DIR = folder;
  const server = await startEmbeddedPostgres(folder, { durable: false });
  try {
    await migrate(server.url);
    const database = createDatabase(server.url);
    await measure({ database, world: await seedDemonstration(database, { now: new Date() }) });
    await database.destroy();
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
