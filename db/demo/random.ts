/** A small repeatable generator (mulberry32): the demonstration is the same on every machine. */
export function repeatable(seed: number): {
  next(): number;
  pick<Item>(items: readonly Item[]): Item;
  int(from: number, to: number): number;
} {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    pick: (items) => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
  };
}
