import type { Figures } from '#features/programmes/index.ts';
import { isBefore, today, type IsoDate } from '#kernel/dates.ts';

/** What an information report says of the plan; computed from the marks, kept with the report when it is submitted. */
export interface PlanResult {
  readonly figures: Figures;
  readonly done: readonly {
    readonly key: string;
    readonly number: number | null;
    readonly title: string;
    readonly onDate: IsoDate;
    readonly result: string;
  }[];
  readonly notDone: readonly {
    readonly key: string;
    readonly number: number | null;
    readonly title: string;
    readonly mark: string;
    readonly reason: string;
  }[];
  readonly unmarked: readonly { readonly key: string; readonly number: number | null; readonly title: string }[];
}

/** Difficulty at entry and at exit of one direction; 0 is none, 3 is great. */
export interface Dynamics {
  readonly key: string;
  readonly title: string;
  readonly entry: number | null;
  readonly exit: number | null;
  readonly change: 'better' | 'same' | 'worse' | 'unknown';
}

/** Entry and exit self-assessment compared, direction by direction (K-3.5.dynamics). */
export function compareSupervision(
  directions: readonly { readonly key: string; readonly title: string }[],
  entry: ReadonlyMap<string, number>,
  exit: ReadonlyMap<string, number>,
): Dynamics[] {
  return directions.map(({ key, title }) => {
    const before = entry.get(key) ?? null;
    const after = exit.get(key) ?? null;
    return { key, title, entry: before, exit: after, change: changeOf(before, after) };
  });
}

function changeOf(before: number | null, after: number | null): Dynamics['change'] {
  if (before === null || after === null) return 'unknown';
  if (after < before) return 'better';
  return after === before ? 'same' : 'worse';
}

/** Mean scores of a survey by statement, one decimal; personal answers stay with those who gave them. */
export function meanScores(
  statements: readonly string[],
  answers: readonly Readonly<Record<string, number>>[],
): Record<string, number | null> {
  return Object.fromEntries(
    statements.map((key) => {
      const given = answers.flatMap((scores) => scores[key] ?? []);
      const sum = given.reduce((total, score) => total + score, 0);
      return [key, given.length === 0 ? null : Math.round((sum * 10) / given.length) / 10];
    }),
  );
}

/** A mean of one answer would be that person's answer: means are shown from so many on (K-3.5.relations). */
export const fewestAnswers = 2;

/** What every answer gave, of every statement; null while there are too few answers. */
export function surveyMeans(
  statements: readonly string[],
  answers: readonly Readonly<Record<string, number>>[],
): { readonly byStatement: Record<string, number | null>; readonly whole: number } | null {
  if (answers.length < fewestAnswers) return null;
  const given = answers.flatMap((scores) => statements.flatMap((key) => scores[key] ?? []));
  const sum = given.reduce((total, score) => total + score, 0);
  const whole = given.length === 0 ? 0 : Math.round((sum * 10) / given.length) / 10;
  return { byStatement: meanScores(statements, answers), whole };
}

/** The last stage of a plan, in which a group sums up. */
const lastStage = 3;

/**
 * Activities that count in a report. The report itself and the final report stand in the plan as its last rows: while
 * they wait for their mark they are what is being done just now, and are neither carried out nor missed.
 */
export function countedActivities<
  Row extends { readonly stage: number; readonly title: string; readonly mark: unknown },
>(rows: readonly Row[]): Row[] {
  const last = rows.findLastIndex((row) => !isReportRow(row));
  return rows.slice(0, last + 1);
}

function isReportRow(row: { readonly stage: number; readonly title: string; readonly mark: unknown }): boolean {
  return row.stage === lastStage && row.mark === null && /справк|отч[её]т/i.test(row.title);
}

/** The day since which the present summing-up lasts; null while no term is known. */
export function summingUpSince(group: {
  readonly endsOn: IsoDate | null;
  readonly finishedEarlyOn: IsoDate | null;
}): IsoDate | null {
  return group.finishedEarlyOn ?? group.endsOn;
}

/** Whether a report was given before the present summing-up: the term was extended after it, and it is due again. */
export function isOutdated(
  given: Date | null,
  group: { readonly endsOn: IsoDate | null; readonly finishedEarlyOn: IsoDate | null },
): boolean {
  const since = summingUpSince(group);
  return given !== null && since !== null && isBefore(today(given), since);
}

/** Letters remind of the date to sum up a week and a day before it, and the day after it has passed. */
export function isReminderDay(daysLeft: number): boolean {
  return [7, 1, -1].includes(daysLeft);
}
