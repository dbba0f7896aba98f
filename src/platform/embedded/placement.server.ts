import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonOf, StartFailure } from '../start-failure.server.ts';

/** The operating system's user that PostgreSQL runs as. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Where the embedded cluster lives and who runs it; `owner` is null when that is this very process's user. */
export interface Placement {
  readonly base: string;
  readonly owner: Owner | null;
}

const unix = process.platform !== 'win32';
const runsAsRoot = (): boolean => process.getuid?.() === 0;

/** `nobody` of this machine: PostgreSQL refuses to run as root. */
function unprivilegedUser(): Owner {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith('nobody:'));
    const [, , uid, gid] = line?.split(':') ?? [];
    if (uid && gid && Number(uid) > 0) return { uid: Number(uid), gid: Number(gid) };
  } catch {
    // no such file: the customary number will do
  }
  return { uid: 65534, gid: 65534 };
}

/** Whether `owner` can enter the folder and, for `write`, create files in it. Asked of the system, not of mode bits. */
export function canEnter(folder: string, owner: Owner | null, want: 'read' | 'write'): boolean {
  if (!owner) return true;
  const test = want === 'write' ? 'cd "$1" && test -w .' : 'cd "$1" && test -r .';
  const probe = spawnSync('/bin/sh', ['-c', test, 'sh', folder], { ...owner, cwd: '/', stdio: 'ignore' });
  return probe.status === 0;
}

function makeFolder(folder: string, owner: Owner | null): void {
  mkdirSync(folder, { recursive: true });
  if (!owner) return;
  chownSync(folder, owner.uid, owner.gid);
  chmodSync(folder, 0o700);
}

/** Places a root process may use when its data folder is closed to the unprivileged user. */
function refuges(dataDir: string): string[] {
  const name = `estafeta-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
  return [join('/var/lib', name), join('/var/tmp', name), join(tmpdir(), name)];
}

/**
 * Decides where the cluster of `dataDir` lives and makes the folder. An ordinary user keeps it in the data folder.
 * Root hands it to an unprivileged user, and when that user cannot get into the data folder, moves it to a place named
 * after the folder. The choice is written down in `postgres-location`, so that the next start finds the same cluster.
 */
export function placeCluster(dataDir: string): Placement {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    throw new StartFailure(`Папку ${dataDir} (настройка DATA_DIR) нельзя создать: ${reasonOf(error)}.`);
  }
  const inside = join(dataDir, 'postgres');
  if (!unix || !runsAsRoot()) return ownPlacement(inside);

  const note = join(dataDir, 'postgres-location');
  const noted = existsSync(note) ? readFileSync(note, 'utf8').trim() : null;
  for (const base of noted ? [noted] : [inside, ...refuges(dataDir)]) {
    const owner = ownerOf(base) ?? unprivilegedUser();
    try {
      makeFolder(base, owner);
    } catch {
      continue;
    }
    if (!canEnter(base, owner, 'write')) continue;
    if (noted !== base) writeFileSync(note, `${base}\n`, { mode: 0o600 });
    return { base, owner };
  }
  throw new StartFailure(
    `Для встроенной базы не нашлось папки, куда может писать обычный пользователь: проверьте ${noted ?? dataDir}.`,
  );
}

/** An existing cluster is run by whom it belongs to, for example when root starts what an ordinary user made. */
function ownerOf(base: string): Owner | null {
  if (!existsSync(base)) return null;
  const { uid, gid } = statSync(base);
  return uid === 0 ? null : { uid, gid };
}

function ownPlacement(inside: string): Placement {
  try {
    mkdirSync(inside, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartFailure(`Папку ${inside} для встроенной базы нельзя создать: ${reasonOf(error)}.`);
  }
  const owner = statSync(inside).uid;
  if (unix && owner !== process.getuid?.()) {
    throw new StartFailure(
      `Встроенная база в ${inside} принадлежит другому пользователю (uid ${owner}): ` +
        'запустите программу от его имени или от root, либо задайте другую папку в DATA_DIR.',
    );
  }
  return { base: inside, owner: null };
}
