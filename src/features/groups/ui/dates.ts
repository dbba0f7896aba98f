import { daysBetween, formatDay, relative, type IsoDate } from '#kernel/dates.ts';
import type { MarkText } from '#ui/types.ts';

/** Coloured from here, in days. */
const soonDays = 7;

/** A due date as people say it: late and soon stand out, what is far away is just a date. */
export function dueMark(dueOn: IsoDate, today: IsoDate): { mark: MarkText | null; exact: string } {
  const days = daysBetween(today, dueOn);
  const exact = formatDay(dueOn, today);
  if (days < 0) return { mark: { tone: 'late', text: relative(dueOn, today) }, exact };
  if (days <= soonDays) return { mark: { tone: 'soon', text: relative(dueOn, today) }, exact };
  return { mark: null, exact };
}
