import { sql, type RawBuilder } from 'kysely';
import type { Json } from '#platform/database-types.ts';
import { newId } from '#platform/ids.server.ts';
import { json } from '#platform/json.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';

/** What kind of file was read. */
export type ReadingKind = 'participants' | 'programme' | 'organisations' | 'registry';

/** A file that was read and waits for its person to check it. `Found` and `Result` are JSON of its kind. */
export interface Reading<Found = unknown, Result = unknown> {
  readonly id: string;
  readonly kind: ReadingKind;
  readonly personId: string;
  readonly regionId: string;
  readonly municipalityId: string | null;
  readonly groupId: string | null;
  readonly fileName: string;
  readonly fileId: string | null;
  readonly found: Found;
  /** What came of saving; null before that. */
  readonly outcome: Result | null;
  readonly taskId: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** A line of the list of one's own readings. */
export interface ReadingLine extends Pick<Reading, 'id' | 'fileName' | 'createdAt' | 'finishedAt'> {
  /** Rows of a form that were refused when it was saved; faults of a list that was checked. */
  readonly toMend: number;
}

export interface NewReading {
  readonly kind: ReadingKind;
  readonly personId: string;
  readonly regionId: string;
  readonly municipalityId?: string | null;
  readonly groupId?: string | null;
  readonly fileName: string;
  readonly fileId?: string | null;
  readonly found: unknown;
  readonly taskId?: string | null;
}

const line = ['id', 'fileName', 'createdAt', 'finishedAt'] as const;

const refusedRows = sql<number>`(
  select count(*)::int from jsonb_array_elements(outcome -> 'rows') as one where one ->> 'result' = 'refused')`;
const faults = sql<number>`(found -> 'checked' ->> 'faultsTotal')::int`;
const toMend = sql<number>`case when kind = 'participants' then ${refusedRows} else coalesce(${faults}, 0) end`;

/** Files that were read, bound to a transaction. A reading is its person's alone: nobody else's is ever found. */
export function readingStore(tx: Transaction) {
  return {
    /** Keeps what was recognised; gives the number of its page. */
    async keepReading(reading: NewReading, now: Date): Promise<string> {
      const id = newId();
      const { found, ...values } = reading;
      await tx
        .insertInto('reading')
        .values({ ...values, id, found: json(found), createdAt: now })
        .execute();
      return id;
    },

    /** A reading of this kind, of this person; `lock` when it is going to be saved: the second saver waits. */
    async readingOf<Found = unknown, Result = unknown>(
      personId: string,
      id: string,
      kind: ReadingKind,
      { lock = false } = {},
    ): Promise<Reading<Found, Result> | null> {
      const query = tx
        .selectFrom('reading')
        .selectAll()
        .where('id', '=', id)
        .where('personId', '=', personId)
        .where('kind', '=', kind);
      const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
      return (row as unknown as Reading<Found, Result> | undefined) ?? null;
    },

    /** Keeps what the person has corrected before saving. */
    async correctReading(id: string, found: unknown): Promise<void> {
      await tx
        .updateTable('reading')
        .set({ found: json(found) })
        .where('id', '=', id)
        .execute();
    },

    /** Writes what came of saving; `found` when it was corrected on the way. */
    async finishReading(id: string, outcome: unknown, now: Date, change: { found?: unknown } = {}): Promise<void> {
      const found: { found?: RawBuilder<Json> } = change.found === undefined ? {} : { found: json(change.found) };
      await tx
        .updateTable('reading')
        .set({ outcome: json(outcome), finishedAt: now, ...found })
        .where('id', '=', id)
        .execute();
    },

    /** Readings made before a moment, everybody's: the number, and the kept file if there is one. */
    async madeBefore(moment: Date): Promise<{ id: string; fileId: string | null }[]> {
      return tx.selectFrom('reading').select(['id', 'fileId']).where('createdAt', '<', moment).execute();
    },

    /** Forgets a reading; what was entered from it stays. */
    async forget(id: string): Promise<void> {
      await tx.deleteFrom('reading').where('id', '=', id).execute();
    },

    /** The person's latest readings of a kind, newest first; of one group where it is named. */
    async latestReadings(
      personId: string,
      { kind, groupId = null, limit }: { kind: ReadingKind; groupId?: string | null; limit: number },
    ): Promise<ReadingLine[]> {
      const own = tx
        .selectFrom('reading')
        .select([...line, toMend.as('toMend')])
        .where('personId', '=', personId)
        .where('kind', '=', kind);
      return (groupId === null ? own : own.where('groupId', '=', groupId))
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
    },
  };
}
