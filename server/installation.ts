import { sql, type Kysely } from 'kysely';
import type { Database } from '#platform/database-types.ts';
import { StartFailure } from '#platform/start-failure.server.ts';

/** What a database is for: a demonstration, whose passwords are published, never mixes with a real installation. */
export type Purpose = 'service' | 'demonstration-unfinished' | 'demonstration';

async function recorded(database: Kysely<Database>): Promise<Purpose | null> {
  const { rows } = await sql<{ purpose: Purpose }>`select purpose from installation`.execute(database);
  return rows[0]?.purpose ?? null;
}

async function hasPeople(database: Kysely<Database>): Promise<boolean> {
  return (await database.selectFrom('person').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Writes down what the database is for. */
export async function record(database: Kysely<Database>, purpose: Purpose): Promise<void> {
  await database.transaction().execute(async (tx) => {
    await sql`delete from installation`.execute(tx);
    await sql`insert into installation (purpose) values (${purpose})`.execute(tx);
  });
}

/**
 * What the database is for; null for an empty one nobody has used. Throws StartFailure when a demonstration is asked
 * of a database in service, or service of a demonstration.
 */
export async function purposeOf(database: Kysely<Database>, demo: boolean): Promise<Purpose | null> {
  const purpose = (await recorded(database)) ?? ((await hasPeople(database)) ? 'service' : null);
  if (demo && purpose === 'service') {
    throw new StartFailure('В этой базе уже ведётся работа: для показа (npm run demo) укажите пустую базу.');
  }
  if (!demo && purpose !== null && purpose !== 'service') {
    throw new StartFailure('Эта база заполнена для показа, пароли в ней известны всем: для работы укажите другую.');
  }
  return purpose;
}

/** Empties a demonstration whose filling was interrupted, down to nothing: migrations follow. */
export async function wipe(database: Kysely<Database>): Promise<void> {
  await sql`drop schema if exists pgboss cascade`.execute(database);
  await sql`drop schema public cascade`.execute(database);
  await sql`create schema public`.execute(database);
}
