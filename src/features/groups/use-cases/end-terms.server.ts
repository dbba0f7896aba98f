import { notifyPeople } from '#features/territory/index.server.ts';
import type { Kysely } from 'kysely';
import { today as todayOf } from '#kernel/dates.ts';
import { refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Database } from '#platform/database-types.ts';
import { useCase } from '#platform/use-case.server.ts';
import { decideTermEnd } from '../rules.decisions.ts';
import { refusals } from '../rules.refusals.ts';
import { headsOf, systemActor } from '../rules.ts';
import { groupStore } from '../store.server.ts';
import { limitsOf, moveGroup } from './moving.server.ts';

/** How many groups are looked for at once. */
const batch = 100;

const endOne = useCase('groups.end-term-by-date', async (work, { groupId }: { groupId: string }) => {
  const facts = await groupStore(work.tx).facts(groupId, { lock: true });
  if (!facts) return refuse(refusals.conflict);
  const decided = decideTermEnd(facts, await limitsOf(work.tx, facts), work.today);
  if (!decided.ok) return decided;
  const moved = await moveGroup(work, facts, 'term-ended', decided.value);
  if (!moved.ok) return moved;
  await notifyPeople(work, headsOf(facts), {
    subject: 'Срок менторства истёк',
    text: `Группа «${facts.title}» переходит к подведению итогов.`,
  });
  return ok(true);
});

/**
 * Moves every running group whose term has ended to summing up; run daily. Each group has a transaction of its own,
 * and one that has moved meanwhile is passed by, so running it twice changes nothing. Gives how many have moved.
 */
export async function endTermsDue(database: Kysely<Database>, now: Date): Promise<number> {
  let moved = 0;
  for (;;) {
    const due = await database.transaction().execute((tx) => groupStore(tx).endedBefore(todayOf(now), batch));
    let movedNow = 0;
    for (const { id, regionId } of due) {
      const outcome = await endOne({ actor: systemActor(regionId), now, database }, { groupId: id });
      if (outcome.ok) movedNow += 1;
    }
    moved += movedNow;
    if (movedNow === 0 || due.length < batch) return moved;
  }
}
