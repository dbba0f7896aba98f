import { sql } from 'kysely';
import type { IsoDate } from '#kernel/dates.ts';
import type { Scope } from '#kernel/scope.ts';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { OrganisationHead } from '../rules.bulk.ts';
import type { OrganisationKind } from '../rules.ts';
import { currentHead, cursorOf, like, readCursor } from './sql.server.ts';
import { labelOf, type Unit } from './units.server.ts';

/** An organisation with its head. `municipalityId` is the unit whose curator answers for it. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: OrganisationKind;
  readonly municipalityId: string;
  readonly municipalityName: string;
  readonly municipalityShortName: string;
  readonly path: string;
  readonly regionId: string;
  readonly actsOn: string;
  readonly address: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly closedOn: IsoDate | null;
  readonly revision: number;
  readonly head: OrganisationHead | null;
}

export interface OrganisationFilters {
  readonly search?: string | null;
  readonly municipalityId?: string | null;
  readonly kind?: OrganisationKind | null;
  readonly closed?: boolean;
  /** The cursor of the last row already shown. */
  readonly after?: string | null;
  readonly limit?: number;
}

/** What is written about an organisation. */
export interface OrganisationFields {
  readonly name: string;
  readonly shortName: string;
  readonly kind: OrganisationKind;
  readonly actsOn?: string;
  readonly address?: string;
  readonly phones?: readonly string[];
  readonly emails?: readonly string[];
}

const pageSize = 50;
/** The organisations bound to a transaction. */
export function organisationStore(tx: Transaction, today: IsoDate) {
  const all = () =>
    tx
      .selectFrom('organisation')
      .innerJoin('unit', 'unit.id', 'organisation.unitId')
      .innerJoin('unit as municipality', 'municipality.id', 'organisation.municipalityId')
      .leftJoinLateral(
        (join) => currentHead(join, today).as('head'),
        (on) => on.onTrue(),
      )
      .select([
        'unit.id',
        'unit.name',
        'unit.shortName',
        'unit.path',
        'unit.regionId',
        'organisation.organisationKind as kind',
        'organisation.municipalityId',
        'municipality.name as municipalityName',
        'municipality.shortName as municipalityShortName',
        'organisation.actsOn',
        'organisation.address',
        'organisation.phones',
        'organisation.emails',
        'organisation.closedOn',
        'organisation.revision',
        'head.appointmentId',
        'head.personId',
        'head.headName',
        'head.post',
        'head.since',
        'head.headPhones',
        'head.headEmails',
      ]);

  type Row = Awaited<ReturnType<ReturnType<typeof all>['execute']>>[number];
  const organisationOf = ({
    appointmentId,
    personId,
    headName,
    post,
    since,
    headPhones,
    headEmails,
    ...row
  }: Row): Organisation => ({
    ...row,
    kind: row.kind as OrganisationKind,
    head: appointmentId
      ? {
          appointmentId,
          personId: personId ?? '',
          fullName: headName ?? '',
          post: post ?? '',
          since: since ?? '',
          phones: headPhones ?? [],
          emails: headEmails ?? [],
        }
      : null,
  });

  return {
    async byId(id: string): Promise<Organisation | null> {
      const row = await all().where('unit.id', '=', id).executeTakeFirst();
      return row ? organisationOf(row) : null;
    },

    async byIds(ids: readonly string[]): Promise<Organisation[]> {
      if (ids.length === 0) return [];
      return (
        await all()
          .where('unit.id', 'in', [...ids])
          .execute()
      ).map(organisationOf);
    },

    /** Takes the organisation for this transaction alone, so that its head is decided by one writer at a time. */
    async lock(id: string): Promise<boolean> {
      const row = await tx
        .selectFrom('organisation')
        .select('unitId')
        .where('unitId', '=', id)
        .forUpdate()
        .executeTakeFirst();
      return row !== undefined;
    },

    /** A page of organisations by name. */
    async list(
      scope: Scope<'organisations'>,
      { search, municipalityId, kind, closed = false, after, limit = pageSize }: OrganisationFilters,
    ): Promise<{ rows: Organisation[]; next: string | null }> {
      if (scope.kind === 'nothing' || scope.kind === 'coordinator') return { rows: [], next: null };
      let found = all();
      if (scope.kind === 'region') found = found.where('unit.regionId', '=', scope.regionId);
      if (scope.kind === 'subtree') found = found.where(sql<boolean>`unit.path <@ ${scope.path}::ltree`);
      if (scope.kind === 'organisation') found = found.where('unit.id', '=', scope.organisationId);
      found = found.where('organisation.closedOn', closed ? 'is not' : 'is', null);
      if (municipalityId) {
        found = found.where(sql<boolean>`unit.path <@ (select path from unit where id = ${municipalityId})`);
      }
      if (kind) found = found.where('organisation.organisationKind', '=', kind);
      for (const word of (search ?? '').split(/\s+/).filter(Boolean).slice(0, 6)) {
        found = found.where((is) =>
          is.or([
            is(sql<string>`(unit.name || ' ' || unit.short_name)`, 'ilike', like(word)),
            is('head.headName', 'ilike', like(word)),
          ]),
        );
      }
      const cursor = after ? readCursor(after) : null;
      if (cursor) found = found.where(sql<boolean>`(unit.short_name, unit.id) > (${cursor[0]}, ${cursor[1]}::uuid)`);
      const rows = await found
        .orderBy('unit.shortName')
        .orderBy('unit.id')
        .limit(limit + 1)
        .execute();
      const page = rows.slice(0, limit).map(organisationOf);
      const last = page.at(-1);
      return { rows: page, next: rows.length > limit && last ? cursorOf({ name: last.shortName, id: last.id }) : null };
    },

    /** Whether an organisation of this name is open in the municipality; `exceptId` is the one being renamed. */
    async exists(municipalityId: string, name: string, exceptId?: string): Promise<boolean> {
      let found = tx
        .selectFrom('organisation')
        .innerJoin('unit', 'unit.id', 'organisation.unitId')
        .select('unit.id')
        .where('organisation.municipalityId', '=', municipalityId)
        .where('organisation.closedOn', 'is', null)
        .where(sql<boolean>`lower(unit.name) = lower(${name})`);
      if (exceptId) found = found.where('unit.id', '<>', exceptId);
      return (await found.executeTakeFirst()) !== undefined;
    },

    /** The body of a party in the unit itself: the operator or the authority. */
    async bodyOf(unitId: string, kind: OrganisationKind): Promise<string | null> {
      const row = await tx
        .selectFrom('organisation')
        .select('unitId')
        .where('municipalityId', '=', unitId)
        .where('organisationKind', '=', kind)
        .where('closedOn', 'is', null)
        .orderBy('unitId')
        .executeTakeFirst();
      return row?.unitId ?? null;
    },

    /** Lets one writer at a time add organisations to a municipality. */
    async lockNames(municipalityId: string): Promise<void> {
      await tx.selectFrom('unit').select('id').where('id', '=', municipalityId).forUpdate().execute();
    },

    async add(parent: Unit, fields: OrganisationFields, createdBy: string | null, now: Date): Promise<string> {
      const id = newId();
      await tx
        .insertInto('unit')
        .values({
          id,
          parentId: parent.id,
          regionId: parent.regionId,
          path: `${parent.path}.${labelOf(id)}`,
          kind: 'organisation',
          name: fields.name,
          shortName: fields.shortName,
          createdAt: now,
        })
        .execute();
      await tx
        .insertInto('organisation')
        .values({
          unitId: id,
          municipalityId: parent.id,
          organisationKind: fields.kind,
          actsOn: fields.actsOn ?? 'Устава',
          address: fields.address ?? '',
          phones: [...(fields.phones ?? [])],
          emails: [...(fields.emails ?? [])],
          createdBy,
        })
        .execute();
      return id;
    },

    /** Saves the fields if nobody has changed them since `revision`. */
    async save(id: string, revision: number, fields: OrganisationFields): Promise<boolean> {
      const changed = await tx
        .updateTable('organisation')
        .set({
          organisationKind: fields.kind,
          actsOn: fields.actsOn ?? 'Устава',
          address: fields.address ?? '',
          phones: [...(fields.phones ?? [])],
          emails: [...(fields.emails ?? [])],
          revision: revision + 1,
        })
        .where('unitId', '=', id)
        .where('revision', '=', revision)
        .executeTakeFirst();
      if (changed.numUpdatedRows !== 1n) return false;
      await tx
        .updateTable('unit')
        .set({ name: fields.name, shortName: fields.shortName })
        .where('id', '=', id)
        .execute();
      return true;
    },

    async close(id: string, on: IsoDate): Promise<boolean> {
      const changed = await tx
        .updateTable('organisation')
        .set((is) => ({ closedOn: on, revision: is('revision', '+', 1) }))
        .where('unitId', '=', id)
        .where('closedOn', 'is', null)
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },

    async reopen(id: string): Promise<boolean> {
      const changed = await tx
        .updateTable('organisation')
        .set((is) => ({ closedOn: null, revision: is('revision', '+', 1) }))
        .where('unitId', '=', id)
        .where('closedOn', 'is not', null)
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },

    /** How many open organisations each unit answers for. */
    async countsByMunicipality(regionId: string): Promise<Map<string, number>> {
      const rows = await tx
        .selectFrom('organisation')
        .innerJoin('unit', 'unit.id', 'organisation.unitId')
        .select(({ fn }) => ['organisation.municipalityId', fn.countAll<number>().as('count')])
        .where('unit.regionId', '=', regionId)
        .where('organisation.closedOn', 'is', null)
        .where('organisation.organisationKind', 'not in', ['operator', 'authority'])
        .groupBy('organisation.municipalityId')
        .execute();
      return new Map(rows.map((row) => [row.municipalityId, Number(row.count)]));
    },
  };
}
