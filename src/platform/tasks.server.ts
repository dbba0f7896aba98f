import { sql, type Kysely, type RawBuilder } from 'kysely';
import { refuse, notFound, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor } from '#kernel/roles.ts';
import { firstTaskState, goingStates, statesBefore, taskTransitions, type TaskState } from '#kernel/tasks.ts';
import { clock } from './clock.server.ts';
import type { Database, Json } from './database-types.ts';
import { openFile } from './files.server.ts';
import { WorkStopped } from './heavy/index.server.ts';
import { isId, newId } from './ids.server.ts';
import { enqueue, type JobHandler } from './jobs.server.ts';
import { json } from './json.server.ts';
import { log } from './log.server.ts';
import { query, type Transaction, type Work } from './use-case.server.ts';

/** Kinds of long work; a new one is a new name here and a handler registered where the program starts. */
export type TaskKind = 'archive' | 'import-registry' | 'import-organisations';

/** Long work as its owner sees it. */
export interface TaskView {
  readonly id: string;
  readonly kind: TaskKind;
  readonly title: string;
  readonly state: TaskState;
  readonly done: number;
  readonly total: number;
  readonly note: string;
  readonly result: unknown;
  readonly fileId: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** What a handler is given. */
export interface TaskWork {
  readonly id: string;
  readonly database: Kysely<Database>;
  readonly actor: Actor;
  readonly now: Date;
  readonly input: unknown;
  /** Shows how far the work is, outside of the handler's own transaction; call it some dozens of times, not thousands. */
  readonly progress: (done: number, total: number, note?: string) => Promise<void>;
}

/** What the page of finished long work shows; every part may be absent. */
export interface TaskReport {
  /** What came of it, in a sentence. */
  readonly sentence?: string;
  readonly facts?: readonly { readonly term: string; readonly text: string }[];
  /** What is wrong and where: the first ones, and how many there are. */
  readonly faults?: readonly { readonly place: string; readonly message: string }[];
  readonly faultsTotal?: number;
  /** What to do next. */
  readonly next?: readonly { readonly label: string; readonly href: string; readonly primary?: boolean }[];
}

/** What came of long work: a `TaskReport` for its page, and a file to download under its own name. */
export interface TaskResult {
  readonly result: unknown;
  readonly fileId?: string | null;
  readonly note?: string;
}

/**
 * Does the work; may be run twice with one input (the program was stopped half-way) and must not do it twice. A refusal
 * is shown to the owner; an exception is a bug, logged, and shown as a failure with the task's number.
 */
export type TaskHandler = (work: TaskWork) => Promise<Outcome<TaskResult>>;

/**
 * Whether an actor may still have long work that was asked with `input`, and the file it made: by the rights of now, not
 * by those of the hour when it was asked for.
 */
export type TaskRight = (work: Pick<Work, 'tx' | 'actor'>, input: unknown) => Promise<Outcome<true>>;

const handlers = new Map<TaskKind, { readonly run: TaskHandler; readonly right: TaskRight | null }>();

/** Registers who does a kind of long work and who may have it: its owner alone, and by `right` if there is one. */
export function registerTask(kind: TaskKind, run: TaskHandler, right: TaskRight | null = null): void {
  handlers.set(kind, { run, right });
}

async function mayHave(work: Pick<Work, 'tx' | 'actor'>, task: { kind: string; input: unknown }): Promise<boolean> {
  const right = handlers.get(task.kind as TaskKind)?.right;
  return !right || (await right(work, task.input)).ok;
}

/** Asks for long work as part of the transaction of `work`; gives the number of its page, `/tasks/ID`. */
export async function startTask(
  { tx, actor, now }: Work,
  task: { readonly kind: TaskKind; readonly title: string; readonly total?: number; readonly input: unknown },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('task')
    .values({
      id,
      kind: task.kind,
      title: task.title,
      personId: actor.personId,
      actor: json(actor),
      state: firstTaskState,
      total: task.total ?? 0,
      input: json(task.input),
      createdAt: now,
    })
    .execute();
  await enqueue(tx, 'task', { id });
  return id;
}

const shown = [
  'id',
  'kind',
  'title',
  'state',
  'done',
  'total',
  'note',
  'result',
  'fileId',
  'createdAt',
  'finishedAt',
] as const;

/** Long work of the actor; another's does not exist for them, nor what they have no right to any more. */
export async function taskOf(tx: Transaction, actor: Actor, id: string): Promise<Outcome<TaskView>> {
  if (!isId(id)) return refuse(notFound);
  const row = await tx
    .selectFrom('task')
    .select([...shown, 'input'])
    .where('id', '=', id)
    .where('personId', '=', actor.personId)
    .executeTakeFirst();
  return row && (await mayHave({ tx, actor }, row)) ? ok(viewOf(row)) : refuse(notFound);
}

function viewOf({ input: _input, ...row }: Omit<TaskView, 'kind' | 'state'> & { input: unknown }): TaskView {
  return row as TaskView;
}

/** The actor's latest long works, newest first. */
export async function tasksOf(tx: Transaction, actor: Actor, limit = 20): Promise<TaskView[]> {
  const rows = await tx
    .selectFrom('task')
    .select([...shown, 'input'])
    .where('personId', '=', actor.personId)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  const own: TaskView[] = [];
  for (const row of rows) if (await mayHave({ tx, actor }, row)) own.push(viewOf(row));
  return own;
}

/** One long work of the actor, for its page. */
export const viewTask = query(({ tx, actor }, { id }: { id: string }) => taskOf(tx, actor, id));

/** The actor's latest long works, for their list. */
export const viewTasks = query(async ({ tx, actor }, _input: object) => ok(await tasksOf(tx, actor, 50)));

/** The file a long work of the actor has made, its content as a stream. */
export const openTaskFile = query(async ({ tx, actor }, { id }: { id: string }) => {
  const task = await taskOf(tx, actor, id);
  if (!task.ok) return task;
  const file = task.value.fileId ? await openFile(tx, task.value.fileId) : null;
  return file ? ok(file) : refuse(notFound);
});

/**
 * Asks again for every task that was not finished: the program was stopped half-way. Called at its start, so that
 * nobody waits until the queue gives the lost job up.
 */
export async function resumeTasks(database: Kysely<Database>): Promise<number> {
  const left = await database.selectFrom('task').select('id').where('state', 'in', goingStates).orderBy('id').execute();
  for (const { id } of left) await enqueue(database, 'task', { id });
  return left.length;
}

/**
 * Does one task out of the queue. A task already finished is left alone, and one that is being done is left to whoever
 * does it: the lock of its connection ends with the process.
 */
export const runTask: JobHandler = async ({ database, now, data }) => {
  const id = (data as { id?: unknown } | null)?.id;
  if (typeof id !== 'string' || !isId(id)) return;
  await database.connection().execute(async (connection) => {
    const lock = sql`hashtextextended(${`task:${id}`}, 0)`;
    const claimed = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${lock}) as taken`.execute(connection);
    if (!claimed.rows[0]?.taken) return;
    try {
      await runClaimed(database, id, now);
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(connection).catch(() => undefined);
    }
  });
};

/** The state after an event that changes it. */
const after = Object.fromEntries(taskTransitions.map(({ event, to }) => [event, to])) as Readonly<
  Record<'begun' | 'finished' | 'failed', TaskState>
>;

async function runClaimed(database: Kysely<Database>, id: string, now: Date): Promise<void> {
  const task = await database
    .updateTable('task')
    .set({ state: after.begun, note: '' })
    .where('id', '=', id)
    .where('state', 'in', statesBefore('begun'))
    .returning(['kind', 'actor', 'input'])
    .executeTakeFirst();
  if (!task) return;
  const finish = (
    event: 'finished' | 'failed',
    values: { note: string; result?: RawBuilder<Json>; fileId?: string | null },
  ) =>
    database
      .updateTable('task')
      .set({ ...values, state: after[event], finishedAt: clock() })
      .where('id', '=', id)
      .where('state', 'in', statesBefore(event))
      .execute();
  const handler = handlers.get(task.kind as TaskKind)?.run;
  if (!handler) {
    await finish('failed', { note: 'Эта версия программы такой работы не знает' });
    return;
  }
  try {
    const outcome = await handler({
      id,
      database,
      actor: task.actor as unknown as Actor,
      now,
      input: task.input,
      progress: async (done, total, note = '') => {
        await database
          .updateTable('task')
          .set({ done, total, note })
          .where('id', '=', id)
          .where('state', 'in', statesBefore('progressed'))
          .execute();
      },
    });
    if (!outcome.ok) {
      await finish('failed', { note: outcome.error.message });
      return;
    }
    const { result, fileId = null, note = '' } = outcome.value;
    await finish('finished', { note, result: json(result ?? null), fileId });
  } catch (error) {
    // the queue will give the task again
    if (isPassing(error)) throw error;
    log.error({ err: error, task: id }, 'долгая работа не удалась');
    await finish('failed', { note: `Сбой программы. Повторите, а если он останется, сообщите номер ${id}` });
  }
}

/** Trouble that is over by the next attempt: the connection was lost, two transactions met, the program is stopping. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof WorkStopped && error.reason === 'closed') return true;
  const code = 'code' in error ? String(error.code) : '';
  return (
    /^(08|57P|40001|40P01|ECONN|EPIPE)/.test(code) ||
    /^(Connection terminated|Client has encountered)/.test(error.message)
  );
}
