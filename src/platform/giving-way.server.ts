import { setImmediate } from 'node:timers/promises';

/** Longest computing without a look at what else came: a request waits no longer for it, in milliseconds. */
const longest = 10;

/**
 * For long computing in the server's own thread: called between its steps, the function lets requests and answers of
 * the database through when more than ten milliseconds have passed since they last could.
 */
export function givingWay(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longest) return;
    await setImmediate();
    since = performance.now();
  };
}

/** Goes through the steps of pure computing, giving way between them; gives what the computing gives in the end. */
export async function allSteps<Value>(steps: Generator<void, Value>): Promise<Value> {
  const giveWay = givingWay();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    await giveWay();
  }
}
