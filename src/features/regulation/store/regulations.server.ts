import { sql } from 'kysely';
import type { IsoDate } from '#kernel/dates.ts';
import { isId, newId } from '#platform/ids.server.ts';
import { json } from '#platform/json.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { overlaySchema, regulationSchema, type RegulationDocument, type RegulationOverlay } from '../schema.ts';
import { referenceDocuments } from '../use-cases/reference.server.ts';

/** A stored regulation of a unit: of a region, or a municipality's overlay of it. */
export interface RegulationRow {
  readonly id: string;
  readonly unitId: string;
  readonly code: string;
  readonly title: string;
  readonly parentId: string | null;
}

/** One version, without its content. */
export interface VersionRow {
  readonly id: string;
  readonly regulationId: string;
  readonly number: number;
  readonly note: string;
  readonly createdAt: Date;
  readonly author: string;
}

/** The unit a regulation or a plan belongs to. */
export interface UnitRow {
  readonly id: string;
  readonly regionId: string;
  readonly path: string;
  readonly kind: string;
  readonly name: string;
}

// Versions never change, so whatever was read once is kept; the oldest reading goes first.
const kept = new Map<string, RegulationDocument | RegulationOverlay>();
const keptAtMost = 300;

function keep<Content extends RegulationDocument | RegulationOverlay>(id: string, content: Content): Content {
  if (kept.size >= keptAtMost) kept.delete(kept.keys().next().value ?? '');
  kept.set(id, content);
  return content;
}

/** The tables of regulations bound to a transaction. */
export function regulationStore(tx: Transaction) {
  const content = async (versionId: string): Promise<RegulationDocument | RegulationOverlay | null> => {
    const known = kept.get(versionId);
    if (known) return known;
    const row = await tx
      .selectFrom('regulationVersion')
      .select('content')
      .where('id', '=', versionId)
      .executeTakeFirst();
    if (!row) return null;
    const stored = row.content as { kind?: string; documents?: object };
    if (stored.kind === 'municipal') return keep(versionId, overlaySchema.parse(stored));
    const documents = { ...referenceDocuments(), ...stored.documents };
    return keep(versionId, regulationSchema.parse({ ...stored, documents }));
  };
  const versionRows = () =>
    tx
      .selectFrom('regulationVersion as version')
      .leftJoin('person', 'person.id', 'version.createdBy')
      .select(({ fn, val }) => [
        'version.id',
        'version.regulationId',
        'version.number',
        'version.note',
        'version.createdAt',
        fn<string>('concat_ws', [val(' '), 'person.lastName', 'person.firstName', 'person.patronymic']).as('author'),
      ])
      .orderBy('version.number', 'desc');

  return {
    /** The content of a version of a regional regulation. */
    async document(versionId: string): Promise<RegulationDocument | null> {
      const found = await content(versionId);
      return found?.kind === 'regional' ? found : null;
    },

    /** The content of a version of a municipal overlay. */
    async overlay(versionId: string): Promise<RegulationOverlay | null> {
      const found = await content(versionId);
      return found?.kind === 'municipal' ? found : null;
    },

    /** The regulation of exactly this unit; `lock` makes publishers stand in a queue. */
    async regulationOf(unitId: string, { lock = false } = {}): Promise<RegulationRow | null> {
      let found = tx.selectFrom('regulation').selectAll().where('unitId', '=', unitId);
      if (lock) found = found.forUpdate();
      return (await found.executeTakeFirst()) ?? null;
    },

    /** The newest regional regulation of an installation where no region is known yet. */
    async anyRegional(): Promise<RegulationRow | null> {
      return (
        (await tx
          .selectFrom('regulation')
          .selectAll()
          .where('parentId', 'is', null)
          .orderBy('id')
          .executeTakeFirst()) ?? null
      );
    },

    /** The nearest overlay at or above a unit. */
    async overlayAbove(unitId: string): Promise<RegulationRow | null> {
      const found = await tx
        .selectFrom('regulation')
        .innerJoin('unit', 'unit.id', 'regulation.unitId')
        .selectAll('regulation')
        .where('regulation.parentId', 'is not', null)
        .where(sql<boolean>`unit.path @> (select path from unit where id = ${unitId})`)
        .orderBy(sql`nlevel(unit.path)`, 'desc')
        .executeTakeFirst();
      return found ?? null;
    },

    /** All overlays of a regional regulation with the names of their units. */
    overlaysOf(regulationId: string) {
      return tx
        .selectFrom('regulation')
        .innerJoin('unit', 'unit.id', 'regulation.unitId')
        .select(['regulation.id', 'regulation.unitId', 'regulation.title', 'unit.name as unitName'])
        .where('regulation.parentId', '=', regulationId)
        .orderBy('unit.name')
        .execute();
    },

    /** Id and number of the last version. */
    async lastVersion(regulationId: string): Promise<{ id: string; number: number } | null> {
      const found = await tx
        .selectFrom('regulationVersion')
        .select(['id', 'number'])
        .where('regulationId', '=', regulationId)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return found ?? null;
    },

    /** All versions, newest first. */
    versions: (regulationId: string): Promise<VersionRow[]> =>
      versionRows().where('version.regulationId', '=', regulationId).execute(),

    /** One version by its id. */
    async version(id: string): Promise<VersionRow | null> {
      return (await versionRows().where('version.id', '=', id).executeTakeFirst()) ?? null;
    },

    async insertRegulation(row: Omit<RegulationRow, 'id'>): Promise<string> {
      const id = newId();
      await tx
        .insertInto('regulation')
        .values({ id, ...row })
        .execute();
      return id;
    },

    /** Adds version `number`; false when another publisher has already taken this number. */
    async insertVersion(version: {
      regulationId: string;
      number: number;
      content: RegulationDocument | RegulationOverlay;
      note: string;
      createdAt: Date;
      createdBy: string | null;
    }): Promise<string | null> {
      const id = newId();
      const done = await tx
        .insertInto('regulationVersion')
        .values({ ...version, id, content: json(version.content) })
        .onConflict((conflict) => conflict.columns(['regulationId', 'number']).doNothing())
        .executeTakeFirst();
      return Number(done.numInsertedOrUpdatedRows) === 1 ? id : null;
    },

    async rename(regulationId: string, title: string): Promise<void> {
      await tx.updateTable('regulation').set({ title }).where('id', '=', regulationId).execute();
    },

    async unit(id: string): Promise<UnitRow | null> {
      if (!isId(id)) return null;
      const found = await tx
        .selectFrom('unit')
        .select(['id', 'regionId', 'path', 'kind', 'name'])
        .where('id', '=', id)
        .executeTakeFirst();
      return found ?? null;
    },

    /** Units of a region that a quota, an overlay or a plan of measures can belong to. */
    territories(regionId: string): Promise<UnitRow[]> {
      return tx
        .selectFrom('unit')
        .select(['id', 'regionId', 'path', 'kind', 'name'])
        .where('regionId', '=', regionId)
        .where('kind', '<>', 'organisation')
        .orderBy('path')
        .execute();
    },

    /** The unit of a region by the name of its reference data. */
    async unitNamed(regionId: string, name: string): Promise<UnitRow | null> {
      const all = await tx
        .selectFrom('unit')
        .select(['id', 'regionId', 'path', 'kind', 'name'])
        .where('regionId', '=', regionId)
        .where('kind', '<>', 'organisation')
        .where('name', '=', name)
        .executeTakeFirst();
      return all ?? null;
    },

    /** E-mails of the operator and of all curators of a region, for reminders. */
    remindedOf(regionId: string, today: IsoDate): Promise<{ personId: string; email: string; role: string }[]> {
      return tx
        .selectFrom('roleGrant')
        .innerJoin('unit', 'unit.id', 'roleGrant.unitId')
        .innerJoin('account', 'account.personId', 'roleGrant.personId')
        .select(['account.personId', 'account.email', 'roleGrant.role'])
        .distinct()
        .where('unit.regionId', '=', regionId)
        .where('roleGrant.role', 'in', ['operator', 'municipal-curator'])
        .where('roleGrant.startsOn', '<=', today)
        .where((is) => is.or([is('roleGrant.endsOn', 'is', null), is('roleGrant.endsOn', '>=', today)]))
        .where('account.disabledAt', 'is', null)
        .execute();
    },
  };
}
