import { journal } from '#features/journal/index.server.ts';
import { transferReason } from '#features/registry/index.ts';
import { directory, units } from '#features/territory/index.server.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Work } from '#platform/use-case.server.ts';
import { listPages } from '../rules.sheets-pages.ts';
import { listRefusals as refusals } from '../rules.sheets-refusals.ts';
import type { ListOutcome } from '../rules.sheets-results.ts';
import type { ListKind, ListOptions } from '../schema.lists.ts';
import { listStore } from '../store.lists.server.ts';
import type { JudgedList } from './judge-lists.server.ts';

/** One list of the region at a time, and nobody adds organisations beside it. */
export async function lockLists({ tx, actor }: Work): Promise<void> {
  await listStore(tx).lockRegion(actor.regionId);
  const municipalities = await units(tx).municipalities(actor.regionId);
  await directory(tx).lockNames(municipalities.map(({ id }) => id));
}

/** Writes a list that was judged without a fault, with one entry of the journal. */
export async function writeList(
  work: Work,
  about: { kind: ListKind; id: string; fileName: string; options: ListOptions },
  judged: JudgedList,
): Promise<Outcome<ListOutcome>> {
  const { added, changed, unchanged, skipped } = judged;
  const written = await judged.write(work);
  if (!written.ok) return written;
  await journal(work.tx).write(work, {
    subject: { type: 'import', id: about.id },
    action: `import-${about.kind}`,
    summary: `${listPages[about.kind].title} из файла «${about.fileName}»: внесено ${added}, изменено ${changed}`,
    reason: about.kind === 'registry' && about.options.state === 'registered' ? transferReason : null,
    facts: { added, changed, unchanged, skipped },
  });
  return ok({ added, changed, unchanged, skipped });
}

/** A curator may enter by hand what the list holds: the database lets in one of the two, and the list is taken back. */
export async function unlessMet<Value>(write: () => Promise<Outcome<Value>>): Promise<Outcome<Value>> {
  try {
    return await write();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // a unique index or the one head at a time
    if (code === '23505' || code === '23P01') return refuse(refusals.meanwhile);
    throw error;
  }
}
