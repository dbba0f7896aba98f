/** States, words and facts of a team: what the rules decide on. */

/** What a team is in a cycle: one that hands its practice on, or one that is helped. */
export const teamStandings = ['experienced', 'developing'] as const;
export type TeamStanding = (typeof teamStandings)[number];

export const teamStates = ['draft', 'submitted', 'returned', 'registered', 'withdrawn'] as const;
export type TeamState = (typeof teamStates)[number];

export type TeamEvent = 'submit' | 'register' | 'return' | 'withdraw';

/** The one table of transitions; the database holds the same (`legal_transition`, machine `team`). */
export const teamTransitions: readonly { event: TeamEvent; from: TeamState; to: TeamState }[] = [
  { event: 'submit', from: 'draft', to: 'submitted' },
  { event: 'submit', from: 'returned', to: 'submitted' },
  { event: 'register', from: 'submitted', to: 'registered' },
  { event: 'return', from: 'submitted', to: 'returned' },
  { event: 'withdraw', from: 'draft', to: 'withdrawn' },
  { event: 'withdraw', from: 'submitted', to: 'withdrawn' },
  { event: 'withdraw', from: 'returned', to: 'withdrawn' },
  { event: 'withdraw', from: 'registered', to: 'withdrawn' },
];

/** States in which the team's form may be changed by whoever entered it. */
export const openStates: readonly TeamState[] = ['draft', 'returned'];

/** States that hold a place of the quota: a returned team keeps its place, a draft and a withdrawn one have none. */
export const placedStates: readonly TeamState[] = ['submitted', 'returned', 'registered'];

/** Words of the registry, as the interface says them. */
export const standingNames: Readonly<Record<TeamStanding, string>> = {
  experienced: 'опытная',
  developing: 'развивающаяся',
};
export const stateNames: Readonly<Record<TeamState, string>> = {
  draft: 'черновик',
  submitted: 'подана',
  returned: 'возвращена',
  registered: 'в реестре',
  withdrawn: 'отозвана',
};

/** How hard a direction is for a team by its own judgement; the words of the scale belong to the regulation. */
export const difficulties = [0, 1, 2, 3] as const;
export type Difficulty = (typeof difficulties)[number];

/** Management staff (K-1.7): the head, deputy heads, heads of units. */
export const managementCategories = ['head', 'deputy-head', 'unit-head'] as const;
export type ManagementCategory = (typeof managementCategories)[number];
export const categoryNames: Readonly<Record<ManagementCategory, string>> = {
  head: 'руководитель организации',
  'deputy-head': 'заместитель руководителя',
  'unit-head': 'руководитель подразделения',
};

/** What the rules look at in a team. */
export interface TeamFacts {
  readonly id: string;
  readonly cycleId: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly municipalityId: string;
  readonly path: string;
  readonly regionId: string;
  readonly standing: TeamStanding;
  readonly state: TeamState;
  readonly headHasPhone: boolean;
  readonly headHasEmail: boolean;
  readonly directionKeys: readonly string[];
  readonly memberCategories: readonly string[];
  readonly results: string;
  readonly evidenceCount: number;
  readonly assessedKeys: readonly string[];
  readonly groupCount: number;
  readonly revision: number;
}

/** A direction as it is typed: a code of the regulation, or the team's own words. */
export interface DirectionChoice {
  readonly key: string;
  readonly code: string | null;
  readonly title: string;
  readonly statement: string;
}

/** Longest list of directions a team may name: the paper form has room for a few, not for all. */
export const directionsLimit = 8;
