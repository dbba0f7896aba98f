import type { Paper } from '#kernel/paper.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { heavyWork, WorkStopped } from '../heavy/index.server.ts';
import { faults } from './faults.server.ts';
import { readLimits, type ReadLimits } from './limits.server.ts';
import { unpack } from './packing.server.ts';

/** Many times what the largest list takes on a slow machine, in milliseconds. */
const deadline = 30_000;

/**
 * `readPaper` for the running program: in a thread of its own, so that nobody else waits. What takes too long or too
 * much memory there is refused like any other file that holds too much.
 */
export async function readPaperApart(
  bytes: Uint8Array,
  limits: ReadLimits = readLimits.form,
): Promise<Result<Paper, string>> {
  try {
    const read = await heavyWork().run('read-paper', { bytes, limits }, { deadline });
    return read.ok ? ok(await unpack(read.value)) : read;
  } catch (error) {
    if (error instanceof WorkStopped && error.reason !== 'closed') return fail(faults.tooMuchText);
    throw error;
  }
}
