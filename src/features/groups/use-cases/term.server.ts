import { formatDate, type IsoDate } from '#kernel/dates.ts';
import { refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { formatMonths } from '#kernel/term.ts';
import { query, useCase } from '#platform/use-case.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { notifyPeople } from '#features/territory/index.server.ts';
import { canInGroup, ownTeam } from '../permissions.ts';
import { earlyFinishOrderData, extensionOrderData } from '../print/orders.ts';
import {
  decideEarlyFinish,
  decideExtension,
  decideExtensionRequest,
  decideTermEnd,
  extensionFrom,
  orderDated,
} from '../rules.decisions.ts';
import { refusals } from '../rules.refusals.ts';
import { headsOf } from '../rules.ts';
import { requestStore } from '../store.requests.server.ts';
import { expectExtension } from './duties.server.ts';
import { limitsOf, moveGroup, regulationOf, toLimits } from './moving.server.ts';
import { issueOrder, nextOrderNumber } from './orders.server.ts';
import { loadGroup, readGroup } from './shared.server.ts';

interface Ordered {
  readonly groupId: string;
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly reason: string;
}

/** The head of a developing team asks to extend the term. Clause K-2.6. */
export const requestExtension = useCase(
  'groups.request-extension',
  async (work, input: { groupId: string; months: number; reason: string }) => {
    const { tx, actor, now } = work;
    const loaded = await loadGroup(work, input.groupId, 'request-extension');
    if (!loaded.ok) return loaded;
    const facts = loaded.value;
    const decided = decideExtensionRequest(facts, input.months, await limitsOf(tx, facts));
    if (!decided.ok) return decided;
    const { months, reason } = input;
    const teamId = ownTeam(actor, facts)?.teamId ?? null;
    const id = await requestStore(tx).insertRequest({
      groupId: facts.id,
      teamId,
      months,
      reason,
      requestedBy: actor.personId,
      createdAt: now,
    });
    if (!id) return refuse(refusals.requestOpen);
    await journal(tx).write(work, {
      subject: { type: 'extension-request', id },
      groupId: facts.id,
      action: 'extension.requested',
      summary: `Развивающаяся команда просит продлить менторство на ${formatMonths(months)}`,
      reason,
    });
    await expectExtension(work, facts, id, true);
    return ok({ groupId: facts.id, requestId: id });
  },
);

/** The operator declines a request to extend. */
export const declineExtension = useCase(
  'groups.decline-extension',
  async (work, { groupId, answer }: { groupId: string; answer: string }) => {
    const loaded = await loadGroup(work, groupId, 'extend');
    if (!loaded.ok) return loaded;
    const documents = requestStore(work.tx);
    const request = await documents.openRequest(groupId);
    if (!request || !(await documents.settleRequest(request.id, 'declined', answer)))
      return refuse(refusals.requestGone);
    await journal(work.tx).write(work, {
      subject: { type: 'extension-request', id: request.id },
      groupId,
      action: 'extension.declined',
      summary: 'В продлении менторства отказано',
      reason: answer,
    });
    await expectExtension(work, loaded.value, request.id, false);
    await notifyPeople(work, headsOf(loaded.value, 'developing'), {
      subject: 'В продлении менторства отказано',
      text: `Группа «${loaded.value.title}». Ответ: ${answer}`,
    });
    return ok({ groupId });
  },
);

/** The operator extends the term by an order: once, when it ends or has ended. Clause K-2.6. */
export const extendGroup = useCase('groups.extend', async (work, input: Ordered & { months: number }) => {
  const { tx, today } = work;
  const loaded = await loadGroup(work, input.groupId, 'extend');
  if (!loaded.ok) return loaded;
  const facts = loaded.value;
  const regulation = await regulationOf({ tx }, facts);
  const decided = decideExtension(facts, input.months, toLimits(regulation), today);
  if (!decided.ok) return decided;
  const dated = orderDated(input.datedOn, today);
  if (!dated.ok) return dated;
  const { months, reason } = input;
  const { endsOn, sumUpBy, extensionMonths } = decided.value;
  const issued = await issueOrder(work, facts, {
    kind: 'extension',
    number: input.number,
    datedOn: input.datedOn,
    ground: reason,
    regulation,
    data: (head) => extensionOrderData(head, facts, { months, newEndsOn: endsOn, reason }),
  });
  if (!issued.ok) return issued;
  const documents = requestStore(tx);
  const request = await documents.openRequest(facts.id);
  if (request && (await documents.settleRequest(request.id, 'ordered', issued.value.name))) {
    await expectExtension(work, facts, request.id, false);
  }
  const moved = await moveGroup(work, facts, 'extended', {
    endsOn,
    sumUpBy,
    extensionMonths,
    extensionsCount: facts.extensionsCount + 1,
    reason,
    document: issued.value.name,
  });
  if (!moved.ok) return moved;
  await notifyPeople(work, headsOf(facts), {
    subject: 'Менторство продлено',
    text: `Группа «${facts.title}» продлена до ${formatDate(endsOn)}: ${issued.value.name}.`,
  });
  return ok({ groupId: facts.id });
});

/** What the page of an extension shows. */
export const extensionPage = query(async (work, { groupId }: { groupId: string }) => {
  const loaded = await readGroup(work, groupId);
  if (!loaded.ok) return loaded;
  const facts = loaded.value;
  const limits = await limitsOf(work.tx, facts);
  const documents = requestStore(work.tx);
  const requesting = canInGroup(work.actor, 'request-extension', facts);
  const extending = canInGroup(work.actor, 'extend', facts);
  if (!requesting.ok && !extending.ok) return requesting;
  const able = extending.ok ? decideExtension(facts, 1, limits, work.today) : decideExtensionRequest(facts, 1, limits);
  return ok({
    facts,
    limit: limits.extensionMonths - facts.extensionMonths,
    from: extensionFrom(facts, limits),
    requests: await documents.requestsOf(groupId),
    number: extending.ok ? await nextOrderNumber(work, facts.regionId) : null,
    mayExtend: extending.ok,
    blocked: able.ok ? null : { reason: able.error.message, clause: able.error.clause },
  });
});

/** The operator finishes a group before its term: the programme is done. Clause K-2.6. */
export const finishEarly = useCase('groups.finish-early', async (work, input: Ordered & { finishedOn: IsoDate }) => {
  const { tx, today } = work;
  const loaded = await loadGroup(work, input.groupId, 'finish-early');
  if (!loaded.ok) return loaded;
  const facts = loaded.value;
  const regulation = await regulationOf({ tx }, facts);
  const decided = decideEarlyFinish(facts, input.finishedOn, toLimits(regulation), today);
  if (!decided.ok) return decided;
  const dated = orderDated(input.datedOn, today);
  if (!dated.ok) return dated;
  const { finishedOn, reason } = input;
  const { sumUpBy } = decided.value;
  const issued = await issueOrder(work, facts, {
    kind: 'early-finish',
    number: input.number,
    datedOn: input.datedOn,
    ground: reason,
    regulation,
    data: (head) => earlyFinishOrderData(head, facts, { finishedOn, reason, sumUpBy }),
  });
  if (!issued.ok) return issued;
  const moved = await moveGroup(work, facts, 'finished-early', {
    finishedEarlyOn: finishedOn,
    sumUpBy,
    reason,
    document: issued.value.name,
  });
  if (!moved.ok) return moved;
  await notifyPeople(work, headsOf(facts), {
    subject: 'Менторство завершено досрочно',
    text: `Группа «${facts.title}» завершена досрочно: ${issued.value.name}. Подведите итоги до ${formatDate(sumUpBy)}.`,
  });
  return ok({ groupId: facts.id });
});

/** What the page of an early finish shows. */
export const earlyFinishPage = query(async (work, { groupId }: { groupId: string }) => {
  const loaded = await loadGroup(work, groupId, 'finish-early', { lock: false });
  if (!loaded.ok) return loaded;
  const facts = loaded.value;
  const able = decideEarlyFinish(facts, work.today, await limitsOf(work.tx, facts), work.today);
  return ok({
    facts,
    number: await nextOrderNumber(work, facts.regionId),
    blocked: able.ok ? null : { reason: able.error.message, clause: able.error.clause },
  });
});

/** The term is over: whoever sees it first moves the group on, if the daily job has not. Clause K-3.1. */
export const endTerm = useCase('groups.end-term', async (work, { groupId }: { groupId: string }) => {
  const loaded = await loadGroup(work, groupId, 'end-term');
  if (!loaded.ok) return loaded;
  const decided = decideTermEnd(loaded.value, await limitsOf(work.tx, loaded.value), work.today);
  if (!decided.ok) return decided;
  const moved = await moveGroup(work, loaded.value, 'term-ended', decided.value);
  return moved.ok ? ok({ groupId }) : moved;
});
