import type { IsoDate } from '#kernel/dates.ts';
import { dueSchema, type Due } from '#kernel/due.ts';
import { isId, newId } from '#platform/ids.server.ts';
import { json } from '#platform/json.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';

/** A row of a territory's plan of measures. */
export interface Measure {
  readonly id: string;
  readonly unitId: string;
  readonly cycleId: string | null;
  readonly number: number;
  readonly title: string;
  readonly responsible: string;
  readonly due: Due;
  readonly dueEndsOn: IsoDate | null;
  readonly doneOn: IsoDate | null;
  readonly note: string;
  readonly revision: number;
}

type NewMeasure = Pick<Measure, 'unitId' | 'cycleId' | 'title' | 'responsible' | 'due' | 'dueEndsOn' | 'note'>;
/** The table of measures bound to a transaction. */
export function measureStore(tx: Transaction) {
  const rows = () =>
    tx
      .selectFrom('measure')
      .select([
        'id',
        'unitId',
        'cycleId',
        'number',
        'title',
        'responsible',
        'due',
        'dueEndsOn',
        'doneOn',
        'note',
        'revision',
      ]);
  const read = ({ due, ...row }: Awaited<ReturnType<ReturnType<typeof rows>['executeTakeFirstOrThrow']>>): Measure => ({
    ...row,
    due: dueSchema.parse(due),
  });

  return {
    async list(unitId: string, cycleId: string | null): Promise<Measure[]> {
      const found = rows()
        .where('unitId', '=', unitId)
        .where('cycleId', cycleId === null ? 'is' : '=', cycleId)
        .orderBy('number');
      return (await found.execute()).map(read);
    },

    async byId(id: string, { lock = false } = {}): Promise<Measure | null> {
      if (!isId(id)) return null;
      let found = rows().where('id', '=', id);
      if (lock) found = found.forUpdate();
      const row = await found.executeTakeFirst();
      return row ? read(row) : null;
    },

    /** Adds measures after the last of the unit's plan; two at once stand in a queue. */
    async add(unitId: string, cycleId: string | null, measures: readonly NewMeasure[]): Promise<string[]> {
      if (measures.length === 0) return [];
      await tx.selectFrom('unit').select('id').where('id', '=', unitId).forNoKeyUpdate().execute();
      const last = await tx
        .selectFrom('measure')
        .select(({ fn }) => fn.max('number').as('number'))
        .where('unitId', '=', unitId)
        .where('cycleId', cycleId === null ? 'is' : '=', cycleId)
        .executeTakeFirst();
      const values = measures.map(({ due, ...measure }, index) => ({
        ...measure,
        id: newId(),
        number: (last?.number ?? 0) + index + 1,
        due: json(due),
      }));
      await tx.insertInto('measure').values(values).execute();
      return values.map(({ id }) => id);
    },

    /** Changes a measure if nobody did so meanwhile; false otherwise. */
    async change(
      id: string,
      revision: number,
      { due, ...set }: Partial<Pick<Measure, 'title' | 'responsible' | 'due' | 'dueEndsOn' | 'note' | 'doneOn'>>,
    ): Promise<boolean> {
      const done = await tx
        .updateTable('measure')
        .set({ ...set, ...(due ? { due: json(due) } : {}), revision: revision + 1 })
        .where('id', '=', id)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return Number(done.numUpdatedRows) === 1;
    },

    async remove(id: string, revision: number): Promise<boolean> {
      const done = await tx
        .deleteFrom('measure')
        .where('id', '=', id)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return Number(done.numDeletedRows) === 1;
    },
  };
}
