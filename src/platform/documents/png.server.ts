import { crc32, deflateSync } from 'node:zlib';

function chunk(name: string, content: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(content.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** A black and white PNG of a square matrix (true is dark), each square `scale` pixels wide. */
export function pngOf(matrix: readonly (readonly boolean[])[], scale: number): Uint8Array<ArrayBuffer> {
  const side = matrix.length * scale;
  const stride = Math.ceil(side / 8) + 1;
  const pixels = Buffer.alloc(stride * side);
  for (let y = 0; y < side; y++) {
    // every row begins with its filter (0: none); one bit a pixel, set where it is white
    for (let x = 0; x < side; x++) {
      const dark = matrix[Math.floor(y / scale)]![Math.floor(x / scale)];
      if (!dark) pixels[y * stride + 1 + (x >> 3)]! |= 0x80 >> (x & 7);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('IDAT', deflateSync(pixels)),
      chunk('IEND', new Uint8Array()),
    ]),
  );
}
