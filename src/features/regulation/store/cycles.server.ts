import type { IsoDate } from '#kernel/dates.ts';
import { isId, newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { DatedMilestone } from '../rules.dates.ts';
import type { MilestoneRole } from '../schema.ts';

/** A cycle with its milestones. */
export interface Cycle {
  readonly id: string;
  readonly regionId: string;
  readonly year: number;
  readonly title: string;
  readonly regulationVersionId: string;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly agreementSendBy: IsoDate;
  readonly agreementSignBy: IsoDate;
  readonly programmeDueOn: IsoDate;
  readonly state: 'open' | 'closed';
  readonly milestones: readonly DatedMilestone[];
}

type CycleDatesRow = Pick<Cycle, 'startsOn' | 'endsOn' | 'agreementSendBy' | 'agreementSignBy' | 'programmeDueOn'>;

/** The tables of cycles bound to a transaction. */
export function cycleStore(tx: Transaction) {
  const found = async (where: 'id' | 'regionId', value: string, lock = false): Promise<Cycle[]> => {
    let rows = tx.selectFrom('cycle').selectAll().where(where, '=', value).orderBy('year', 'desc');
    if (lock) rows = rows.forUpdate();
    const cycles = await rows.execute();
    if (cycles.length === 0) return [];
    const milestones = await tx
      .selectFrom('cycleMilestone')
      .select(['cycleId', 'key', 'title', 'dueOn', 'role', 'step'])
      .where(
        'cycleId',
        'in',
        cycles.map(({ id }) => id),
      )
      .orderBy('dueOn')
      .orderBy('position')
      .execute();
    return cycles.map(({ createdAt: _at, createdBy: _by, state, ...cycle }) => ({
      ...cycle,
      state: state as Cycle['state'],
      milestones: milestones
        .filter((one) => one.cycleId === cycle.id)
        .map(({ cycleId: _cycle, role, ...one }) => ({ ...one, role: role as MilestoneRole })),
    }));
  };

  return {
    ofRegion: (regionId: string): Promise<Cycle[]> => found('regionId', regionId),

    async byId(id: string, { lock = false } = {}): Promise<Cycle | null> {
      return isId(id) ? ((await found('id', id, lock))[0] ?? null) : null;
    },

    /** The cycle that is open now, the newest; else the newest of all. */
    async current(regionId: string): Promise<Cycle | null> {
      const row = await tx
        .selectFrom('cycle')
        .select('id')
        .where('regionId', '=', regionId)
        .orderBy('state', 'desc')
        .orderBy('year', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? ((await found('id', row.id))[0] ?? null) : null;
    },

    /** Every open cycle of every region, for the daily reminder. */
    async open(): Promise<Cycle[]> {
      const ids = await tx.selectFrom('cycle').select('id').where('state', '=', 'open').execute();
      return (await Promise.all(ids.map(({ id }) => found('id', id)))).flat();
    },

    /** Inserts a cycle; false when the region already has one of this year. */
    async insert(
      cycle: Omit<Cycle, 'milestones' | 'state'> & { createdAt: Date; createdBy: string | null },
    ): Promise<boolean> {
      const done = await tx
        .insertInto('cycle')
        .values(cycle)
        .onConflict((conflict) => conflict.columns(['regionId', 'year']).doNothing())
        .executeTakeFirst();
      return Number(done.numInsertedOrUpdatedRows) === 1;
    },

    async insertMilestones(cycleId: string, milestones: readonly DatedMilestone[]): Promise<void> {
      if (milestones.length === 0) return;
      await tx
        .insertInto('cycleMilestone')
        .values(milestones.map((one, position) => ({ id: newId(), cycleId, position, ...one })))
        .execute();
    },

    async setDates(id: string, dates: CycleDatesRow): Promise<void> {
      await tx.updateTable('cycle').set(dates).where('id', '=', id).execute();
    },

    async setMilestone(cycleId: string, key: string, dueOn: IsoDate): Promise<void> {
      await tx
        .updateTable('cycleMilestone')
        .set({ dueOn })
        .where('cycleId', '=', cycleId)
        .where('key', '=', key)
        .execute();
    },

    /** Notes that a milestone was told of on a day; false when it already was. */
    async claimReminder(cycleId: string, key: string, day: IsoDate, id: string, at: Date): Promise<boolean> {
      const action = `reminded:${key}:${day}`;
      // the row of the cycle is locked, so that two reminders at once do not both find nothing
      await tx.selectFrom('cycle').select('id').where('id', '=', cycleId).forUpdate().execute();
      const told = await tx
        .selectFrom('journalEntry')
        .select('id')
        .where('subjectType', '=', 'cycle')
        .where('subjectId', '=', cycleId)
        .where('action', '=', action)
        .executeTakeFirst();
      if (told) return false;
      const entry = {
        id,
        at,
        subjectType: 'cycle',
        subjectId: cycleId,
        action,
        summary: 'Разосланы напоминания о сроке цикла',
      };
      await tx.insertInto('journalEntry').values(entry).execute();
      return true;
    },

    /** Closes an open cycle; false when it is closed already. */
    async close(id: string): Promise<boolean> {
      const done = await tx
        .updateTable('cycle')
        .set({ state: 'closed' })
        .where('id', '=', id)
        .where('state', '=', 'open')
        .executeTakeFirst();
      return Number(done.numUpdatedRows) === 1;
    },
  };
}
