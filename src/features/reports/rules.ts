import { isAfter, isBefore, type IsoDate } from '#kernel/dates.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { refusals } from './rules.refusals.ts';
import {
  finalEvents,
  informationEvents,
  isOpen,
  type FinalEvent,
  type FinalState,
  type InformationState,
} from './rules.states.ts';

/** The state of an information report after `event`, or a refusal. */
export function nextInformation(
  state: InformationState,
  event: keyof typeof informationEvents,
): Outcome<InformationState> {
  const { from, to } = informationEvents[event];
  return (from as readonly InformationState[]).includes(state) ? ok(to) : refuse(refusals.informationState(state));
}

/** The state of a final report after `event`, or a refusal. */
export function nextFinal(state: FinalState, event: FinalEvent): Outcome<FinalState> {
  const { from, to } = finalEvents[event];
  return (from as readonly FinalState[]).includes(state) ? ok(to) : refuse(refusals.finalState(state));
}

/** Surveys, supervision and analyses enter the final report: they change only until it is sent. */
export function checkOpen(state: FinalState): Outcome<true> {
  return isOpen(state) ? ok(true) : refuse(refusals.finalState(state));
}

/** Results are presented from the end of the term on, and still after the group is closed (D-A.present). */
export function checkPresentable(groupState: string): Outcome<true> {
  return groupState === 'closed' ? ok(true) : checkSummingUp(groupState);
}

/** The day the results were presented: since the group works, not in the future. */
export function checkPresentedOn(presentedOn: IsoDate, startsOn: IsoDate | null, today: IsoDate): Outcome<true> {
  if (isAfter(presentedOn, today)) return refuse(refusals.presentedInFuture);
  return startsOn && isBefore(presentedOn, startsOn) ? refuse(refusals.presentedBeforeStart(startsOn)) : ok(true);
}

/** Reports belong to the summing-up: not before the end of the term, not after the group is closed. */
export function checkSummingUp(groupState: string): Outcome<true> {
  if (groupState === 'summing-up') return ok(true);
  return refuse(groupState === 'closed' || groupState === 'dissolved' ? refusals.finished : refusals.tooEarly);
}

/** What must be there before an information report is submitted (D-A.report, K-3.5). */
export function checkInformation(facts: {
  readonly unmarked: number;
  readonly exitSupervised: boolean;
  readonly conclusions: string;
}): Outcome<true> {
  if (facts.unmarked > 0) return refuse(refusals.unmarked(facts.unmarked));
  if (!facts.exitSupervised) return refuse(refusals.noExitSupervision);
  return facts.conclusions ? ok(true) : refuse(refusals.noConclusions);
}

/** What must be there before the final report goes to the curator (D-A.final, K-3.5, V-supervision). */
export function checkFinal(facts: {
  readonly awaitedInformation: readonly string[];
  readonly analysed: boolean;
  readonly silentTeams: readonly string[];
  readonly assessment: string;
  readonly dynamics: string;
}): Outcome<true> {
  if (facts.awaitedInformation.length > 0)
    return refuse(refusals.informationFirst(facts.awaitedInformation.join(', ')));
  if (!facts.analysed) return refuse(refusals.noCriticalAnalysis);
  if (facts.silentTeams.length > 0) return refuse(refusals.surveyMissing(facts.silentTeams.join(', ')));
  if (!facts.assessment) return refuse(refusals.noAssessment);
  return facts.dynamics ? ok(true) : refuse(refusals.noDynamics);
}
