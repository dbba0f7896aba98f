import { sql } from 'kysely';
import type { IsoDate } from '#kernel/dates.ts';
import type { NameCases } from '#kernel/names.ts';
import type { Role } from '#kernel/roles.ts';
import type { Scope } from '#kernel/scope.ts';
import { newId } from '#platform/ids.server.ts';
import { json } from '#platform/json.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { StaffCategory } from '../rules.ts';
import { fullNameSql, lastsSql, like } from './sql.server.ts';

/** What is written about a person. */
export interface PersonFields {
  readonly lastName: string;
  readonly firstName: string;
  readonly patronymic: string | null;
  readonly gender: 'female' | 'male';
  readonly nameCases?: NameCases;
  readonly phones?: readonly string[];
  readonly emails?: readonly string[];
}

export interface Person extends Required<PersonFields> {
  readonly id: string;
  readonly fullName: string;
  readonly revision: number;
}

/** A person at a post, as lists and documents need it. */
export interface StaffMember {
  readonly appointmentId: string;
  readonly personId: string;
  readonly fullName: string;
  readonly post: string;
  readonly staffCategory: StaffCategory;
  readonly startsOn: IsoDate;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

const columns = [
  'person.id',
  'person.lastName',
  'person.firstName',
  'person.patronymic',
  'person.gender',
  'person.nameCases',
  'person.phones',
  'person.emails',
  'person.revision',
] as const;

const searchLimit = 20;
/** People bound to a transaction. */
export function personStore(tx: Transaction) {
  const all = () => tx.selectFrom('person').select([...columns, fullNameSql().as('fullName')]);
  type Row = Awaited<ReturnType<ReturnType<typeof all>['execute']>>[number];
  const personOf = (row: Row): Person => ({
    ...row,
    gender: row.gender as Person['gender'],
    nameCases: row.nameCases as NameCases,
  });
  const written = (fields: PersonFields) => ({
    lastName: fields.lastName,
    firstName: fields.firstName,
    patronymic: fields.patronymic,
    gender: fields.gender,
    nameCases: json(fields.nameCases ?? {}),
    phones: [...(fields.phones ?? [])],
    emails: [...(fields.emails ?? [])],
  });

  return {
    async byId(id: string): Promise<Person | null> {
      const row = await all().where('person.id', '=', id).executeTakeFirst();
      return row ? personOf(row) : null;
    },

    async byIds(ids: readonly string[]): Promise<Person[]> {
      if (ids.length === 0) return [];
      return (
        await all()
          .where('person.id', 'in', [...ids])
          .execute()
      ).map(personOf);
    },

    /** People of the scope whose name holds every word; at most twenty. */
    async search(scope: Scope<'people'>, text: string, today: IsoDate): Promise<(Person & { places: string })[]> {
      if (scope.kind === 'nothing' || scope.kind === 'coordinator') return [];
      let found = all().select(
        sql<string>`(select string_agg(u.short_name || ', ' || a.post, '; ' order by a.starts_on desc)
          from appointment a join unit u on u.id = a.unit_id
          where a.person_id = person.id and (a.ends_on is null or a.ends_on > ${today}::date))`.as('places'),
      );
      for (const word of text.split(/\s+/).filter(Boolean).slice(0, 4)) {
        found = found.where(
          sql<string>`(last_name || ' ' || first_name || ' ' || coalesce(patronymic, ''))`,
          'ilike',
          like(word),
        );
      }
      const within =
        scope.kind === 'region'
          ? sql<boolean>`u.region_id = ${scope.regionId}`
          : scope.kind === 'subtree'
            ? sql<boolean>`u.path <@ ${scope.path}::ltree`
            : sql<boolean>`u.id = ${scope.organisationId}`;
      const rows = await found
        .where(
          sql<boolean>`(exists (select from appointment a join unit u on u.id = a.unit_id where a.person_id = person.id and ${within})
            or exists (select from role_grant g join unit u on u.id = g.unit_id where g.person_id = person.id and ${within}))`,
        )
        .orderBy('person.lastName')
        .orderBy('person.id')
        .limit(searchLimit)
        .execute();
      return rows.map(({ places, ...row }) => ({ ...personOf(row), places: places ?? '' }));
    },

    async add(fields: PersonFields, now: Date): Promise<string> {
      const id = newId();
      await tx
        .insertInto('person')
        .values({ id, ...written(fields), createdAt: now })
        .execute();
      return id;
    },

    /** Saves the fields if nobody has changed them since `revision`. */
    async save(id: string, revision: number, fields: PersonFields): Promise<boolean> {
      const changed = await tx
        .updateTable('person')
        .set({ ...written(fields), revision: revision + 1 })
        .where('id', '=', id)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },

    /** Who works in the organisation on the day: the head first, then by category and name. */
    async staffOf(organisationId: string, today: IsoDate): Promise<StaffMember[]> {
      const rows = await tx
        .selectFrom('appointment')
        .innerJoin('person', 'person.id', 'appointment.personId')
        .select([
          'appointment.id as appointmentId',
          'appointment.personId',
          'appointment.post',
          'appointment.staffCategory',
          'appointment.startsOn',
          'person.phones',
          'person.emails',
          fullNameSql().as('fullName'),
        ])
        .where('appointment.unitId', '=', organisationId)
        .where(lastsSql('appointment', today))
        .orderBy(sql`array_position(array['head', 'deputy-head', 'unit-head', 'specialist'], staff_category)`)
        .orderBy('person.lastName')
        .orderBy('appointment.id')
        .limit(300)
        .execute();
      return rows as StaffMember[];
    },

    /** Those who hold the role at exactly this unit on the day, with the post they have. */
    async holders(
      role: Role,
      unitId: string,
      today: IsoDate,
    ): Promise<Omit<StaffMember, 'appointmentId' | 'staffCategory'>[]> {
      const byUnit = await this.holdersOfUnits(role, [unitId], today);
      return byUnit.get(unitId) ?? [];
    },

    /** The same for several units at once. */
    async holdersOfUnits(role: Role, unitIds: readonly string[], today: IsoDate) {
      const found = new Map<
        string,
        { personId: string; fullName: string; post: string; startsOn: IsoDate; phones: string[]; emails: string[] }[]
      >();
      if (unitIds.length === 0) return found;
      const rows = await tx
        .selectFrom('roleGrant')
        .innerJoin('person', 'person.id', 'roleGrant.personId')
        .select([
          'roleGrant.unitId',
          'roleGrant.personId',
          'roleGrant.startsOn',
          'person.phones',
          'person.emails',
          fullNameSql().as('fullName'),
          postSql('roleGrant', today).as('post'),
        ])
        .where('roleGrant.role', '=', role)
        .where('roleGrant.unitId', 'in', [...unitIds])
        .where(lastsSql('roleGrant', today))
        .orderBy('person.lastName')
        .orderBy('person.id')
        .execute();
      for (const { unitId, ...row } of rows)
        found.set(unitId, [...(found.get(unitId) ?? []), { ...row, post: row.post ?? '' }]);
      return found;
    },
  };
}

/** The post of the person of a grant: the one inside the grant's unit, otherwise the latest one. */
export function postSql(alias: string, today: IsoDate) {
  return sql<string | null>`(
    select a.post from appointment a join unit u on u.id = a.unit_id
    where a.person_id = ${sql.ref(`${alias}.personId`)}
      and a.starts_on <= ${today}::date and (a.ends_on is null or a.ends_on > ${today}::date)
    order by (u.path <@ (select path from unit where id = ${sql.ref(`${alias}.unitId`)})) desc, a.starts_on desc limit 1)`;
}
