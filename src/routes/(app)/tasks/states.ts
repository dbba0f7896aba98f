import { formatNumber } from '#kernel/plural.ts';
import { isDone, isGoing, isInHand, type TaskState } from '#kernel/tasks.ts';

interface Shown {
  readonly state: TaskState;
  readonly done: number;
  readonly total: number;
  readonly note: string;
}

/** States of long work as the screen says them. */
const taskStates = {
  waiting: { text: 'в очереди', tone: 'quiet' },
  running: { text: 'выполняется', tone: 'wait' },
  done: { text: 'готово', tone: 'done' },
  failed: { text: 'не удалось', tone: 'late' },
} as const satisfies Record<TaskState, unknown>;

/** The state of long work as its list says it: a list that was checked and has faults is not «done» for its person. */
export function shownState({ state, faults }: { state: TaskState; faults: number }) {
  return isDone(state) && faults > 0 ? ({ text: 'есть ошибки, не внесено', tone: 'late' } as const) : taskStates[state];
}

/** How far long work is, in words. */
export function progressWords({ state, done, total, note }: Shown): string {
  if (isGoing(state) && !isInHand(state)) return 'Ждёт своей очереди';
  if (note !== '') return note;
  return total > 0 ? `Сделано ${formatNumber(done)} из ${formatNumber(total)}` : 'Выполняется';
}

/** How far long work is, in whole per cent. */
export function progressPercent({ done, total }: Shown): number {
  return total > 0 ? Math.min(100, Math.round((done / total) * 100)) : 0;
}
