// How much a screen's list costs over a bare query of as many rows, on the demonstration and on fifty times as many
// groups. Ratios in one run, because machines are noisy: node bench/lists.ts
import { sql } from 'kysely';
import { loadDesk } from '#features/desk/index.server.ts';
import { groupForms, listGroups } from '#features/groups/index.server.ts';
import { onDemonstration, type Demonstration } from './demonstration.ts';

const rounds = 60;
const copies = 50;

await onDemonstration(async ({ database, world }) => {
  const context = { actor: world.operator, now: world.now, database };
  const filters = groupForms.groupFiltersSchema.parse({});
  const bare = () => sql`select * from mentoring_group order by id limit 50`.execute(database);
  const cases = {
    'overview of groups': () => listGroups(context, filters),
    'overview, one municipality': () =>
      listGroups(context, { ...filters, municipality: world.municipalities[0]?.id ?? null }),
    'desk of the operator': () => loadDesk(context, {}),
  };
  for (const size of ['the demonstration', `${copies} times as many groups`]) {
    if (size !== 'the demonstration') await multiply(database);
    const baseline = await median(bare);
    console.log(`\n${size}: bare query of 50 groups ${baseline.toFixed(2)} ms`);
    for (const [name, run] of Object.entries(cases)) {
      const time = await median(run);
      console.log(`  ${name.padEnd(28)} ${time.toFixed(2)} ms, ${(time / baseline).toFixed(1)} × bare`);
    }
  }
});

/** Copies groups with their teams, directions and next duties; the copies are read only, so teams may be shared. */
async function multiply(database: Demonstration['database']): Promise<void> {
  const copy = (id: string) => `overlay(${id}::text placing lpad(to_hex(n), 4, '0') from 1 for 4)::uuid`;
  const columns = await sql<{ name: string; columns: string }>`
    select table_name as name, string_agg(quote_ident(column_name), ', ' order by ordinal_position) as columns
    from information_schema.columns
    where table_name in ('mentoring_group', 'group_team', 'group_direction', 'group_next') group by 1`.execute(
    database,
  );
  for (const table of ['mentoring_group', 'group_team', 'group_direction', 'group_next']) {
    const all = columns.rows.find(({ name }) => name === table)?.columns ?? '';
    const key = table === 'mentoring_group' ? 'id' : 'group_id';
    const values = all.replace(new RegExp(`^${key}\\b|(?<=, )${key}\\b`), copy(key));
    await sql
      .raw(`insert into ${table} (${all}) select ${values} from ${table}, generate_series(1, ${copies - 1}) n`)
      .execute(database);
  }
  await sql`analyze`.execute(database);
}

/** The median time of a run in milliseconds, after a warm-up. */
async function median(run: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await run();
    if (round >= 10) times.push(performance.now() - startedAt);
  }
  return times.sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}
