import { addDays, daysBetween, isAfter, isBefore, type IsoDate } from '#kernel/dates.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { endOf } from '#kernel/term.ts';
import { refusals } from './rules.refusals.ts';
import {
  activeTeams,
  beforeOrder,
  follow,
  groupTransitions,
  isFinal,
  replaceableStates,
  stayingEvents,
  type Consent,
  type GroupEvent,
  type GroupFacts,
  type GroupLimits,
  type GroupState,
  type GroupTeam,
} from './rules.ts';

/** The state a group comes to by an event; refused where the table has no such row. */
export function nextState(state: GroupState, event: GroupEvent): Outcome<GroupState> {
  const to = follow(groupTransitions, state, event);
  if (to) return ok(to);
  const stays = stayingEvents.some((row) => row.event === event && row.state === state);
  return stays ? ok(state) : refuse(refusals.illegal(state));
}

/**
 * What a head's consent does: whether it was the last one waited for.
 * A head consents while teams are asked, or when the team is invited instead of another. Clause K-3.1.
 */
export function decideConsent(facts: GroupFacts, team: GroupTeam | null): Outcome<{ last: boolean; invited: boolean }> {
  const asked = askedTeam(facts, team);
  if (!asked.ok) return asked;
  if (asked.value.consent !== 'pending') return refuse(refusals.alreadyAnswered);
  const invited = facts.invited.some((row) => row.teamId === asked.value.teamId);
  const waiting = activeTeams(facts).filter((row) => row.consent === 'pending' && row.teamId !== asked.value.teamId);
  return ok({ last: !invited && waiting.length === 0, invited });
}

/** A head declines with a reason; a consent may be taken back until the order. Clause K-3.1. */
export function decideDecline(
  facts: GroupFacts,
  team: GroupTeam | null,
  reason: string,
): Outcome<{ invited: boolean; before: Consent }> {
  const asked = askedTeam(facts, team);
  if (!asked.ok) return asked;
  if (asked.value.consent === 'declined') return refuse(refusals.alreadyAnswered);
  if (reason.trim() === '') return refuse(refusals.noReason);
  const invited = facts.invited.some((row) => row.teamId === asked.value.teamId);
  return ok({ invited, before: asked.value.consent });
}

function askedTeam(facts: GroupFacts, team: GroupTeam | null): Outcome<GroupTeam> {
  if (!team) return refuse(refusals.notAsked);
  const invited = facts.invited.some((row) => row.teamId === team.teamId);
  if (invited) return replaceableStates.includes(facts.state) ? ok(team) : refuse(refusals.illegal(facts.state));
  if (isFinal(facts.state)) return refuse(refusals.illegal(facts.state));
  return beforeOrder.includes(facts.state) ? ok(team) : refuse(refusals.alreadyAnswered);
}

/** Whether the composition may be ordered: every head has consented, nobody is asked any more. Clause K-3.1. */
export function decideOrder(facts: GroupFacts, datedOn: IsoDate, today: IsoDate): Outcome<true> {
  if (facts.state === 'proposed') return refuse(refusals.notAgreed);
  const next = nextState(facts.state, 'ordered');
  if (!next.ok) return next;
  return orderDated(datedOn, today);
}

/** An order is dated by the day it is issued or earlier, never by a day to come. */
export function orderDated(datedOn: IsoDate, today: IsoDate): Outcome<true> {
  return isAfter(datedOn, today) ? refuse(refusals.orderInFuture) : ok(true);
}

/** From what day an extension may be ordered: the term has ended, or ends within the days of summing up. */
export function extensionFrom(facts: Pick<GroupFacts, 'endsOn'>, limits: GroupLimits): IsoDate | null {
  return facts.endsOn ? addDays(facts.endsOn, -limits.daysToSumUp) : null;
}

/** Whether a developing team may ask to extend, or the operator to order it, whatever the day. Clause K-2.6. */
export function decideExtensionRequest(facts: GroupFacts, months: number, limits: GroupLimits): Outcome<true> {
  if (!facts.startsOn || !facts.endsOn) return refuse(refusals.illegal(facts.state));
  const next = nextState(facts.state, 'extended');
  if (!next.ok) return next;
  if (facts.finishedEarlyOn) return refuse(refusals.extendFinishedEarly);
  if (facts.extensionsCount >= limits.extensionTimes) return refuse(refusals.alreadyExtended);
  const fits = Number.isInteger(months) && months >= 1 && facts.extensionMonths + months <= limits.extensionMonths;
  return fits ? ok(true) : refuse(refusals.extensionTooLong(limits.extensionMonths));
}

/** An extension: once, up to the limit, when the term ends or has ended. Gives the new dates. Clause K-2.6. */
export function decideExtension(
  facts: GroupFacts,
  months: number,
  limits: GroupLimits,
  today: IsoDate,
): Outcome<{ endsOn: IsoDate; sumUpBy: IsoDate; extensionMonths: number }> {
  const asked = decideExtensionRequest(facts, months, limits);
  if (!asked.ok) return asked;
  const from = extensionFrom(facts, limits)!;
  if (isBefore(today, from)) return refuse(refusals.extensionEarly(from));
  const extensionMonths = facts.extensionMonths + months;
  const endsOn = endOf(facts.startsOn!, facts.termMonths + extensionMonths);
  return ok({ endsOn, sumUpBy: addDays(endsOn, limits.daysToSumUp), extensionMonths });
}

/** The two reports of the standard plan are written after the end: they never hold an early finish back. */
const reportActivities = 2;

/** An early finish: the programme is done before its term. Clause K-2.6. */
export function decideEarlyFinish(
  facts: GroupFacts,
  finishedOn: IsoDate,
  limits: GroupLimits,
  today: IsoDate,
): Outcome<{ sumUpBy: IsoDate }> {
  const next = nextState(facts.state, 'finished-early');
  if (!next.ok) return next;
  const { total, done } = facts.activities;
  const open = total - done;
  const held = Math.max(facts.activities.part + facts.activities.notDone, open > reportActivities ? open : 0);
  if (done === 0 || held > 0) return refuse(refusals.notFinished(total === 0 ? 0 : Math.max(held, open)));
  const from = facts.startsOn ?? today;
  if (isBefore(finishedOn, from) || isAfter(finishedOn, today)) return refuse(refusals.finishDate(from, today));
  if (facts.endsOn && !isBefore(finishedOn, facts.endsOn)) return refuse(refusals.termOver);
  return ok({ sumUpBy: addDays(finishedOn, limits.daysToSumUp) });
}

/** The end of a term by itself: the day after its last one. Clauses K-3.1, K-2.6. */
export function decideTermEnd(facts: GroupFacts, limits: GroupLimits, today: IsoDate): Outcome<{ sumUpBy: IsoDate }> {
  const next = nextState(facts.state, 'term-ended');
  if (!next.ok) return next;
  if (!facts.endsOn || daysBetween(facts.endsOn, today) < 1) return refuse(refusals.termNotEnded(facts.endsOn));
  return ok({ sumUpBy: addDays(facts.endsOn, limits.daysToSumUp) });
}

/** A dissolution has a ground always, and an order once the composition was ordered. */
export function decideDissolution(
  facts: GroupFacts,
  { reason, order }: { reason: string; order: { number: string | null; datedOn: IsoDate | null } },
  today: IsoDate,
): Outcome<{ withOrder: boolean }> {
  const next = nextState(facts.state, 'dissolved');
  if (!next.ok) return next;
  if (reason.trim() === '') return refuse(refusals.emptyGround);
  if (beforeOrder.includes(facts.state)) return ok({ withOrder: false });
  if (!order.number || !order.datedOn) return refuse(refusals.orderNeeded);
  const dated = orderDated(order.datedOn, today);
  return dated.ok ? ok({ withOrder: true }) : dated;
}
