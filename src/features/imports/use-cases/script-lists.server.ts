import type { ClauseKey } from '#kernel/clauses.ts';
import { today as todayOf } from '#kernel/dates.ts';
import { fileRefusals } from '#kernel/files.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { attempt } from '#platform/attempt.server.ts';
import { readLimits, readPaper } from '#platform/office/index.server.ts';
import { useCase, type Context } from '#platform/use-case.server.ts';
import { canImportLists } from '../permissions.lists.ts';
import { listRefusals as refusals } from '../rules.sheets-refusals.ts';
import type { ListOutcome } from '../rules.sheets-results.ts';
import type { ListFault } from '../rules.sheets.ts';
import type { ListKind, ListOptions } from '../schema.lists.ts';
import { judgeList } from './judge-lists.server.ts';
import { lockLists, unlessMet, writeList } from './write-lists.server.ts';

/** What a script is told of a list. */
export interface ListReport extends ListOutcome {
  readonly rows: number;
  readonly refused: readonly {
    readonly path: string;
    readonly place: string;
    readonly message: string;
    readonly clause: ClauseKey | null;
  }[];
  readonly doubts: readonly { readonly place: string; readonly message: string }[];
  readonly unread: readonly string[];
  readonly saved: boolean;
}

/** Checks and saves a list at once, in one transaction; with `dryRun` everything is done and taken back. */
export async function importList(
  context: Context,
  input: { kind: ListKind; id: string; fileName: string; bytes: Uint8Array; options: ListOptions; dryRun: boolean },
): Promise<Outcome<ListReport>> {
  const allowed = canImportLists(context.actor);
  if (!allowed.ok) return allowed;
  if (input.bytes.length === 0) return refuse(fileRefusals.empty(input.fileName));
  const paper = readPaper(input.bytes, readLimits.list);
  if (!paper.ok) return refuse(refusals.unreadable(paper.error));
  const run = useCase<object, ListReport>('imports.import-list', async (given) => {
    const work = { ...given, today: todayOf(given.now) };
    await lockLists(work);
    const judged = await judgeList(work, input.kind, paper.value, input.options, () => Promise.resolve());
    if (!judged.ok) return judged;
    const { faults, warnings, list, added, changed, unchanged, skipped } = judged.value;
    const told = ({ place, message }: ListFault) => ({ place, message });
    const report = {
      rows: list.rows.length,
      refused: faults.map((fault) => ({ path: `rows[${fault.row}]`, ...told(fault), clause: fault.clause ?? null })),
      doubts: warnings.map(told),
      unread: list.unread,
    };
    if (faults.length > 0) return ok({ ...report, added: 0, changed: 0, unchanged, skipped, saved: false });
    const written = await attempt(work, async () => {
      const done = await writeList(work, input, judged.value);
      return done.ok && input.dryRun ? refuse(refusals.dryRun) : done;
    });
    if (!written.ok && written.error !== refusals.dryRun) return written;
    return ok({ ...report, added, changed, unchanged, skipped, saved: written.ok });
  });
  return unlessMet(() => run(context, {}));
}
