import { duties } from '#features/duties/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { regulationInForce } from '#features/regulation/index.server.ts';
import { teams } from '#features/registry/index.server.ts';
import { addDays, type IsoDate } from '#kernel/dates.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { endOf } from '#kernel/term.ts';
import type { Transaction, Work } from '#platform/use-case.server.ts';
import { nextState } from '../rules.decisions.ts';
import { refusals } from '../rules.refusals.ts';
import { activeTeams, isFinal, stepOf, type GroupEvent, type GroupFacts, type GroupLimits } from '../rules.ts';
import { requestStore } from '../store.requests.server.ts';
import { groupStore, type GroupChange } from '../store.server.ts';
import { handOver } from './duties.server.ts';

/** What a move carries besides the event: its ground, its document, the dates it sets. */
export interface Move extends GroupChange {
  readonly reason?: string | null;
  readonly document?: string | null;
}

/** How the journal tells of an event. */
const summaries: Readonly<Record<GroupEvent, string>> = {
  'all-consented': 'Все команды согласны: группа согласована',
  'consent-declined': 'Группа отклонена',
  ordered: 'Состав группы утверждён приказом, координатор назначен',
  'agreement-signed': 'Группа перешла к составлению программы',
  'programme-approved': 'Начался срок менторства',
  'term-ended': 'Срок менторства истёк, группа подводит итоги',
  'finished-early': 'Менторство завершено досрочно, группа подводит итоги',
  extended: 'Менторство продлено',
  closed: 'Группа завершила работу',
  dissolved: 'Группа расформирована',
};

/**
 * The only way to change a group's state: the table decides, the change is guarded, the journal tells of it, and what
 * the group waits for next is written for whoever acts next.
 */
export async function moveGroup(
  work: Work,
  facts: GroupFacts,
  event: GroupEvent,
  { reason, document, ...change }: Move = {},
): Promise<Outcome<GroupFacts>> {
  const next = nextState(facts.state, event);
  if (!next.ok) return next;
  const dates = await datesOf(work, facts, event, change);
  const store = groupStore(work.tx);
  const step = stepOf(next.value, facts.step);
  const moved = await store.change(facts, { ...change, ...dates, state: next.value, step });
  if (!moved) return refuse(refusals.conflict);
  const after = (await store.facts(facts.id))!;
  await journal(work.tx).write(work, {
    subject: { type: 'group', id: facts.id },
    groupId: facts.id,
    action: `group.${event}`,
    summary: summaries[event],
    reason,
    document,
    facts: { from: facts.state, to: next.value },
  });
  if (isFinal(next.value)) await release(work, after);
  await handOver(work, after, event);
  return ok(after);
}

/** Dates that an event sets when its caller has not: the term counts from the approval, summing up from the end. */
async function datesOf(
  { tx, today, now }: Work,
  facts: GroupFacts,
  event: GroupEvent,
  change: GroupChange,
): Promise<GroupChange> {
  const days = async () => (await limitsOf(tx, facts)).daysToSumUp;
  switch (event) {
    case 'programme-approved': {
      const startsOn: IsoDate = change.startsOn ?? today;
      const endsOn = change.endsOn ?? endOf(startsOn, facts.termMonths);
      return { startsOn, endsOn, sumUpBy: change.sumUpBy ?? addDays(endsOn, await days()) };
    }
    case 'term-ended':
      return { sumUpBy: change.sumUpBy ?? facts.sumUpBy ?? addDays(facts.endsOn ?? today, await days()) };
    case 'finished-early': {
      const finishedEarlyOn = change.finishedEarlyOn ?? today;
      return { finishedEarlyOn, sumUpBy: change.sumUpBy ?? addDays(finishedEarlyOn, await days()) };
    }
    case 'closed':
      return { closedAt: now };
    default:
      return {};
  }
}

/** A group that is over frees its teams and leaves nothing undecided behind. */
async function release({ tx }: Work, facts: GroupFacts): Promise<void> {
  await requestStore(tx).settleAll(facts.id);
  for (const team of facts.invited) await groupStore(tx).uninvite(facts.id, team.teamId);
  const ids = activeTeams(facts)
    .map((team) => team.teamId)
    .toSorted();
  for (const id of ids) await teams(tx).changeLoad(id, -1);
  await duties(tx).clearGroup(facts.id);
}

/** The limits of the regulation a group is pinned to. */
export async function limitsOf(
  tx: Transaction,
  facts: Pick<GroupFacts, 'regulationVersionId' | 'overlayVersionId'>,
): Promise<GroupLimits> {
  return toLimits(await regulationOf({ tx }, facts));
}

/** The regulation a group is pinned to: a running group keeps the version it began with. */
export function regulationOf(
  { tx }: Pick<Work, 'tx'>,
  { regulationVersionId, overlayVersionId }: Pick<GroupFacts, 'regulationVersionId' | 'overlayVersionId'>,
) {
  return regulationInForce(tx, { versionId: regulationVersionId, overlayVersionId });
}

/** The limits of groups in a regulation. */
export function toLimits(regulation: Awaited<ReturnType<typeof regulationInForce>>): GroupLimits {
  const { term, extension, daysToSumUp } = regulation;
  return {
    term: { min: term.minMonths, max: term.maxMonths },
    extensionMonths: extension.maxMonths,
    extensionTimes: extension.times,
    daysToSumUp,
  };
}
