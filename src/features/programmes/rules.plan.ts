import { addMonths, isAfter, isBefore } from '#kernel/dates.ts';
import { dueRange, type Due, type Period } from '#kernel/due.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { endOf, type TermLimits } from '#kernel/term.ts';
import { refusals } from './rules.refusals.ts';

/** One of the working group of a team, part I of the programme. */
export interface WorkingGroupMember {
  readonly fullName: string;
  readonly post: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly isLeader: boolean;
  readonly isContact: boolean;
}

/** Exactly one leader, and a contact person who can be reached (V-workgroup). */
export function checkWorkingGroup(team: string, members: readonly WorkingGroupMember[]): Outcome<true> {
  if (members.filter((member) => member.isLeader).length !== 1) return refuse(refusals.oneLeader(team));
  const reachable = members.some((member) => member.isContact && member.phones.length + member.emails.length > 0);
  return reachable ? ok(true) : refuse(refusals.contactPerson(team));
}

/** A theme inside an activity, with its own dates (D-P.themes). */
export interface Theme {
  readonly title: string;
  readonly dues: readonly Due[];
}

/** A row of the plan, part II of the programme. */
export interface Activity {
  readonly key: string;
  readonly stage: 1 | 2 | 3;
  readonly title: string;
  readonly transferForm: string | null;
  readonly due: Due | null;
  readonly responsible: readonly string[];
  readonly themes: readonly Theme[];
  readonly cancelled: boolean;
}

/** A whole version as the rules judge it before it is endorsed. */
export interface ProgrammeContent {
  readonly period: Period;
  readonly directions: readonly string[];
  readonly workingGroups: readonly { readonly team: string; readonly members: readonly WorkingGroupMember[] }[];
  readonly activities: readonly Activity[];
}

/**
 * Whether a version may be endorsed: term within the regulation (K-2.6), directions of the group (K-2.7), complete
 * working groups, and every activity with its transfer form (K-2.9), due date and responsible.
 */
export function checkComplete(
  content: ProgrammeContent,
  facts: { limits: TermLimits; groupDirections: readonly string[] },
): Outcome<true> {
  const period = checkPeriod(content.period, facts.limits);
  if (!period.ok) return period;
  const directions = checkDirections(content.directions, facts.groupDirections);
  if (!directions.ok) return directions;
  for (const { team, members } of content.workingGroups) {
    const complete = checkWorkingGroup(team, members);
    if (!complete.ok) return complete;
  }
  const live = content.activities.filter((activity) => !activity.cancelled);
  if (live.length === 0) return refuse(refusals.emptyPlan);
  for (const { title, transferForm, due, responsible } of live) {
    if (!transferForm) return refuse(refusals.noTransferForm(title));
    if (!due || due.kind === 'text') return refuse(refusals.noDue(title));
    if (responsible.length === 0) return refuse(refusals.noResponsible(title));
  }
  return ok(true);
}

/** The planned period is a term the regulation allows (K-2.6.term): from the last day of `min` months to that of `max`. */
export function checkPeriod(period: Period, limits: TermLimits): Outcome<true> {
  const { from, to } = period;
  const short = isBefore(to, endOf(from, limits.min));
  const long = isAfter(to, endOf(from, limits.max));
  return short || long ? refuse(refusals.term(limits)) : ok(true);
}

/** One or several directions, all of the group's (K-2.7). */
export function checkDirections(chosen: readonly string[], ofGroup: readonly string[]): Outcome<true> {
  if (chosen.length === 0) return refuse(refusals.noDirections);
  return chosen.every((key) => ofGroup.includes(key)) ? ok(true) : refuse(refusals.foreignDirection);
}

/** How far outside the period a date may lie before it is taken for a slip of the pen, in months. */
const slack = { before: 6, after: 3, over: 12 };

/** Dates of an activity touch the period of the programme or its neighbourhood: 2072 for 2027 is a slip. */
export function checkDueWithin(title: string, due: Period | null, period: Period): Outcome<true> {
  if (!due) return ok(true);
  const tooEarly = isBefore(due.to, addMonths(period.from, -slack.before));
  const tooLate =
    isAfter(due.from, addMonths(period.to, slack.after)) || isAfter(due.to, addMonths(period.to, slack.over));
  return tooEarly || tooLate ? refuse(refusals.dueOutside(title)) : ok(true);
}

/** Where an activity stands in time: by its own dates, by those of its themes, or anywhere in the period (D-P.themes). */
export function rangeOf(due: Due, themes: readonly Theme[], period: Period): Period | null {
  if (due.kind !== 'by-agreement' && due.kind !== 'on-demand') return dueRange(due, period);
  const own = dueRange(due);
  if (own) return own;
  const ranges = themes.flatMap((theme) => theme.dues).flatMap((dated) => dueRange(dated) ?? []);
  const first = ranges.map((range) => range.from).toSorted()[0];
  const last = ranges
    .map((range) => range.to)
    .toSorted()
    .at(-1);
  return first && last ? { from: first, to: last } : dueRange(due, period);
}
