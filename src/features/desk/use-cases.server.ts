import { duties } from '#features/duties/index.server.ts';
import { groups } from '#features/groups/index.server.ts';
import { ok } from '#kernel/result.ts';
import { query } from '#platform/use-case.server.ts';

/** The desk: what is expected of the actor, what the actor's groups wait for from others, and those groups. */
export const loadDesk = query(async ({ actor, tx }, _input: object) => {
  const own = await duties(tx).ofActor(actor);
  const groupIds = await groups(tx).idsOf(actor);
  const [awaited, lines] = await Promise.all([
    duties(tx).awaited(actor, groupIds),
    groups(tx).linesByIds(groupIds.slice(0, 5)),
  ]);
  return ok({ own, awaited, groups: lines });
});
