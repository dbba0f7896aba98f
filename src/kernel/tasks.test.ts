import { describe, expect, it } from 'vitest';
import { goingStates, statesBefore, taskStates, taskTransitions, type TaskEvent, type TaskState } from './tasks.ts';

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
      const to = allowed[event][state];
      const moving = taskTransitions.find((row) => row.event === event && row.from === state);
      expect(moving?.to).toBe(to === state ? undefined : to);
      expect(statesBefore(event).includes(state)).toBe(to !== undefined);
    },
  );

  it('goes on while some event may come, and comes to its end', () => {
    const open = taskStates.filter((state) => events.some((event) => statesBefore(event).includes(state)));
    expect(open).toEqual(goingStates);
  });
});
