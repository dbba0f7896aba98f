import { setTimeout as sleep } from 'node:timers/promises';
import { threadId } from 'node:worker_threads';
import { serveWorks } from '#platform/heavy/serving.server.ts';
import type { Works } from '#platform/heavy/workers.server.ts';

/** Works of a thread that misbehaves in every way a thread can. */
export const trialWorks = {
  double: (number: number) => ({ value: number * 2 }),
  mistake: (words: string): { value: never } => {
    throw new Error(words);
  },
  loop: (_input: null): { value: never } => {
    for (;;);
  },
  fill: (_input: null): { value: never } => {
    const kept: number[][] = [];
    // about 120 megabytes, and no more: a thread that goes on to the wall may take the program along
    for (;;) if (kept.length < 1500) kept.push(Array.from({ length: 10_000 }, (_, index) => index));
  },
  die: (_input: null): { value: never } => process.exit(1),
  whoAmI: async (_input: null) => {
    await sleep(100);
    return { value: threadId };
  },
} satisfies Works;

serveWorks(trialWorks);
