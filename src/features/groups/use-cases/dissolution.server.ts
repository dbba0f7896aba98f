import { notifyPeople } from '#features/territory/index.server.ts';
import type { IsoDate } from '#kernel/dates.ts';
import { ok } from '#kernel/result.ts';
import { query, useCase } from '#platform/use-case.server.ts';
import { dissolutionOrderData } from '../print/orders.ts';
import { decideDissolution, nextState } from '../rules.decisions.ts';
import { beforeOrder, headsOf } from '../rules.ts';
import { moveGroup, regulationOf } from './moving.server.ts';
import { issueOrder, nextOrderNumber } from './orders.server.ts';
import { loadGroup } from './shared.server.ts';

interface Dissolution {
  readonly groupId: string;
  readonly reason: string;
  readonly number: string | null;
  readonly datedOn: IsoDate | null;
}

/** The operator dissolves a group: always with a ground, and by an order once the composition was ordered. */
export const dissolveGroup = useCase(
  'groups.dissolve',
  async (work, { groupId, reason, number, datedOn }: Dissolution) => {
    const loaded = await loadGroup(work, groupId, 'dissolve');
    if (!loaded.ok) return loaded;
    const facts = loaded.value;
    const decided = decideDissolution(facts, { reason, order: { number, datedOn } }, work.today);
    if (!decided.ok) return decided;
    let document: string | null = null;
    if (decided.value.withOrder) {
      const regulation = await regulationOf(work, facts);
      const issued = await issueOrder(work, facts, {
        kind: 'dissolution',
        number: number!,
        datedOn: datedOn!,
        ground: reason,
        regulation,
        data: (head) => dissolutionOrderData(head, facts, reason),
      });
      if (!issued.ok) return issued;
      document = issued.value.name;
    }
    const moved = await moveGroup(work, facts, 'dissolved', { reason, document });
    if (!moved.ok) return moved;
    await notifyPeople(work, [facts.coordinatorId, ...headsOf(facts)], {
      subject: 'Менторская группа расформирована',
      text: `Группа «${facts.title}» расформирована. Основание: ${reason}`,
    });
    return ok({ groupId });
  },
);

/** What the page of a dissolution shows. */
export const dissolutionPage = query(async (work, { groupId }: { groupId: string }) => {
  const loaded = await loadGroup(work, groupId, 'dissolve', { lock: false });
  if (!loaded.ok) return loaded;
  const facts = loaded.value;
  const able = nextState(facts.state, 'dissolved');
  return ok({
    facts,
    withOrder: !beforeOrder.includes(facts.state),
    number: await nextOrderNumber(work, facts.regionId),
    blocked: able.ok ? null : { reason: able.error.message, clause: able.error.clause },
  });
});
