import { availableParallelism } from 'node:os';
import type { HeavyWorks } from './thread.server.ts';
import { openWorkers, type Workers } from './workers.server.ts';

export { WorkStopped } from './workers.server.ts';

/** Megabytes of a thread. Readers bound themselves by far less; this is for what they have not thought of. */
const memory = 512;
const rest = 30_000;

let workers: Workers<HeavyWorks> | null = null;

/** Threads of the running program for what would hold its own thread for long; started with the first work. */
export function heavyWork(): Workers<HeavyWorks> {
  return (workers ??= openWorkers({
    entry: import.meta.resolve('#platform/heavy/thread.server.ts'),
    size: Math.min(2, availableParallelism()),
    memory,
    rest,
  }));
}

/** Ends the threads when the program stops. */
export async function closeHeavyWork(): Promise<void> {
  const closing = workers;
  workers = null;
  await closing?.close();
}
