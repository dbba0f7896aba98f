import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { lockFolder } from '#platform/embedded/lock.server.ts';
import { StartFailure } from '#platform/start-failure.server.ts';

const stamp = 'build/sources.sha256';
const sources = ['src/**/*', 'static/**/*', 'db/**/*', 'vite.config.ts', 'package.json', 'package-lock.json'];

/** One number for everything the bundle is made of. */
export function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of globSync(sources).toSorted()) {
    if (path.includes('.test.') || !statSync(path).isFile()) continue;
    hash.update(path).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}

function builtFrom(): string | null {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return null;
  }
}

/** Builds the web program into `build/` unless it is already built from these very sources. */
export async function build(): Promise<void> {
  const unlock = await lockFolder('.svelte-kit', {
    patience: 180_000,
    refusal: (pid) => `Программа уже собирается (процесс ${pid}): подождите и повторите.`,
  });
  try {
    const current = fingerprint();
    if (builtFrom() === current) return;
    console.log('Собирается программа…');
    await promisify(execFile)(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NODE_ENV: 'production' },
    }).catch((error: { stdout: string; stderr: string }) => {
      throw new StartFailure(`Программа не собралась.\n${error.stdout}${error.stderr}`);
    });
    writeFileSync(stamp, current);
  } finally {
    unlock();
  }
}
