import type { PaperBlock, PaperRow, PaperTable } from '#kernel/paper.ts';
import { cleanText } from '#kernel/text.ts';

// no row of a form is longer
const longest = 3000;

/** What the tabs of a paragraph divide; null where they divide nothing that could be a row. */
export function tabParts(raw: string): readonly string[] | null {
  if (raw.length > longest || !raw.includes('\t')) return null;
  const parts = raw
    .replace(/^\s+|\s+$/gu, '')
    .split(/\t+/)
    .map(cleanText);
  // a line to sign on is no row of a table
  return parts.length < 2 || parts.length > 20 || parts.some((part) => part === '' || /_{3,}/.test(part))
    ? null
    : parts;
}

/**
 * Paragraphs whose tabs make columns as a table: at least two of three parts or more one after another, or three of
 * two parts. A form is typed so where nobody drew its table.
 */
export function tablesOfTabs(
  blocks: readonly PaperBlock[],
  parts: ReadonlyMap<PaperBlock, readonly string[]>,
): PaperBlock[] {
  const out: PaperBlock[] = [];
  let run: PaperBlock[] = [];
  const end = () => {
    const rows = run.map((block) => parts.get(block) ?? []);
    const wide = rows.filter((row) => row.length > 2).length;
    if (rows.length >= 2 && (wide >= 2 || rows.length >= 3)) out.push(tableOf(run, rows));
    else out.push(...run);
    run = [];
  };
  for (const block of blocks) {
    const own = parts.get(block);
    const before = parts.get(run[0] ?? block);
    // rows of two columns and of many are not one table
    if (own !== undefined && run.length > 0 && (own.length === 2) !== (before?.length === 2)) end();
    if (own === undefined) {
      end();
      out.push(block);
    } else run.push(block);
  }
  end();
  return out;
}

function tableOf(run: readonly PaperBlock[], rows: readonly (readonly string[])[]): PaperTable {
  const place = run[0]?.place ?? '';
  return {
    kind: 'table',
    place,
    rows: rows.map((row, index): PaperRow => ({
      cells: row.map((text, column) => {
        const where = run[index]?.place ?? place;
        const block = { kind: 'paragraph', text, item: false, place: where } as const;
        return { column, columns: 1, rows: 1, text, blocks: [block], place: where };
      }),
    })),
  };
}
