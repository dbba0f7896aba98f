import { sql, type RawBuilder } from 'kysely';
import type { Json } from './database-types.ts';

/** A value bound as jsonb: pg would otherwise send an array as a PostgreSQL array. */
export function json(value: unknown): RawBuilder<Json> {
  return sql<Json>`${JSON.stringify(value)}::jsonb`;
}
