import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { enqueue } from './jobs.server.ts';

describe('database', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());

  it('reads dates as strings, counts and shares as numbers, arrays alike', async () => {
    const { rows } = await sql`
      select date '2026-02-28' as "onDay", array[date '2026-01-01', null] as days, count(*) as many,
        array[1::int8, 2] as counts, 33.5::numeric as share, '{"snake_key": 1}'::jsonb as data`.execute(test.database);
    expect(rows[0]).toEqual({
      onDay: '2026-02-28',
      days: ['2026-01-01', null],
      many: 1,
      counts: [1, 2],
      share: 33.5,
      data: { snake_key: 1 },
    });
  });

  it('writes a job if and only if its transaction is committed', async () => {
    const jobs = () =>
      sql<{ data: unknown }>`select data from pgboss.job where name = 'send-mail'`.execute(test.database);
    await test.database.transaction().execute((tx) => enqueue(tx, 'send-mail', { id: '1' }));
    await test.database
      .transaction()
      .execute(async (tx) => {
        await enqueue(tx, 'send-mail', { id: '2' });
        throw new Error('changed my mind');
      })
      .catch(() => undefined);
    expect((await jobs()).rows).toEqual([{ data: { id: '1' } }]);
  });
});
