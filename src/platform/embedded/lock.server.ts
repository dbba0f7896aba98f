import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf, StartFailure } from '../start-failure.server.ts';
import { birthOf, isAlive } from './processes.server.ts';

const fileName = 'running.json';

interface Holder {
  readonly pid: number;
  readonly birth: string;
}

/** The living process that holds the folder, or null. */
export function holderOf(folder: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(join(folder, fileName), 'utf8')) as Holder;
    return isAlive(holder.pid) && birthOf(holder.pid) === holder.birth ? holder : null;
  } catch {
    return null;
  }
}

function claim(folder: string): boolean {
  const path = join(folder, fileName);
  const written = `${path}.${process.pid}`;
  try {
    // linked into place whole: nobody ever reads half of it
    writeFileSync(written, JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) }), { mode: 0o600 });
    linkSync(written, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new StartFailure(`В папку ${folder} нельзя писать: ${reasonOf(error)}.`);
    }
  } finally {
    rmSync(written, { force: true });
  }
  if (holderOf(folder)) return false;
  // left by a killed process
  rmSync(path, { force: true });
  return claim(folder);
}

/**
 * Takes a folder for this process alone; a holder that is just leaving is waited for (`patience`, ms). Throws
 * StartFailure with the sentence of `refusal` when it stays. Returns the function that gives the folder back.
 */
export async function lockFolder(
  folder: string,
  { patience = 8000, refusal }: { patience?: number; refusal: (pid: number) => string },
): Promise<() => void> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new StartFailure(`Папку ${folder} нельзя создать: ${reasonOf(error)}.`);
  }
  const deadline = Date.now() + patience;
  while (!claim(folder)) {
    const holder = holderOf(folder);
    if (Date.now() > deadline && holder) throw new StartFailure(refusal(holder.pid));
    await sleep(200);
  }
  return () => {
    if (holderOf(folder)?.pid === process.pid) rmSync(join(folder, fileName), { force: true });
  };
}
