import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { figuresOf, markNames } from '#features/programmes/index.ts';
import type { PlanRow } from '#features/programmes/index.server.ts';
import type { RegulationDocument } from '#features/regulation/index.ts';
import {
  compareSupervision,
  countedActivities,
  surveyMeans,
  type Dynamics,
  type PlanResult,
} from '../rules.results.ts';
import { isSubmitted } from '../rules.states.ts';
import type { InformationReport } from '../store.server.ts';
import type { Assessed, SummingUp } from './access.server.ts';

/** What the final report says in numbers; kept with it when it is sent. */
export interface GroupResult {
  readonly plan: PlanResult;
  readonly survey: {
    readonly answers: number;
    readonly mean: number | null;
    readonly rows: readonly { readonly text: string; readonly mean: number }[];
  };
  readonly dynamics: readonly { readonly teamId: string; readonly team: string; readonly rows: readonly Dynamics[] }[];
}

/** The plan as it is marked now. */
export function planResult(rows: readonly PlanRow[]): PlanResult {
  const counted = countedActivities(rows);
  return {
    figures: figuresOf(counted.map((row) => row.mark?.state ?? null)),
    done: counted.flatMap(({ key, number, title, mark }) =>
      mark?.state === 'done' ? [{ key, number, title, onDate: mark.onDate, result: mark.result }] : [],
    ),
    notDone: counted.flatMap(({ key, number, title, mark }) =>
      mark && mark.state !== 'done' ? [{ key, number, title, mark: markNames[mark.state], reason: mark.reason }] : [],
    ),
    unmarked: counted.flatMap(({ key, number, title, mark }) => (mark ? [] : [{ key, number, title }])),
  };
}

/** The figures a report was submitted with, or those of this moment while it is being written. */
export function resultOf(report: InformationReport | null, known: Pick<SummingUp, 'plan'>): PlanResult {
  const kept = report && isSubmitted(report.state) ? (report.figures as PlanResult | null) : null;
  return kept ?? planResult(known.plan.activities);
}

/** What the final report stands on: the information reports' own figures, the latest of them. */
export function groupResult(facts: GroupFacts, known: SummingUp, { survey }: RegulationDocument): GroupResult {
  const submitted = known.informationReports.filter((report) => isSubmitted(report.state));
  const latest = submitted.toSorted((one, other) => Number(one.submittedAt) - Number(other.submittedAt)).at(-1);
  const means = surveyMeans(
    survey.statements.map(({ key }) => key),
    known.answers.map(({ scores }) => scores),
  );
  return {
    plan: resultOf(latest ?? null, known),
    survey: {
      answers: known.answers.length,
      mean: means?.whole ?? null,
      rows: means ? survey.statements.map(({ key, text }) => ({ text, mean: means.byStatement[key] ?? 0 })) : [],
    },
    dynamics: activeTeams(facts, 'developing').map((team) => ({
      teamId: team.teamId,
      team: team.organisationShortName,
      rows: compareSupervision(
        facts.directions,
        difficulties(known.entries.get(team.teamId)),
        difficulties(known.exits.get(team.teamId)),
      ),
    })),
  };
}

const difficulties = (answers: Assessed | undefined) =>
  new Map([...(answers ?? [])].map(([key, answer]) => [key, answer.difficulty]));
