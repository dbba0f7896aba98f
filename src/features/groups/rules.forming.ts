import type { Refusal } from '#kernel/refusal.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { joinAnd } from '#kernel/plural.ts';
import { withinLimits } from '#kernel/term.ts';
import type { TeamChoice } from './rules.candidates.ts';
import { refusals } from './rules.refusals.ts';
import { activeTeams, replaceableStates, type GroupDirection, type GroupFacts, type GroupLimits } from './rules.ts';

export interface Proposal {
  readonly developing: readonly TeamChoice[];
  readonly experienced: readonly TeamChoice[];
  readonly directionKeys: readonly string[];
  readonly termMonths: number;
  readonly termGround: string;
  /** The operator's decision to attach several teams (K-3.3). */
  readonly manyToMany: boolean;
  readonly byOperator: boolean;
}

/**
 * Whether a group may be formed. Clauses K-2.2 (registry, shared direction), K-2.6 (term and its ground), K-3.3.
 * `groupCount` of a team is the number of its other groups.
 */
export function decideProposal(
  proposal: Proposal,
  cycleId: string,
  limits: GroupLimits,
): Outcome<{ directions: GroupDirection[]; manyToMany: boolean }> {
  const { developing, experienced, termMonths } = proposal;
  if (developing.length === 0 || experienced.length === 0) return refuse(refusals.noTeams);
  const wrong = wrongTeam(developing, 'developing', cycleId) ?? wrongTeam(experienced, 'experienced', cycleId);
  if (wrong) return refuse(wrong);
  if (!withinLimits(termMonths, limits.term)) return refuse(refusals.term(limits.term));
  if (proposal.termGround.trim() === '') return refuse(refusals.noTermGround);
  const directions = chosenDirections(proposal);
  if (!directions.ok) return directions;
  const many = decideMany(proposal);
  return many.ok ? ok({ directions: directions.value, manyToMany: many.value }) : many;
}

function wrongTeam(teams: readonly TeamChoice[], standing: TeamChoice['standing'], cycleId: string): Refusal | null {
  for (const team of teams) {
    if (team.cycleId !== cycleId || team.state !== 'registered') {
      return refusals.notRegistered(team.organisationShortName, standing);
    }
    if (team.standing !== standing) return refusals.wrongStanding(team.organisationShortName, standing);
  }
  return null;
}

/** The chosen directions: each known to both sides, each team with at least one of them. */
function chosenDirections({ developing, experienced, directionKeys }: Proposal): Outcome<GroupDirection[]> {
  const has = (team: TeamChoice, key: string) => team.directions.some((direction) => direction.key === key);
  const known = new Map(
    developing.flatMap((team) => team.directions.map((direction) => [direction.key, direction] as const)),
  );
  const shared = [...known.values()].filter((direction) => experienced.some((team) => has(team, direction.key)));
  if (shared.length === 0) return refuse(refusals.noSharedDirection);
  const chosen = shared.filter((direction) => directionKeys.includes(direction.key));
  if (chosen.length === 0 || chosen.length < new Set(directionKeys).size) return refuse(refusals.foreignDirection);
  const without = [...developing, ...experienced].find((team) => !chosen.some(({ key }) => has(team, key)));
  if (without) return refuse(refusals.teamWithoutDirection(without.organisationShortName));
  return ok(chosen.map(({ key, code, title }) => ({ key, code, title })));
}

/** Several teams of one standing, or a team already in a group: the operator's decision only. Clause K-3.3. */
function decideMany({ developing, experienced, manyToMany, byOperator }: Proposal): Outcome<boolean> {
  const several = developing.length > 1 || experienced.length > 1;
  const busy = [...developing, ...experienced].filter((team) => team.groupCount > 0);
  if (!several && busy.length === 0) return ok(false);
  if (byOperator) {
    const names = joinAnd(
      (busy.length > 0 ? busy : [...developing, ...experienced]).map((team) => team.organisationShortName),
    );
    return manyToMany ? ok(true) : refuse(refusals.manyNotDecided(names));
  }
  if (several) return refuse(refusals.manyOnlyByOperator);
  const own = busy.find((team) => team.standing === 'developing');
  return refuse(own ? refusals.alreadyInGroup : refusals.experiencedBusy(busy[0]!.organisationShortName));
}

/**
 * Whether one team may be asked to join instead of another: the same standing, in the registry, with a direction of
 * the group. The term stays as it is. Clauses K-3.4, K-2.2.
 */
export function decideMemo(
  facts: GroupFacts,
  leavingTeamId: string,
  joining: TeamChoice | null,
  explanation: string,
): Outcome<true> {
  if (!replaceableStates.includes(facts.state)) return refuse(refusals.illegal(facts.state));
  const leaving = activeTeams(facts).find((team) => team.teamId === leavingTeamId);
  if (!leaving) return refuse(refusals.notInGroup);
  if (explanation.trim() === '') return refuse(refusals.noExplanation);
  if (!joining || joining.cycleId !== facts.cycleId || joining.state !== 'registered') {
    return refuse(refusals.notRegistered(joining?.organisationShortName ?? '—', 'joiningTeamId'));
  }
  if (activeTeams(facts).some((team) => team.teamId === joining.id)) return refuse(refusals.joiningInGroup);
  if (joining.standing !== leaving.standing) return refuse(refusals.joiningStanding);
  const shares = joining.directions.some(({ key }) => facts.directions.some((direction) => direction.key === key));
  return shares ? ok(true) : refuse(refusals.joiningDirection);
}

/** Whether a memo may be ordered: the group still works and the invited head has consented. Clauses K-3.4, K-3.1. */
export function decideReplacement(
  facts: GroupFacts,
  memo: { readonly leavingTeamId: string; readonly joiningTeamId: string } | null,
): Outcome<true> {
  if (!memo) return refuse(refusals.noMemo);
  if (!replaceableStates.includes(facts.state)) return refuse(refusals.illegal(facts.state));
  if (!activeTeams(facts).some((team) => team.teamId === memo.leavingTeamId)) return refuse(refusals.notInGroup);
  const joining = facts.invited.find((team) => team.teamId === memo.joiningTeamId);
  return joining?.consent === 'consented' ? ok(true) : refuse(refusals.joiningNotConsented);
}

/** A group is called by its organisations, those that are helped first. */
export function titleOf(
  developing: readonly { organisationShortName: string }[],
  experienced: readonly { organisationShortName: string }[],
): string {
  return joinAnd([...developing, ...experienced].map((team) => team.organisationShortName));
}

/** What the overview's search looks in: names folded to lower case and without «ё». */
export function searchTextOf(words: readonly string[]): string {
  return words.join(' ').toLocaleLowerCase('ru').replaceAll('ё', 'е');
}
