import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '#tests/database.ts';
import { migrate, migrationsFolder, readMigrations } from './migrations.server.ts';

describe('migrations', () => {
  let test: TestDatabase;
  let folder: string;
  const next = readMigrations(migrationsFolder).length + 1;
  const named = (number: number, name: string) => join(folder, `${String(number).padStart(4, '0')}_${name}.sql`);

  beforeAll(async () => {
    test = await createTestDatabase();
    folder = mkdtempSync(join(tmpdir(), 'migrations-'));
    cpSync(migrationsFolder, folder, { recursive: true });
  });
  afterAll(async () => {
    await test.close();
    rmSync(folder, { recursive: true });
  });

  it('already applied are not applied again', async () => expect(await migrate(test.url, folder)).toEqual([]));

  it('that fail leave nothing behind and name the file', async () => {
    writeFileSync(named(next, 'broken'), 'create table half (id integer); select nonsense;');
    await expect(migrate(test.url, folder)).rejects.toThrow(/Миграция \d{4}_broken\.sql не применилась: .*nonsense/);
    const client = new pg.Client(test.url);
    await client.connect();
    expect((await client.query(`select to_regclass('half') as found`)).rows).toEqual([{ found: null }]);
    await client.end();
    rmSync(named(next, 'broken'));
  });

  it('started by several programs at once are applied once', async () => {
    writeFileSync(named(next, 'added'), 'create table added (id integer);');
    const applied = await Promise.all([
      migrate(test.url, folder),
      migrate(test.url, folder),
      migrate(test.url, folder),
    ]);
    expect(applied.flat()).toHaveLength(1);
  });

  it('changed after they were applied are refused', async () => {
    writeFileSync(named(next, 'added'), 'create table added (id bigint);');
    await expect(migrate(test.url, folder)).rejects.toThrow('уже применена к базе, а её файл с тех пор изменён');
    writeFileSync(named(next, 'added'), 'create table added (id integer);');
    expect(await migrate(test.url, folder)).toEqual([]);
  });

  it('of a newer program are refused', async () => {
    rmSync(named(next, 'added'));
    await expect(migrate(test.url, folder)).rejects.toThrow('База новее программы');
  });

  it('with a gap in their numbers are refused', () => {
    writeFileSync(named(next + 3, 'gap'), '');
    expect(() => readMigrations(folder)).toThrow('нарушает порядок имён');
    rmSync(named(next + 3, 'gap'));
  });

  it('of an unreachable database are one sentence without the password', async () => {
    await expect(migrate('postgres://u:secret@127.0.0.1:1/x', folder)).rejects.toThrow(
      /^База данных по адресу 127\.0\.0\.1:1\/x \(настройка DATABASE_URL\) недоступна: .*ECONNREFUSED.*\.$/,
    );
  });
});
