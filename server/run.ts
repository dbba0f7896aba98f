import { setTimeout as sleep } from 'node:timers/promises';
import { reasonOf, StartFailure } from '#platform/start-failure.server.ts';
import { settings, start } from './main.ts';

// whether somebody started this process and is to be outlived by nobody
const hadParent = process.connected === true;

/** Tells why the program did not start: a sentence for what its owner can mend, a stack only for our own mistakes. */
export function tellFailure(error: unknown): void {
  if (error instanceof StartFailure) console.error(error.message);
  else console.error(error instanceof Error ? error.stack : reasonOf(error));
}

/**
 * Runs the program until it is told to stop (SIGINT, SIGTERM, or the death of the process that started it) and ends
 * the process: 0 after a stop, 1 when it could not start. A second signal does not wait.
 */
export async function run(environment: NodeJS.ProcessEnv): Promise<never> {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  let askedAt = 0;
  const onSignal = (): void => {
    // one Ctrl+C comes twice: from the terminal and from the parent process
    if (askedAt && Date.now() - askedAt > 1500) process.exit(130);
    askedAt ||= Date.now();
    ask();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  process.once('disconnect', ask);
  if (hadParent && !process.connected) ask();

  try {
    const stop = await start(settings(environment));
    await asked;
    // whatever hangs must not keep the process
    await Promise.race([stop(), sleep(25_000, undefined, { ref: false })]);
    process.exit(0);
  } catch (error) {
    tellFailure(error);
    process.exit(1);
  }
}
