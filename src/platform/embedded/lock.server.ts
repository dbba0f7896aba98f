import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFailure } from '../start-failure.server.ts';
import { birthOf, isAlive } from './processes.server.ts';

const fileName = 'running.json';

interface Holder {
  readonly pid: number;
  readonly birth: string;
}

/** The living process that holds the data folder, or null. */
export function holderOf(dataDir: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(join(dataDir, fileName), 'utf8')) as Holder;
    return isAlive(holder.pid) && birthOf(holder.pid) === holder.birth ? holder : null;
  } catch {
    return null;
  }
}

function claim(dataDir: string): boolean {
  const path = join(dataDir, fileName);
  const mine = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) });
  try {
    writeFileSync(path, mine, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (holderOf(dataDir)) return false;
  // left by a killed process
  rmSync(path, { force: true });
  return claim(dataDir);
}

/**
 * Takes the data folder for this process. One that is just stopping is waited for (`patience`, ms).
 * Returns the function that gives the folder back.
 */
export async function lockDataFolder(dataDir: string, patience = 8000): Promise<() => void> {
  mkdirSync(dataDir, { recursive: true });
  const deadline = Date.now() + patience;
  while (!claim(dataDir)) {
    const holder = holderOf(dataDir);
    if (Date.now() > deadline && holder) {
      throw new StartFailure(
        `Папка ${dataDir} занята уже запущенной программой (процесс ${holder.pid}): ` +
          'остановите её или задайте другую папку в DATA_DIR.',
      );
    }
    await sleep(200);
  }
  return () => {
    if (holderOf(dataDir)?.pid === process.pid) rmSync(join(dataDir, fileName), { force: true });
  };
}
