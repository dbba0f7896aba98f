import { sql } from 'kysely';
import type { IsoDate } from '#kernel/dates.ts';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { MemoGround, MemoState, OrderKind, RequestState } from './rules.ts';

export interface OrderLine {
  readonly id: string;
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly year: number;
  readonly kind: OrderKind;
  readonly title: string;
  readonly groupId: string;
  readonly groupTitle: string;
  readonly ground: string;
  readonly fileId: string | null;
  readonly issuedBy: string | null;
}

export interface NewOrder {
  readonly regionId: string;
  readonly year: number;
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly kind: OrderKind;
  readonly title: string;
  readonly groupId: string;
  readonly ground: string;
  readonly memoId?: string | null;
  readonly fileId: string | null;
  readonly issuedBy: string | null;
  readonly issuedAt: Date;
}

export interface Memo {
  readonly id: string;
  readonly groupId: string;
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly ground: MemoGround;
  readonly explanation: string;
  readonly leavingTeamId: string;
  readonly joiningTeamId: string;
  readonly leavingName: string;
  readonly joiningName: string;
  readonly state: MemoState;
  readonly answer: string;
  readonly writtenBy: string;
  readonly writtenByName: string;
  readonly createdAt: Date;
}

export interface ExtensionRequest {
  readonly id: string;
  readonly groupId: string;
  readonly teamId: string | null;
  readonly months: number;
  readonly reason: string;
  readonly state: RequestState;
  readonly answer: string;
  readonly requestedByName: string;
  readonly createdAt: Date;
}

export interface OrderFilters {
  readonly year?: number | null;
  readonly kind?: OrderKind | null;
  readonly q?: string | null;
  readonly after?: string | null;
}

const pageSize = 50;

/** The counter of one register: all orders of a region in a year are numbered through. */
const orderCounter = 'order';

/** Orders, service memos and requests of groups, bound to a transaction. */
export function documentStore(tx: Transaction) {
  const orderLines = () =>
    tx
      .selectFrom('orderRegister as issued')
      .innerJoin('mentoringGroup as grouped', 'grouped.id', 'issued.groupId')
      .leftJoin('person', 'person.id', 'issued.issuedBy')
      .select(({ fn, val }) => [
        'issued.id', 'issued.number', 'issued.datedOn', 'issued.year', 'issued.kind', 'issued.title', 'issued.groupId',
        'grouped.title as groupTitle', 'issued.ground', 'issued.fileId',
        fn<string>('concat_ws', [val(' '), 'person.lastName', 'person.firstName', 'person.patronymic']).as('issuedBy'),
      ]);

  const memos = () =>
    tx
      .selectFrom('serviceMemo as memo')
      .innerJoin('person as author', 'author.id', 'memo.writtenBy')
      .innerJoin('team as leaving', 'leaving.id', 'memo.leavingTeamId')
      .innerJoin('team as joining', 'joining.id', 'memo.joiningTeamId')
      .innerJoin('unit as leavingUnit', 'leavingUnit.id', 'leaving.organisationId')
      .innerJoin('unit as joiningUnit', 'joiningUnit.id', 'joining.organisationId')
      .select(({ fn, val }) => [
        'memo.id', 'memo.groupId', 'memo.number', 'memo.datedOn', 'memo.ground', 'memo.explanation', 'memo.leavingTeamId',
        'memo.joiningTeamId', 'leavingUnit.shortName as leavingName', 'joiningUnit.shortName as joiningName',
        'memo.state', 'memo.answer', 'memo.writtenBy', 'memo.createdAt',
        fn<string>('concat_ws', [val(' '), 'author.lastName', 'author.firstName', 'author.patronymic']).as('writtenByName'),
      ]);

  const requests = () =>
    tx
      .selectFrom('extensionRequest as request')
      .innerJoin('person as author', 'author.id', 'request.requestedBy')
      .select(({ fn, val }) => [
        'request.id', 'request.groupId', 'request.teamId', 'request.months', 'request.reason', 'request.state',
        'request.answer', 'request.createdAt',
        fn<string>('concat_ws', [val(' '), 'author.lastName', 'author.firstName', 'author.patronymic']).as('requestedByName'),
      ]);

  return {
    /** The next number of a document of a kind that nobody has taken; a proposal, the unique index decides. */
    async nextNumber(regionId: string, year: number, kind = orderCounter): Promise<number> {
      const counter = await tx
        .selectFrom('documentCounter')
        .select('last')
        .where('regionId', '=', regionId)
        .where('year', '=', year)
        .where('kind', '=', kind)
        .executeTakeFirst();
      return (counter?.last ?? 0) + 1;
    },

    /** Moves the counter up to a number that was used. */
    async used(regionId: string, year: number, number: string, kind = orderCounter): Promise<void> {
      const value = /^\d{1,9}/.exec(number)?.[0];
      if (!value) return;
      await sql`
        insert into document_counter (region_id, year, kind, last)
        values (${regionId}, ${year}, ${kind}, ${Number(value)})
        on conflict (region_id, year, kind)
        do update set last = greatest(document_counter.last, excluded.last)`.execute(tx);
    },

    /** Enters an order; null when its number is already in the register of the year. */
    async insertOrder(order: NewOrder): Promise<string | null> {
      const id = newId();
      const inserted = await tx
        .insertInto('orderRegister')
        .values({ id, ...order, memoId: order.memoId ?? null })
        .onConflict((conflict) => conflict.columns(['regionId', 'year', 'number']).doNothing())
        .executeTakeFirst();
      return Number(inserted.numInsertedOrUpdatedRows ?? 0n) === 1 ? id : null;
    },

    /** Attaches the issued document, once. */
    async attach(orderId: string, fileId: string): Promise<void> {
      await tx.updateTable('orderRegister').set({ fileId }).where('id', '=', orderId).where('fileId', 'is', null).execute();
    },

    /** A page of the register, the latest first. */
    async orders(regionId: string, filters: OrderFilters, limit = pageSize): Promise<{ rows: OrderLine[]; next: string | null }> {
      let found = orderLines().where('issued.regionId', '=', regionId);
      if (filters.year) found = found.where('issued.year', '=', filters.year);
      if (filters.kind) found = found.where('issued.kind', '=', filters.kind);
      for (const word of (filters.q ?? '').split(/\s+/).filter(Boolean).slice(0, 6)) {
        const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
        found = found.where((is) => is.or([is('issued.number', 'ilike', like), is('grouped.title', 'ilike', like)]));
      }
      const after = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})$/.exec(filters.after ?? '');
      if (after) found = found.where(sql<boolean>`(issued.dated_on, issued.id) < (${after[1]}::date, ${after[2]}::uuid)`);
      const rows = await found
        .orderBy('issued.datedOn', 'desc')
        .orderBy('issued.id', 'desc')
        .limit(limit + 1)
        .execute();
      const page = rows.slice(0, limit) as OrderLine[];
      const last = page.at(-1);
      return { rows: page, next: rows.length > limit && last ? `${last.datedOn}.${last.id}` : null };
    },

    async orderYears(regionId: string): Promise<number[]> {
      const found = await tx
        .selectFrom('orderRegister')
        .select('year')
        .distinct()
        .where('regionId', '=', regionId)
        .orderBy('year', 'desc')
        .execute();
      return found.map((row) => row.year);
    },

    async order(id: string): Promise<(OrderLine & { regionId: string }) | null> {
      const found = await orderLines().select('issued.regionId').where('issued.id', '=', id).executeTakeFirst();
      return (found as (OrderLine & { regionId: string }) | undefined) ?? null;
    },

    /** Orders of a group, the first one first. */
    async ordersOf(groupId: string): Promise<OrderLine[]> {
      const found = await orderLines().where('issued.groupId', '=', groupId).orderBy('issued.id').limit(100).execute();
      return found as OrderLine[];
    },

    /** Writes a memo; null while another one of the group waits. */
    async insertMemo(memo: {
      groupId: string; number: string; datedOn: IsoDate; ground: MemoGround; explanation: string;
      leavingTeamId: string; joiningTeamId: string; writtenBy: string; createdAt: Date;
    }): Promise<string | null> {
      const id = newId();
      const inserted = await tx
        .insertInto('serviceMemo')
        .values({ id, state: 'sent', ...memo })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return Number(inserted.numInsertedOrUpdatedRows ?? 0n) === 1 ? id : null;
    },

    async openMemo(groupId: string): Promise<Memo | null> {
      const found = await memos().where('memo.groupId', '=', groupId).where('memo.state', '=', 'sent').executeTakeFirst();
      return (found as Memo | undefined) ?? null;
    },

    async memosOf(groupId: string): Promise<Memo[]> {
      return (await memos().where('memo.groupId', '=', groupId).orderBy('memo.id', 'desc').limit(50).execute()) as Memo[];
    },

    async memo(id: string): Promise<Memo | null> {
      return ((await memos().where('memo.id', '=', id).executeTakeFirst()) as Memo | undefined) ?? null;
    },

    /** Answers a memo that still waits. */
    async settleMemo(id: string, state: MemoState, answer: string): Promise<boolean> {
      const updated = await tx
        .updateTable('serviceMemo')
        .set({ state, answer })
        .where('id', '=', id)
        .where('state', '=', 'sent')
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    /** Sends a request to extend; null while another one of the group waits. */
    async insertRequest(request: {
      groupId: string; teamId: string | null; months: number; reason: string; requestedBy: string; createdAt: Date;
    }): Promise<string | null> {
      const id = newId();
      const inserted = await tx
        .insertInto('extensionRequest')
        .values({ id, state: 'sent', ...request })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return Number(inserted.numInsertedOrUpdatedRows ?? 0n) === 1 ? id : null;
    },

    async openRequest(groupId: string): Promise<ExtensionRequest | null> {
      const found = await requests()
        .where('request.groupId', '=', groupId)
        .where('request.state', '=', 'sent')
        .executeTakeFirst();
      return (found as ExtensionRequest | undefined) ?? null;
    },

    async requestsOf(groupId: string): Promise<ExtensionRequest[]> {
      const found = await requests().where('request.groupId', '=', groupId).orderBy('request.id', 'desc').limit(50).execute();
      return found as ExtensionRequest[];
    },

    async settleRequest(id: string, state: RequestState, answer: string): Promise<boolean> {
      const updated = await tx
        .updateTable('extensionRequest')
        .set({ state, answer })
        .where('id', '=', id)
        .where('state', '=', 'sent')
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    /** Nothing waits for an answer in a group that is over. */
    async settleAll(groupId: string): Promise<void> {
      const answer = 'Группа завершила работу';
      await tx.updateTable('serviceMemo').set({ state: 'declined', answer })
        .where('groupId', '=', groupId).where('state', '=', 'sent').execute();
      await tx.updateTable('extensionRequest').set({ state: 'declined', answer })
        .where('groupId', '=', groupId).where('state', '=', 'sent').execute();
      await tx.updateTable('consultation').set({ state: 'closed' })
        .where('groupId', '=', groupId).where('state', '<>', 'closed').execute();
    },
  };
}
