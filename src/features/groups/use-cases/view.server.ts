import { duties } from '#features/duties/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { people } from '#features/territory/index.server.ts';
import { abilityOf, type Ability } from '#kernel/ability.ts';
import { isBefore } from '#kernel/dates.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { canInGroup, ownTeam, relationTo, type GroupAction } from '../permissions.ts';
import {
  decideConsent,
  decideDissolution,
  decideEarlyFinish,
  decideExtension,
  decideExtensionRequest,
  decideOrder,
  decideTermEnd,
} from '../rules.decisions.ts';
import { decideReplacement } from '../rules.forming.ts';
import { refusals } from '../rules.refusals.ts';
import { activeTeams, isFinal, replaceableStates, type GroupFacts, type GroupLimits } from '../rules.ts';
import { orderStore } from '../store.orders.server.ts';
import { requestStore } from '../store.requests.server.ts';
import { limitsOf } from './moving.server.ts';
import { readGroup } from './shared.server.ts';

/** A group's page: who, where on the route, what is expected, and what the actor can do. Clauses K-3.4, K-2.4. */
export const viewGroup = query(async (work, { groupId }: { groupId: string }) => {
  const loaded = await readGroup(work, groupId);
  if (!loaded.ok) return loaded;
  const facts = loaded.value;
  const { tx, actor, today } = work;
  const municipalities = [...new Set(activeTeams(facts).map((team) => team.municipalityId))];
  const curators = await people(tx, today).holdersOfUnits('municipal-curator', municipalities);
  const [proposal] = await journal(tx).ofSubject('group-proposal', groupId);
  const documents = requestStore(tx);
  const own = new Set((await duties(tx).ofActor(actor)).map((duty) => duty.id));
  return ok({
    facts,
    relations: [...relationTo(actor, facts)],
    ownTeamId: ownTeam(actor, facts)?.teamId ?? null,
    curators: municipalities
      .flatMap((id) => curators.get(id) ?? [])
      .map(({ personId, fullName, post }) => ({ personId, fullName, post })),
    termGround: proposal?.reason ?? null,
    proposedAt: proposal?.at ?? null,
    duties: (await duties(tx).ofGroup(groupId)).map((duty) => ({ ...duty, own: own.has(duty.id) })),
    orders: await orderStore(tx).ordersOf(groupId),
    request: await documents.openRequest(groupId),
    memo: await documents.openMemo(groupId),
    abilities: await abilitiesOf(work, facts),
  });
});

export type GroupAbilities = Partial<Record<GroupAction, Ability>>;

/** What the actor may do, and why not now; an action that is not for the actor at all is absent. */
async function abilitiesOf(work: Work, facts: GroupFacts): Promise<GroupAbilities> {
  const limits = await limitsOf(work.tx, facts);
  const memo = await requestStore(work.tx).openMemo(facts.id);
  const found: GroupAbilities = {};
  for (const [action, judge] of Object.entries(judges) as [GroupAction, Judge][]) {
    if (!canInGroup(work.actor, action, facts).ok) continue;
    const judged = judge(work, facts, limits, memo);
    if (judged) found[action] = abilityOf(judged);
  }
  return found;
}

type Judge = (
  work: Work,
  facts: GroupFacts,
  limits: GroupLimits,
  memo: { leavingTeamId: string; joiningTeamId: string } | null,
) => Outcome<unknown> | null;

/** Whether an action can be taken now; null where there is no sense in showing it. */
const judges: Partial<Record<GroupAction, Judge>> = {
  consent: ({ actor }, facts) =>
    ownTeam(actor, facts)?.consent === 'pending' ? decideConsent(facts, ownTeam(actor, facts)) : null,
  order: ({ today }, facts) => (facts.step === 2 && !isFinal(facts.state) ? decideOrder(facts, today, today) : null),
  'end-term': ({ today }, facts, limits) =>
    facts.state === 'running' && facts.endsOn && isBefore(facts.endsOn, today)
      ? decideTermEnd(facts, limits, today)
      : null,
  extend: ({ today }, facts, limits) => late(facts, () => decideExtension(facts, 1, limits, today)),
  'request-extension': (_work, facts, limits) => late(facts, () => decideExtensionRequest(facts, 1, limits)),
  'finish-early': ({ today }, facts, limits) => late(facts, () => decideEarlyFinish(facts, today, limits, today)),
  'write-memo': (_work, facts, _limits, memo) =>
    late(facts, () =>
      memo
        ? refuse(refusals.memoOpen)
        : replaceableStates.includes(facts.state)
          ? ok(true)
          : refuse(refusals.illegal(facts.state)),
    ),
  replace: (_work, facts, _limits, memo) => late(facts, () => decideReplacement(facts, memo)),
  dissolve: ({ today }, facts) =>
    isFinal(facts.state)
      ? null
      : decideDissolution(facts, { reason: '—', order: { number: '—', datedOn: today } }, today),
  ask: (_work, facts) => (isFinal(facts.state) ? refuse(refusals.illegal(facts.state)) : ok(true)),
};

/** Actions beside the line are shown from the order until the group is over. */
function late(facts: GroupFacts, judge: () => Outcome<unknown>): Outcome<unknown> | null {
  return facts.step < 3 || isFinal(facts.state) ? null : judge();
}

/** The head's page of consent: the composition, the directions and the term, nothing of the work itself. */
export const consentPage = query(async (work, { groupId }: { groupId: string }) => {
  const loaded = await readGroup(work, groupId, 'consent');
  if (!loaded.ok) return loaded;
  const facts = loaded.value;
  const team = ownTeam(work.actor, facts);
  const able = decideConsent(facts, team);
  const [proposal] = await journal(work.tx).ofSubject('group-proposal', groupId);
  const invited = facts.invited.some((row) => row.teamId === team?.teamId);
  return ok({
    facts: { ...facts, activities: null },
    team,
    invited,
    termGround: proposal?.reason ?? null,
    mayRevoke: !able.ok && facts.state === 'agreed' && team?.consent === 'consented',
    blocked: able.ok ? null : { reason: able.error.message, clause: able.error.clause },
  });
});

/** Everything that happened to a group, newest first. */
export const groupJournal = query(async (work, { groupId, before }: { groupId: string; before: string | null }) => {
  const loaded = await readGroup(work, groupId);
  if (!loaded.ok) return loaded;
  const cursor = before && /^[0-9a-f-]{36}$/i.test(before) ? before : null;
  const lines = await journal(work.tx).ofGroup(groupId, cursor);
  return ok({ facts: loaded.value, lines, next: lines.length === 50 ? lines.at(-1)!.id : null });
});
