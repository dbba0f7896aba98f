import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

/** A running installation of the program. */
export interface Server {
  readonly origin: string;
  readonly port: number;
  /** The one-time link of an empty installation, as printed. */
  readonly firstVisit: string | null;
  stop(): Promise<void>;
}

interface Options {
  readonly dataDir: string;
  /** The moment the program takes for the present at its start, ISO with an offset. */
  readonly now: string;
  readonly port?: number;
}

const root = resolve(import.meta.dirname, '../../..');

/** A data folder of its own. Root hands the database to an ordinary user, who has to get in. */
export function newDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'estafeta-e2e-'));
  chmodSync(folder, 0o755);
  return folder;
}

/** Runs what `npm start` runs, on the embedded PostgreSQL of `dataDir`, and waits until it says that it works. */
export async function startServer({ dataDir, now, port = 0 }: Options): Promise<Server> {
  const child = spawn(process.execPath, ['scripts/estafeta.mjs', 'start'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // only tests may move the clock
      NODE_ENV: 'test',
      ESTAFETA_NOW: now,
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      ORIGIN: '',
      DATABASE_URL: '',
      SMTP_URL: '',
    },
  });
  const { origin, firstVisit } = await announced(child);
  return {
    origin,
    port: Number(new URL(origin).port),
    firstVisit,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Reads what a person would read in the terminal. */
function announced(child: ChildProcess): Promise<{ origin: string; firstVisit: string | null }> {
  return new Promise((done, failed) => {
    let errors = '';
    let origin = '';
    let firstVisit: string | null = null;
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}: ${errors}`)));
    createInterface({ input: child.stdout! }).on('line', (line) => {
      origin = /Эстафета работает: (\S+)/.exec(line)?.[1] ?? origin;
      firstVisit = /(http\S+\/first-run\/\S+)/.exec(line)?.[1] ?? firstVisit;
      if (line.startsWith('Остановить')) done({ origin, firstVisit });
    });
  });
}
