import { duties } from '#features/duties/index.server.ts';
import { groups } from '#features/groups/index.server.ts';
import { ok } from '#kernel/result.ts';
import { query } from '#platform/use-case.server.ts';

/** Whoever has more groups than this sees them in the overview, not on the desk. */
const fewGroups = 3;

/** The desk: what is expected of the actor, what the actor's groups wait for from others, and those groups if few. */
export const loadDesk = query(async ({ actor, tx }, _input: object) => {
  const own = await duties(tx).ofActor(actor);
  const groupIds = await groups(tx).idsOf(actor, fewGroups + 1);
  const few = groupIds.length <= fewGroups ? groupIds : [];
  const awaited = await duties(tx).awaited(actor, few);
  return ok({ own, awaited, groups: await groups(tx).linesByIds(few) });
});
