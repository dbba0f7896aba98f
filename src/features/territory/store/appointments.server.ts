import type { IsoDate } from '#kernel/dates.ts';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { HeadAppointment, StaffCategory } from '../rules.ts';
import { fullNameSql } from './sql.server.ts';

/** A post at an organisation with its dates; `endsOn` is the first day after it. */
export interface Appointment {
  readonly id: string;
  readonly personId: string;
  readonly unitId: string;
  readonly post: string;
  readonly staffCategory: StaffCategory;
  readonly startsOn: IsoDate;
  readonly endsOn: IsoDate | null;
}

export interface AppointmentLine extends Appointment {
  readonly unitName: string;
  readonly path: string;
  readonly regionId: string;
}

const columns = [
  'appointment.id',
  'appointment.personId',
  'appointment.unitId',
  'appointment.post',
  'appointment.staffCategory',
  'appointment.startsOn',
  'appointment.endsOn',
] as const;

/** Appointments bound to a transaction. */
export function appointmentStore(tx: Transaction) {
  return {
    async byId(id: string): Promise<Appointment | null> {
      const row = await tx
        .selectFrom('appointment')
        .select(columns)
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      return (row as Appointment | undefined) ?? null;
    },

    /** Everywhere the person works or has worked, the latest first. */
    async ofPerson(personId: string): Promise<AppointmentLine[]> {
      const rows = await tx
        .selectFrom('appointment')
        .innerJoin('unit', 'unit.id', 'appointment.unitId')
        .select([...columns, 'unit.shortName as unitName', 'unit.path', 'unit.regionId'])
        .where('appointment.personId', '=', personId)
        .orderBy('appointment.startsOn', 'desc')
        .orderBy('appointment.id', 'desc')
        .execute();
      return rows as AppointmentLine[];
    },

    /** Heads of the organisation whose work has no end or ends after the day, the earliest first. */
    async headsFrom(unitId: string, from: IsoDate): Promise<HeadAppointment[]> {
      return await tx
        .selectFrom('appointment')
        .select(['id as appointmentId', 'personId', 'startsOn', 'endsOn'])
        .where('unitId', '=', unitId)
        .where('staffCategory', '=', 'head')
        .where((is) => is.or([is('endsOn', 'is', null), is('endsOn', '>', from)]))
        .orderBy('startsOn')
        .execute();
    },

    /** Former heads of the organisation, the latest first. */
    async formerHeads(unitId: string, today: IsoDate) {
      return await tx
        .selectFrom('appointment')
        .innerJoin('person', 'person.id', 'appointment.personId')
        .select([
          'appointment.id',
          'appointment.personId',
          'appointment.startsOn',
          'appointment.endsOn',
          fullNameSql().as('fullName'),
        ])
        .where('appointment.unitId', '=', unitId)
        .where('appointment.staffCategory', '=', 'head')
        .where('appointment.endsOn', '<=', today)
        .orderBy('appointment.endsOn', 'desc')
        .limit(20)
        .execute();
    },

    /** Whether the person works there already at this post. */
    async works(personId: string, unitId: string, post: string, today: IsoDate): Promise<boolean> {
      const row = await tx
        .selectFrom('appointment')
        .select('id')
        .where('personId', '=', personId)
        .where('unitId', '=', unitId)
        .where('post', '=', post)
        .where((is) => is.or([is('endsOn', 'is', null), is('endsOn', '>', today)]))
        .executeTakeFirst();
      return row !== undefined;
    },

    async add(appointment: Omit<Appointment, 'id' | 'endsOn'> & { endsOn?: IsoDate | null }): Promise<string> {
      const id = newId();
      await tx
        .insertInto('appointment')
        .values({ id, endsOn: null, ...appointment })
        .execute();
      return id;
    },

    /** Writes the post of the present head as a paper words it. */
    async correctHeadsPost(unitId: string, personId: string, post: string, today: IsoDate): Promise<void> {
      await tx
        .updateTable('appointment')
        .set({ post })
        .where('unitId', '=', unitId)
        .where('personId', '=', personId)
        .where('staffCategory', '=', 'head')
        .where('startsOn', '<=', today)
        .where((is) => is.or([is('endsOn', 'is', null), is('endsOn', '>', today)]))
        .execute();
    },

    async end(id: string, endsOn: IsoDate): Promise<boolean> {
      const changed = await tx
        .updateTable('appointment')
        .set({ endsOn })
        .where('id', '=', id)
        .where((is) => is.or([is('endsOn', 'is', null), is('endsOn', '>', endsOn)]))
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },
  };
}
