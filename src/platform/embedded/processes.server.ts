import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync } from 'node:fs';

/** Whether a process with this id runs, whoever owns it; one that ended but was not buried does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return birthOf(pid) !== 'dead';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What tells a process from a later one with the same id: empty where the system does not say, 'dead' for a zombie. */
export function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // the name in brackets may hold spaces; the start time is the 20th field after it
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return 'dead';
    return fields[19] ?? '';
  } catch {
    return '';
  }
}

/** Whether `pid` is a PostgreSQL server working in `dataFolder` (a number left in a file may be anybody's by now). */
export function isServerOf(pid: number, dataFolder: string): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(dataFolder);
  } catch {
    const listed = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' });
    return /postgres/.test(listed.stdout ?? '');
  }
}
