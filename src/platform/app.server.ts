import type { Kysely } from 'kysely';
import { readConfig, type Config } from './config.server.ts';
import { createDatabase } from './database.server.ts';
import type { Database } from './database-types.ts';
import { StartFailure } from './start-failure.server.ts';

/** What the running program has one of. */
export interface App {
  readonly config: Config;
  readonly database: Kysely<Database>;
}

interface Running {
  app?: App;
  readonly stoppers: (() => Promise<void>)[];
}

// kept on the process: the launcher and the bundled program are separate module graphs, and dev reloads modules
const slot = Symbol.for('estafeta.running');
const holder = globalThis as typeof globalThis & { [slot]?: Running };
const running: Running = (holder[slot] ??= { stoppers: [] });

/**
 * Settings and database of the running program, opened on first use. For hooks and routes; use cases are given their
 * context, tests open databases of their own.
 */
export function app(): App {
  return (running.app ??= open());
}

function open(): App {
  const config = readConfig(process.env);
  if (!config.ok) throw new StartFailure(config.error.join('\n'));
  if (!config.value.databaseUrl) throw new StartFailure('Программа запущена без базы: используйте npm start.');
  const database = createDatabase(config.value.databaseUrl);
  onStop(() => database.destroy());
  return { config: config.value, database };
}

/** Registers what must be finished before the process ends; the last registered is stopped first. */
export function onStop(stop: () => Promise<void>): void {
  running.stoppers.push(stop);
}

/** Finishes everything registered. Called once, by the server that holds the program. */
export async function stopApp(): Promise<void> {
  for (const stop of running.stoppers.splice(0).toReversed()) await stop();
  delete running.app;
}
