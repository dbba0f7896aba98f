import type { Actor } from '#kernel/roles.ts';
import type { Transaction, Work } from '#platform/use-case.server.ts';
import { groupsScope } from './permissions.ts';
import type { GroupEvent, GroupFacts } from './rules.ts';
import { overviewStore } from './store.overview.server.ts';
import { groupStore } from './store.server.ts';
import { moveGroup, type Move } from './use-cases/moving.server.ts';

/** Groups as other features see them, bound to a transaction. */
export function groups(tx: Transaction) {
  const { facts, keepCounters, linesByIds, summingUp } = groupStore(tx);
  const overview = overviewStore(tx);
  return {
    facts,
    keepCounters,
    linesByIds,
    summingUp,
    list: overview.list,
    idsOf: (actor: Actor, limit?: number) => overview.idsOf(groupsScope(actor), limit),
    move: (work: Work, group: GroupFacts, event: GroupEvent, change?: Move) => moveGroup(work, group, event, change),
  };
}
export * as groupForms from './schema.ts';
export { consentToGroup, declineGroup } from './use-cases/consent.server.ts';
export {
  askForHelp,
  closeConsultation,
  listConsultations,
  replyToConsultation,
  viewConsultation,
} from './use-cases/consultations.server.ts';
export { dissolutionPage, dissolveGroup } from './use-cases/dissolution.server.ts';
export { endTermsDue } from './use-cases/end-terms.server.ts';
export { applyForGroup, proposeGroup } from './use-cases/forming.server.ts';
export {
  compositionOrder,
  exportOrders,
  listOrders,
  orderComposition,
  orderDateOf,
  orderPage,
  printOrders,
  readOrderDocument,
} from './use-cases/orders.server.ts';
export { applicationPage, exportGroups, formingPage, listGroups } from './use-cases/overview.server.ts';
export { printMemo } from './use-cases/memo-paper.server.ts';
export { declineMemo, orderReplacement, replacementPage, writeMemo } from './use-cases/replacement.server.ts';
export {
  declineExtension,
  earlyFinishPage,
  endTerm,
  extendGroup,
  extensionPage,
  finishEarly,
  requestExtension,
} from './use-cases/term.server.ts';
export { consentPage, groupJournal, viewGroup, type GroupAbilities } from './use-cases/view.server.ts';
export { regulationOf, type Move } from './use-cases/moving.server.ts';
export type { GroupRow } from './store.overview.server.ts';
export type { GroupLine } from './store.server.ts';
export { printedParties } from './use-cases/shared.server.ts';
