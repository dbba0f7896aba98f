import { sql, type RawBuilder } from 'kysely';
import type { Scope } from '#kernel/scope.ts';
import { isId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { RegistryFilters } from './schema.ts';
import type { Difficulty, DirectionChoice, TeamStanding, TeamState } from './rules.ts';

/** A direction of a team with the difficulty the team itself sees in it, when it has judged. */
export interface TeamDirection extends DirectionChoice {
  readonly difficulty: Difficulty | null;
  readonly comment: string;
}

/** What other features see of a team. */
export interface TeamSummary {
  readonly id: string;
  readonly cycleId: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly organisationShortName: string;
  readonly organisationKind: string;
  readonly municipalityId: string;
  readonly municipalityName: string;
  readonly municipalityShortName: string;
  readonly path: string;
  readonly regionId: string;
  readonly standing: TeamStanding;
  readonly state: TeamState;
  readonly head: { readonly personId: string; readonly fullName: string; readonly post: string };
  readonly directions: readonly TeamDirection[];
  readonly difficulties: Readonly<Record<string, number>>;
  readonly groupCount: number;
  readonly revision: number;
}

/** A row of the registry's list and of its export. */
export interface TeamRow extends TeamSummary {
  readonly note: string;
  readonly remarks: string;
  readonly results: string;
  readonly headPhones: readonly string[];
  readonly headEmails: readonly string[];
  readonly evidenceCount: number;
  readonly submittedAt: Date | null;
  readonly registeredAt: Date | null;
}

const pageSize = 50;

/** A team with its organisation and head; `where` and `order` come from the caller. */
const columns = sql`
  team.id, team.cycle_id, team.organisation_id, organisation_unit.name as organisation_name,
  organisation_unit.short_name as organisation_short_name, organisation.organisation_kind, team.municipality_id,
  municipality.name as municipality_name, municipality.short_name as municipality_short_name, organisation_unit.path::text as path,
  organisation_unit.region_id, team.standing, team.state, team.note,
  team.remarks, team.results, team.group_count, team.submitted_at, team.registered_at, team.revision,
  jsonb_build_object('personId', head.id, 'post', coalesce(appointment.post, head_member.post, 'руководитель'),
    'fullName', concat_ws(' ', head.last_name, head.first_name, head.patronymic)) as head,
  case when head.phones = '{}' then organisation.phones else head.phones end as head_phones,
  case when head.emails = '{}' then organisation.emails else head.emails end as head_emails,
  (select count(*) from team_evidence where team_id = team.id) as evidence_count,
  coalesce((
    select jsonb_agg(jsonb_build_object('key', direction.key, 'code', direction.code, 'title', direction.title,
      'statement', direction.statement, 'difficulty', entry.difficulty, 'comment', coalesce(entry.comment, ''))
      order by direction.position)
    from team_direction direction
    left join supervision entry on entry.team_id = team.id and entry.kind = 'entry' and entry.group_id is null
      and entry.direction_key = direction.key
    where direction.team_id = team.id), '[]') as directions`;

const sources = sql`
  team
  join unit organisation_unit on organisation_unit.id = team.organisation_id
  join organisation on organisation.unit_id = team.organisation_id
  join unit municipality on municipality.id = team.municipality_id
  join person head on head.id = team.head_person_id
  left join team_member head_member on head_member.team_id = team.id and head_member.person_id = team.head_person_id
  left join lateral (
    select post from appointment
    where person_id = team.head_person_id and unit_id = team.organisation_id
    order by (staff_category = 'head') desc, starts_on desc limit 1) appointment on true`;

/** Teams with their organisations, heads and directions, bound to a transaction. */
export function teamRows(tx: Transaction) {
  async function rows(where: RawBuilder<unknown>, order = sql`team.id`, limit = 1000): Promise<TeamRow[]> {
    const found = await sql<Omit<TeamRow, 'difficulties'>>`
      select ${columns} from ${sources} where ${where} order by ${order} limit ${limit}`.execute(tx);
    return found.rows.map(withDifficulties);
  }

  return {
    async byId(teamId: string): Promise<TeamRow | null> {
      return isId(teamId) ? ((await rows(sql`team.id = ${teamId}`))[0] ?? null) : null;
    },

    byIds(ids: readonly string[]): Promise<TeamRow[]> {
      return ids.length === 0 ? Promise.resolve([]) : rows(sql`team.id = any(${[...ids]}::uuid[])`);
    },

    /** The team an organisation has in a cycle, withdrawn ones aside. */
    async ofOrganisation(organisationId: string, cycleId: string): Promise<TeamRow | null> {
      const found = await rows(sql`
        team.organisation_id = ${organisationId} and team.cycle_id = ${cycleId} and team.state <> 'withdrawn'`);
      return found[0] ?? null;
    },

    /** Registered teams of a cycle, to choose from. */
    registered(cycleId: string, standing: TeamStanding | null, exceptIds: readonly string[]): Promise<TeamRow[]> {
      return rows(
        sql`team.cycle_id = ${cycleId} and team.state = 'registered'
          and (${standing}::text is null or team.standing = ${standing})
          and not team.id = any(${[...exceptIds]}::uuid[])`,
        sql`organisation_unit.short_name, team.id`,
        2000,
      );
    },

    /** A page of the registry after `cursor`; one row more than the page tells that there is a next one. */
    async list(
      scope: Scope<'registry'>,
      cycleId: string,
      filters: RegistryFilters,
      { whole, limit = pageSize }: { whole: boolean; limit?: number },
    ): Promise<{ rows: TeamRow[]; next: string | null }> {
      const order = orders[filters.sort];
      const conditions = [
        sql`team.cycle_id = ${cycleId}`,
        inScope(scope),
        whole ? sql`true` : sql`team.state <> 'draft'`,
        ...filterConditions(filters, whole),
        ...(filters.after ? [order.after(filters.after)] : []),
      ];
      const found = await rows(sql.join(conditions, sql` and `), order.by, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return { rows: page, next: found.length > limit && last ? order.cursor(last) : null };
    },
  };
}

function withDifficulties(row: Omit<TeamRow, 'difficulties'>): TeamRow {
  const judged = row.directions.filter((direction) => direction.difficulty !== null);
  return { ...row, difficulties: Object.fromEntries(judged.map(({ key, difficulty }) => [key, difficulty!])) };
}

function inScope(scope: Scope<'registry'>): RawBuilder<unknown> {
  switch (scope.kind) {
    case 'region':
      return sql`organisation_unit.region_id = ${scope.regionId}`;
    case 'subtree':
      return sql`organisation_unit.path <@ ${scope.path}::ltree`;
    case 'organisation':
      return sql`team.organisation_id = ${scope.organisationId}`;
    default:
      return sql`false`;
  }
}

/** Those who read numbers only search by what they see: the organisation and the directions. */
function filterConditions(filters: RegistryFilters, whole: boolean): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  for (const word of (filters.q ?? '').split(/\s+/).filter(Boolean).slice(0, 6)) {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(sql`(
      (organisation_unit.name || ' ' || organisation_unit.short_name) ilike ${like}
      or exists (select from team_direction where team_id = team.id and title ilike ${like})
      ${whole ? insideSearch(like) : sql``})`);
  }
  if (filters.municipality) conditions.push(sql`team.municipality_id = ${filters.municipality}`);
  if (filters.standing) conditions.push(sql`team.standing = ${filters.standing}`);
  conditions.push(filters.state ? sql`team.state = ${filters.state}` : sql`team.state <> 'withdrawn'`);
  if (filters.kind) conditions.push(sql`organisation.organisation_kind = ${filters.kind}`);
  if (filters.direction) {
    conditions.push(sql`exists (select from team_direction where team_id = team.id and key = ${filters.direction})`);
  }
  if (filters.difficulty !== null) {
    conditions.push(sql`exists (
      select from supervision where team_id = team.id and kind = 'entry' and group_id is null and difficulty >= ${filters.difficulty}
      and (${filters.direction}::text is null or direction_key = ${filters.direction}))`);
  }
  return conditions;
}

function insideSearch(like: string): RawBuilder<unknown> {
  return sql`
    or (head.last_name || ' ' || head.first_name || ' ' || coalesce(head.patronymic, '')) ilike ${like}
    or team.results ilike ${like}
    or exists (select from team_direction where team_id = team.id and statement ilike ${like})`;
}

/** Orders of the list: what it sorts by, how the next page begins, and what of the last row begins it. */
const orders = {
  organisation: textOrder(sql`organisation_unit.short_name`, (row) => row.organisationShortName),
  municipality: textOrder(sql`municipality.name`, (row) => row.municipalityName),
  load: {
    by: sql`team.group_count desc, team.id`,
    after: (cursor: string) => {
      const [value, id] = cursorParts(cursor);
      return sql`(-team.group_count, team.id) > (${-(Number(value) || 0)}::integer, ${id}::uuid)`;
    },
    cursor: (row: TeamRow) => cursorOf(String(row.groupCount), row.id),
  },
  newest: {
    by: sql`team.id desc`,
    after: (cursor: string) => sql`team.id < ${cursorParts(cursor)[1]}::uuid`,
    cursor: (row: TeamRow) => cursorOf('', row.id),
  },
} as const;

function textOrder(expression: RawBuilder<unknown>, valueOf: (row: TeamRow) => string) {
  return {
    by: sql`${expression}, team.id`,
    after: (cursor: string) => {
      const [value, id] = cursorParts(cursor);
      return sql`(${expression}, team.id) > (${value}, ${id}::uuid)`;
    },
    cursor: (row: TeamRow) => cursorOf(valueOf(row), row.id),
  };
}

function cursorOf(value: string, id: string): string {
  return Buffer.from(`${id}${value}`).toString('base64url');
}

/** The schema has let through only cursors of this shape. */
function cursorParts(cursor: string): [value: string, id: string] {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  return [text.slice(36), text.slice(0, 36)];
}
