import type { IsoDate } from '#kernel/dates.ts';
import type { Role } from '#kernel/roles.ts';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { UnitKind } from '../rules.ts';
import { postSql } from './people.server.ts';
import { lastsSql } from './sql.server.ts';

/** A role of a person at a unit, with dates; `endsOn` is the first day after it. */
export interface Grant {
  readonly id: string;
  readonly personId: string;
  readonly role: Role;
  readonly unitId: string;
  readonly unitName: string;
  readonly unitKind: UnitKind;
  readonly path: string;
  readonly regionId: string;
  readonly post: string;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate | null;
}

/** Roles bound to a transaction. */
export function grantStore(tx: Transaction) {
  const all = (today: IsoDate) =>
    tx
      .selectFrom('roleGrant')
      .innerJoin('unit', 'unit.id', 'roleGrant.unitId')
      .select([
        'roleGrant.id',
        'roleGrant.personId',
        'roleGrant.role',
        'roleGrant.unitId',
        'roleGrant.startsOn',
        'roleGrant.endsOn',
        'unit.shortName as unitName',
        'unit.kind as unitKind',
        'unit.path',
        'unit.regionId',
        postSql('roleGrant', today).as('post'),
      ]);
  type Row = Awaited<ReturnType<ReturnType<typeof all>['execute']>>[number];
  const grantOf = (row: Row): Grant => ({
    ...row,
    role: row.role as Role,
    unitKind: row.unitKind as UnitKind,
    post: row.post ?? '',
  });

  return {
    async byId(id: string, today: IsoDate): Promise<Grant | null> {
      const row = await all(today).where('roleGrant.id', '=', id).executeTakeFirst();
      return row ? grantOf(row) : null;
    },

    /** The roles of the person that last on the day, in the order they were given. */
    async active(personId: string, today: IsoDate): Promise<Grant[]> {
      const rows = await all(today)
        .where('roleGrant.personId', '=', personId)
        .where(lastsSql('roleGrant', today))
        .orderBy('roleGrant.id')
        .execute();
      return rows.map(grantOf);
    },

    /** All roles of the person, past ones too, the latest first. */
    async ofPerson(personId: string, today: IsoDate): Promise<Grant[]> {
      const rows = await all(today)
        .where('roleGrant.personId', '=', personId)
        .orderBy('roleGrant.startsOn', 'desc')
        .orderBy('roleGrant.id', 'desc')
        .execute();
      return rows.map(grantOf);
    },

    /** Adds the role; null when the person holds it without an end. */
    async add(
      grant: { personId: string; role: Role; unitId: string; startsOn: IsoDate; endsOn?: IsoDate | null },
      by: string | null,
      now: Date,
    ): Promise<string | null> {
      const id = newId();
      const added = await tx
        .insertInto('roleGrant')
        .values({ id, endsOn: null, ...grant, grantedBy: by, grantedAt: now })
        .onConflict((conflict) =>
          conflict.columns(['personId', 'role', 'unitId']).where('endsOn', 'is', null).doNothing(),
        )
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows === 1n ? id : null;
    },

    async end(id: string, endsOn: IsoDate): Promise<boolean> {
      const changed = await tx
        .updateTable('roleGrant')
        .set(({ fn, val, ref }) => ({ endsOn: fn<IsoDate>('greatest', [ref('startsOn'), val(endsOn)]) }))
        .where('id', '=', id)
        .where((is) => is.or([is('endsOn', 'is', null), is('endsOn', '>', endsOn)]))
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },

    /** Ends the role of the person at the unit, if it lasts. */
    async endOf(of: { personId: string; role: Role; unitId: string }, endsOn: IsoDate): Promise<void> {
      await tx
        .updateTable('roleGrant')
        .set(({ fn, val, ref }) => ({ endsOn: fn<IsoDate>('greatest', [ref('startsOn'), val(endsOn)]) }))
        .where('personId', '=', of.personId)
        .where('role', '=', of.role)
        .where('unitId', '=', of.unitId)
        .where((is) => is.or([is('endsOn', 'is', null), is('endsOn', '>', endsOn)]))
        .execute();
    },

    /** How many people hold the role without an end; the rows are locked, so that the last one is counted rightly. */
    async lockedCount(role: Role): Promise<number> {
      const rows = await tx
        .selectFrom('roleGrant')
        .select('id')
        .where('role', '=', role)
        .where('endsOn', 'is', null)
        .forUpdate()
        .execute();
      return rows.length;
    },
  };
}
