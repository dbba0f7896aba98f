import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Database } from './database-types.ts';
import { log } from './log.server.ts';
import { reasonOf, StartFailure } from './start-failure.server.ts';

/** The oldest PostgreSQL the program works with. */
const oldestServer = 15;

type Parser = (text: string) => unknown;

const textArray = pg.types.getTypeParser(1009 as Parameters<typeof pg.types.getTypeParser>[0], 'text') as (
  text: string,
) => (string | null)[];
const each =
  (parse: Parser): Parser =>
  (text) =>
    textArray(text).map((item) => (item === null ? null : parse(item)));
const asIs: Parser = (text) => text;

/** Dates stay 'YYYY-MM-DD' strings; counts and shares are numbers, which the program's figures never outgrow. */
const parsers = new Map<number, Parser>([
  [1082, asIs],
  [1182, each(asIs)],
  [20, Number],
  [1016, each(Number)],
  [1700, Number],
  [1231, each(Number)],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers.get(oid) ?? pg.types.getTypeParser(oid, format as 'text')) as pg.CustomTypesConfig['getTypeParser'],
};

/** Options of the connection pool. */
export interface DatabaseOptions {
  /** Connections at most, 10 unless told. */
  readonly connections?: number;
}

/**
 * Opens a pool on `url`; nothing connects before the first query. Names are camelCase in the program and snake_case in
 * the database; keys inside jsonb values stay as they are. Close it with `database.destroy()`.
 */
export function createDatabase(url: string, { connections = 10 }: DatabaseOptions = {}): Kysely<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    application_name: 'estafeta',
    types,
  });
  // a connection lost while it is held and asks nothing: the next query fails, the process does not
  pool.on('connect', (client) => client.on('error', () => undefined));
  // a connection lost while idle: the pool opens another one
  pool.on('error', (error) => log.warn({ err: error }, 'соединение с базой потеряно'));
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/** The address of a database without its password, for a sentence shown to a person. */
export function shownAddress(url: string): string {
  const parsed = URL.parse(url);
  return parsed ? `${parsed.host}${parsed.pathname}` : 'указанному адресу';
}

/** Opens one connection and checks the server's version. Throws StartFailure with a sentence for a person. */
export async function connectOnce(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 8000, application_name: 'estafeta' });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    await client.end().catch(() => undefined);
    throw new StartFailure(
      `База данных по адресу ${shownAddress(url)} (настройка DATABASE_URL) недоступна: ${reasonOf(error)}.`,
    );
  }
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::integer / 10000 as version`,
  );
  const version = rows[0]?.version ?? 0;
  if (version >= oldestServer) return client;
  await client.end();
  throw new StartFailure(`Нужна PostgreSQL ${oldestServer} или новее, а по адресу ${shownAddress(url)} — ${version}.`);
}
