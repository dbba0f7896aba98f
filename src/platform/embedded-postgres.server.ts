import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync, chownSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { provideBinaries, type Binaries } from './embedded/binaries.server.ts';
import { placeCluster, type Placement } from './embedded/placement.server.ts';
import { isServerOf } from './embedded/processes.server.ts';
import { StartFailure } from './start-failure.server.ts';

/** A running embedded server. */
export interface EmbeddedServer {
  /** Connection string of the database `estafeta`. */
  readonly url: string;
  /** Whether a server left by a killed program was taken over. */
  readonly adopted: boolean;
  /** Stops the server, letting it write everything down. */
  stop(): Promise<void>;
}

/** Server settings beside the fixed ones, for example `{ fsync: 'off' }` in tests. */
export type ServerSettings = Readonly<Record<string, string>>;

const user = 'estafeta';
const databaseName = 'estafeta';

class Cluster {
  readonly data: string;
  readonly log: string;
  readonly placement: Placement;
  readonly binaries: Binaries;
  readonly #passwordFile: string;

  constructor(placement: Placement) {
    this.placement = placement;
    this.data = join(placement.base, 'data');
    this.log = join(placement.base, 'server.log');
    this.#passwordFile = join(placement.base, 'password');
    this.binaries = provideBinaries(placement);
  }

  /** The random password, made once and readable by the cluster's user only. */
  password(): string {
    if (!existsSync(this.#passwordFile)) {
      writeFileSync(this.#passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
      const { owner } = this.placement;
      if (owner) chownSync(this.#passwordFile, owner.uid, owner.gid);
    }
    return readFileSync(this.#passwordFile, 'utf8').trim();
  }

  url(port: number, database = databaseName): string {
    return `postgres://${user}:${this.password()}@127.0.0.1:${port}/${database}`;
  }

  /** Runs a PostgreSQL program as the cluster's user; output goes nowhere, so that no pipe outlives it. */
  run(program: string, args: readonly string[]): Promise<number> {
    const { owner, base } = this.placement;
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        ...owner,
        cwd: base,
        stdio: 'ignore',
        windowsHide: true,
        env: { PATH: process.env['PATH'], HOME: base, LC_ALL: 'C', TZ: 'UTC', SystemRoot: process.env['SystemRoot'] },
      });
      child.once('error', reject);
      child.once('exit', (code) => resolve(code ?? 1));
    });
  }

  /** Makes the cluster once; an interrupted attempt leaves nothing that looks like one. */
  async initialise(durable: boolean): Promise<void> {
    if (existsSync(join(this.data, 'PG_VERSION'))) return;
    const unfinished = `${this.data}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    this.password();
    const code = await this.run(this.binaries.initdb, [
      `--pgdata=${unfinished}`,
      `--username=${user}`,
      `--pwfile=${this.#passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=ru-RU',
      ...(durable ? [] : ['--no-sync']),
    ]);
    if (code !== 0) {
      throw new StartFailure(`Встроенную базу не удалось создать в ${this.placement.base}: проверьте место и права.`);
    }
    renameSync(unfinished, this.data);
  }

  /** What a running or a killed server left about itself. */
  leftover(): { pid: number; port: number } | null {
    try {
      const lines = readFileSync(join(this.data, 'postmaster.pid'), 'utf8').split('\n');
      return { pid: Number(lines[0]), port: Number(lines[3]) };
    } catch {
      return null;
    }
  }

  async answers(port: number): Promise<boolean> {
    const client = new pg.Client({ connectionString: this.url(port, 'postgres'), connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ folder: string }>(`select current_setting('data_directory') as folder`);
      return realpathSync(rows[0]!.folder) === realpathSync(this.data);
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Stops the server: politely for `seconds`, then at once, then by force. */
  async stop(seconds = 20): Promise<void> {
    const pgCtl = (mode: string, wait: number) =>
      this.run(this.binaries.pgCtl, ['stop', '-D', this.data, '-m', mode, '-w', '-t', String(wait)]);
    if ((await pgCtl('fast', seconds)) === 0) return;
    if ((await pgCtl('immediate', Math.min(seconds, 5))) === 0) return;
    const left = this.leftover();
    if (left && isServerOf(left.pid, this.data)) process.kill(left.pid, 'SIGKILL');
  }

  /** The port of a healthy server left by a killed program, or null once nothing runs in the folder. */
  async adopt(): Promise<number | null> {
    const left = this.leftover();
    if (!left) return null;
    if (isServerOf(left.pid, this.data)) {
      // it may be still recovering
      const deadline = Date.now() + 4000;
      do {
        if (await this.answers(left.port)) return left.port;
        await sleep(300);
      } while (Date.now() < deadline);
      await this.stop(3);
    }
    rmSync(join(this.data, 'postmaster.pid'), { force: true });
    return null;
  }

  async start(settings: ServerSettings): Promise<number> {
    const fixed: ServerSettings = {
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      timezone: 'UTC',
      log_timezone: 'UTC',
      lc_messages: 'C',
      max_connections: '100',
      ...settings,
    };
    for (let attempt = 0; attempt < 4; attempt++) {
      const port = await freePort();
      const options = Object.entries({ ...fixed, port: String(port) }).map(([name, value]) => `-c ${name}='${value}'`);
      const code = await this.run(this.binaries.pgCtl, [
        'start',
        '-D',
        this.data,
        '-l',
        this.log,
        '-w',
        '-t',
        '90',
        '-o',
        options.join(' '),
      ]);
      if (code === 0) return port;
      // the port was taken meanwhile, or processes of a killed server are still leaving
      await sleep(500 * (attempt + 1));
    }
    throw new StartFailure(`Встроенная база не запустилась: ${this.lastWords()} Подробности в ${this.log}.`);
  }

  private lastWords(): string {
    try {
      const lines = readFileSync(this.log, 'utf8').trim().split('\n');
      const fatal = lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line));
      return (fatal ?? lines.at(-1) ?? '').replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '').replace(/\.?$/, '.');
    } catch {
      return 'журнал пуст.';
    }
  }

  /** Makes the program's database in a new cluster. */
  async ensureDatabase(port: number): Promise<void> {
    const client = new pg.Client({ connectionString: this.url(port, 'postgres'), connectionTimeoutMillis: 10_000 });
    await client.connect();
    try {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
      if (rowCount === 0) await client.query(`create database ${databaseName}`);
    } finally {
      await client.end();
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/**
 * Starts the PostgreSQL of `dataDir` on a free loopback port, or takes over the healthy one that a killed program left.
 * Throws StartFailure with a sentence for a person. The caller holds the lock of the data folder.
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  { settings = {}, durable = true }: { settings?: ServerSettings; durable?: boolean } = {},
): Promise<EmbeddedServer> {
  const cluster = new Cluster(placeCluster(dataDir));
  await cluster.initialise(durable);
  const adoptedPort = await cluster.adopt();
  const port = adoptedPort ?? (await cluster.start(settings));
  await cluster.ensureDatabase(port);
  return { url: cluster.url(port), adopted: adoptedPort !== null, stop: () => cluster.stop() };
}

/**
 * The address of the PostgreSQL of `dataDir` that runs now, for a command beside the running program; null when none
 * does. Nothing is started and nothing is made.
 */
export async function runningPostgres(dataDir: string): Promise<string | null> {
  if (!existsSync(join(dataDir, 'postgres')) && !existsSync(join(dataDir, 'postgres-location'))) return null;
  const cluster = new Cluster(placeCluster(dataDir));
  const left = cluster.leftover();
  return left && isServerOf(left.pid, cluster.data) && (await cluster.answers(left.port))
    ? cluster.url(left.port)
    : null;
}
