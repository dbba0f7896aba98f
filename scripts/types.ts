import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#platform/embedded-postgres.server.ts';
import { migrate } from '#platform/migrations.server.ts';

const target = 'src/platform/database-types.ts';

/** Writes the types of all tables, read from a database that has just been migrated. */
export async function types(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'estafeta-types-'));
  chmodSync(folder, 0o755);
  const server = await startEmbeddedPostgres(folder, { durable: false });
  try {
    await migrate(server.url);
    const tool = [
      'node_modules/kysely-codegen/dist/cli/bin.js',
      '--url',
      server.url,
      '--dialect',
      'postgres',
      '--camel-case',
    ];
    const more = [
      '--date-parser',
      'string',
      '--numeric-parser',
      'number',
      '--type-mapping',
      '{"int8":"number","ltree":"string"}',
    ];
    const chosen = ['--exclude-pattern', '{pgboss.*,public.migration,public.installation}', '--out-file', target];
    execFileSync(process.execPath, [...tool, ...more, ...chosen], { stdio: 'inherit' });
    const written = readFileSync(target, 'utf8');
    writeFileSync(target, written.replace('export interface DB {', 'export interface Database {'));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
