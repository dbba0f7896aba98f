import type { DocumentFormat, DocumentKind } from '#features/documents/index.ts';
import { issueDocument, issuedFile, printTree } from '#features/documents/index.server.ts';
import {
  coordinatorEmployerName,
  documentTemplate,
  operatorParty,
  type RegulationDocument,
} from '#features/regulation/index.ts';
import { cycleById, regulationInForce } from '#features/regulation/index.server.ts';
import { teams } from '#features/registry/index.server.ts';
import { notifyPeople, people } from '#features/territory/index.server.ts';
import { formatShort, yearOf, type IsoDate } from '#kernel/dates.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { formatPhone } from '#kernel/phones.ts';
import { ok } from '#kernel/result.ts';
import { documentPerson, renderDocument } from '#platform/documents/index.server.ts';
import { readFile, type StoredFile } from '#platform/files.server.ts';
import { query, useCase, type Transaction, type Work } from '#platform/use-case.server.ts';
import { canInGroup, canReadOrders } from '../permissions.ts';
import { compositionOrderData, ordersRegisterData, type OrderHead } from '../print/orders.ts';
import type { Party } from '../print/parties.ts';
import { decideOrder } from '../rules.decisions.ts';
import { refusals } from '../rules.refusals.ts';
import { activeTeams, headsOf, orderKindNames, type GroupFacts, type OrderKind } from '../rules.ts';
import type { OrderInput } from '../schema.ts';
import { orderStore, type OrderFilters, type OrderLine } from '../store.orders.server.ts';
import { groupStore } from '../store.server.ts';
import { moveGroup, regulationOf } from './moving.server.ts';
import { documentName, loadGroup, printedParties } from './shared.server.ts';

const templateOf = {
  composition: 'composition-order',
  replacement: 'replacement-order',
  extension: 'extension-order',
  'early-finish': 'early-finish-order',
  dissolution: 'dissolution-order',
} as const satisfies Record<OrderKind, DocumentKind>;

export interface Issue {
  readonly kind: OrderKind;
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly ground: string;
  readonly memoId?: string;
  readonly regulation: RegulationDocument;
  /** The data of the document, given its head. */
  readonly data: (head: OrderHead) => Record<string, unknown>;
}

/**
 * Enters an order in the register and keeps its document. The number is taken by the unique index, so of several
 * orders with one number in a year one is entered. Gives the order's name for the journal.
 */
export async function issueOrder(
  work: Work,
  facts: GroupFacts,
  issue: Issue,
): Promise<Outcome<{ id: string; name: string }>> {
  const { tx, actor, now } = work;
  const { kind, number, datedOn, ground, memoId, regulation } = issue;
  const register = orderStore(tx);
  const year = yearOf(datedOn);
  const id = await register.insertOrder({
    regionId: facts.regionId,
    year,
    number,
    datedOn,
    kind,
    title: orderKindNames[kind],
    groupId: facts.id,
    ground,
    memoId: memoId ?? null,
    issuedBy: actor.personId || null,
    issuedAt: now,
  });
  if (!id) return refuse(refusals.numberTaken(number, String(await register.nextNumber(facts.regionId, year))));
  await register.used(facts.regionId, year, number);
  const rendered = renderDocument(
    documentTemplate(regulation, templateOf[kind]),
    issue.data({ operator: operatorParty(regulation), order: { number, datedOn }, ...(await namedIn(work, facts)) }),
  );
  if (!rendered.ok) return refuse(refusals.documentBroken(rendered.error.line, rendered.error.message));
  const document = await issueDocument(work, {
    kind: templateOf[kind],
    number,
    datedOn,
    title: orderKindNames[kind],
    regionId: facts.regionId,
    groupId: facts.id,
    fileName: `Приказ № ${number.replace(/[^\p{L}\p{N}-]+/gu, '-')} от ${formatShort(datedOn)}`,
    tree: rendered.value,
    verified: true,
  });
  if (!document.ok) return document;
  await register.attach(id, document.value.id);
  return ok({ id, name: documentName('приказ', number, datedOn) });
}

/** The people an order names beside its matter: the coordinator of the group, and who has written it, with phones. */
async function namedIn(
  { tx, actor }: Work,
  { coordinatorId }: GroupFacts,
): Promise<Pick<OrderHead, 'coordinator' | 'coordinatorPost' | 'executor'>> {
  const found = await people(tx).byIds([coordinatorId, actor.personId].filter((id): id is string => Boolean(id)));
  const coordinator = found.find(({ id }) => id === coordinatorId);
  const executor = found.find(({ id }) => id === actor.personId);
  return {
    coordinator: coordinator ? documentPerson(coordinator) : null,
    coordinatorPost: 'Координатор группы',
    executor: executor ? { name: executor.fullName, phones: executor.phones.map(formatPhone) } : null,
  };
}

/** Management staff of each team, its head among them. */
async function withMembers(tx: Transaction, parties: readonly Party[], facts: GroupFacts) {
  const listed = [];
  for (const party of parties) {
    const team = facts.teams.find(({ teamId }) => teamId === party.teamId)!;
    const members = await teams(tx).members(party.teamId);
    const head = { personId: team.headPersonId, fullName: team.headName, post: team.headPost };
    const known = members.some(({ personId }) => personId === head.personId);
    listed.push({ ...party, members: known ? members : [head, ...members] });
  }
  return listed;
}

/** The operator appoints the coordinator and orders the composition. Clauses K-3.1, K-1.7, D-A. */
export const orderComposition = useCase('groups.order', async (work, input: OrderInput & { groupId: string }) => {
  const { tx, today } = work;
  const loaded = await loadGroup(work, input.groupId, 'order');
  if (!loaded.ok) return loaded;
  const facts = loaded.value;
  const decided = decideOrder(facts, input.datedOn, today);
  if (!decided.ok) return decided;
  const regulation = await regulationOf({ tx }, facts);
  const choices = await coordinatorsFor(work, facts, regulation);
  const coordinator = choices.find((choice) => choice.personId === input.coordinatorId);
  if (!coordinator) return refuse(refusals.foreignCoordinator(coordinatorEmployerName(regulation)));

  const cycle = await cycleById(tx, facts.cycleId);
  if (!cycle) return refuse(refusals.noCycle);
  const parties = await withMembers(tx, await printedParties(work, activeTeams(facts)), facts);
  const person = await people(tx).byId(coordinator.personId);
  const issued = await issueOrder(work, facts, {
    kind: 'composition',
    number: input.number,
    datedOn: input.datedOn,
    ground: 'Согласие сторон',
    regulation,
    data: (head) =>
      compositionOrderData(head, facts, {
        parties,
        cycle,
        coordinator: person ? documentPerson(person) : null,
        coordinatorPost: coordinator.post,
      }),
  });
  if (!issued.ok) return issued;
  const moved = await moveGroup(work, facts, 'ordered', {
    coordinatorId: coordinator.personId,
    document: issued.value.name,
  });
  if (!moved.ok) return moved;
  await notifyPeople(work, [coordinator.personId, ...headsOf(facts)], {
    subject: 'Состав менторской группы утверждён',
    text: `Состав группы «${facts.title}» утверждён: ${issued.value.name}. Координатор — ${coordinator.fullName}.`,
  });
  return ok({ groupId: facts.id, orderId: issued.value.id });
});

/** What the page of the composition order shows: whom to appoint, the next free number. */
export const orderPage = query(async (work, { groupId }: { groupId: string }) => {
  const loaded = await loadGroup(work, groupId, 'order', { lock: false });
  if (!loaded.ok) return loaded;
  const facts = loaded.value;
  const regulation = await regulationOf(work, facts);
  const able = decideOrder(facts, work.today, work.today);
  return ok({
    facts,
    coordinators: await coordinatorsFor(work, facts, regulation),
    employer: coordinatorEmployerName(regulation),
    number: await nextOrderNumber(work, facts.regionId),
    blocked: able.ok ? null : { reason: able.error.message, clause: able.error.clause },
  });
});

function coordinatorsFor({ tx, today }: Work, facts: GroupFacts, regulation: RegulationDocument) {
  const { regionId, municipalityId } = facts;
  return groupStore(tx).coordinators({ employer: regulation.coordinatorEmployer, regionId, municipalityId }, today);
}

/** The next free number of an order this year, as a form offers it. */
export async function nextOrderNumber(
  { tx, today }: { tx: Transaction; today: IsoDate },
  regionId: string,
): Promise<string> {
  return String(await orderStore(tx).nextNumber(regionId, yearOf(today)));
}

/** The register of orders of the actor's region. Clause V-orders. */
export const listOrders = query(async ({ tx, actor }, filters: OrderFilters) => {
  const may = canReadOrders(actor);
  if (!may.ok) return may;
  const register = orderStore(tx);
  return ok({ ...(await register.orders(actor.regionId, filters)), years: await register.orderYears(actor.regionId) });
});

/** The whole register for a table file. */
export const exportOrders = query(async ({ tx, actor }, filters: OrderFilters) => {
  const may = canReadOrders(actor);
  if (!may.ok) return may;
  return ok((await orderStore(tx).orders(actor.regionId, { ...filters, after: null }, 10_000)).rows);
});

/** How many orders are printed on paper; the table file holds more. */
const printedAtMost = 1500;

/** The filtered register of orders as a document. Clause V-orders. */
export const printOrders = query(
  async ({ tx, actor, today }, { filters, format = 'docx' }: { filters: OrderFilters; format?: DocumentFormat }) => {
    const may = canReadOrders(actor);
    if (!may.ok) return may;
    const { rows, next } = await orderStore(tx).orders(actor.regionId, { ...filters, after: null }, printedAtMost);
    if (next) return refuse(refusals.tooManyToPrint(printedAtMost));
    const regulation = await regulationInForce(tx, { unitId: actor.regionId });
    const rendered = renderDocument(
      documentTemplate(regulation, 'orders-register'),
      ordersRegisterData({ operator: operatorParty(regulation), rows, filters, datedOn: today }),
    );
    if (!rendered.ok) return refuse(refusals.documentBroken(rendered.error.line, rendered.error.message));
    return ok(await printTree(rendered.value, 'Реестр приказов', format));
  },
);

/** The issued document of an order: for whoever reads the group, and for the operator. */
export const readOrderDocument = query(
  async ({ tx, actor }, { orderId, format = 'docx' }: { orderId: string; format?: DocumentFormat }) => {
    const order = /^[0-9a-f-]{36}$/i.test(orderId) ? await orderStore(tx).order(orderId) : null;
    const facts = order ? await groupStore(tx).facts(order.groupId) : null;
    if (!order || !facts) return refuse(notFound);
    const may = canInGroup(actor, 'view', facts);
    if (!may.ok) return refuse(notFound);
    const file = await fileOf(tx, order, format);
    return file ? ok(file) : refuse(notFound);
  },
);

/** Orders written before documents were issued have one file, a DOCX. */
async function fileOf(tx: Transaction, order: OrderLine, format: DocumentFormat): Promise<StoredFile | null> {
  if (order.documentId) return issuedFile(tx, order.documentId, format);
  return order.fileId && format === 'docx' ? readFile(tx, order.fileId) : null;
}

/** The order that made a group, for documents that name it; null while there is none. The caller has checked the rights. */
export async function compositionOrder(
  tx: Transaction,
  groupId: string,
): Promise<{ number: string; datedOn: IsoDate } | null> {
  return (await orderStore(tx).ordersOf(groupId)).find((order) => order.kind === 'composition') ?? null;
}

/** The day the composition was ordered; null while it was not. */
export async function orderDateOf(tx: Transaction, groupId: string): Promise<IsoDate | null> {
  return (await compositionOrder(tx, groupId))?.datedOn ?? null;
}
