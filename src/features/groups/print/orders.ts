import type { IsoDate } from '#kernel/dates.ts';
import { decapitalise } from '#kernel/text.ts';
import { titleOf } from '../rules.forming.ts';
import { memoGroundNames, orderKindNames, type GroupFacts, type MemoGround } from '../rules.ts';
import type { OrderFilters, OrderLine } from '../store.orders.server.ts';
import type { Party } from './parties.ts';

/** What every order names: whose it is, who is made acquainted with it, who has written it. */
export interface OrderHead {
  readonly operator: unknown;
  readonly order: { readonly number: string; readonly datedOn: IsoDate };
  /** Null where the group has none yet; the post of one who is only called so is empty. */
  readonly coordinator: unknown;
  readonly coordinatorPost: string;
  readonly executor: { readonly name: string; readonly phones: readonly string[] } | null;
}

/** A person of a management team, as the annex of the order lists them. */
interface PrintedMember {
  readonly fullName: string;
  readonly post: string;
}

const groupOf = (facts: GroupFacts) => ({
  title: facts.title,
  termMonths: facts.termMonths,
  directions: facts.directions.map((direction) => direction.title),
});

/** Data of the order on a group's composition and coordinator. */
export function compositionOrderData(
  head: OrderHead,
  facts: GroupFacts,
  {
    parties,
    coordinator,
    coordinatorPost,
    cycle,
  }: {
    parties: readonly (Party & { readonly members: readonly PrintedMember[] })[];
    coordinator: unknown;
    coordinatorPost: string;
    cycle: { title: string; agreementSendBy: IsoDate; agreementSignBy: IsoDate };
  },
) {
  return {
    ...head,
    cycle: { title: cycle.title, agreementSendBy: cycle.agreementSendBy, agreementSignBy: cycle.agreementSignBy },
    group: groupOf(facts),
    experienced: parties.filter((party) => party.standing === 'experienced'),
    developing: parties.filter((party) => party.standing === 'developing'),
    manyToMany: facts.manyToMany,
    coordinator,
    coordinatorPost,
  };
}

interface PrintedMemo {
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly ground: MemoGround;
  readonly explanation: string;
}
const memoOf = (memo: PrintedMemo) => ({
  number: memo.number,
  datedOn: memo.datedOn,
  ground: memoGroundNames[memo.ground],
  explanation: memo.explanation,
});

/** Data of the rector's order that replaces a team; the term stays as it is. */
export function replacementOrderData(
  head: OrderHead,
  facts: GroupFacts,
  { memo, leaving, joining }: { memo: PrintedMemo; leaving: Party; joining: Party },
) {
  return { ...head, memo: memoOf(memo), group: { ...groupOf(facts), endsOn: facts.endsOn }, leaving, joining };
}

/** Data of the coordinator's service memo. */
export function serviceMemoData(
  operator: unknown,
  facts: GroupFacts,
  {
    memo,
    leaving,
    joining,
    author,
    authorPost,
  }: {
    memo: PrintedMemo;
    leaving: Party;
    joining: Party;
    author: unknown;
    authorPost: string;
  },
) {
  // the memo keeps the name that the group had when it was written
  const then = facts.teams.filter(
    (team) => team.joinedOn <= memo.datedOn && (team.leftOn === null || team.teamId === leaving.teamId),
  );
  const title = titleOf(
    then.filter((team) => team.standing === 'developing'),
    then.filter((team) => team.standing === 'experienced'),
  );
  const group = { ...groupOf(facts), title: then.length > 1 ? title : facts.title };
  return { operator, memo: memoOf(memo), group, leaving, joining, author, authorPost };
}

/** Data of the order that extends a term. */
export function extensionOrderData(
  head: OrderHead,
  facts: GroupFacts,
  { months, newEndsOn, reason }: { months: number; newEndsOn: IsoDate; reason: string },
) {
  return { ...head, group: groupOf(facts), months, newEndsOn, reason };
}

/** Data of the order that finishes a group before its term. */
export function earlyFinishOrderData(
  head: OrderHead,
  facts: GroupFacts,
  { finishedOn, reason, sumUpBy }: { finishedOn: IsoDate; reason: string; sumUpBy: IsoDate },
) {
  return { ...head, group: groupOf(facts), finishedOn, reason, sumUpBy };
}

/** Data of the order that dissolves a group. */
export function dissolutionOrderData(head: OrderHead, facts: GroupFacts, reason: string) {
  return { ...head, group: groupOf(facts), reason };
}

/** Data of the printed register of orders, in the names its text uses. */
export function ordersRegisterData({
  operator,
  rows,
  filters,
  datedOn,
}: {
  operator: unknown;
  rows: readonly OrderLine[];
  filters: OrderFilters;
  datedOn: IsoDate;
}) {
  const chosen = [
    filters.year && `${filters.year} год`,
    filters.kind && decapitalise(orderKindNames[filters.kind]),
    filters.q && `поиск: ${filters.q}`,
  ].filter(Boolean);
  return {
    operator,
    selection: chosen.length > 0 ? `Отбор: ${chosen.join('; ')}` : '',
    datedOn,
    // a register is read from its first number
    rows: rows.toReversed().map(({ number, title, groupTitle, ground, ...row }) => ({
      number,
      title,
      group: groupTitle,
      ground,
      datedOn: row.datedOn,
    })),
  };
}
