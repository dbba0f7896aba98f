import { crc32 } from 'node:zlib';

/** Writes an archive entry by entry. What is in an entry is stored as it is: documents are compressed already. */
export interface ZipWriter {
  /** Adds a file under a path with «/»; `day` (ISO date) stands as the day of its change. */
  readonly add: (path: string, bytes: Uint8Array, day: string) => Promise<void>;
  /** Writes the list of entries; nothing may be added afterwards. */
  readonly finish: () => Promise<void>;
}

const utf8 = 0x0800;
const most16 = 0xffff;
const most32 = 0xffff_ffff;

/**
 * A ZIP archive (APPNOTE 6.3) written piece by piece to `append`, so that memory does not grow with it. Names are
 * UTF-8 and say so; sizes and sums stand before the content, as the unpackers of Windows and macOS like it; beyond
 * 65,534 entries or 4 GB it is ZIP64.
 */
export function zipTo(append: (bytes: Uint8Array) => Promise<void>): ZipWriter {
  const central: Buffer[] = [];
  let offset = 0;
  const write = async (bytes: Uint8Array) => {
    await append(bytes);
    offset += bytes.length;
  };
  return {
    async add(path, bytes, day) {
      const name = Buffer.from(path.normalize('NFC'), 'utf8');
      const common = Buffer.alloc(26);
      common.writeUInt16LE(20, 0);
      common.writeUInt16LE(utf8, 2);
      common.writeUInt16LE(0, 4);
      common.writeUInt16LE(0, 6);
      common.writeUInt16LE(dosDay(day), 8);
      common.writeUInt32LE(crc32(bytes), 10);
      common.writeUInt32LE(bytes.length, 14);
      common.writeUInt32LE(bytes.length, 18);
      common.writeUInt16LE(name.length, 22);
      central.push(centralEntry(common, name, offset));
      await write(Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, name]));
      await write(bytes);
    },
    async finish() {
      const start = offset;
      const count = central.length;
      for (let at = 0; at < count; at += 1000) await write(Buffer.concat(central.slice(at, at + 1000)));
      const size = offset - start;
      if (count >= most16 || size >= most32 || start >= most32) await write(zip64End(count, size, start, offset));
      const end = Buffer.alloc(22);
      end.write('PK\x05\x06', 0, 'latin1');
      end.writeUInt16LE(Math.min(count, most16), 8);
      end.writeUInt16LE(Math.min(count, most16), 10);
      end.writeUInt32LE(Math.min(size, most32), 12);
      end.writeUInt32LE(Math.min(start, most32), 16);
      await write(end);
    },
  };
}

/** A line of the list of entries: the local header's fields, rights to read, and where the entry stands. */
function centralEntry(common: Buffer, name: Buffer, offset: number): Buffer {
  const extra = offset >= most32 ? Buffer.alloc(12) : Buffer.alloc(0);
  if (extra.length > 0) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  const head = Buffer.alloc(6);
  head.write('PK\x01\x02', 0, 'latin1');
  // made on Unix: a file that everybody may read
  head.writeUInt16LE(0x0314, 4);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE((0o100644 << 16) >>> 0, 6);
  tail.writeUInt32LE(Math.min(offset, most32), 10);
  const fields = Buffer.from(common);
  if (extra.length > 0) fields.writeUInt16LE(45, 0);
  fields.writeUInt16LE(extra.length, 24);
  return Buffer.concat([head, fields, tail, name, extra]);
}

/** The end of the list for archives whose numbers do not fit the old one, and where to find it. */
function zip64End(count: number, size: number, start: number, here: number): Buffer {
  const end = Buffer.alloc(76);
  end.write('PK\x06\x06', 0, 'latin1');
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  for (const at of [24, 32]) end.writeBigUInt64LE(BigInt(count), at);
  end.writeBigUInt64LE(BigInt(size), 40);
  end.writeBigUInt64LE(BigInt(start), 48);
  end.write('PK\x06\x07', 56, 'latin1');
  end.writeBigUInt64LE(BigInt(here), 64);
  end.writeUInt32LE(1, 72);
  return end;
}

/** A day as ZIP keeps it: years from 1980, month, day. */
function dosDay(day: string): number {
  const [year = 1980, month = 1, date = 1] = day.split('-').map(Number);
  return ((Math.max(year, 1980) - 1980) << 9) | (month << 5) | date;
}
