import type { TeamState } from '#features/registry/index.ts';
import type { ClauseKey } from '#kernel/clauses.ts';
import type { Outcome } from '#kernel/refusal.ts';
import type { PaperTeam } from './rules.rows.ts';
import type { RowValues } from './schema.ts';

/** What became of a row of a form. */
export interface RowResult {
  readonly result: 'entered' | 'updated' | 'unchanged' | 'left' | 'skipped' | 'refused';
  readonly organisation: string;
  readonly teamId: string | null;
  readonly state: TeamState | null;
  /** Why it was not entered: the sentence, its clause, the field. */
  readonly message: string;
  readonly clause: ClauseKey | null;
  readonly field: string;
  /** Every field the sentence speaks of. */
  readonly fields: readonly string[];
}

/** What came of saving a form. */
export interface FormResult {
  readonly intent: 'draft' | 'submit';
  readonly rows: readonly RowResult[];
}

/** What the registry said of a row that was entered. */
interface Entered {
  readonly teamId: string;
  readonly organisation: string;
  readonly result: 'entered' | 'updated' | 'unchanged' | 'left';
  readonly state: TeamState;
}

/** The result of a row; without an outcome it was left out by the person. */
export function resultOf(
  values: RowValues,
  team: PaperTeam,
  outcome: Outcome<Entered> | Outcome<never> | null,
): RowResult {
  const nothing = { teamId: null, state: null, message: '', clause: null, field: '', fields: [] };
  const written = values.organisation === 'other' ? values.otherOrganisation : values.newName;
  const organisation = written || team.organisation;
  if (!outcome) return { ...nothing, organisation, result: 'skipped' };
  if (outcome.ok) return { ...nothing, ...(outcome.value as Entered) };
  const { message, clause, field = '', fields = { [field]: message } } = outcome.error;
  return { ...nothing, organisation, result: 'refused', message, clause, field, fields: Object.keys(fields) };
}

/** How many rows were entered, needed nothing, were left out, were refused. */
export function countsOf({ rows }: FormResult) {
  const count = (...results: readonly RowResult['result'][]) =>
    rows.filter(({ result }) => results.includes(result)).length;
  return {
    entered: count('entered', 'updated'),
    unchanged: count('unchanged', 'left'),
    skipped: count('skipped'),
    refused: count('refused'),
  };
}
