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

/** A pattern of LIKE that finds the text anywhere, its own signs taken literally. */
export const like = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** The cursor of the last row of a page. */
export function cursorOf({ name, id }: { name: string; id: string }): string {
  return Buffer.from(JSON.stringify([name, id])).toString('base64url');
}

/** The name and the id of a cursor; null when it is broken. */
export function readCursor(cursor: string): [string, string] | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isPair = Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
    return isPair && /^[0-9a-f-]{36}$/i.test(value[1] as string) ? (value as [string, string]) : null;
  } catch {
    return null;
  }
}
