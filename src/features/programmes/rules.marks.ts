import { daysBetween, isAfter, isBefore, type IsoDate } from '#kernel/dates.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { refusals } from './rules.refusals.ts';

/** Completion of an activity as the teams mark it. */
export const markStates = ['done', 'part', 'not-done'] as const;

export type MarkState = (typeof markStates)[number];

export const markNames: Readonly<Record<MarkState, string>> = {
  done: 'выполнено',
  part: 'выполнено частично',
  'not-done': 'не выполнено',
};

/** An unmarked activity is coloured from so many days before its date. */
const soonDays = 14;

/** Whether an activity asks for its mark: `late` when its last day is over, `soon` when it is near, null otherwise. */
export function attentionOf(
  activity: { readonly marked: boolean; readonly dueTo: IsoDate | null },
  today: IsoDate,
): 'late' | 'soon' | null {
  if (activity.marked || !activity.dueTo) return null;
  if (isBefore(activity.dueTo, today)) return 'late';
  return daysBetween(today, activity.dueTo) <= soonDays ? 'soon' : null;
}

/** What must be known to accept a mark. `since` is the date of the order on the group's composition. */
export interface MarkFacts {
  readonly groupState: string;
  readonly cancelled: boolean;
  readonly since: IsoDate;
  readonly today: IsoDate;
}

/** Whether marks are taken in this state of the group (D-A.run). */
export function checkMarkable(groupState: string): Outcome<true> {
  if (groupState === 'closed' || groupState === 'dissolved') return refuse(refusals.markAfterEnd);
  if (groupState !== 'running' && groupState !== 'summing-up') return refuse(refusals.markBeforeApproval);
  return ok(true);
}

/** A mark needs an approved programme, a possible date, a result where something was done and a reason where not. */
export function checkMark(
  mark: { state: MarkState; onDate: IsoDate; result: string; reason: string },
  facts: MarkFacts,
): Outcome<true> {
  const markable = checkMarkable(facts.groupState);
  if (!markable.ok) return markable;
  if (facts.cancelled) return refuse(refusals.cancelled);
  if (isAfter(mark.onDate, facts.today)) return refuse(refusals.markInFuture);
  if (isBefore(mark.onDate, facts.since)) return refuse(refusals.markBeforeStart);
  if (mark.state !== 'not-done' && mark.result === '') return refuse(refusals.resultNeeded);
  if (mark.state !== 'done' && mark.reason === '') return refuse(refusals.reasonNeeded);
  return ok(true);
}

/** Figures of carrying out: numbers of activities and whole per cents of all live ones, computed and never typed. */
export interface Figures {
  readonly total: number;
  readonly done: number;
  readonly part: number;
  readonly notDone: number;
  readonly unmarked: number;
  readonly percentDone: number;
  readonly percentPart: number;
  readonly percentNotDone: number;
}

/** Counts marks of live activities; a mark that is absent counts as not carried out in the per cents (K-3.5.plan). */
export function figuresOf(marks: readonly (MarkState | null)[]): Figures {
  const total = marks.length;
  const count = (state: MarkState | null): number => marks.filter((mark) => mark === state).length;
  const done = count('done');
  const part = count('part');
  const percent = (number: number): number => (total === 0 ? 0 : Math.round((number * 100) / total));
  const percentDone = percent(done);
  const percentPart = percent(part);
  return {
    total,
    done,
    part,
    notDone: count('not-done'),
    unmarked: count(null),
    percentDone,
    percentPart,
    percentNotDone: total === 0 ? 0 : Math.max(0, 100 - percentDone - percentPart),
  };
}
