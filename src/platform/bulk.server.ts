import { sql, type Insertable } from 'kysely';
import type { Database } from './database-types.ts';
import type { Transaction } from './use-case.server.ts';

/** Rows written by one statement: few enough for the memory of both sides, many enough that a statement costs nothing. */
const chunk = 1000;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * Writes many rows of one shape by few statements: each chunk travels as one JSON parameter and is taken apart by the
 * table's own row type. Values of jsonb columns are given as they are. With `skipTaken`, rows that meet a unique index
 * are left out. Gives the number of rows written.
 */
export async function insertMany<Table extends keyof Database>(
  tx: Transaction,
  table: Table,
  rows: readonly Insertable<Database[Table]>[],
  { skipTaken = false } = {},
): Promise<number> {
  const first = rows[0];
  if (!first) return 0;
  const names = Object.keys(first);
  const columns = sql.join(names.map((name) => sql.ref(name)));
  const target = sql.table(table);
  let written = 0;
  for (let from = 0; from < rows.length; from += chunk) {
    const content = JSON.stringify(
      rows
        .slice(from, from + chunk)
        .map((row) => Object.fromEntries(names.map((name) => [snake(name), (row as Record<string, unknown>)[name]]))),
    );
    const done = await sql`
      insert into ${target} (${columns})
      select ${columns} from jsonb_populate_recordset(null::${target}, ${content}::jsonb)
      ${skipTaken ? sql`on conflict do nothing` : sql``}`.execute(tx);
    written += Number(done.numAffectedRows ?? 0n);
  }
  return written;
}

/** Runs one statement for every thousand of rows, each thousand as the JSON text of an array. */
export async function inChunks<Row>(
  rows: readonly Row[],
  run: (content: string, rows: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += chunk) {
    const part = rows.slice(from, from + chunk);
    await run(JSON.stringify(part), part);
  }
}
