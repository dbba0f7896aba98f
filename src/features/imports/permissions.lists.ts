import { refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor } from '#kernel/roles.ts';

const operatorOnly: Refusal = {
  code: 'imports.operator-only',
  kind: 'forbidden',
  message: 'Списки целого региона загружает региональный оператор',
  clause: 'registry',
};

/** Who may load the list of organisations and the whole registry of a region. */
export function canImportLists(actor: Actor): Outcome<true> {
  return actor.role === 'operator' ? ok(true) : refuse(operatorOnly);
}
