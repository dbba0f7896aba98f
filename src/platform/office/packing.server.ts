import type { Paper, PaperBlock, PaperCell, PaperRow } from '#kernel/paper.ts';
import { givingWay } from '../giving-way.server.ts';

/** A cell without what its other fields tell: the one paragraph that most cells consist of. */
type PackedCell = readonly [
  column: number,
  columns: number,
  rows: number,
  text: string,
  place: string,
  blocks?: readonly PaperBlock[],
];

/** Rows that go on with the table begun before; a table begins without rows. */
type Portion = PaperBlock | readonly (readonly PackedCell[])[];

/** Few enough to be unpacked within milliseconds. */
const rowsAtOnce = 200;

/**
 * A paper in portions that move between threads without being copied: as one object a list of ten thousand rows would
 * hold the receiving thread for half a second.
 */
export function pack({ blocks, ...rest }: Paper): Uint8Array<ArrayBuffer>[] {
  const portions = blocks.flatMap((block): Portion[] => {
    if (block.kind !== 'table') return [block];
    const rows = block.rows.map(({ cells }) => cells.map(packCell));
    const parts = Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, index) =>
      rows.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
    );
    return [{ ...block, rows: [] }, ...parts];
  });
  return [rest, ...portions].map(bytesOf);
}

/** What was packed; other work is let through between portions, each of which is forgotten once it is unpacked. */
export async function unpack(portions: Uint8Array[]): Promise<Paper> {
  const giveWay = givingWay();
  const rest = valueOf(portions.shift()!) as Omit<Paper, 'blocks'>;
  const blocks: PaperBlock[] = [];
  let rows: PaperRow[] = [];
  for (let bytes = portions.shift(); bytes; bytes = portions.shift()) {
    const portion = valueOf(bytes) as Portion;
    if ('kind' in portion) blocks.push(portion.kind === 'table' ? { ...portion, rows: (rows = []) } : portion);
    else for (const cells of portion) rows.push({ cells: cells.map(unpackCell) });
    await giveWay();
  }
  return { ...rest, blocks };
}

function packCell({ column, columns, rows, text, place, blocks }: PaperCell): PackedCell {
  const [only, ...others] = blocks;
  const alone = only?.kind === 'paragraph' && others.length === 0 && !only.item;
  return alone && only.text === text && only.place === place
    ? [column, columns, rows, text, place]
    : [column, columns, rows, text, place, blocks];
}

function unpackCell([column, columns, rows, text, place, blocks]: PackedCell): PaperCell {
  return { column, columns, rows, text, place, blocks: blocks ?? [{ kind: 'paragraph', text, item: false, place }] };
}

const bytesOf = (value: unknown): Uint8Array<ArrayBuffer> => new TextEncoder().encode(JSON.stringify(value));
const valueOf = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));
