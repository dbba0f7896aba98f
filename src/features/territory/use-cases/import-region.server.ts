import { sql } from 'kysely';
import type { Transaction } from '#platform/use-case.server.ts';
import type { UnitKind } from '../rules.ts';
import { units, type Unit } from '../store/units.server.ts';

/** A region as data: the tree by names, parents before children, and which units border on which. */
export interface RegionTree {
  readonly name: string;
  readonly units: readonly { readonly kind: UnitKind; readonly name: string; readonly parent: string | null }[];
  readonly neighbours: readonly (readonly [string, string])[];
}

/** What an import made: the region and every unit by its name. */
export interface ImportedRegion {
  readonly region: Unit;
  readonly byName: ReadonlyMap<string, Unit>;
}

const importLock = 7_213_401;

/** Makes the tree of a region, or completes the one that is there. Two imports of the same region wait for each other. */
export async function importRegion(
  work: { tx: Transaction; now: Date },
  reference: RegionTree,
): Promise<ImportedRegion> {
  const { tx, now } = work;
  await sql`select pg_advisory_xact_lock(${importLock})`.execute(tx);
  const store = units(tx);
  const existing = (await store.regions()).find((region) => region.name === reference.name);
  const region = existing ?? (await store.add({ kind: 'region', name: reference.name, parent: null }, now));
  const byName = new Map<string, Unit>([[region.name, region]]);
  if (existing) for (const unit of await store.tree(region.id)) byName.set(unit.name, unit);
  for (const { kind, name, parent } of reference.units) {
    if (byName.has(name)) continue;
    const above = byName.get(parent ?? '');
    if (!above) throw new Error(`${name}: its parent «${parent}» is not above it in the file`);
    byName.set(name, await store.add({ kind, name, parent: above }, now));
  }
  const idOf = (name: string): string => {
    const unit = byName.get(name);
    if (!unit) throw new Error(`neighbours name an unknown unit «${name}»`);
    return unit.id;
  };
  await store.addNeighbours(reference.neighbours.map(([one, other]) => [idOf(one), idOf(other)] as const));
  return { region, byName };
}
