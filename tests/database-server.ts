import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { holderOf, lockFolder } from '#platform/embedded/lock.server.ts';
import { startEmbeddedPostgres } from '#platform/embedded-postgres.server.ts';
import { migrate } from '#platform/migrations.server.ts';
import { runStatement } from './statement.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Server address and the name of the migrated database that test databases are cloned from. */
    testServer: { url: string; template: string };
  }
}

const prefix = 'estafeta-test-';

/** Nothing of a test run has to survive a power cut. */
const careless = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** Removes the servers of runs that were killed. */
async function sweep(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    // a run that has not taken its folder yet is left alone
    if (holderOf(folder) || Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) < 60_000)
      continue;
    try {
      if (existsSync(join(folder, 'postgres', 'data', 'PG_VERSION')))
        await (await startEmbeddedPostgres(folder)).stop();
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** A server of this run's own, so that several runs never meet. */
async function ownServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  await sweep().catch(() => undefined);
  const folder = mkdtempSync(join(tmpdir(), prefix));
  // root hands the cluster to an ordinary user, who has to get in
  chmodSync(folder, 0o755);
  const unlock = await lockFolder(folder, { refusal: (pid) => `The folder is held by ${pid}.` });
  const server = await startEmbeddedPostgres(folder, { settings: careless, durable: false });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      unlock();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const named = (url: string, database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).href;

/** Starts the server (or takes TEST_DATABASE_URL) and migrates the template once per run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  const server = given ? { url: given, stop: async () => undefined } : await ownServer();
  const template = `estafeta_template_${process.pid}`;
  await runStatement(server.url, `drop database if exists ${template}`);
  await runStatement(server.url, `create database ${template}`);
  await migrate(named(server.url, template));
  project.provide('testServer', { url: server.url, template });
  return async () => {
    if (given) await runStatement(server.url, `drop database if exists ${template} with (force)`);
    await server.stop();
  };
}
