import { matchOrganisations, organisationIndex } from './rules.matching.ts';
import type { KnownOrganisation } from './rules.rows.ts';

/** The organisations a name on paper may mean, and which of them is chosen until somebody chooses another. */
export interface Meant<Known> {
  readonly candidates: readonly Known[];
  /** An id, `new` where nothing is near, nothing where a person has to choose. */
  readonly chosen: string;
}

// where nothing fits, those that are only near would be a choice among the improbable
const shownAtMost = { sure: 3, ambiguous: 6, likely: 4, none: 0 } as const;
const probable = 0.35;

/** Prepares the organisations of a municipality for asking which is meant by a name. */
export function meaningOf<Known extends KnownOrganisation>(
  choices: readonly Known[],
  municipality: string,
): (text: string) => Meant<Known> {
  const index = organisationIndex(choices.map((known) => ({ ...known, known, municipality })));
  return (text) => {
    const { verdict, candidates } = matchOrganisations(text, index);
    const shown = candidates
      .slice(0, shownAtMost[verdict])
      .filter(({ score }, index) => index === 0 || score >= probable)
      .map(({ choice }) => choice.known);
    const chosen = verdict === 'sure' ? shown[0]!.id : verdict === 'none' ? 'new' : '';
    return { candidates: shown, chosen };
  };
}
