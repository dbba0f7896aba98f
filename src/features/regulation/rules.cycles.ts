import type { IsoDate } from '#kernel/dates.ts';
import { addDays } from '#kernel/dates.ts';
import { refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { CycleDates, DatedMilestone } from './rules.dates.ts';

/** The refusals of cycles and plans of measures. */
export const cycleRefusals = {
  already: (year: number): Refusal => ({
    code: 'regulation.cycle-already',
    kind: 'conflict',
    message: `Цикл ${year} года уже открыт`,
    clause: 'milestones',
    field: 'year',
  }),
  closed: {
    code: 'regulation.cycle-closed',
    kind: 'conflict',
    message: 'Цикл закрыт, его сроки не меняют',
    clause: 'milestones',
  } satisfies Refusal,
  backwards: {
    code: 'regulation.cycle-backwards',
    kind: 'invalid',
    message: 'Цикл кончается раньше, чем начинается',
    clause: 'milestones',
    field: 'endsOn',
  } satisfies Refusal,
  signBeforeSend: {
    code: 'regulation.cycle-sign-before-send',
    kind: 'invalid',
    message: 'Соглашение подписывают не раньше, чем его направят',
    clause: 'milestones',
    field: 'agreementSignBy',
  } satisfies Refusal,
  outside: (field: string): Refusal => ({
    code: 'regulation.cycle-outside',
    kind: 'invalid',
    message: 'Дата должна попадать в цикл',
    clause: 'milestones',
    field,
  }),
  measureStale: (theirs: unknown): Refusal => ({
    code: 'regulation.measure-stale',
    kind: 'conflict',
    message: 'Пока вы правили мероприятие, его изменили. Сравните и сохраните ещё раз',
    clause: 'platform-conflict',
    theirs,
  }),
  doneInFuture: {
    code: 'regulation.measure-done-in-future',
    kind: 'invalid',
    message: 'Отметку ставят, когда мероприятие уже проведено',
    clause: 'measures',
    field: 'doneOn',
  } satisfies Refusal,
  unclearDue: (doubt: string): Refusal => ({
    code: 'regulation.measure-unclear-due',
    kind: 'invalid',
    message: `Срок не понят: ${doubt}`,
    clause: 'measures',
    field: 'due',
  }),
} as const;

/** Whether the dates of a cycle hang together; the first flaw is named beside its field. Clause V-milestones. */
export function checkCycle(dates: CycleDates, milestones: readonly Pick<DatedMilestone, 'dueOn'>[]): Outcome<true> {
  if (dates.endsOn <= dates.startsOn) return refuse(cycleRefusals.backwards);
  if (dates.agreementSignBy < dates.agreementSendBy) return refuse(cycleRefusals.signBeforeSend);
  const inside = (date: IsoDate): boolean => dates.startsOn <= date && date <= dates.endsOn;
  for (const field of ['agreementSendBy', 'agreementSignBy', 'programmeDueOn'] as const) {
    if (!inside(dates[field])) return refuse(cycleRefusals.outside(field));
  }
  const wrong = milestones.findIndex(({ dueOn }) => !inside(dueOn));
  return wrong < 0 ? ok(true) : refuse(cycleRefusals.outside(`milestones[${wrong}].dueOn`));
}

/** Days before a date of the cycle when those concerned are reminded of it. */
export const remindDaysBefore = [7, 1] as const;

/** Milestones to remind of on a day. Clause V-milestones. */
export function milestonesToRemind<Milestone extends Pick<DatedMilestone, 'dueOn'>>(
  milestones: readonly Milestone[],
  today: IsoDate,
): Milestone[] {
  const days = remindDaysBefore.map((before) => addDays(today, before));
  return milestones.filter(({ dueOn }) => days.includes(dueOn));
}

/** Who a reminder is about: the curator is told of what the organisations of the territory must do. */
export function remindedRoles(role: DatedMilestone['role']): readonly ('operator' | 'municipal-curator')[] {
  return role === 'operator' || role === 'coordinator' ? ['operator'] : ['municipal-curator', 'operator'];
}
