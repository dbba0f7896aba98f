export const taskStates = ['waiting', 'running', 'done', 'failed'] as const;
/** The state of long work: asked for, being done, finished with a result, finished with words why there is none. */
export type TaskState = (typeof taskStates)[number];

export type TaskEvent = 'begun' | 'progressed' | 'finished' | 'failed';

/** The one table of transitions of long work; the database holds the same (`legal_transition`, machine `task`). */
export const taskTransitions: readonly { event: TaskEvent; from: TaskState; to: TaskState }[] = [
  { event: 'begun', from: 'waiting', to: 'running' },
  { event: 'finished', from: 'running', to: 'done' },
  { event: 'failed', from: 'running', to: 'failed' },
];

/** Events that leave the state as it is: work that was stopped half-way begins anew. */
const stayingTaskEvents: readonly { event: TaskEvent; state: TaskState }[] = [
  { event: 'begun', state: 'running' },
  { event: 'progressed', state: 'running' },
];

export const firstTaskState: TaskState = 'waiting';

/** States in which long work has not come to its end. */
export const goingStates: readonly TaskState[] = ['waiting', 'running'];
/** Whether it has not come to its end. */
export const isGoing = (state: TaskState): boolean => goingStates.includes(state);

/** Whether somebody works on it now. */
export const isInHand = (state: TaskState): boolean => state === 'running';

/** Whether it came to nothing, and its words say why. */
export const hasFailed = (state: TaskState): boolean => state === 'failed';

/** Whether there is a result. */
export const isDone = (state: TaskState): boolean => state === 'done';

/** States in which an event may come. */
export function statesBefore(event: TaskEvent): TaskState[] {
  const moving = taskTransitions.filter((row) => row.event === event).map(({ from }) => from);
  const staying = stayingTaskEvents.filter((row) => row.event === event).map(({ state }) => state);
  return [...moving, ...staying];
}
