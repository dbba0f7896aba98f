import { constants, crc32, deflateRawSync } from 'node:zlib';

/** A file of a hand-made archive; everything said of it may be a lie. */
export interface RawEntry {
  readonly name: string;
  readonly packed: Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  readonly size: number;
  readonly checksum: number;
  /** Where its bytes are said to be, instead of where they are. */
  readonly offset?: number;
  /** What stands before its bytes, instead of what the list says. */
  readonly said?: { readonly name?: string; readonly method?: number };
}

/** An honest entry. */
export function entryOf(name: string, text: string | Uint8Array): RawEntry {
  const bytes = Buffer.from(text as string);
  return { name, packed: deflateRawSync(bytes), size: bytes.length, checksum: crc32(bytes) };
}

/** An archive as the entries tell, honest or not; with `zip64` its sizes stand where those over 4 GB would. */
export function rawZip(entries: readonly RawEntry[], { zip64 = false } = {}): Uint8Array {
  const body: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, packed, method = 8, flags = 0x800, size, checksum, offset, said } of entries) {
    const bytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(checksum, 10);
    common.writeUInt32LE(zip64 ? 0xffffffff : packed.length, 14);
    common.writeUInt32LE(zip64 ? 0xffffffff : size, 18);
    common.writeUInt16LE(bytes.length, 22);
    const extra = zip64 ? Buffer.alloc(20) : Buffer.alloc(0);
    if (zip64) {
      extra.writeUInt16LE(1, 0);
      extra.writeUInt16LE(16, 2);
      extra.writeBigUInt64LE(BigInt(size), 4);
      extra.writeBigUInt64LE(BigInt(packed.length), 12);
      common.writeUInt16LE(20, 24);
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset ?? at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, rest, bytes, extra);
    const before = Buffer.from(common);
    before.writeUInt16LE(said?.method ?? method, 4);
    const own = Buffer.from(said?.name ?? name);
    before.writeUInt16LE(own.length, 22);
    const local = [Buffer.from('PK\x03\x04', 'latin1'), before, own, extra, Buffer.from(packed)];
    body.push(...local);
    at += local.reduce((sum, { length }) => sum + length, 0);
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length % 65536, 8);
  end.writeUInt16LE(entries.length % 65536, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...body, listed, ...(zip64 ? endOfZip64(entries.length, listed.length, at) : []), end]);
}

function endOfZip64(count: number, length: number, start: number): Buffer[] {
  const record = Buffer.alloc(56);
  record.write('PK\x06\x06', 'latin1');
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(length), 40);
  record.writeBigUInt64LE(BigInt(start), 48);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(start + length), 8);
  return [record, locator];
}

/** Deflated data that unpacks to the beginning, a megabyte of one sign as many times as told, and the end. */
export function bombOf(start: string, sign: string, megabytes: number, end: string): Uint8Array {
  const flushed = (text: string | Buffer) => deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
  const megabyte = flushed(Buffer.alloc(1024 * 1024, sign));
  return Buffer.concat([flushed(start), ...Array<Buffer>(megabytes).fill(megabyte), deflateRawSync(end)]);
}
