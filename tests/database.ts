import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { inject } from 'vitest';
import { createDatabase } from '#platform/database.server.ts';
import type { Database } from '#platform/database-types.ts';
import { runStatement } from './statement.ts';

/** A database of one test file's own. */
export interface TestDatabase {
  readonly database: Kysely<Database>;
  readonly url: string;
  close(): Promise<void>;
}

/**
 * A fresh migrated database, cloned from the run's template (about 50 ms). Make it in `beforeAll` or `beforeEach`,
 * close it in `afterAll` or `afterEach`. `connections`: how many writers may work at once, 10 unless told.
 */
export async function createTestDatabase({ connections = 10 } = {}): Promise<TestDatabase> {
  const { url: server, template } = inject('testServer');
  const name = `test_${process.pid}_${randomBytes(6).toString('hex')}`;
  await runStatement(server, `create database ${name} template ${template}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const database = createDatabase(url, { connections });
  return {
    database,
    url,
    async close() {
      await database.destroy();
      await runStatement(server, `drop database ${name} with (force)`);
    },
  };
}
