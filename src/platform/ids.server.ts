import { randomFillSync } from 'node:crypto';

/** Random bytes of one id, and those fetched for the next five hundred: fetching is what an id takes time for. */
const length = 10;
const pool = new Uint8Array(length * 500);
let used = pool.length;
let lastMillisecond = 0;
let counter = 0;

/**
 * A new UUIDv7 (RFC 9562): time in milliseconds, a 12-bit counter, 62 random bits. Within one process ids only grow,
 * so ordering by id is ordering by creation.
 */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, (used += length));
  const millisecond = Date.now();
  if (millisecond > lastMillisecond) {
    lastMillisecond = millisecond;
    // half of the range is left for the ids of the same millisecond
    counter = ((random[0]! << 8) | random[1]!) & 0x7ff;
  } else if (++counter > 0xfff) {
    lastMillisecond += 1;
    counter = 0;
  }
  const time = lastMillisecond.toString(16).padStart(12, '0');
  const rest = Buffer.from(random.subarray(2)).toString('hex');
  const variant = (0x8 | (parseInt(rest[0]!, 16) & 0x3)).toString(16);
  const sequence = counter.toString(16).padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${variant}${rest.slice(1, 4)}-${rest.slice(4)}`;
}

/** Whether a text from an address is an id at all: the database refuses to compare anything else with one. */
export function isId(text: string): boolean {
  return /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(text);
}
