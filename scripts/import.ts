import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Kysely } from 'kysely';
import { actorsOf, operatorsOf } from '#features/accounts/index.server.ts';
import { importRoles } from '#features/imports/index.ts';
import { enteredStates } from '#features/registry/index.ts';
import { largestFile } from '#kernel/files.ts';
import { roleNames, type Actor, type Role } from '#kernel/roles.ts';
import { clock } from '#platform/clock.server.ts';
import { createDatabase, connectOnce } from '#platform/database.server.ts';
import type { Database } from '#platform/database-types.ts';
import { lockFolder } from '#platform/embedded/lock.server.ts';
import { runningPostgres, startEmbeddedPostgres } from '#platform/embedded-postgres.server.ts';
import { migrate } from '#platform/migrations.server.ts';
import { inOneTransaction } from '#platform/one-transaction.server.ts';
import { StartFailure } from '#platform/start-failure.server.ts';
import { folderTaken, settings } from '../server/main.ts';
import { importers, importKinds, NotDone, type Asked, type Report } from './importers.ts';

const usage =
  'Укажите, что внести, и файл: npx estafeta import organisations ФАЙЛ, import registry ФАЙЛ, ' +
  'import participants ФАЙЛ --municipality «Муниципалитет» или import programme ФАЙЛ --group НОМЕР; ' +
  'к любому --as ПОЧТА (от чьего имени) и --dry-run (проверить и ничего не сохранить), ' +
  'к participants ещё --submit, к registry — --state draft, submitted или registered.';

/**
 * `estafeta import KIND FILE`: enters a file in one transaction and prints what came of it as JSON. The exit code is 0
 * when every row was taken, 1 when some were refused, 2 with one sentence when nothing could be done.
 */
export async function importFile(args: readonly string[], from: string): Promise<void> {
  try {
    const asked = readArguments(args, from);
    const report = await withDatabase((database) => run(database, asked));
    const saved = !asked.dryRun && (report.entered > 0 || report.changed > 0);
    process.stdout.write(
      `${JSON.stringify({ kind: asked.kind, file: asked.name, dryRun: asked.dryRun, saved, ...report }, null, 2)}\n`,
    );
    process.exitCode = report.refused.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof NotDone) && !(error instanceof StartFailure)) throw error;
    console.error(error.message.replace(/[^.!?]$/, '$&.'));
    process.exitCode = 2;
  }
}

function readArguments(args: readonly string[], from: string): Asked {
  try {
    const text = { type: 'string' } as const;
    const flag = { type: 'boolean', default: false } as const;
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { as: text, municipality: text, group: text, state: text, submit: flag, 'dry-run': flag },
      allowPositionals: true,
    });
    const [kind, file, ...more] = positionals;
    const known = importKinds.find((one) => one === kind);
    const state = enteredStates.find((one) => one === (values.state ?? (values.submit ? 'submitted' : 'draft')));
    if (known && file && more.length === 0 && state) {
      const { as = null, municipality = null, group = null, submit } = values;
      const path = resolve(from, file);
      return {
        kind: known,
        name: basename(path),
        bytes: bytesOf(file, path),
        as,
        municipality,
        group,
        state,
        submit,
        dryRun: values['dry-run'],
      };
    }
  } catch (error) {
    // an unknown option is answered like every other slip
    if (error instanceof NotDone) throw error;
  }
  throw new NotDone(usage);
}

function bytesOf(said: string, path: string): Uint8Array {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new NotDone(`Файла «${said}» нет: проверьте путь к нему`);
  if (!stat.isFile()) throw new NotDone(`«${said}» — не файл: укажите файл DOCX или XLSX`);
  if (stat.size > largestFile) throw new NotDone(`Файл «${said}» больше 20 МБ: разделите его на несколько`);
  try {
    return readFileSync(path);
  } catch {
    throw new NotDone(`Нет прав читать файл «${said}»: разрешите его чтение или скопируйте его`);
  }
}

/** The database of DATABASE_URL; else the embedded one of DATA_DIR, whether the program runs or not. */
async function withDatabase<Value>(run: (database: Kysely<Database>) => Promise<Value>): Promise<Value> {
  const config = settings(process.env);
  process.env['DATA_DIR'] = config.dataDir;
  const running = config.databaseUrl ?? (await runningPostgres(config.dataDir));
  if (running) return useDatabase(running, run);
  if (!holdsDatabase(config.dataDir)) {
    const demonstration = join(config.dataDir, 'demo');
    const where = holdsDatabase(demonstration) ? ` (база показа лежит в ${demonstration})` : '';
    throw new NotDone(
      `В папке ${config.dataDir} нет базы: запустите программу один раз или задайте её папку в DATA_DIR${where}`,
    );
  }
  const release = await lockFolder(config.dataDir, { patience: 1000, refusal: folderTaken(config.dataDir) });
  try {
    const server = await startEmbeddedPostgres(config.dataDir);
    try {
      await migrate(server.url);
      return await useDatabase(server.url, run);
    } finally {
      await server.stop();
    }
  } finally {
    release();
  }
}

function holdsDatabase(folder: string): boolean {
  return ['postgres', 'postgres-location'].some((name) => existsSync(join(folder, name)));
}

async function useDatabase<Value>(url: string, run: (database: Kysely<Database>) => Promise<Value>): Promise<Value> {
  await (await connectOnce(url)).end();
  const database = createDatabase(url, { connections: 2 });
  try {
    return await run(database);
  } finally {
    await database.destroy();
  }
}

function run(database: Kysely<Database>, asked: Asked): Promise<Report> {
  return inOneTransaction(database, async (inside) => {
    const now = clock();
    const actor = await actorFor(inside, asked, now);
    const report = await importers[asked.kind]({ actor, now, database: inside }, asked);
    return { value: report, keep: !asked.dryRun };
  });
}

/** Who acts: the person of --as under a role that may do it; without it the only operator there is. */
async function actorFor(database: Kysely<Database>, { kind, as }: Asked, now: Date): Promise<Actor> {
  const roles: readonly Role[] = importRoles[kind];
  const found = await database
    .transaction()
    .execute((tx) => (as === null ? operatorsOf(tx, now) : actorsOf(tx, as, now)))
    .catch(unprepared);
  if (!found) throw new NotDone(`Учётной записи с адресом ${as} нет: проверьте, под каким адресом человек входит`);
  const [actor, ...others] = roles.flatMap((role) => found.filter((one) => one.role === role));
  if (as === null && (!actor || others.length > 0)) {
    throw new NotDone('Укажите, от чьего имени вносить: --as и адрес, под которым человек входит');
  }
  if (!actor)
    throw new NotDone(`${as} этого не вносит: нужна роль «${roles.map((role) => roleNames[role]).join('» или «')}»`);
  return actor;
}

function unprepared(error: unknown): never {
  if ((error as { code?: unknown }).code !== '42P01') throw error;
  throw new NotDone('База ещё не подготовлена: запустите программу один раз');
}
