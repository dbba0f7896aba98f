import { encode } from 'uqr';
import type { DocumentTree } from './tree.server.ts';

/** What a printed document is recognised by: a code of twelve signs in groups of four and the address that checks it. */
export interface Verification {
  readonly code: string;
  readonly address: string;
}

/** The tree with the block of verification (code, address, QR code) at its end. */
export function withVerification(tree: DocumentTree, { code, address }: Verification): DocumentTree {
  const last = tree.sections.at(-1) ?? { orientation: 'portrait' as const, blocks: [] };
  const block = { kind: 'verification', code, address } as const;
  return { ...tree, sections: [...tree.sections.slice(0, -1), { ...last, blocks: [...last.blocks, block] }] };
}

/** The side of the printed QR code in millimetres, its quiet border included. */
export const qrSide = 22;

/** What is printed beside the QR code. */
export const verificationHint = 'Подлинность документа проверяется по этому коду или адресу.';
/** The line of the code itself. */
export const verificationLabel = (code: string) => `Код проверки: ${code}`;
/** What is said of the QR code to whoever does not see it. */
export const qrAlternative = (address: string) => `QR-код адреса ${address}`;

/** Dark squares of the QR code of a text, row by row, with the quiet border of four squares that scanners want. */
export function qrMatrix(text: string): readonly (readonly boolean[])[] {
  return encode(text, { ecc: 'M', border: 4 }).data;
}

/** Dark squares standing side by side as one bar: fewer pieces to draw. In squares from the upper left corner. */
export function qrBars(matrix: readonly (readonly boolean[])[]): { x: number; y: number; width: number }[] {
  return matrix.flatMap((row, y) => {
    const bars: { x: number; y: number; width: number }[] = [];
    for (const [x, dark] of row.entries()) {
      const open = bars.at(-1);
      if (dark && open && open.x + open.width === x) open.width += 1;
      else if (dark) bars.push({ x, y, width: 1 });
    }
    return bars;
  });
}
