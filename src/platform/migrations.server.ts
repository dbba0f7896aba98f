import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { connectOnce } from './database.server.ts';
import { installJobs } from './jobs.server.ts';
import { reasonOf, StartFailure } from './start-failure.server.ts';

/** One forward step of the database's structure. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

const lockKey = 7_213_377;

/** Where the project keeps its migrations: the program is always started in the project's folder. */
export const migrationsFolder = join(process.cwd(), 'db', 'migrations');

/** Reads `NNNN_name.sql` files in order; numbers go from 1 without gaps. Throws StartFailure. */
export function readMigrations(folder: string): readonly Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  return names.map((name, index) => {
    if (!/^\d{4}_[a-z0-9_-]+\.sql$/.test(name) || Number(name.slice(0, 4)) !== index + 1) {
      throw new StartFailure(
        `Миграция ${name} нарушает порядок имён: ожидается ${String(index + 1).padStart(4, '0')}_….sql.`,
      );
    }
    const text = readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n');
    return { number: index + 1, name, text, checksum: createHash('sha256').update(text).digest('hex') };
  });
}

/** Refuses a database that another version of the program has changed, or files edited after they were applied. */
function ensureSameHistory(
  applied: readonly Pick<Migration, 'number' | 'name' | 'checksum'>[],
  files: readonly Migration[],
): void {
  for (const { number, name, checksum } of applied) {
    const file = files[number - 1];
    if (!file)
      throw new StartFailure(`База новее программы: в ней уже применена миграция ${name}. Обновите программу.`);
    if (file.checksum !== checksum) {
      throw new StartFailure(
        `Миграция ${name} уже применена к базе, а её файл с тех пор изменён: верните файл и добавьте новую миграцию.`,
      );
    }
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.text);
    await client.query('insert into migration (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new StartFailure(`Миграция ${migration.name} не применилась: ${reasonOf(error)}.`);
  }
}

/**
 * Brings the database to the structure the program expects: applies missing migrations, each in its transaction, and
 * installs the job queue. Programs starting at once wait for each other. Returns the names applied now.
 * Throws StartFailure with a sentence for a person.
 */
export async function migrate(url: string, folder = migrationsFolder): Promise<readonly string[]> {
  const files = readMigrations(folder);
  const client = await connectOnce(url);
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(`
      create table if not exists migration (
        number integer primary key, name text not null, checksum text not null,
        applied_at timestamptz not null default now()
      );
      create table if not exists installation (purpose text not null)`);
    const { rows } = await client.query<Migration>('select number, name, checksum from migration order by number');
    ensureSameHistory(rows, files);
    const missing = files.slice(rows.length);
    for (const migration of missing) await apply(client, migration);
    await installJobs(url);
    return missing.map(({ name }) => name);
  } finally {
    await client.end();
  }
}
