import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkWritable,
  inWork,
  nextState,
  programmeEvents,
  programmeStates,
  stateNames,
  wrongState,
  type ProgrammeEvent,
  type ProgrammeState,
} from './rules.ts';

const events = Object.keys(programmeEvents) as ProgrammeEvent[];

/** The table once more, as it is read aloud: from a state, by an event, to a state. */
const legal: readonly (readonly [ProgrammeState, ProgrammeEvent, ProgrammeState])[] = [
  ['draft', 'edit', 'draft'],
  ['endorsed', 'edit', 'draft'],
  ['returned', 'edit', 'draft'],
  ['draft', 'endorse', 'endorsed'],
  ['returned', 'endorse', 'endorsed'],
  ['endorsed', 'submit', 'on-approval'],
  ['on-approval', 'approve', 'approved'],
  ['on-approval', 'return', 'returned'],
  ['approved', 'supersede', 'superseded'],
  ['draft', 'abandon', 'abandoned'],
  ['endorsed', 'abandon', 'abandoned'],
  ['on-approval', 'abandon', 'abandoned'],
  ['returned', 'abandon', 'abandoned'],
];

describe('states of a version', () => {
  it.each(legal)('[V-step4] %s — %s → %s', (from, event, to) => {
    expect(nextState(from, event)).toEqual({ ok: true, value: to });
  });

  const illegal = programmeStates.flatMap((state) =>
    events
      .filter((event) => !legal.some(([from, by]) => from === state && by === event))
      .map((event) => [state, event] as const),
  );
  it.each(illegal)('%s — %s is refused and names the state', (state, event) => {
    const outcome = nextState(state, event);
    expect(outcome.ok).toBe(false);
    if (!outcome.ok)
      expect(outcome.error).toMatchObject({
        code: 'programmes.wrong-state',
        kind: 'conflict',
        clause: 'programme-together',
      });
    expect(wrongState(state).message).toContain(stateNames[state]);
  });

  it('no sequence of events leaves the table', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (sequence) => {
        let state: ProgrammeState = 'draft';
        for (const event of sequence) {
          const next = nextState(state, event);
          if (!next.ok) continue;
          expect(legal).toContainEqual([state, event, next.value]);
          state = next.value;
        }
        expect(programmeStates).toContain(state);
      }),
    );
  });

  it('what is over stays over', () => {
    for (const state of ['superseded', 'abandoned'] as const) {
      for (const event of events) expect(nextState(state, event).ok).toBe(false);
    }
  });

  it('every state in work leads to a decision and back', () => {
    expect([...inWork].sort()).toEqual(['draft', 'endorsed', 'on-approval', 'returned']);
  });
});

describe('when a version may be written', () => {
  it.each(['ordered', 'contracted'])('[D-A.programme] the programme while the group is %s', (state) => {
    expect(checkWritable(1, state)).toEqual({ ok: true, value: true });
  });

  it.each(['proposed', 'agreed', 'declined', 'running', 'summing-up', 'closed', 'dissolved'])(
    'not the programme while the group is %s',
    (state) => {
      expect(checkWritable(1, state)).toMatchObject({ ok: false, error: { code: 'programmes.group-not-ready' } });
    },
  );

  it('[D-A.amend] an amendment only while the group carries the programme out', () => {
    expect(checkWritable(2, 'running').ok).toBe(true);
    for (const state of ['contracted', 'summing-up', 'closed', 'dissolved']) {
      expect(checkWritable(2, state)).toMatchObject({
        ok: false,
        error: { code: 'programmes.amendment-late', clause: 'amendment' },
      });
    }
  });
});
