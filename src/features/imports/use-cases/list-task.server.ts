import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { readFile, storeFile } from '#platform/files.server.ts';
import { readPaperApart } from '#platform/office/apart.server.ts';
import { readLimits } from '#platform/office/index.server.ts';
import { toXlsx } from '#platform/spreadsheet.server.ts';
import type { TaskHandler, TaskResult } from '#platform/tasks.server.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { listRefusals as refusals } from '../rules.sheets-refusals.ts';
import {
  gatherFaults,
  reportOfCheck,
  reportOfSaving,
  type CheckedList,
  type ListFound,
  type ListOutcome,
} from '../rules.sheets-results.ts';
import { mendCaption } from '../rules.sheets.ts';
import type { ListKind } from '../schema.lists.ts';
import { listStore } from '../store.lists.server.ts';
import { readingStore, type Reading } from '../store.server.ts';
import { judgeList, type JudgedList, type Progress } from './judge-lists.server.ts';
import { lockLists, unlessMet, writeList } from './write-lists.server.ts';

/** A list that waits for its person. */
export type ListReading = Reading<ListFound, ListOutcome>;

const faultsShown = 200;
const warningsShown = 50;

/** What a task does with a reading: its file is checked, or saved. */
export interface ListTask {
  readonly readingId: string;
  readonly step: 'check' | 'save';
}

/** Does the long work with a list of this kind: checks it, or saves it. */
export function listTask(kind: ListKind): TaskHandler {
  return async ({ id, actor, now, database, input, progress }) => {
    const { readingId, step } = input as ListTask;
    const context = { actor, now, database };
    const run = step === 'save' ? saveChecked : check;
    return unlessMet(() => run(context, { kind, readingId, taskId: id, progress }));
  };
}

interface ListWork {
  readonly kind: ListKind;
  readonly readingId: string;
  readonly taskId: string;
  readonly progress: Progress;
}

const check = useCase<ListWork, TaskResult>('imports.check-list', async (work, { kind, readingId, progress }) => {
  const { tx, actor } = work;
  const reading: ListReading | null = await readingStore(tx).readingOf(actor.personId, readingId, kind);
  if (!reading) return refuse(notFound);
  const judged = await judgeStored(work, reading, kind, progress);
  if (!judged.ok) return judged;
  const checked = await toChecked(work, reading, judged.value, progress);
  if (!checked.ok) return checked;
  await listStore(tx).setFound(readingId, { ...reading.found, checked: checked.value } satisfies ListFound);
  return ok({ result: reportOfCheck(kind, readingId, checked.value), fileId: checked.value.mendFileId });
});

const saveChecked = useCase<ListWork, TaskResult>('imports.write-list', async (work, { kind, readingId, progress }) => {
  const { tx, actor, now } = work;
  const store = readingStore(tx);
  const reading: ListReading | null = await store.readingOf(actor.personId, readingId, kind, { lock: true });
  if (!reading) return refuse(notFound);
  if (reading.outcome) return ok({ result: reportOfSaving(kind, readingId, reading.outcome) });
  await progress(0, 0, 'Ждёт, пока закончится другая загрузка');
  await lockLists(work);
  // the second half of the work is writing
  const half: Progress = (done, total, note) => progress(done, total * 2, note);
  const judged = await judgeStored(work, reading, kind, half);
  if (!judged.ok) return judged;
  if (judged.value.faults.length > 0) {
    // the transaction writes nothing but what is wrong now
    const checked = await toChecked(work, reading, judged.value, progress);
    if (!checked.ok) return checked;
    await listStore(tx).setFound(readingId, { ...reading.found, checked: checked.value } satisfies ListFound);
    return ok({ result: reportOfCheck(kind, readingId, checked.value), fileId: checked.value.mendFileId });
  }
  const rows = judged.value.list.rows.length;
  await progress(rows, rows * 2, 'Строки записываются');
  const written = await writeList(
    work,
    { kind, id: readingId, fileName: reading.fileName, options: reading.found.options },
    judged.value,
  );
  if (!written.ok) return written;
  await store.finishReading(readingId, written.value, now);
  return ok({ result: reportOfSaving(kind, readingId, written.value) });
});

/** Judges a stored file anew: what was true when it was checked may be true no more. */
async function judgeStored(
  work: Work,
  reading: ListReading,
  kind: ListKind,
  progress: Progress,
): Promise<Outcome<JudgedList>> {
  await progress(0, 0, 'Файл читается');
  const file = reading.fileId ? await readFile(work.tx, reading.fileId) : null;
  if (!file) return refuse(notFound);
  const paper = await readPaperApart(file.bytes, readLimits.list);
  if (!paper.ok) return refuse(refusals.unreadable(paper.error));
  return judgeList(work, kind, paper.value, reading.found.options, progress);
}

async function toChecked(
  work: Work,
  reading: ListReading,
  judged: JudgedList,
  progress: Progress,
): Promise<Outcome<CheckedList>> {
  const { added, changed, unchanged, skipped, faults, warnings, shown, list } = judged;
  let mendFileId: string | null = null;
  if (faults.length > 0) {
    await progress(list.rows.length, list.rows.length, 'Готовится файл с тем, что исправить');
    const stored = await storeFile(work.tx, {
      name: `${reading.fileName.replace(/\.xlsx$/iu, '')} — что исправить.xlsx`,
      bytes: await mendFile(judged),
      declaredType: '',
      uploadedBy: work.actor.personId,
      now: work.now,
    });
    if (!stored.ok) return stored;
    mendFileId = stored.value.id;
  }
  return ok({
    rows: list.rows.length,
    added,
    changed,
    unchanged,
    skipped,
    faults: gatherFaults(faults).slice(0, faultsShown),
    faultsTotal: faults.length,
    warnings: warnings.slice(0, warningsShown),
    warningsTotal: warnings.length,
    unread: list.unread,
    shown,
    mendFileId,
  });
}

/** The same rows with a last column that tells what to mend; sent back, it is read without that column. */
function mendFile({ list, faults }: JudgedList): Promise<Uint8Array> {
  const byRow = Map.groupBy(faults, ({ row }) => row);
  const kept = list.captions.map((title, column) => ({ title, column })).filter(({ title }) => title !== mendCaption);
  return toXlsx({
    name: mendCaption,
    columns: [...kept.map(({ title }) => ({ title, width: 24 })), { title: mendCaption, width: 60 }],
    rows: list.rows.map((row) => [
      ...kept.map(({ column }) => row.texts[column] ?? ''),
      (byRow.get(row.row) ?? []).map(({ place, message }) => `${place.replace(/^.*, /u, '')}: ${message}`).join('\n'),
    ]),
  });
}
