import type { ClauseRef } from './types.ts';

type Ability =
  { readonly allowed: true } | { readonly allowed: false; readonly reason: string; readonly clause?: ClauseRef | null };

/** The ability sent by the server, as the props of a button: a button that cannot act says why. */
export function ability(given: Ability | undefined): { disabledReason?: string; clause?: ClauseRef } {
  if (!given || given.allowed) return {};
  return given.clause ? { disabledReason: given.reason, clause: given.clause } : { disabledReason: given.reason };
}
