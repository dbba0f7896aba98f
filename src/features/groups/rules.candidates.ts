import { countOf, joinAnd } from '#kernel/plural.ts';
import { withinLimits, type TermLimits } from '#kernel/term.ts';

/** What ranking and forming look at in a team of the registry. */
export interface TeamChoice {
  readonly id: string;
  readonly cycleId: string;
  readonly organisationId: string;
  readonly organisationShortName: string;
  readonly municipalityId: string;
  readonly municipalityName: string;
  readonly standing: 'experienced' | 'developing';
  readonly state: string;
  readonly directions: readonly { readonly key: string; readonly code: string | null; readonly title: string }[];
  readonly groupCount: number;
  /** Difficulty 0…3 by direction, of the team's own judgement. */
  readonly difficulties: Readonly<Record<string, number>>;
}

export type Nearness = 'same' | 'neighbour' | 'far';

/** An experienced team that can help, with the reasons that an operator reads. */
export interface Candidate<Team extends TeamChoice = TeamChoice> {
  readonly team: Team;
  readonly shared: readonly { readonly key: string; readonly code: string | null; readonly title: string }[];
  readonly nearness: Nearness;
  readonly score: number;
  readonly reasons: readonly string[];
}

/** Directions that both teams named, in the order of the developing team. Clause K-2.2. */
export function sharedDirections(developing: TeamChoice, experienced: TeamChoice) {
  const keys = new Set(experienced.directions.map((direction) => direction.key));
  return developing.directions.filter((direction) => keys.has(direction.key));
}

const nearnessScore: Readonly<Record<Nearness, number>> = { same: 2, neighbour: 1, far: 0 };
const nearnessNames: Readonly<Record<Nearness, string>> = {
  same: 'тот же муниципалитет',
  neighbour: 'соседний муниципалитет',
  far: 'другой муниципалитет',
};
const loadWeight = 3;
/** The degrees of a self-assessment, in the words teams choose them by. */
export const difficultyNames: readonly string[] = [
  'нет затруднений',
  'отдельные затруднения',
  'заметные затруднения',
  'серьёзные затруднения',
];

/**
 * Experienced teams that share a direction with a developing one, the most suitable first: directions in which it is
 * harder weigh more, the same municipality is nearer than a neighbour, a team already in groups gives way to a free one.
 */
export function rankCandidates<Team extends TeamChoice>(
  developing: TeamChoice,
  experienced: readonly Team[],
  neighbours: readonly string[],
): Candidate<Team>[] {
  return experienced
    .filter((team) => team.organisationId !== developing.organisationId)
    .map((team) => judge(developing, team, neighbours))
    .filter((candidate) => candidate.shared.length > 0)
    .toSorted(
      (a, b) =>
        b.score - a.score ||
        a.team.organisationShortName.localeCompare(b.team.organisationShortName, 'ru') ||
        (a.team.id < b.team.id ? -1 : 1),
    );
}

function judge<Team extends TeamChoice>(
  developing: TeamChoice,
  team: Team,
  neighbours: readonly string[],
): Candidate<Team> {
  const shared = sharedDirections(developing, team);
  const hardness = (key: string) => developing.difficulties[key] ?? 0;
  const nearness: Nearness =
    team.municipalityId === developing.municipalityId
      ? 'same'
      : neighbours.includes(team.municipalityId)
        ? 'neighbour'
        : 'far';
  const help = shared.reduce((sum, direction) => sum + 1 + 2 * hardness(direction.key), 0);
  const hardest = Math.max(0, ...shared.map((direction) => hardness(direction.key)));
  const hard = shared.filter((direction) => hardness(direction.key) === hardest);
  return {
    team,
    shared,
    nearness,
    score: help + nearnessScore[nearness] - loadWeight * team.groupCount,
    reasons: [
      `общее: ${joinAnd(shared.map((direction) => direction.title))}`,
      nearnessNames[nearness],
      team.groupCount === 0
        ? 'в группах не состоит'
        : `уже ведёт ${countOf(team.groupCount, 'группу', 'группы', 'групп')}`,
      ...(hardest > 0 ? [hardnessReason(hardest, hard, shared.length)] : []),
    ],
  };
}

function hardnessReason(hardest: number, hard: readonly { title: string }[], shared: number): string {
  const degree = difficultyNames[hardest]!;
  return shared === 1 ? degree : `${degree}: ${joinAnd(hard.map((direction) => direction.title))}`;
}

/** A term suggested by how hard the group's directions are for the developing teams, with its ground in words. */
export interface SuggestedTerm {
  readonly months: number;
  readonly ground: string;
}

/**
 * The harder the directions are by the self-assessment (0…3 each), the longer the term within the limits: all easy
 * gives the least term, all hard the greatest. Clause K-2.6.
 */
export function suggestTerm(difficulties: readonly number[], limits: TermLimits): SuggestedTerm {
  if (difficulties.length === 0) {
    return { months: limits.max, ground: 'Самооценка затруднений не заполнена: предложен наибольший срок' };
  }
  const mean = difficulties.reduce((sum, value) => sum + value, 0) / difficulties.length;
  const months = Math.round(limits.min + ((limits.max - limits.min) * mean) / 3);
  const degree = difficultyNames[Math.round(mean)] ?? difficultyNames[3]!;
  const figure = mean.toLocaleString('ru', { maximumFractionDigits: 1 });
  return {
    months: withinLimits(months, limits) ? months : limits.max,
    ground: `По самооценке развивающейся команды: ${degree} (в среднем ${figure} из 3)`,
  };
}
