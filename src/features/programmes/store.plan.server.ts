import type { IsoDate } from '#kernel/dates.ts';
import type { Due } from '#kernel/due.ts';
import { isId, newId } from '#platform/ids.server.ts';
import { json } from '#platform/json.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { Activity, Theme } from './rules.plan.ts';

/** A row of the plan as it is stored. */
export interface ActivityRow extends Activity {
  readonly id: string;
  readonly position: number;
  readonly dueFrom: IsoDate | null;
  readonly dueTo: IsoDate | null;
  readonly standardNumber: number | null;
  readonly revision: number;
  readonly changedBy: string | null;
  readonly changedAt: Date | null;
}

/** What changes in a row of the plan when it is saved. */
export type ActivityContent = Pick<Activity, 'stage' | 'title' | 'transferForm' | 'responsible' | 'themes'> & {
  readonly due: Due;
  readonly dueFrom: IsoDate | null;
  readonly dueTo: IsoDate | null;
};

/** The rows of plans bound to a transaction. */
export function planStore(tx: Transaction) {
  return {
    async activities(programmeId: string): Promise<ActivityRow[]> {
      const rows = await activityRows(tx)
        .where('programmeId', '=', programmeId)
        .orderBy('stage')
        .orderBy('position')
        .execute();
      return rows.map(toActivity);
    },

    async activity(programmeId: string, key: string): Promise<ActivityRow | null> {
      if (!isId(key)) return null;
      const row = await activityRows(tx)
        .where('programmeId', '=', programmeId)
        .where('activity.key', '=', key)
        .executeTakeFirst();
      return row ? toActivity(row) : null;
    },

    /** Adds rows at the end of their stages. */
    async addActivities(
      programmeId: string,
      activities: readonly (ActivityContent & { key?: string; standardNumber?: number | null; cancelled?: boolean })[],
      changed: { by: string; at: Date },
    ): Promise<string[]> {
      if (activities.length === 0) return [];
      const last = await tx
        .selectFrom('activity')
        .select(({ fn }) => fn.max('position').as('position'))
        .where('programmeId', '=', programmeId)
        .executeTakeFirst();
      const start = (last?.position ?? 0) + 1;
      const rows = activities.map(({ key, standardNumber, cancelled, ...content }, index) => ({
        id: newId(),
        programmeId,
        key: key ?? newId(),
        position: start + index,
        ...activityColumns(content),
        cancelled: cancelled ?? false,
        standardNumber: standardNumber ?? null,
        changedBy: changed.by,
        changedAt: changed.at,
      }));
      await tx.insertInto('activity').values(rows).execute();
      return rows.map((row) => row.key);
    },

    /** Guarded by `revision`; false when somebody saved before. */
    async saveActivity(
      activity: { id: string; revision: number },
      content: ActivityContent,
      changed: { by: string; at: Date },
    ): Promise<boolean> {
      const saved = await tx
        .updateTable('activity')
        .set({
          ...activityColumns(content),
          revision: activity.revision + 1,
          changedBy: changed.by,
          changedAt: changed.at,
        })
        .where('id', '=', activity.id)
        .where('revision', '=', activity.revision)
        .executeTakeFirst();
      return saved.numUpdatedRows === 1n;
    },

    async cancelActivity(id: string, cancelled: boolean): Promise<void> {
      await tx
        .updateTable('activity')
        .set((is) => ({ cancelled, revision: is('revision', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },

    async deleteActivity(id: string): Promise<void> {
      await tx.deleteFrom('activity').where('id', '=', id).execute();
    },

    /** Puts rows in the order of their keys. */
    async order(programmeId: string, keys: readonly string[]): Promise<void> {
      for (const [index, key] of keys.entries()) {
        await tx
          .updateTable('activity')
          .set({ position: index + 1 })
          .where('programmeId', '=', programmeId)
          .where('key', '=', key)
          .execute();
      }
    },

    /** Exchanges the places of two rows. */
    async exchange(first: { id: string; position: number }, second: { id: string; position: number }): Promise<void> {
      await tx.updateTable('activity').set({ position: second.position }).where('id', '=', first.id).execute();
      await tx.updateTable('activity').set({ position: first.position }).where('id', '=', second.id).execute();
    },
  };
}

function activityRows(tx: Transaction) {
  return tx
    .selectFrom('activity')
    .leftJoin('person', 'person.id', 'activity.changedBy')
    .select(({ fn, val }) => [
      'activity.id',
      'activity.key',
      'activity.stage',
      'activity.position',
      'activity.title',
      'activity.transferForm',
      'activity.due',
      'activity.dueFrom',
      'activity.dueTo',
      'activity.responsible',
      'activity.themes',
      'activity.cancelled',
      'activity.standardNumber',
      'activity.revision',
      'activity.changedAt',
      fn<string>('concat_ws', [val(' '), 'person.lastName', 'person.firstName', 'person.patronymic']).as('changedBy'),
    ]);
}

type StoredActivity = Awaited<ReturnType<ReturnType<typeof activityRows>['executeTakeFirstOrThrow']>>;

function toActivity(row: StoredActivity): ActivityRow {
  return {
    ...row,
    stage: row.stage as 1 | 2 | 3,
    due: row.due as unknown as Due,
    themes: row.themes as unknown as Theme[],
    changedBy: row.changedBy || null,
  };
}

function activityColumns({ due, themes, responsible, ...plain }: ActivityContent) {
  return { ...plain, due: json(due), themes: json(themes), responsible: [...responsible] };
}
