import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Transaction } from '#platform/use-case.server.ts';
import { unitKinds, type UnitKind } from '../rules.ts';
import { units, type Unit } from '../store/units.server.ts';

/** A region as data of the project: the tree by names, and which units border on which. */
export interface ReferenceRegion {
  readonly code: string;
  readonly name: string;
  readonly units: readonly { readonly kind: UnitKind; readonly name: string; readonly parent: string }[];
  readonly neighbours: readonly (readonly [string, string])[];
}

/** The regions the project has data of; a new one is two more files and a line here. */
export const referenceRegions = [{ code: 'volgograd', name: 'Волгоградская область' }] as const;

const folder = join(process.cwd(), 'db', 'reference');

function rows(file: string): string[][] {
  const [, ...lines] = readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim().split('\n');
  return lines.map((line) => line.split(',').map((cell) => cell.trim()));
}

/** Reads a region of `db/reference`. Throws on a broken file: it is part of the program. */
export function readReferenceRegion(code: string): ReferenceRegion {
  const known = referenceRegions.find((region) => region.code === code);
  if (!known) throw new Error(`no reference data of region ${code}`);
  const all = rows(`${code}-region.csv`).map(([kind = '', name = '', parent = '']) => {
    const found = unitKinds.find((each) => each === kind);
    if (!found || !name) throw new Error(`${code}-region.csv: unknown kind «${kind}» of «${name}»`);
    return { kind: found, name, parent };
  });
  const root = all.find((unit) => unit.kind === 'region');
  if (!root) throw new Error(`${code}-region.csv names no region`);
  return {
    code,
    name: root.name,
    units: all.filter((unit) => unit !== root),
    neighbours: rows(`${code}-neighbours.csv`).map(([one = '', other = '']) => [one, other] as const),
  };
}

/** What an import made: the region and every unit by its name. */
export interface ImportedRegion {
  readonly region: Unit;
  readonly byName: ReadonlyMap<string, Unit>;
}

const importLock = 7_213_401;

/** Makes the tree of a region, or completes the one that is there. Two imports of the same region wait for each other. */
export async function importRegion(work: { tx: Transaction; now: Date }, reference: ReferenceRegion): Promise<ImportedRegion> {
  const { tx, now } = work;
  await sql`select pg_advisory_xact_lock(${importLock})`.execute(tx);
  const store = units(tx);
  const existing = (await store.regions()).find((region) => region.name === reference.name);
  const region = existing ?? (await store.add({ kind: 'region', name: reference.name, parent: null }, now));
  const byName = new Map<string, Unit>([[region.name, region]]);
  if (existing) for (const unit of await store.tree(region.id)) byName.set(unit.name, unit);
  for (const { kind, name, parent } of reference.units) {
    if (byName.has(name)) continue;
    const above = byName.get(parent);
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
