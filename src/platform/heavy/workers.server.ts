import { Worker } from 'node:worker_threads';

/** What a worker does by name; the value comes back, `transfer` names what of it moves without being copied. */
export type Works = Readonly<Record<string, (input: never) => Done | Promise<Done>>>;

/** What came of a work. */
export interface Done<Value = unknown> {
  readonly value: Value;
  readonly transfer?: readonly ArrayBuffer[];
}

type Input<Work> = Work extends (input: infer Given) => unknown ? Given : never;
type Value<Work> = Work extends (input: never) => infer Given
  ? Awaited<Given> extends Done<infer Made>
    ? Made
    : never
  : never;

/** Threads that do heavy works, each one at a time. */
export interface Workers<Known extends Works> {
  /** Waits for a free thread and gives what the work gives; `deadline` counts from its start, in milliseconds. */
  run<Name extends keyof Known & string>(
    work: Name,
    input: Input<Known[Name]>,
    options: { readonly deadline: number },
  ): Promise<Value<Known[Name]>>;
  /** Ends all threads; works in hand fail with `closed`. */
  close(): Promise<void>;
}

/** Why a work was not finished through no mistake of its own. */
export class WorkStopped extends Error {
  readonly reason: 'deadline' | 'memory' | 'closed';
  constructor(reason: WorkStopped['reason']) {
    super(`The work was stopped: ${reason}`);
    this.reason = reason;
  }
}

/** What a thread answers with. */
export type Answer = { readonly value: unknown } | { readonly error: unknown };

interface Asked {
  readonly work: string;
  readonly input: unknown;
  readonly deadline: number;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  current: Asked | null;
  timer: NodeJS.Timeout | null;
  watch: NodeJS.Timeout | null;
}

const megabyte = 2 ** 20;
/** How often the memory of a work is looked at, in milliseconds. */
const look = 100;
/** How many times its memory a thread may take before the look: at this wall the engine may end the whole program. */
const wall = 4;

/**
 * A few threads of `entry` (a file that calls `serveWorks`), started when they are needed and ended when nothing was
 * asked of them for `rest` milliseconds: their memory goes back to the system. One that dies or passes its deadline or
 * its `memory` (megabytes) is ended, and the next work gets a fresh one. A resting thread keeps no process alive.
 */
export function openWorkers<Known extends Works>(options: {
  readonly entry: string;
  readonly size: number;
  readonly memory: number;
  readonly rest: number;
}): Workers<Known> {
  const threads = new Set<Thread>();
  const queue: Asked[] = [];

  const start = (): Thread => {
    const worker = new Worker(new URL(options.entry), {
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: options.memory * wall },
    });
    const thread: Thread = { worker, current: null, timer: null, watch: null };
    threads.add(thread);
    worker.on('message', (answer: Answer) => {
      const asked = free(thread);
      if (asked) give(asked, answer);
      rest(thread);
      next();
    });
    worker.on('error', (error) => {
      const outOfMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      drop(thread, outOfMemory ? new WorkStopped('memory') : error);
    });
    worker.on('exit', () => drop(thread, new Error('The thread ended in the middle of its work')));
    return thread;
  };

  /** Takes the work from the thread: whatever comes of it is told once. */
  const free = (thread: Thread): Asked | null => {
    const asked = thread.current;
    thread.current = null;
    if (thread.timer) clearTimeout(thread.timer);
    thread.timer = null;
    if (thread.watch) clearInterval(thread.watch);
    thread.watch = null;
    return asked;
  };

  const drop = (thread: Thread, why: unknown): void => {
    free(thread)?.failed(why);
    if (!threads.delete(thread)) return;
    void thread.worker.terminate();
    next();
  };

  /** Ends a work that takes too much: asked of the thread from outside, while it works. */
  const weigh = async (thread: Thread, asked: Asked): Promise<void> => {
    const heap = await thread.worker.getHeapStatistics().catch(() => null);
    const taken = heap ? heap.used_heap_size + heap.external_memory : 0;
    if (thread.current === asked && taken > options.memory * megabyte) drop(thread, new WorkStopped('memory'));
  };

  const rest = (thread: Thread): void => {
    thread.worker.unref();
    thread.timer = setTimeout(() => drop(thread, null), options.rest).unref();
  };

  const next = (): void => {
    const asked = queue[0];
    if (!asked) return;
    const idle = [...threads].find(({ current }) => current === null);
    if (!idle && threads.size >= options.size) return;
    queue.shift();
    const thread = idle ?? start();
    free(thread);
    thread.current = asked;
    thread.timer = setTimeout(() => drop(thread, new WorkStopped('deadline')), asked.deadline);
    thread.watch = setInterval(() => void weigh(thread, asked), look);
    thread.worker.ref();
    try {
      thread.worker.postMessage({ work: asked.work, input: asked.input });
    } catch (error) {
      // what was given cannot be sent to a thread
      free(thread);
      rest(thread);
      asked.failed(error);
    }
  };

  return {
    run: (work, input, { deadline }) =>
      new Promise((resolve, reject) => {
        queue.push({ work, input, deadline, done: resolve as (value: unknown) => void, failed: reject });
        next();
      }),
    async close() {
      const closed = new WorkStopped('closed');
      for (const asked of queue.splice(0)) asked.failed(closed);
      const ending = [...threads].map((thread) => thread.worker.terminate());
      for (const thread of threads) drop(thread, closed);
      await Promise.all(ending);
    },
  };
}

function give(asked: Asked, answer: Answer): void {
  if ('error' in answer) asked.failed(answer.error);
  else asked.done(answer.value);
}
