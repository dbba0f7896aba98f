import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { IsoDate } from '#kernel/dates.ts';
import type { Actor } from '#kernel/roles.ts';
import type { Scope } from '#kernel/scope.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { GroupState, MunicipalityFigures } from './rules.ts';

/** A row of the overview: a group, where it stands, who must act and by when. */
export interface GroupRow {
  readonly id: string;
  readonly title: string;
  readonly municipalityId: string;
  readonly municipalityName: string;
  readonly directions: readonly string[];
  readonly state: GroupState;
  readonly step: number;
  readonly startsOn: IsoDate | null;
  readonly endsOn: IsoDate | null;
  readonly termMonths: number;
  readonly extensionMonths: number;
  readonly coordinatorName: string | null;
  readonly manyToMany: boolean;
  readonly nextTitle: string | null;
  readonly nextActor: string | null;
  readonly dueOn: IsoDate | null;
  readonly total: number;
  readonly done: number;
}

export interface GroupFilters {
  readonly cycleId: string;
  readonly municipality?: string | null;
  readonly direction?: string | null;
  readonly step?: number | null;
  readonly state?: GroupState | null;
  readonly q?: string | null;
  readonly late?: boolean;
  readonly after?: string | null;
}

/** Figures of a list: groups that live, organisations in them, steps late, groups that wait within a week. */
export interface GroupTotals {
  readonly groups: number;
  readonly organisations: number;
  readonly late: number;
  readonly soon: number;
}

const pageSize = 50;
const ownLimit = 100;

/** Lists and figures of groups, bound to a transaction. A group without a date comes last. */
export function overviewStore(tx: Transaction) {
  const select = sql`
    select grouped.id, grouped.title, grouped.municipality_id, municipality.short_name as municipality_name,
      array(select title from group_direction where group_id = grouped.id order by position) as directions,
      grouped.state, grouped.step, grouped.starts_on, grouped.ends_on, grouped.term_months, grouped.extension_months,
      grouped.many_to_many, upcoming.title as next_title, upcoming.actor as next_actor, upcoming.due_on,
      grouped.activities_total as total, grouped.activities_done as done,
      nullif(concat_ws(' ', coordinator.last_name, coordinator.first_name, coordinator.patronymic), '')
        as coordinator_name
    from mentoring_group grouped
    join unit municipality on municipality.id = grouped.municipality_id
    left join group_next upcoming on upcoming.group_id = grouped.id
    left join person coordinator on coordinator.id = grouped.coordinator_id`;

  return {
    /** A page of the overview, late first; `limit` is larger for an export. */
    async list(
      scope: Scope<'groups'>,
      filters: GroupFilters,
      { today, limit = pageSize }: { today: IsoDate; limit?: number },
    ): Promise<{ rows: GroupRow[]; next: string | null }> {
      const conditions = [inReach(scope), ...conditionsOf(filters, today)];
      if (filters.after) conditions.push(afterCursor(filters.after));
      const found = await sql<GroupRow>`${select}
        where ${sql.join(conditions, sql` and `)}
        order by coalesce(upcoming.due_on, ${endOfTime}::date), grouped.id limit ${limit + 1}`.execute(tx);
      const rows = found.rows.slice(0, limit);
      const last = rows.at(-1);
      return { rows, next: found.rows.length > limit && last ? `${last.dueOn ?? endOfTime}.${last.id}` : null };
    },

    /** The figures at the head of the overview. */
    async totals(
      scope: Scope<'group-figures'>,
      cycleId: string,
      today: IsoDate,
      weekEnd: IsoDate,
    ): Promise<GroupTotals> {
      const found = await sql<GroupTotals>`
        select count(*)::int as groups,
          (select count(distinct joined.organisation_id)::int from group_team joined
            join mentoring_group grouped on grouped.id = joined.group_id
            where ${inReach(scope)} and grouped.cycle_id = ${cycleId} and ${living} and joined.left_on is null
              and joined.joined_on < ${endOfTime}::date) as organisations,
          count(*) filter (where upcoming.due_on < ${today}::date)::int as late,
          count(*) filter (where upcoming.due_on between ${today}::date and ${weekEnd}::date)::int as soon
        from mentoring_group grouped left join group_next upcoming on upcoming.group_id = grouped.id
        where ${inReach(scope)} and grouped.cycle_id = ${cycleId} and ${living}`.execute(tx);
      return found.rows[0]!;
    },

    /** Numbers and states by municipality. */
    async figures(scope: Scope<'group-figures'>, cycleId: string, today: IsoDate): Promise<MunicipalityFigures[]> {
      type Row = Omit<MunicipalityFigures, 'byStep'> & Record<'s2' | 's3' | 's4' | 's5' | 's6', number>;
      const found = await sql<Row>`
        select grouped.municipality_id, municipality.short_name as municipality_name, count(*)::int as groups,
          count(*) filter (where grouped.step = 2)::int as s2, count(*) filter (where grouped.step = 3)::int as s3,
          count(*) filter (where grouped.step = 4)::int as s4, count(*) filter (where grouped.step = 5)::int as s5,
          count(*) filter (where grouped.step = 6 and grouped.state <> 'closed')::int as s6,
          count(*) filter (where grouped.state = 'closed')::int as closed,
          count(*) filter (where upcoming.due_on < ${today}::date)::int as late,
          sum(grouped.activities_total)::int as total, sum(grouped.activities_done)::int as done
        from mentoring_group grouped
        join unit municipality on municipality.id = grouped.municipality_id
        left join group_next upcoming on upcoming.group_id = grouped.id
        where ${inReach(scope)} and grouped.cycle_id = ${cycleId} and ${living}
        group by grouped.municipality_id, municipality.short_name order by municipality.short_name`.execute(tx);
      return found.rows.map(({ s2, s3, s4, s5, s6, ...row }) => ({
        ...row,
        byStep: { 2: s2, 3: s3, 4: s4, 5: s5, 6: s6 },
      }));
    },

    /** Directions that groups of a cycle really have, to filter by. */
    async directions(scope: Scope<'groups'>, cycleId: string): Promise<{ key: string; title: string }[]> {
      const found = await sql<{ key: string; title: string }>`
        select direction.key, min(direction.title) as title
        from group_direction direction join mentoring_group grouped on grouped.id = direction.group_id
        where ${inReach(scope)} and grouped.cycle_id = ${cycleId}
        group by direction.key order by 2`.execute(tx);
      return found.rows;
    },

    /** Municipalities that groups of a cycle really have, to filter by. */
    async municipalities(scope: Scope<'groups'>, cycleId: string): Promise<{ id: string; name: string }[]> {
      const found = await sql<{ id: string; name: string }>`
        select unit.id, unit.short_name as name from unit
        where unit.id in (
          select grouped.municipality_id from mentoring_group grouped
          where ${inReach(scope)} and grouped.cycle_id = ${cycleId})
        order by unit.short_name`.execute(tx);
      return found.rows;
    },

    /** Ids of the actor's groups that still live, those that wait soonest first. */
    async idsOf(scope: Scope<'groups'>, limit = ownLimit): Promise<string[]> {
      const found = await sql<{ id: string }>`
        select grouped.id from mentoring_group grouped left join group_next upcoming on upcoming.group_id = grouped.id
        where ${inReach(scope)} and grouped.state not in ('declined', 'closed', 'dissolved')
        order by coalesce(upcoming.due_on, ${endOfTime}::date), grouped.id limit ${limit}`.execute(tx);
      return found.rows.map((row) => row.id);
    },

    /** Groups that an organisation is asked to join instead of another team. */
    async invitationsOf(actor: Actor): Promise<{ id: string; municipalityName: string }[]> {
      if (actor.role !== 'organisation-head' || !actor.organisationId) return [];
      const found = await sql<{ id: string; municipalityName: string }>`
        select grouped.id, municipality.short_name as municipality_name
        from group_team joined join mentoring_group grouped on grouped.id = joined.group_id
        join unit municipality on municipality.id = grouped.municipality_id
        where joined.organisation_id = ${actor.organisationId} and joined.joined_on = ${endOfTime}::date
          and grouped.state not in ('declined', 'closed', 'dissolved')
        order by grouped.id limit 20`.execute(tx);
      return found.rows;
    },
  };
}

const endOfTime = '9999-12-31';

/** Groups that take a place in the figures: those that were never formed or are dissolved do not. */
const living = sql<SqlBool>`grouped.state not in ('declined', 'dissolved')`;

function inReach(scope: Scope<'groups'> | Scope<'group-figures'>): RawBuilder<SqlBool> {
  switch (scope.kind) {
    case 'region':
      return sql`grouped.region_id = ${scope.regionId}`;
    case 'subtree':
      return sql`grouped.id in (
        select joined.group_id from group_team joined join unit place on place.id = joined.municipality_id
        where place.path <@ ${scope.path}::ltree and joined.left_on is null and joined.joined_on < ${endOfTime}::date)`;
    case 'organisation':
      return sql`grouped.id in (
        select group_id from group_team
        where organisation_id = ${scope.organisationId} and left_on is null and joined_on < ${endOfTime}::date)`;
    case 'coordinator':
      return sql`grouped.coordinator_id = ${scope.personId}`;
    case 'nothing':
      return sql`false`;
  }
}

function conditionsOf(filters: GroupFilters, today: IsoDate): RawBuilder<SqlBool>[] {
  const conditions: RawBuilder<SqlBool>[] = [sql`grouped.cycle_id = ${filters.cycleId}`];
  for (const word of (filters.q ?? '').split(/\s+/).filter(Boolean).slice(0, 6)) {
    conditions.push(
      sql`grouped.search_text like ${`%${word
        .toLocaleLowerCase('ru')
        .replaceAll('ё', 'е')
        .replace(/[\\%_]/g, '\\$&')}%`}`,
    );
  }
  if (filters.municipality) {
    conditions.push(sql`exists (select from group_team joined where joined.group_id = grouped.id
      and joined.municipality_id = ${filters.municipality} and joined.left_on is null)`);
  }
  if (filters.direction) {
    conditions.push(
      sql`exists (select from group_direction where group_id = grouped.id and key = ${filters.direction})`,
    );
  }
  if (filters.step) conditions.push(sql`grouped.step = ${filters.step}`);
  if (filters.late) conditions.push(sql`upcoming.due_on < ${today}::date`);
  conditions.push(
    filters.state ? sql`grouped.state = ${filters.state}` : sql`grouped.state not in ('declined', 'dissolved')`,
  );
  return conditions;
}

/** A spoilt cursor begins from the start rather than failing. */
function afterCursor(cursor: string): RawBuilder<SqlBool> {
  const parts = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})$/.exec(cursor);
  if (!parts) return sql`true`;
  return sql`(coalesce(upcoming.due_on, ${endOfTime}::date), grouped.id) > (${parts[1]}::date, ${parts[2]}::uuid)`;
}
