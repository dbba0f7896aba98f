import { parentPort } from 'node:worker_threads';
import type { Answer, Works } from './workers.server.ts';

/** Does the works asked of this thread, one after another. Called by the file that a thread is started with. */
export function serveWorks(works: Works): void {
  parentPort!.on('message', async ({ work, input }: { work: string; input: never }) => {
    try {
      const { value, transfer = [] } = await works[work]!(input);
      parentPort!.postMessage({ value } satisfies Answer, transfer);
    } catch (error) {
      parentPort!.postMessage({ error } satisfies Answer);
    }
  });
}
