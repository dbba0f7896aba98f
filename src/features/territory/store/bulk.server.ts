import { sql } from 'kysely';
import { isAfter, type IsoDate } from '#kernel/dates.ts';
import { inChunks, insertMany } from '#platform/bulk.server.ts';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { HeadToAppoint, ListedOrganisation } from '../rules.bulk.ts';
import { formsTeams, type OrganisationKind } from '../rules.ts';
import type { OrganisationFields } from './organisations.server.ts';
import { fullNameSql } from './sql.server.ts';
import { labelOf, type Unit } from './units.server.ts';

/** An organisation to be written; its number is given by the caller. */
export interface OrganisationRow extends OrganisationFields {
  readonly id: string;
  readonly municipality: Unit;
}

/** A head to be appointed; the former one leaves on the same day. */
export interface HeadRow extends HeadToAppoint {
  readonly personId: string;
  readonly organisationId: string;
  readonly organisationKind: OrganisationKind;
  readonly former: { readonly appointmentId: string; readonly personId: string } | null;
}

interface HeadLine {
  readonly appointmentId: string;
  readonly personId: string;
  readonly fullName: string;
  readonly post: string;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate | null;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

/** Who leads an organisation on the day, and from which day on another may. */
function headOf(
  all: readonly HeadLine[],
  today: IsoDate,
): Pick<ListedOrganisation, 'head' | 'headFrom' | 'futureHead'> {
  const begun = all.filter(({ startsOn }) => !isAfter(startsOn, today));
  const head = begun.find(({ endsOn }) => endsOn === null || isAfter(endsOn, today));
  return {
    head: head ? { ...head, since: head.startsOn } : null,
    headFrom: begun.map(({ startsOn, endsOn }) => endsOn ?? startsOn).reduce<IsoDate | null>(later, null),
    futureHead: begun.length < all.length,
  };
}

const later = (one: IsoDate | null, other: IsoDate): IsoDate => (one !== null && isAfter(one, other) ? one : other);

/** Whole lists of organisations and their heads, bound to a transaction. */
export function bulkStore(tx: Transaction) {
  return {
    /** Every open organisation of the region with its head. Two plain queries: a list just loaded has no statistics. */
    async directory(regionId: string, today: IsoDate): Promise<ListedOrganisation[]> {
      const found = await tx
        .selectFrom('organisation')
        .innerJoin('unit', 'unit.id', 'organisation.unitId')
        .select(['unit.id', 'unit.name', 'unit.shortName', 'organisation.organisationKind as kind'])
        .select(['municipalityId', 'actsOn', 'address', 'phones', 'emails', 'revision'])
        .where('unit.regionId', '=', regionId)
        .where('closedOn', 'is', null)
        .orderBy('unit.shortName')
        .orderBy('unit.id')
        .execute();
      const heads = Map.groupBy(await this.heads(regionId), ({ unitId }) => unitId);
      return found.map((row) => ({
        ...row,
        kind: row.kind as OrganisationKind,
        ...headOf(heads.get(row.id) ?? [], today),
      }));
    },

    /** Every head of the region's organisations, former and future ones too. */
    heads(regionId: string) {
      return tx
        .selectFrom('appointment')
        .innerJoin('person', 'person.id', 'appointment.personId')
        .innerJoin('unit', 'unit.id', 'appointment.unitId')
        .select(['appointment.id as appointmentId', 'unitId', 'personId', 'post', 'startsOn', 'endsOn'])
        .select(['person.phones', 'person.emails', fullNameSql().as('fullName')])
        .where('staffCategory', '=', 'head')
        .where('unit.regionId', '=', regionId)
        .execute();
    },

    /**
     * Lets one writer at a time add organisations to these municipalities; those who only refer to them are not kept
     * waiting.
     */
    async lockNames(municipalityIds: readonly string[]): Promise<void> {
      await sql`select from unit where id = any(${[...municipalityIds].toSorted()}::uuid[]) order by id
        for no key update`.execute(tx);
    },

    async addOrganisations(rows: readonly OrganisationRow[], createdBy: string, now: Date): Promise<void> {
      await insertMany(
        tx,
        'unit',
        rows.map(({ id, municipality, name, shortName }) => ({
          id,
          parentId: municipality.id,
          regionId: municipality.regionId,
          path: `${municipality.path}.${labelOf(id)}`,
          kind: 'organisation',
          name,
          shortName,
          createdAt: now,
        })),
      );
      await insertMany(
        tx,
        'organisation',
        rows.map((row) => ({
          unitId: row.id,
          municipalityId: row.municipality.id,
          organisationKind: row.kind,
          actsOn: row.actsOn ?? 'Устава',
          address: row.address ?? '',
          phones: [...(row.phones ?? [])],
          emails: [...(row.emails ?? [])],
          revision: 1,
          createdBy: createdBy || null,
        })),
      );
    },

    /** Saves what lists change in organisations; gives how many were still as the list had seen them. */
    async changeOrganisations(
      rows: readonly (Omit<OrganisationRow, 'municipality' | 'name'> & { readonly revision: number })[],
    ): Promise<number> {
      let changed = 0;
      const shape = sql`as row(id uuid, revision integer, "shortName" text, kind text, "actsOn" text, address text,
        phones text[], emails text[])`;
      await inChunks(rows, async (content) => {
        const done = await sql`
          update organisation set organisation_kind = row.kind, acts_on = row."actsOn", address = row.address,
            phones = row.phones, emails = row.emails, revision = organisation.revision + 1
          from jsonb_to_recordset(${content}::jsonb) ${shape}
          where organisation.unit_id = row.id and organisation.revision = row.revision`.execute(tx);
        await sql`
          update unit set short_name = row."shortName" from jsonb_to_recordset(${content}::jsonb) ${shape}
          where unit.id = row.id and unit.short_name <> row."shortName"`.execute(tx);
        changed += Number(done.numAffectedRows ?? 0n);
      });
      return changed;
    },

    /** Enters heads as new people, ends the work of the former ones, and gives the roles that go with the post. */
    async appointHeads(rows: readonly HeadRow[], by: string, now: Date): Promise<void> {
      const leaving = rows.flatMap(({ former, organisationId, startsOn }) =>
        former ? [{ ...former, organisationId, endsOn: startsOn }] : [],
      );
      await inChunks(leaving, async (content) => {
        const shape = sql`as row("appointmentId" uuid, "personId" uuid, "organisationId" uuid, "endsOn" date)`;
        await sql`
          update appointment set ends_on = row."endsOn" from jsonb_to_recordset(${content}::jsonb) ${shape}
          where appointment.id = row."appointmentId"
            and (appointment.ends_on is null or appointment.ends_on > row."endsOn")`.execute(tx);
        await sql`
          update role_grant set ends_on = greatest(role_grant.starts_on, row."endsOn")
          from jsonb_to_recordset(${content}::jsonb) ${shape}
          where role_grant.person_id = row."personId" and role_grant.unit_id = row."organisationId"
            and role_grant.role = 'organisation-head'
            and (role_grant.ends_on is null or role_grant.ends_on > row."endsOn")`.execute(tx);
      });
      await insertMany(
        tx,
        'person',
        rows.map((row) => ({
          id: row.personId,
          lastName: row.lastName,
          firstName: row.firstName,
          patronymic: row.patronymic,
          gender: row.gender,
          nameCases: {},
          phones: [...row.phones],
          emails: [...row.emails],
          createdAt: now,
          revision: 1,
        })),
      );
      await insertMany(
        tx,
        'appointment',
        rows.map(({ personId, organisationId, post, startsOn }) => ({
          id: newId(),
          personId,
          unitId: organisationId,
          post,
          staffCategory: 'head',
          startsOn,
          endsOn: null,
        })),
      );
      await insertMany(
        tx,
        'roleGrant',
        rows
          .filter(({ organisationKind }) => formsTeams(organisationKind))
          .map(({ personId, organisationId, startsOn }) => ({
            id: newId(),
            personId,
            role: 'organisation-head',
            unitId: organisationId,
            startsOn,
            endsOn: null,
            grantedBy: by || null,
            grantedAt: now,
          })),
      );
    },

    /** Saves contacts of people who stay where they are. */
    async changeContacts(
      rows: readonly { personId: string; phones: readonly string[]; emails: readonly string[] }[],
    ): Promise<void> {
      await inChunks(rows, (content) =>
        sql`
          update person set phones = row.phones, emails = row.emails, revision = person.revision + 1
          from jsonb_to_recordset(${content}::jsonb) as row("personId" uuid, phones text[], emails text[])
          where person.id = row."personId"`.execute(tx),
      );
    },
  };
}
