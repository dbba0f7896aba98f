import { sql } from 'kysely';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { municipalKinds, shortUnitName, type UnitKind } from '../rules.ts';

/** A node of the tree. `path` is an ltree path; ask `isWithin` of the kernel about it. */
export interface Unit {
  readonly id: string;
  readonly parentId: string | null;
  readonly regionId: string;
  readonly path: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly shortName: string;
}

const columns = ['id', 'parentId', 'regionId', 'path', 'kind', 'name', 'shortName'] as const;

/** The label of a unit in paths: ltree of PostgreSQL 15 knows no hyphens. */
export const labelOf = (id: string): string => id.replaceAll('-', '');

/** The tree of units without its leaves, bound to a transaction. */
export function units(tx: Transaction) {
  const all = () => tx.selectFrom('unit').select(columns);

  return {
    async byId(id: string): Promise<Unit | null> {
      return ((await all().where('id', '=', id).executeTakeFirst()) as Unit | undefined) ?? null;
    },

    async byIds(ids: readonly string[]): Promise<Unit[]> {
      return ids.length === 0
        ? []
        : ((await all()
            .where('id', 'in', [...ids])
            .execute()) as Unit[]);
    },

    /** The regions of the installation by name. */
    async regions(): Promise<Unit[]> {
      return (await all().where('kind', '=', 'region').orderBy('name').execute()) as Unit[];
    },

    /** The region with this id, or the first one. */
    async region(id?: string | null): Promise<Unit | null> {
      let found = all().where('kind', '=', 'region');
      if (id) found = found.where('id', '=', id);
      return ((await found.orderBy('id').executeTakeFirst()) as Unit | undefined) ?? null;
    },

    /** Every unit of the region but organisations: the region first, then parents before children, by name. */
    async tree(regionId: string): Promise<Unit[]> {
      const found = await all()
        .where('regionId', '=', regionId)
        .where('kind', '<>', 'organisation')
        .orderBy(sql`nlevel(path)`)
        .orderBy('name')
        .execute();
      return found as Unit[];
    },

    /** All units that answer for organisations: districts, cities without departments, departments of the city. */
    async municipalities(regionId: string): Promise<Unit[]> {
      const found = await all()
        .where('regionId', '=', regionId)
        .where('kind', 'in', [...municipalKinds])
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('unit as inner')
                .select('inner.id')
                .whereRef('inner.parentId', '=', 'unit.id')
                .where('inner.kind', '=', 'city-territorial-department'),
            ),
          ),
        )
        .orderBy('name')
        .execute();
      return found as Unit[];
    },

    /** Ids of the units that border on this one. */
    async neighbours(unitId: string): Promise<string[]> {
      const rows = await tx.selectFrom('unitNeighbour').select('neighbourId').where('unitId', '=', unitId).execute();
      return rows.map((row) => row.neighbourId);
    },

    /** Adds a unit below its parent (a region has none). */
    async add(
      { kind, name, shortName, parent }: { kind: UnitKind; name: string; shortName?: string; parent: Unit | null },
      now: Date,
    ): Promise<Unit> {
      const id = newId();
      const unit: Unit = {
        id,
        parentId: parent?.id ?? null,
        regionId: parent?.regionId ?? id,
        path: parent ? `${parent.path}.${labelOf(id)}` : labelOf(id),
        kind,
        name,
        shortName: shortName ?? shortUnitName(name),
      };
      await tx
        .insertInto('unit')
        .values({ ...unit, createdAt: now })
        .execute();
      return unit;
    },

    /** Records that the units border on each other. */
    async addNeighbours(pairs: readonly (readonly [string, string])[]): Promise<void> {
      if (pairs.length === 0) return;
      await tx
        .insertInto('unitNeighbour')
        .values(
          pairs.flatMap(([one, other]) => [
            { unitId: one, neighbourId: other },
            { unitId: other, neighbourId: one },
          ]),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}
