import type { GroupFacts, Party } from '#features/groups/index.ts';
import type { Figures } from '#features/programmes/index.ts';
import { formatRange, type IsoDate } from '#kernel/dates.ts';
import type { Dynamics } from '../rules.results.ts';

/** Data of the information report (D-A.report), in the names its text uses. */
export function informationData(report: {
  readonly group: GroupFacts;
  readonly team: Party;
  readonly parties: readonly Party[];
  readonly result: {
    readonly figures: Figures;
    readonly done: readonly {
      readonly number: number | null;
      readonly title: string;
      readonly onDate: IsoDate;
      readonly result: string;
    }[];
    readonly notDone: readonly {
      readonly number: number | null;
      readonly title: string;
      readonly mark: string;
      readonly reason: string;
    }[];
  };
  readonly goalsReached: string;
  readonly conclusions: string;
  readonly datedOn: IsoDate | null;
}): Record<string, unknown> {
  const { group, parties, team, result, goalsReached, conclusions, datedOn } = report;
  return {
    ...common(group),
    team,
    experienced: parties.filter((party) => party.standing === 'experienced'),
    figures: result.figures,
    done: result.done,
    notDone: result.notDone,
    goalsReached,
    conclusions,
    datedOn,
  };
}

interface Acceptance {
  readonly acceptedOn: IsoDate | null;
  readonly acceptedBy: string;
  readonly receivedOn: IsoDate | null;
  readonly receivedBy: string;
}

/** Data of the final report (D-A.final), in the names its text uses. */
export function finalData(report: {
  readonly group: GroupFacts;
  readonly team: Party;
  readonly parties: readonly Party[];
  readonly result: {
    readonly plan: { readonly figures: Figures };
    readonly survey: {
      readonly answers: number;
      readonly mean: number | null;
      readonly rows: readonly { readonly text: string; readonly mean: number }[];
    };
    readonly dynamics: readonly { readonly team: string; readonly rows: readonly Dynamics[] }[];
  };
  readonly texts: {
    readonly assessment: string;
    readonly relations: string;
    readonly dynamics: string;
    readonly recommendations: string;
  };
  readonly scale: readonly { readonly value: number; readonly title: string }[];
  readonly datedOn: IsoDate | null;
  readonly acceptance: Acceptance;
}): Record<string, unknown> {
  const { group, team, parties, result, texts, scale, datedOn, acceptance } = report;
  const { answers, mean, rows } = result.survey;
  const several = result.dynamics.length > 1;
  const level = (value: number | null) =>
    value === null ? '—' : (scale.find((point) => point.value === value)?.title ?? String(value));
  return {
    ...common(group),
    team,
    developing: parties.filter((party) => party.standing === 'developing'),
    figures: result.plan.figures,
    ...texts,
    survey:
      mean === null
        ? { answers: 0, mean: '', rows: [] }
        : {
            answers,
            mean: formatMean(mean),
            rows: rows.map((row) => ({ text: row.text, mean: formatMean(row.mean) })),
          },
    dynamicsRows: result.dynamics.flatMap((of) =>
      of.rows.map((row) => ({
        direction: several ? `${of.team}: ${row.title}` : row.title,
        entry: level(row.entry),
        exit: level(row.exit),
        change: changeNames[row.change],
      })),
    ),
    datedOn,
    acceptance,
  };
}

/** How a change of difficulties is told. */
export const changeNames: Readonly<Record<Dynamics['change'], string>> = {
  better: 'стало легче',
  same: 'без изменений',
  worse: 'стало труднее',
  unknown: '—',
};

/** A mean score with one decimal: «4,6». */
export const formatMean = (mean: number): string => mean.toFixed(1).replace('.', ',');

/** The name of a printed report: «Информационная справка — группа, проект». */
export function reportFileName(what: string, group: Pick<GroupFacts, 'title'>, draft: boolean): string {
  return `${what} — ${group.title}${draft ? ', проект' : ''}`;
}

function common(group: GroupFacts) {
  const until = group.finishedEarlyOn ?? group.endsOn;
  return {
    group: { title: group.title, directions: group.directions.map((direction) => direction.title) },
    period: { text: group.startsOn && until ? formatRange(group.startsOn, until) : '' },
  };
}
