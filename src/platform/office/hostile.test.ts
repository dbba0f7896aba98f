import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { hostileFiles } from '#tests/hostile.ts';
import { readPaper } from './index.server.ts';

const program = `
import { existsSync, readFileSync } from 'node:fs';
import { readPaper } from './src/platform/office/index.server.ts';
const read = readPaper(readFileSync(0));
// Linux counts the memory of the parent into maxRSS of its child, the status of the process does not
const peak = existsSync('/proc/self/status') && /VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
const megabytes = (peak ? Number(peak[1]) : process.resourceUsage().maxRSS) / 1024;
console.log(JSON.stringify({ said: read.ok ? 'read' : read.error, megabytes }));`;

/** Reads in a process of its own, which is killed when it does not end. */
function readApart(bytes: Uint8Array): { said: string; megabytes: number } {
  const child = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    input: bytes,
    encoding: 'utf8',
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  if (child.status !== 0) throw new Error(`The reader died: ${child.stderr}`);
  return JSON.parse(child.stdout) as { said: string; megabytes: number };
}

describe('hostile files are refused in one sentence that says what to do', () => {
  it.each(hostileFiles.filter(({ bomb }) => !bomb))('$title', ({ bytes, says }) => {
    const read = readPaper(bytes());
    const said = read.ok ? 'read' : read.error;
    expect(said).toMatch(says);
    expect(said).toMatch(/^[А-Я].*[^.]$/);
    expect(said).not.toMatch(/[.!?] [А-Я]/);
  });

  it.each(hostileFiles.filter(({ bomb }) => bomb))(
    '$title, in little memory',
    ({ bytes, says }) => {
      const { said, megabytes } = readApart(bytes());
      expect(said).toMatch(says);
      expect(megabytes).toBeLessThan(200);
    },
    60_000,
  );
});
