import { currentCycle } from '#features/regulation/index.server.ts';
import { kindOf } from '#kernel/files.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { isGoing } from '#kernel/tasks.ts';
import { storeFile } from '#platform/files.server.ts';
import { startTask, taskOf, type TaskRight, type TaskView } from '#platform/tasks.server.ts';
import { query, useCase, type Work } from '#platform/use-case.server.ts';
import { canImportLists } from '../permissions.lists.ts';
import { organisationSheetColumns } from '../rules.sheets-organisations-columns.ts';
import { listPages } from '../rules.sheets-pages.ts';
import { listRefusals as refusals } from '../rules.sheets-refusals.ts';
import { registrySheetColumns } from '../rules.sheets-registry-columns.ts';
import type { ListFound } from '../rules.sheets-results.ts';
import type { ListKind, ListOptions } from '../schema.lists.ts';
import { listStore } from '../store.lists.server.ts';
import { readingStore } from '../store.server.ts';
import type { ListReading, ListTask } from './list-task.server.ts';

const taskKinds = { organisations: 'import-organisations', registry: 'import-registry' } as const;

/** A file with a list: kept, and checked as long work. */
export interface UploadedList {
  readonly kind: ListKind;
  readonly file: { readonly name: string; readonly type: string; readonly bytes: Uint8Array };
  readonly options: ListOptions;
}

/** Takes a list of a whole region; it is checked by a task, nothing of it is saved before its person says so. */
export const uploadList = useCase<UploadedList, { taskId: string }>('imports.upload-list', async (work, input) => {
  const { tx, actor, now } = work;
  const allowed = canImportLists(actor);
  if (!allowed.ok) return allowed;
  const { name, type, bytes } = input.file;
  if (bytes.length > 0 && kindOf(bytes) !== 'xlsx')
    return refuse(refusals.unreadable('Список читается из таблицы Excel: сохраните его как XLSX и выберите снова'));
  const stored = await storeFile(tx, { name, bytes, declaredType: type, uploadedBy: actor.personId, now });
  if (!stored.ok) return stored;
  const found: ListFound = { options: input.options, checked: null };
  const readingId = await readingStore(tx).keepReading(
    {
      kind: input.kind,
      personId: actor.personId,
      regionId: actor.regionId,
      fileName: name,
      fileId: stored.value.id,
      found,
    },
    now,
  );
  return ok({ taskId: await begin(work, input.kind, { readingId, step: 'check' }, `проверка файла «${name}»`) });
});

async function begin(work: Work, kind: ListKind, input: ListTask, what: string): Promise<string> {
  const taskId = await startTask(work, { kind: taskKinds[kind], title: `${listPages[kind].title}: ${what}`, input });
  await listStore(work.tx).setTask(input.readingId, taskId);
  return taskId;
}

/** A list of the actor's own and of the region the actor works in now. */
async function ownList(
  { tx, actor }: Pick<Work, 'tx' | 'actor'>,
  kind: ListKind,
  id: string,
  options: { lock?: boolean } = {},
): Promise<Outcome<ListReading>> {
  const allowed = canImportLists(actor);
  if (!allowed.ok) return allowed;
  const reading: ListReading | null = await readingStore(tx).readingOf(actor.personId, id, kind, options);
  return reading?.regionId === actor.regionId ? ok(reading) : refuse(notFound);
}

/** Whether the work with a list, and its file of what to mend, may be had now: whoever may load lists still has it. */
export function mayHaveList(kind: ListKind): TaskRight {
  return async (work, input) => {
    const found = await ownList(work, kind, (input as ListTask).readingId);
    return found.ok ? ok(true) : found;
  };
}

/** A list that was checked: what saving it would do, what is wrong, and the task that works on it. */
export const viewList = query(async ({ tx, actor }, { kind, id }: { kind: ListKind; id: string }) => {
  const found = await ownList({ tx, actor }, kind, id);
  if (!found.ok) return found;
  const reading = found.value;
  const task = reading.taskId ? await taskOf(tx, actor, reading.taskId) : null;
  return ok({ reading, task: task?.ok ? (task.value as TaskView) : null });
});

const sheetColumns = { organisations: organisationSheetColumns, registry: registrySheetColumns } as const;

/** An empty sheet with the captions of a list. */
export function listTemplate(kind: ListKind) {
  return {
    name: `${listPages[kind].title}, образец.xlsx`,
    sheet: {
      name: listPages[kind].title,
      columns: sheetColumns[kind].map(({ title }) => ({ title, width: 28 })),
      rows: [],
    },
  };
}

/** The page that takes a list: for whom it is, and the latest ones taken. */
export const openLists = query(async ({ tx, actor }, { kind }: { kind: ListKind }) => {
  const allowed = canImportLists(actor);
  if (!allowed.ok) return allowed;
  const columns = sheetColumns[kind].map(({ title, required = false, hint = '' }) => ({ title, required, hint }));
  return ok({
    columns,
    // teams are entered into an open cycle, organisations into none
    noCycle: kind === 'registry' && (await currentCycle(tx, actor.regionId))?.state !== 'open',
    latest: await readingStore(tx).latestReadings(actor.personId, { kind, limit: 5 }),
  });
});

/** Saves a checked list as long work; refused while something is to be mended, and when it is saved already. */
export const saveList = useCase<{ kind: ListKind; id: string }, { taskId: string }>(
  'imports.save-list',
  async (work, { kind, id }) => {
    const { tx, actor } = work;
    const found = await ownList(work, kind, id, { lock: true });
    if (!found.ok) return found;
    const reading = found.value;
    if (reading.outcome) return refuse(refusals.saved);
    const { checked } = reading.found;
    if (!checked || checked.faultsTotal > 0) return refuse(refusals.notReady);
    const task = reading.taskId ? await taskOf(tx, actor, reading.taskId) : null;
    if (task?.ok && isGoing(task.value.state)) return ok({ taskId: task.value.id });
    return ok({
      taskId: await begin(work, kind, { readingId: id, step: 'save' }, `внесение из файла «${reading.fileName}»`),
    });
  },
);
