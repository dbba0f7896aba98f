const turns = new Map<string, Promise<unknown>>();

/** Runs what concerns one key after everything begun before it for the same key, within this process. */
export async function inTurn<Value>(key: string, run: () => Promise<Value>): Promise<Value> {
  const before = turns.get(key) ?? Promise.resolve();
  const own = before.then(run, run);
  const settled = own.catch(() => undefined);
  turns.set(key, settled);
  try {
    return await own;
  } finally {
    if (turns.get(key) === settled) turns.delete(key);
  }
}
