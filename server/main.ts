import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stopApp } from '#platform/app.server.ts';
import { clock } from '#platform/clock.server.ts';
import { readConfig, type Config } from '#platform/config.server.ts';
import { createDatabase } from '#platform/database.server.ts';
import { startEmbeddedPostgres } from '#platform/embedded-postgres.server.ts';
import { lockFolder } from '#platform/embedded/lock.server.ts';
import { migrate } from '#platform/migrations.server.ts';
import { StartFailure } from '#platform/start-failure.server.ts';
import { announce } from './announcement.ts';
import { fill } from './demonstration.ts';
import { hostHeader, openGate, protocolHeader, type Handler } from './gate.ts';
import { purposeOf, record } from './installation.ts';

/** The largest request: a file of 20 MB with the fields of its form. */
const bodySizeLimit = '25M';

export type Undo = () => void | Promise<void>;

/** Reads the settings, moving a demonstration into a folder of its own. Throws StartFailure naming every broken one. */
export function settings(environment: NodeJS.ProcessEnv): Config {
  const read = readConfig(environment);
  if (!read.ok) throw new StartFailure(read.error.join('\n'));
  const config = read.value;
  return config.demo ? { ...config, dataDir: join(config.dataDir, 'demo') } : config;
}

/** Takes the data folder and brings up its database; `later` collects what has to be undone, last first. */
export async function openDatabase(config: Config, later: (undo: Undo) => void): Promise<string> {
  if (config.databaseUrl) {
    await migrate(config.databaseUrl);
    return config.databaseUrl;
  }
  const server = await startEmbeddedPostgres(config.dataDir);
  later(() => server.stop());
  await migrate(server.url);
  return server.url;
}

/** What the bundled program reads from its environment. */
export function passOn(config: Config, databaseUrl: string): void {
  Object.assign(process.env, {
    NODE_ENV: process.env['NODE_ENV'] ?? 'production',
    PORT: String(config.port),
    HOST: config.host,
    ORIGIN: config.origin,
    DATA_DIR: config.dataDir,
    DATABASE_URL: databaseUrl,
    ESTAFETA_DEMO: config.demo ? '1' : '0',
    PROTOCOL_HEADER: protocolHeader,
    HOST_HEADER: hostHeader,
    BODY_SIZE_LIMIT: bodySizeLimit,
  });
}

export const folderTaken =
  (dataDir: string) =>
  (pid: number): string =>
    `Папка ${dataDir} занята уже запущенной программой (процесс ${pid}): остановите её или задайте другую в DATA_DIR.`;

/** Prepares the data of an installation or a demonstration and returns the one-time link's token, if one is due. */
export async function prepare(config: Config, databaseUrl: string): Promise<string | null> {
  const database = createDatabase(databaseUrl, { connections: 4 });
  try {
    const purpose = await purposeOf(database, config.demo);
    if (config.demo) {
      if (purpose !== 'demonstration') await fill(database, databaseUrl, purpose);
      return null;
    }
    if (purpose === null) await record(database, 'service');
    const { createFirstAdministratorLink } = await import('#features/accounts/index.server.ts');
    return await createFirstAdministratorLink(database, clock());
  } finally {
    await database.destroy();
  }
}

/** Starts everything; on failure undoes what was done. Returns the function that stops the program. */
export async function start(given: Config): Promise<() => Promise<void>> {
  const undo: Undo[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    undo.push(await lockFolder(given.dataDir, { refusal: folderTaken(given.dataDir) }));
    const gate = await openGate(given);
    const { config } = gate;
    undo.push(() => gate.close());
    const databaseUrl = await openDatabase(config, (step) => undo.splice(-1, 0, step));
    passOn(config, databaseUrl);
    const token = await prepare(config, databaseUrl);
    const built = pathToFileURL(join(import.meta.dirname, '..', 'build', 'handler.js')).href;
    undo.splice(-1, 0, stopApp);
    const { handler } = (await import(built)) as { handler: Handler };
    gate.open(handler);
    await announce(config, token);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
