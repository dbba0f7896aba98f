import { sql } from 'kysely';
import type { IsoDate } from '#kernel/dates.ts';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { OrderKind } from './rules.ts';

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
  /** The document kept with its order before documents were issued: DOCX alone. */
  readonly fileId: string | null;
  readonly documentId: string | null;
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
  readonly issuedBy: string | null;
  readonly issuedAt: Date;
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

/** The register of orders, bound to a transaction. */
export function orderStore(tx: Transaction) {
  const orderLines = () =>
    tx
      .selectFrom('orderRegister as issued')
      .innerJoin('mentoringGroup as grouped', 'grouped.id', 'issued.groupId')
      .leftJoin('person', 'person.id', 'issued.issuedBy')
      .select(({ fn, val }) => [
        'issued.id',
        'issued.number',
        'issued.datedOn',
        'issued.year',
        'issued.kind',
        'issued.title',
        'issued.groupId',
        'grouped.title as groupTitle',
        'issued.ground',
        'issued.fileId',
        'issued.documentId',
        fn<string>('concat_ws', [val(' '), 'person.lastName', 'person.firstName', 'person.patronymic']).as('issuedBy'),
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
    async attach(orderId: string, documentId: string): Promise<void> {
      await tx
        .updateTable('orderRegister')
        .set({ documentId })
        .where('id', '=', orderId)
        .where('documentId', 'is', null)
        .execute();
    },

    /** A page of the register, the latest first. */
    async orders(
      regionId: string,
      filters: OrderFilters,
      limit = pageSize,
    ): Promise<{ rows: OrderLine[]; next: string | null }> {
      let found = orderLines().where('issued.regionId', '=', regionId);
      if (filters.year) found = found.where('issued.year', '=', filters.year);
      if (filters.kind) found = found.where('issued.kind', '=', filters.kind);
      for (const word of (filters.q ?? '').split(/\s+/).filter(Boolean).slice(0, 6)) {
        const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
        found = found.where((is) => is.or([is('issued.number', 'ilike', like), is('grouped.title', 'ilike', like)]));
      }
      const after = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})$/.exec(filters.after ?? '');
      if (after)
        found = found.where(sql<boolean>`(issued.dated_on, issued.id) < (${after[1]}::date, ${after[2]}::uuid)`);
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
  };
}
