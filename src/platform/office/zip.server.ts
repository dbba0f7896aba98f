import { crc32 } from 'node:zlib';
import { Inflate } from 'fflate';
import { faults, stop } from './faults.server.ts';

/** One file of an archive: where its packed bytes lie and what they must unpack to. */
export interface ZipEntry {
  readonly packed: Uint8Array;
  readonly deflated: boolean;
  readonly size: number;
  readonly checksum: number;
}

/** How much may still be unpacked. */
export interface Budget {
  bytes: number;
}

interface Listed {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

const entriesAtMost = 5000;
const declaredAtMost = 300 * 1024 * 1024;
/** Bytes given to the unpacker at once: they become a thousand times as many at the worst. */
const portion = 4096;
const long = 0xffffffff;

/** The files of a ZIP archive by name in small letters. Stops on everything an honest office program never writes. */
export function openZip(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { listed, start } = directoryOf(bytes, view);
  if (listed.reduce((sum, { size }) => sum + size, 0) > declaredAtMost) stop(faults.bomb);
  const entries = new Map<string, ZipEntry>();
  let free = 0;
  for (const item of listed.toSorted((one, other) => one.offset - other.offset)) {
    if (item.flags & 0x2041) stop(faults.encrypted);
    if (item.method !== 0 && item.method !== 8) stop(faults.strange);
    // two files over the same bytes, or running into the directory
    if (item.offset < free) stop(faults.strange);
    if (item.offset + 30 > start || view.getUint32(item.offset, true) !== 0x04034b50) stop(faults.damaged);
    const nameLength = view.getUint16(item.offset + 26, true);
    const from = item.offset + 30 + nameLength + view.getUint16(item.offset + 28, true);
    const own = bytes.subarray(item.offset + 30, item.offset + 30 + nameLength);
    // one program would unpack what the list says, another what stands before the file
    if (view.getUint16(item.offset + 8, true) !== item.method || textOf(own) !== item.name) stop(faults.strange);
    free = from + item.packedSize;
    if (free > start) stop(faults.damaged);
    // names of parts differ in more than their case
    const name = item.name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
    if (name.split('/').includes('..') || name.includes('\0') || entries.has(name)) stop(faults.strange);
    if (name.endsWith('/')) continue;
    const packed = bytes.subarray(from, free);
    entries.set(name, { packed, deflated: item.method === 8, size: item.size, checksum: item.checksum });
  }
  return entries;
}

/** Unpacks a file piece by piece, never more than it said nor than the budget lets. */
export function unpack(entry: ZipEntry, budget: Budget, sink: (piece: Uint8Array) => void): void {
  let size = 0;
  let checksum = 0;
  const take = (piece: Uint8Array) => {
    size += piece.length;
    budget.bytes -= piece.length;
    if (budget.bytes < 0) stop(faults.bomb);
    if (size > entry.size) stop(faults.damaged);
    checksum = crc32(piece, checksum);
    sink(piece);
  };
  if (entry.deflated) inflate(entry.packed, take);
  else
    for (let from = 0; from < entry.packed.length; from += portion) take(entry.packed.subarray(from, from + portion));
  if (size !== entry.size || checksum !== entry.checksum) stop(faults.damaged);
}

function inflate(packed: Uint8Array, take: (piece: Uint8Array) => void): void {
  let piece = new Uint8Array();
  let barren = 0;
  const stream = new Inflate((given) => (piece = given));
  for (let from = 0; from === 0 || from < packed.length; from += portion) {
    // the text has ended and the bytes go on: the unpacker would keep copying them
    if (barren > 1) stop(faults.strange);
    try {
      stream.push(packed.subarray(from, from + portion), from + portion >= packed.length);
    } catch {
      stop(faults.damaged);
    }
    barren = piece.length === 0 ? barren + 1 : 0;
    take(piece);
  }
}

/** The list of files at the end of an archive, and where it begins. */
function directoryOf(bytes: Uint8Array, view: DataView): { listed: Listed[]; start: number } {
  const end = endOf(view);
  const sixtyFour = end >= 20 && view.getUint32(end - 20, true) === 0x07064b50;
  const record = sixtyFour ? place(view, end - 12) : end;
  if (sixtyFour && (record + 56 > bytes.length || view.getUint32(record, true) !== 0x06064b50)) stop(faults.damaged);
  const count = sixtyFour ? place(view, record + 32) : view.getUint16(end + 10, true);
  const start = sixtyFour ? place(view, record + 48) : view.getUint32(end + 16, true);
  if (count > entriesAtMost) stop(faults.strange);
  if (start > record) stop(faults.damaged);
  const listed: Listed[] = [];
  let at = start;
  for (let index = 0; index < count; index++) {
    if (at + 46 > record || view.getUint32(at, true) !== 0x02014b50) stop(faults.damaged);
    const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [
      number,
      number,
      number,
    ];
    const next = at + 46 + name + extra + comment;
    if (next > record) stop(faults.damaged);
    listed.push({
      name: textOf(bytes.subarray(at + 46, at + 46 + name)),
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      ...sizes(view, at, at + 46 + name, extra),
    });
    at = next;
  }
  return { listed, start };
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Where the end record stands; an archive cut short has none. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--)
    if (view.getUint32(at, true) === 0x06054b50 && at + 22 + view.getUint16(at + 20, true) <= view.byteLength)
      return at;
  return stop(faults.damaged);
}

/** Sizes and place of a file; those that do not fit stand in the extra field of ZIP64. */
function sizes(view: DataView, at: number, extraFrom: number, extraLength: number) {
  let size = view.getUint32(at + 24, true);
  let packedSize = view.getUint32(at + 20, true);
  let offset = view.getUint32(at + 42, true);
  for (let from = extraFrom; from + 4 <= extraFrom + extraLength;) {
    const length = view.getUint16(from + 2, true);
    const end = from + 4 + length;
    if (view.getUint16(from, true) === 1 && end <= extraFrom + extraLength) {
      let value = from + 4;
      const next = () => {
        if (value + 8 > end) stop(faults.damaged);
        return place(view, (value += 8) - 8);
      };
      if (size === long) size = next();
      if (packedSize === long) packedSize = next();
      if (offset === long) offset = next();
    }
    from = end;
  }
  return { size, packedSize, offset };
}

/** A 64-bit number; beyond what is exact no honest file goes. */
function place(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  return value > BigInt(Number.MAX_SAFE_INTEGER) ? stop(faults.damaged) : Number(value);
}
