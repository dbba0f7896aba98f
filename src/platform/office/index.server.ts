import { largestFile } from '#kernel/files.ts';
import type { Paper } from '#kernel/paper.ts';
import { fail, ok, type Result } from '#kernel/result.ts';
import { faults, PaperFault, stop } from './faults.server.ts';
import { readLimits, roomFor, type ReadLimits } from './limits.server.ts';
import { openPackage } from './package.server.ts';
import { refuseOtherKinds } from './signatures.server.ts';
import { readWorkbook } from './workbook.server.ts';
import { readMargins, readWord } from './word.server.ts';

export { readLimits, type ReadLimits } from './limits.server.ts';

/**
 * Reads a DOCX or XLSX, told apart by content, into paragraphs and tables with their places. Time and memory are
 * bounded whatever the bytes are. The error is one Russian sentence without a full stop: what is wrong, what to do.
 */
export function readPaper(bytes: Uint8Array, limits: ReadLimits = readLimits.form): Result<Paper, string> {
  try {
    if (bytes.length > largestFile) stop(faults.tooLarge);
    refuseOtherKinds(bytes);
    const { bytes: unpacked, elements } = roomFor(limits);
    const office = openPackage(bytes, { bytes: unpacked, elements });
    if (office.format === 'xlsx') return ok({ format: 'xlsx', blocks: readWorkbook(office, limits) });
    return ok({ format: 'docx', blocks: readWord(office, limits), margins: readMargins(office, limits) });
  } catch (fault) {
    if (fault instanceof PaperFault) return fail(fault.message);
    throw fault;
  }
}
