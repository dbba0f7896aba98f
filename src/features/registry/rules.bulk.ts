import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import {
  checkEntryAssessment,
  mayBeEdited,
  refusals,
  registerTeam,
  submitTeam,
  type Assessment,
  type DirectionChoice,
  type TeamFacts,
  type TeamStanding,
  type TeamState,
} from './rules.ts';

/** How far a team of a paper registry is entered: kept as a draft, submitted, or written into the registry at once. */
export const enteredStates = ['draft', 'submitted', 'registered'] as const;
export type EnteredState = (typeof enteredStates)[number];

/** The ground of registration without a decision on every team: it had been made on paper. */
export const transferReason = 'перенос из бумажного реестра';

/** A team as a whole list is compared with it. */
export interface ListedTeam {
  readonly id: string;
  readonly organisationId: string;
  readonly municipalityId: string;
  readonly standing: TeamStanding;
  readonly state: TeamState;
  readonly note: string;
  readonly results: string;
  readonly revision: number;
  readonly headName: string;
  readonly directions: readonly DirectionChoice[];
  readonly assessments: readonly Assessment[];
}

/** A team of a list, as the rules look at it before it is written. */
export interface TeamToEnter {
  readonly standing: TeamStanding;
  readonly directions: readonly DirectionChoice[];
  readonly headHasPhone: boolean;
  readonly headHasEmail: boolean;
  readonly results: string;
  readonly assessments: readonly Assessment[];
}

/**
 * Whether a team of a list may be entered as `state`: by the same rules as one entered by hand. The paper registry is
 * the evidence of an experienced team's results (K-3.2); the self-assessment of a developing one must be in the list.
 */
export function enterAs(team: TeamToEnter, state: EnteredState): Outcome<true> {
  const facts = { ...factsOf(team), state: 'draft' } as const;
  if (team.assessments.length > 0) {
    const assessed = checkEntryAssessment(facts, team.assessments);
    if (!assessed.ok) return assessed;
  }
  if (state === 'draft') return ok(true);
  const submitted = submitTeam(facts);
  if (!submitted.ok) return submitted;
  if (state === 'submitted') return ok(true);
  const registered = registerTeam({ ...facts, state: submitted.value });
  return registered.ok ? ok(true) : registered;
}

/** Whether what a team has stored may be changed by a list: as by hand, only while its form is open. */
export function changeFromList(
  team: Pick<ListedTeam, 'state' | 'standing'>,
  change: Pick<TeamToEnter, 'standing' | 'directions' | 'assessments'>,
): Outcome<true> {
  const editable = mayBeEdited(team.state);
  if (!editable.ok) return editable;
  // a returned team holds a place of its standing
  if (team.state === 'returned' && team.standing !== change.standing) return refuse(refusals.illegal(team.state));
  if (change.assessments.length === 0) return ok(true);
  return checkEntryAssessment(
    factsOf({ ...change, headHasPhone: true, headHasEmail: true, results: '' }),
    change.assessments,
  );
}

function factsOf(team: TeamToEnter): TeamFacts {
  return {
    id: '',
    cycleId: '',
    organisationId: '',
    organisationName: '',
    municipalityId: '',
    path: '',
    regionId: '',
    standing: team.standing,
    state: 'draft',
    headHasPhone: team.headHasPhone,
    headHasEmail: team.headHasEmail,
    directionKeys: team.directions.map(({ key }) => key),
    memberCategories: ['head'],
    results: team.results,
    evidenceCount: 1,
    assessedKeys: team.assessments.map(({ directionKey }) => directionKey),
    groupCount: 0,
    revision: 1,
  };
}
