import { valueMark, type FilledText } from './liquid.server.ts';

/** A row of a table as it was filled: which of the rows left in the text it is written like, and its own values. */
interface FilledRow {
  readonly like: number;
  readonly values: readonly string[];
}

/** A text where rows of a table differ in more than values; `tables` has all their rows, by the line of the head from 1. */
export interface ShortenedText extends FilledText {
  readonly tables: ReadonlyMap<number, readonly FilledRow[]>;
}

const delimiter = /^\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*$/;

/**
 * Leaves one row of each kind in the text. A row is one line and is read by itself, so a loop over a thousand teams
 * writes a thousand lines of a few kinds. Marks of the rows left bear the places of values in their own row. Looked at
 * are lines that stand at the margin after an empty one; whether they are a table only the reader of Markdown knows.
 */
export function withoutRepeatedRows({ text, values }: FilledText): ShortenedText {
  const lines = text.split('\n');
  const left: string[] = [];
  const tables = new Map<number, readonly FilledRow[]>();
  for (let at = 0; at < lines.length; at += 1) {
    const line = left.push(lines[at]!);
    const first = lines[at]!.startsWith('|') && (at === 0 || lines[at - 1]!.trim() === '');
    if (!first || !delimiter.test(lines[at + 1] ?? '')) continue;
    left.push(lines[(at += 1)]!);
    const kinds = new Map<string, number>();
    const rows: FilledRow[] = [];
    while (lines[at + 1]?.startsWith('|')) {
      const own: string[] = [];
      const kind = lines[(at += 1)]!.replace(
        valueMark,
        (_, number) => `\uE000${own.push(values[Number(number)] ?? '') - 1}\uE001`,
      );
      if (!kinds.has(kind)) {
        kinds.set(kind, kinds.size);
        left.push(kind);
      }
      rows.push({ like: kinds.get(kind)!, values: own });
    }
    tables.set(line, rows);
  }
  return { text: left.join('\n'), values, tables };
}
