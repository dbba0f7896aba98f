import { sql } from 'kysely';
import type { Scope } from '#kernel/scope.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { TeamStanding } from './rules.ts';

/** Places of a territory for teams of a standing, and how many are taken: kept, never counted. */
export interface QuotaPlaces {
  readonly unitId: string;
  readonly unitName: string;
  readonly standing: TeamStanding;
  readonly places: number;
  readonly taken: number;
}

/** The places of the quota bound to a transaction. */
export function quotaStore(tx: Transaction) {
  return {
    /** Lets one form at a time be entered row by row in a territory: the same file read twice waits for itself. */
    async lockEntering(unitId: string): Promise<void> {
      await sql`select pg_advisory_xact_lock(hashtextextended(${`registry-rows:${unitId}`}, 0))`.execute(tx);
    },

    /** Makes the rows of a territory's places when they are not there yet, and locks them in one order. */
    async openQuota(cycleId: string, unitId: string, places: Readonly<Record<TeamStanding, number>>): Promise<void> {
      await sql`
        insert into registry_quota (cycle_id, unit_id, standing, places)
        values (${cycleId}, ${unitId}, 'developing', ${places.developing}),
          (${cycleId}, ${unitId}, 'experienced', ${places.experienced})
        on conflict do nothing`.execute(tx);
      await sql`select from registry_quota where cycle_id = ${cycleId} and unit_id = ${unitId}
        order by standing for update`.execute(tx);
    },

    /** Takes a place; false when all are taken. */
    async takePlace(cycleId: string, unitId: string, standing: TeamStanding): Promise<boolean> {
      const updated = await tx
        .updateTable('registryQuota')
        .set((column) => ({ taken: sql<number>`${column.ref('taken')} + 1` }))
        .where('cycleId', '=', cycleId)
        .where('unitId', '=', unitId)
        .where('standing', '=', standing)
        .whereRef('taken', '<', 'places')
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    async releasePlace(cycleId: string, unitId: string, standing: TeamStanding): Promise<void> {
      await tx
        .updateTable('registryQuota')
        .set((column) => ({ taken: sql<number>`${column.ref('taken')} - 1` }))
        .where('cycleId', '=', cycleId)
        .where('unitId', '=', unitId)
        .where('standing', '=', standing)
        .execute();
    },

    /** Places of one territory already taken; nothing before its first team. */
    async takenPlaces(cycleId: string, unitId: string): Promise<Record<TeamStanding, number>> {
      const rows = await tx
        .selectFrom('registryQuota')
        .select(['standing', 'taken'])
        .where('cycleId', '=', cycleId)
        .where('unitId', '=', unitId)
        .execute();
      const of = (standing: TeamStanding) => rows.find((row) => row.standing === standing)?.taken ?? 0;
      return { experienced: of('experienced'), developing: of('developing') };
    },

    /** Whether a territory has submitted a team of every standing it has places for. */
    async everyStandingCame(cycleId: string, unitId: string): Promise<boolean> {
      const empty = await tx
        .selectFrom('registryQuota')
        .select('standing')
        .where('cycleId', '=', cycleId)
        .where('unitId', '=', unitId)
        .where('places', '>', 0)
        .where('taken', '=', 0)
        .limit(1)
        .executeTakeFirst();
      return empty === undefined;
    },

    /** Kept figures: places and how many are taken, by territory, within the scope. */
    async quota(scope: Scope<'registry'>, cycleId: string): Promise<QuotaPlaces[]> {
      const within =
        scope.kind === 'region'
          ? sql`unit.region_id = ${scope.regionId}`
          : scope.kind === 'subtree'
            ? sql`unit.path <@ ${scope.path}::ltree`
            : sql`false`;
      const found = await sql<QuotaPlaces>`
        select quota.unit_id, unit.name as unit_name, quota.standing, quota.places, quota.taken
        from registry_quota quota join unit on unit.id = quota.unit_id
        where quota.cycle_id = ${cycleId} and ${within} order by unit.name, quota.standing`.execute(tx);
      return found.rows;
    },
  };
}
