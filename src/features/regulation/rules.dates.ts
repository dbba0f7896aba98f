import { isoDate, isoMonth, lastDay, monthOf, monthsFrom, type IsoDate, type IsoMonth } from '#kernel/dates.ts';
import { formatDue, type Due, type Period } from '#kernel/due.ts';
import type {
  CycleDay,
  CycleDue,
  MilestoneRole,
  RegulationDocument,
  RelativeDue,
  RelativePoint,
  StandardActivity,
} from './schema.ts';

/** A day of a cycle that begins in `year`; a day the month lacks becomes its last. */
export function dayOf(day: CycleDay, year: number): IsoDate {
  const inYear = year + day.yearOffset;
  return isoDate(inYear, day.month, day.day) ?? lastDay(monthIn(day, year));
}

function monthIn(at: { month: number; yearOffset: number }, year: number): IsoMonth {
  return isoMonth(year + at.yearOffset, at.month) ?? '';
}

/** A dated milestone of a cycle. Clause V-milestones. */
export interface DatedMilestone {
  readonly key: string;
  readonly title: string;
  readonly dueOn: IsoDate;
  readonly role: MilestoneRole;
  readonly step: number | null;
}

/** The milestones of the cycle that begins in `year`, in the order of their dates. */
export function milestonesFor(document: RegulationDocument, year: number): DatedMilestone[] {
  return document.milestones
    .map(({ key, title, on, role, step }) => ({ key, title, dueOn: dayOf(on, year), role, step }))
    .toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));
}

/** The dates of a cycle. */
export interface CycleDates {
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly agreementSendBy: IsoDate;
  readonly agreementSignBy: IsoDate;
  readonly programmeDueOn: IsoDate;
}

/** The dates the regulation proposes for the cycle that begins in `year`. */
export function cycleDates(document: RegulationDocument, year: number): CycleDates {
  const { starts, ends, agreementSendBy, agreementSignBy, programmeDueOn } = document.cycle;
  const milestones = milestonesFor(document, year);
  const endsOn = dayOf(ends, year);
  const of = (key: string): IsoDate => milestones.find((one) => one.key === key)?.dueOn ?? endsOn;
  return {
    startsOn: dayOf(starts, year),
    endsOn,
    agreementSendBy: of(agreementSendBy),
    agreementSignBy: of(agreementSignBy),
    programmeDueOn: of(programmeDueOn),
  };
}

/** «2026/27 учебный год». */
export function cycleTitle(year: number): string {
  return `${year}/${String((year + 1) % 100).padStart(2, '0')} учебный год`;
}

/** When a measure of a territory's plan is due in the cycle that begins in `year`. Clause K-P. */
export function measureDue(due: CycleDue, year: number): Due {
  switch (due.kind) {
    case 'month':
      return { kind: 'month', month: monthIn(due.at, year) };
    case 'span': {
      const from = monthIn(due.from, year);
      const to = monthIn(due.to, year);
      return from < to ? { kind: 'span', from, to } : { kind: 'month', month: to };
    }
    default:
      return due;
  }
}

/** Places a point of the plan among the months of a programme: never outside them. */
function monthAt(point: RelativePoint, months: readonly IsoMonth[]): IsoMonth {
  const last = months.length - 1;
  const anchor = { start: 0, middle: Math.floor(last / 2), end: last }[point.anchor];
  return months[Math.min(Math.max(anchor + point.months, 0), last)] ?? '';
}

/** A relative date of the standard plan within the period of a programme. */
export function dueWithin(due: RelativeDue, period: Period): Due {
  const months = monthsFrom(monthOf(period.from), monthOf(period.to));
  switch (due.kind) {
    case 'month':
      return { kind: 'month', month: monthAt(due.at, months) };
    case 'months': {
      const named = [...new Set(due.at.map((point) => monthAt(point, months)))].toSorted();
      return named.length > 1 ? { kind: 'months', months: named } : { kind: 'month', month: named[0] ?? '' };
    }
    case 'span': {
      const from = monthAt(due.from, months);
      const to = monthAt(due.to, months);
      return from < to ? { kind: 'span', from, to } : { kind: 'month', month: to };
    }
    default:
      return due;
  }
}

/** An activity of the standard plan placed in time. */
export interface PlannedActivity extends Omit<StandardActivity, 'due'> {
  readonly due: Due;
}

/** The standard plan for a programme of this period, in its order. Clause D-P.template. */
export function standardPlanFor(document: RegulationDocument, period: Period): PlannedActivity[] {
  return document.standardPlan.map((activity) => ({ ...activity, due: dueWithin(activity.due, period) }));
}

/** A stage of a programme with its months. */
export interface DatedStage {
  readonly number: number;
  readonly roman: string;
  readonly title: string;
  readonly due: Due;
  readonly text: string;
}

/** The three stages of a programme with the months of each. */
export function stagesFor(document: RegulationDocument, period: Period): DatedStage[] {
  return document.stages.map(({ number, roman, title, from, to }) => {
    const due = dueWithin({ kind: 'span', from, to }, period);
    return { number, roman, title, due, text: formatDue(due) };
  });
}

const points: readonly (readonly [RelativePoint, string])[] = [
  ...Array.from({ length: 12 }, (_, months) => [{ anchor: 'start', months }, `${months + 1}-й месяц`] as const),
  [{ anchor: 'middle', months: -1 }, 'за месяц до середины'],
  [{ anchor: 'middle', months: 0 }, 'середина срока'],
  [{ anchor: 'middle', months: 1 }, 'через месяц после середины'],
  [{ anchor: 'middle', months: 2 }, 'через два месяца после середины'],
  [{ anchor: 'end', months: -2 }, 'за два месяца до конца'],
  [{ anchor: 'end', months: -1 }, 'предпоследний месяц'],
  [{ anchor: 'end', months: 0 }, 'последний месяц'],
];

/** A point as a form carries it: `start+2`, `end-1`. */
export function pointCode({ anchor, months }: RelativePoint): string {
  return `${anchor}${months < 0 ? '' : '+'}${months}`;
}

/** Reads a point back; null when it is no point. */
export function pointOf(code: string): RelativePoint | null {
  const [, anchor, months] = /^(start|middle|end)([+-]\d{1,2})$/.exec(code) ?? [];
  if (!anchor || Math.abs(Number(months)) > 12) return null;
  return { anchor: anchor as RelativePoint['anchor'], months: Number(months) };
}

/** Points of a programme's term that the standard plan may name. */
export const pointOptions: readonly { readonly value: string; readonly label: string }[] = points.map(
  ([point, label]) => ({ value: pointCode(point), label }),
);

function pointText(point: RelativePoint): string {
  return pointOptions.find(({ value }) => value === pointCode(point))?.label ?? pointCode(point);
}

/** A relative date in words: «середина срока», «по согласованию сторон». */
export function formatRelativeDue(due: RelativeDue): string {
  switch (due.kind) {
    case 'month':
      return pointText(due.at);
    case 'months':
      return due.at.map(pointText).join(', ');
    case 'span':
      return `${pointText(due.from)} — ${pointText(due.to)}`;
    default:
      return formatDue(due);
  }
}
