import { describe, expect, it } from 'vitest';
import { followTask, goingStates, statesBefore, taskStates, type TaskEvent, type TaskState } from './tasks.ts';

const allowed: Readonly<Record<TaskEvent, Partial<Record<TaskState, TaskState>>>> = {
  begun: { waiting: 'running', running: 'running' },
  progressed: { running: 'running' },
  finished: { running: 'done' },
  failed: { running: 'failed' },
};
const events = Object.keys(allowed) as TaskEvent[];

describe('long work', () => {
  it.each(events.flatMap((event) => taskStates.map((state) => ({ event, state }))))(
    '$event in the state $state',
    ({ event, state }) => {
      expect(followTask(state, event)).toBe(allowed[event][state] ?? null);
      expect(statesBefore(event).includes(state)).toBe(state in allowed[event]);
    },
  );

  it('goes on while some event may come, and comes to its end', () => {
    const open = taskStates.filter((state) => events.some((event) => followTask(state, event) !== null));
    expect(open).toEqual(goingStates);
  });
});
