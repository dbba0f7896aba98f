import { sql, type ExpressionBuilder, type RawBuilder } from 'kysely';
import type { IsoDate } from '#kernel/dates.ts';
import type { Database } from '#platform/database-types.ts';

/** «Седова Анна Ильинична» of a row of `person` under the given alias. */
export function fullNameSql(alias = 'person'): RawBuilder<string> {
  return sql<string>`concat_ws(' ', ${sql.ref(`${alias}.lastName`)}, ${sql.ref(`${alias}.firstName`)}, ${sql.ref(`${alias}.patronymic`)})`;
}

/** Whether a row with `startsOn` and `endsOn` under the alias lasts on the day; the end is the first day after it. */
export function lastsSql(alias: string, on: IsoDate): RawBuilder<boolean> {
  return sql<boolean>`(${sql.ref(`${alias}.startsOn`)} <= ${on}::date and (${sql.ref(`${alias}.endsOn`)} is null or ${sql.ref(`${alias}.endsOn`)} > ${on}::date))`;
}

/** The head of `organisation` on the day, as a lateral subquery. */
export function currentHead(from: ExpressionBuilder<Database, 'organisation'>, on: IsoDate) {
  return from
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.personId')
    .select([
      'appointment.id as appointmentId',
      'appointment.personId',
      'appointment.post',
      'appointment.startsOn as since',
      'person.phones as headPhones',
      'person.emails as headEmails',
      fullNameSql().as('headName'),
    ])
    .whereRef('appointment.unitId', '=', 'organisation.unitId')
    .where('appointment.staffCategory', '=', 'head')
    .where(lastsSql('appointment', on))
    .limit(1);
}
