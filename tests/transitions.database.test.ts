import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agreementTransitions } from '#features/agreements/index.ts';
import {
  consultationTransitions,
  extensionTransitions,
  groupTransitions,
  memoTransitions,
} from '#features/groups/index.ts';
import { programmeEvents } from '#features/programmes/index.ts';
import { teamTransitions } from '#features/registry/index.ts';
import { finalEvents, informationEvents } from '#features/reports/index.ts';
import { taskTransitions } from '#kernel/tasks.ts';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';

interface Row {
  readonly from: string;
  readonly to: string;
}

type Events = Readonly<Record<string, { readonly from: readonly string[]; readonly to: string }>>;

/** The rows of a machine told by events; an event that leaves the state as it is is no transition. */
const rowsOf = (events: Events): Row[] =>
  Object.values(events).flatMap(({ from, to }) =>
    from.filter((state) => state !== to).map((state) => ({ from: state, to })),
  );

const machines: Readonly<Record<string, readonly Row[]>> = {
  team: teamTransitions,
  group: groupTransitions,
  'service-memo': memoTransitions,
  'extension-request': extensionTransitions,
  consultation: consultationTransitions,
  agreement: agreementTransitions,
  task: taskTransitions,
  programme: rowsOf(programmeEvents),
  'information-report': rowsOf(informationEvents),
  'final-report': rowsOf(finalEvents),
};

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.close());

describe('the rules and the database know the same transitions', () => {
  test.each(Object.keys(machines))('%s', async (machine) => {
    const stored = await db.database.selectFrom('legalTransition').selectAll().where('machine', '=', machine).execute();
    const said = new Set((machines[machine] ?? []).map(({ from, to }) => `${from} → ${to}`));
    expect(stored.map(({ fromState, toState }) => `${fromState} → ${toState}`).toSorted()).toEqual(
      [...said].toSorted(),
    );
  });

  test('the database knows no other machine', async () => {
    const stored = await db.database.selectFrom('legalTransition').select('machine').distinct().execute();
    expect(stored.map(({ machine }) => machine).toSorted()).toEqual(Object.keys(machines).toSorted());
  });
});
