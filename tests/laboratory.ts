import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const copied = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'server',
  'scripts',
  'src/kernel',
  'src/platform',
  'db/migrations',
];

/** Stands in for the web program: one page that needs the database. */
const handler = `
import { app } from '#platform/app.server.ts';
export const handler = (_request, response) =>
  void app().database.selectFrom('person').select('lastName').execute()
    .then((people) => response.end(people.map((person) => person.lastName).join(',') || 'empty'));
`;

const standIns: Readonly<Record<string, string>> = {
  'build/handler.js': handler,
  'src/features/accounts/index.server.ts': `
    export const createFirstAdministratorLink = async (database) =>
      (await database.selectFrom('person').select('id').executeTakeFirst()) ? null : 'one-time-token';`,
  'db/demo/accounts.ts': `
    export const demonstrationPassword = 'shown';
    export const demonstrationAccounts = [{ email: 'operator@example.org', role: 'operator', hint: 'all' }];`,
  'db/demo/seed.ts': `
    import { newId } from '#platform/ids.server.ts';
    export const seedDemonstration = async (database, { now }) => {
      await database.insertInto('person').values({ id: newId(), lastName: 'Demo', firstName: 'D', gender: 'male', createdAt: now }).execute();
      await new Promise((done) => setTimeout(done, Number(process.env.SLOW_SEED ?? 0)));
    };`,
};

/** Makes a checkout of the project's launcher with stand-ins for the features, in a folder of its own. */
export function makeLaboratory(folder: string): void {
  for (const path of copied) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(path, join(folder, path), { recursive: true, filter: (source) => !source.endsWith('.test.ts') });
  }
  for (const [path, text] of Object.entries(standIns)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const linked = spawnSync('cp', ['-al', 'node_modules', folder], { stdio: 'ignore' });
  if (linked.status !== 0) {
    rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
    cpSync('node_modules', join(folder, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  }
  // the stand-in passes for a fresh build
  mkdirSync(join(folder, '.svelte-kit'));
  const stamp = `import { fingerprint } from './scripts/build.ts'; import { writeFileSync } from 'node:fs'; writeFileSync('build/sources.sha256', fingerprint());`;
  spawnSync(process.execPath, ['--input-type=module', '--eval', stamp], { cwd: folder, stdio: 'inherit' });
}

/** A port nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** How the program is started: what `npm start` and `npm run demo` do. */
export interface StartOptions {
  readonly command?: 'start' | 'demo';
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** One start of the program. */
export class Program {
  readonly port: number;
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';

  constructor(folder: string, port: number, { command = 'start', environment = {}, user }: StartOptions = {}) {
    this.port = port;
    const { PATH, TMPDIR } = process.env;
    this.process = spawn(process.execPath, [join(folder, 'scripts/estafeta.mjs'), command], {
      ...user,
      cwd: folder,
      env: { PATH, TMPDIR, HOME: folder, LOG_LEVEL: 'warn', PORT: String(port), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = new Promise((resolve) => this.process.once('exit', (code) => resolve(code)));
  }

  async ask(path: string): Promise<{ status: number; text: string } | null> {
    try {
      const response = await fetch(`http://127.0.0.1:${this.port}${path}`, { headers: { connection: 'close' } });
      return { status: response.status, text: await response.text() };
    } catch {
      return null;
    }
  }

  /** Waits until the program serves and has said so; throws with its words when it ends instead. */
  async serves(): Promise<this> {
    for (let attempt = 0; attempt < 400; attempt++) {
      if ((await this.ask('/health'))?.status === 200 && this.output.includes('Ctrl+C')) return this;
      if (this.process.exitCode !== null) break;
      await sleep(100);
    }
    throw new Error(`The program does not serve:\n${this.output}`);
  }

  async stop(): Promise<number | null> {
    this.process.kill('SIGTERM');
    return this.ended;
  }
}

/** The process that serves, which holds the data folder. */
export function servingPid(dataDir: string): number {
  return (JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as { pid: number }).pid;
}

/** Where the embedded cluster of a data folder is. */
export function clusterOf(dataDir: string): string {
  const note = join(dataDir, 'postgres-location');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : join(dataDir, 'postgres');
}
