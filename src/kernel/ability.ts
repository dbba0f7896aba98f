import type { ClauseKey } from './clauses.ts';
import type { Outcome } from './refusal.ts';

/** Whether an action can be taken now, sent to the screen; a button that cannot act says why and by which clause. */
export type Ability =
  { readonly allowed: true } | { readonly allowed: false; readonly reason: string; readonly clause: ClauseKey };

/** The ability an outcome of the rules amounts to. */
export function abilityOf(outcome: Outcome<unknown>): Ability {
  if (outcome.ok) return { allowed: true };
  return { allowed: false, reason: outcome.error.message, clause: outcome.error.clause };
}
