import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { trialWorks } from '#tests/trial-thread.ts';
import { openWorkers, type Workers } from './workers.server.ts';

let workers: Workers<typeof trialWorks>;
const open = (more: { size?: number; rest?: number } = {}) =>
  (workers = openWorkers({
    entry: import.meta.resolve('#tests/trial-thread.ts'),
    size: 1,
    memory: 64,
    rest: 60_000,
    ...more,
  }));
afterEach(() => workers.close());
const long = { deadline: 15_000 };

describe('threads for heavy works', () => {
  it('give what a work gives, and its own mistake as an error', async () => {
    open();
    expect(await workers.run('double', 21, long)).toBe(42);
    await expect(workers.run('mistake', 'не вышло', long)).rejects.toThrow('не вышло');
    expect(await workers.run('double', 1, long)).toBe(2);
  });

  it('end one that passes its deadline, which counts from its own start', async () => {
    open();
    const first = workers.run('double', 1, long);
    const endless = workers.run('loop', null, { deadline: 5000 });
    const waiting = workers.run('double', 4, { deadline: 4500 });
    expect(await first).toBe(2);
    await expect(endless).rejects.toMatchObject({ reason: 'deadline' });
    expect(await waiting).toBe(8);
  });

  it('end one that passes its memory, and go on with a fresh one', async () => {
    open();
    await expect(workers.run('fill', null, long)).rejects.toMatchObject({ reason: 'memory' });
    expect(await workers.run('double', 5, long)).toBe(10);
  });

  it('go on with a fresh one after one has died or could not be given its work', async () => {
    open();
    await expect(workers.run('die', null, long)).rejects.toThrow('ended in the middle');
    await expect(workers.run('double', (() => 1) as never, long)).rejects.toThrow('could not be cloned');
    expect(await workers.run('double', 6, long)).toBe(12);
  });

  it('are as many as was said, and rest when nothing is asked', async () => {
    open({ size: 2, rest: 50 });
    const first = await Promise.all([1, 2, 3, 4].map(() => workers.run('whoAmI', null, long)));
    expect(new Set(first).size).toBe(2);
    await sleep(300);
    expect(first).not.toContain(await workers.run('whoAmI', null, long));
  });

  it('fail what is in hand and what waits when they are closed', async () => {
    open();
    const works = [workers.run('loop', null, long), workers.run('double', 1, long)];
    const outcomes = Promise.allSettled(works);
    await workers.close();
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { reason: 'closed' } });
  });
});
