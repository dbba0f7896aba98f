import type { Actor } from '#kernel/roles.ts';
import type { Transaction, Work } from '#platform/use-case.server.ts';
import { groupsScope } from './permissions.ts';
import type { GroupEvent, GroupFacts } from './rules.ts';
import { documentStore, type OrderLine } from './store.documents.server.ts';
import { overviewStore } from './store.overview.server.ts';
import { groupStore } from './store.server.ts';
import { moveGroup, type Move } from './use-cases/moving.server.ts';

/** Groups as other features see them, bound to a transaction. */
export function groups(tx: Transaction) {
  const { facts, keepCounters, linesByIds } = groupStore(tx);
  const overview = overviewStore(tx);
  return {
    facts,
    keepCounters,
    linesByIds,
    list: overview.list,
    idsOf: (actor: Actor, limit?: number) => overview.idsOf(groupsScope(actor), limit),
    move: (work: Work, group: GroupFacts, event: GroupEvent, change?: Move) => moveGroup(work, group, event, change),
  };
}
export { groupsScope } from './permissions.ts';
export type { Move } from './use-cases/moving.server.ts';
export type { GroupRow } from './store.overview.server.ts';
export type { GroupLine } from './store.server.ts';

/** The order that approved the composition of a group; null before it. */
export async function compositionOrder(
  tx: Transaction,
  groupId: string,
): Promise<Pick<OrderLine, 'number' | 'datedOn'> | null> {
  const orders = await documentStore(tx).ordersOf(groupId);
  return orders.find((order) => order.kind === 'composition') ?? null;
}
