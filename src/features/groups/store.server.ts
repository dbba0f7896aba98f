import { sql } from 'kysely';
import type { IsoDate } from '#kernel/dates.ts';
import { isId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { ActivityCounters, GroupDirection, GroupFacts, GroupState, GroupTeam } from './rules.ts';

type GroupRow = Omit<GroupFacts, 'activities' | 'directions' | 'teams' | 'invited'> & {
  activitiesTotal: number;
  activitiesDone: number;
  activitiesPart: number;
  activitiesNotDone: number;
};

/** What of a group is set when it is formed. */
export interface NewGroup {
  readonly id: string;
  readonly cycleId: string;
  readonly regionId: string;
  readonly municipalityId: string;
  readonly title: string;
  readonly origin: 'operator' | 'application';
  readonly state: GroupState;
  readonly step: number;
  readonly regulationVersionId: string;
  readonly overlayVersionId: string | null;
  readonly manyToMany: boolean;
  readonly termMonths: number;
  readonly searchText: string;
}

/** What a move or an order changes in a group besides its state. */
export interface GroupChange {
  readonly title?: string;
  readonly searchText?: string;
  readonly municipalityId?: string;
  readonly manyToMany?: boolean;
  readonly coordinatorId?: string;
  readonly startsOn?: IsoDate;
  readonly endsOn?: IsoDate;
  readonly sumUpBy?: IsoDate | null;
  readonly finishedEarlyOn?: IsoDate;
  readonly extensionMonths?: number;
  readonly extensionsCount?: number;
  readonly closedAt?: Date;
}

export interface NewGroupTeam {
  readonly groupId: string;
  readonly teamId: string;
  readonly organisationId: string;
  readonly municipalityId: string;
  readonly standing: string;
  readonly consent: string;
  readonly consentBy?: string | null;
  readonly consentAt?: Date | null;
  readonly joinedOn: IsoDate;
}

/** An employee who may be appointed. */
export interface CoordinatorChoice {
  readonly personId: string;
  readonly fullName: string;
  readonly post: string;
}

/** A group as a short line of somebody's desk. */
export interface GroupLine {
  readonly id: string;
  readonly title: string;
  readonly step: number;
  readonly state: GroupState;
  readonly directions: readonly string[];
  readonly endsOn: IsoDate | null;
  readonly municipalityName: string;
}

/** Tables of groups and their teams, bound to a transaction. */
export function groupStore(tx: Transaction) {
  const groupRow = async (groupId: string, lock: boolean): Promise<GroupRow | null> => {
    const found = await sql<GroupRow>`
      select grouped.id, grouped.cycle_id, grouped.region_id, grouped.municipality_id, municipality.short_name as municipality_name,
        grouped.title, grouped.origin, grouped.state, grouped.step, grouped.regulation_version_id,
        grouped.overlay_version_id, grouped.term_months, grouped.extension_months, grouped.extensions_count,
        grouped.coordinator_id, grouped.starts_on, grouped.ends_on, grouped.finished_early_on, grouped.sum_up_by,
        grouped.many_to_many, grouped.activities_total, grouped.activities_done, grouped.activities_part,
        grouped.activities_not_done, grouped.revision,
        nullif(concat_ws(' ', coordinator.last_name, coordinator.first_name, coordinator.patronymic), '')
          as coordinator_name
      from mentoring_group grouped
      join unit municipality on municipality.id = grouped.municipality_id
      left join person coordinator on coordinator.id = grouped.coordinator_id
      where grouped.id = ${groupId}
      ${lock ? sql`for update of grouped` : sql``}`.execute(tx);
    return found.rows[0] ?? null;
  };

  const teamRows = async (groupId: string): Promise<GroupTeam[]> => {
    const found = await sql<GroupTeam>`
      select joined.team_id, joined.organisation_id, organisation.name as organisation_name,
        organisation.short_name as organisation_short_name, joined.municipality_id,
        municipality.path::text as municipality_path, joined.standing, team.head_person_id,
        concat_ws(' ', head.last_name, head.first_name, head.patronymic) as head_name,
        coalesce(
          (select member.post from team_member member
            where member.team_id = team.id and member.person_id = team.head_person_id limit 1),
          (select appointment.post from appointment
            where appointment.unit_id = joined.organisation_id and appointment.person_id = team.head_person_id
            order by appointment.starts_on desc limit 1),
          'руководитель') as head_post,
        joined.consent, joined.consent_reason, joined.joined_on, joined.left_on
      from group_team joined
      join team on team.id = joined.team_id
      join unit organisation on organisation.id = joined.organisation_id
      join unit municipality on municipality.id = joined.municipality_id
      join person head on head.id = team.head_person_id
      where joined.group_id = ${groupId}
      order by joined.standing, organisation.short_name, joined.team_id`.execute(tx);
    return found.rows;
  };

  return {
    /** Everything the rules look at; with `lock` the group's row is held until the end of the transaction. */
    async facts(groupId: string, { lock = false }: { lock?: boolean } = {}): Promise<GroupFacts | null> {
      if (!isId(groupId)) return null;
      const row = await groupRow(groupId, lock);
      if (!row) return null;
      const directions = await tx
        .selectFrom('groupDirection')
        .select(['key', 'code', 'title'])
        .where('groupId', '=', groupId)
        .orderBy('position')
        .execute();
      const teams = await teamRows(groupId);
      const {
        activitiesTotal: total,
        activitiesDone: done,
        activitiesPart: part,
        activitiesNotDone: notDone,
        ...group
      } = row;
      // before the order every team is being asked; afterwards an unordered team is one invited instead of another
      const asking = row.state === 'proposed' || row.state === 'agreed' || row.state === 'declined';
      const invited = teams.filter((team) => !asking && team.leftOn === null && team.joinedOn === notYet);
      return {
        ...group,
        activities: { total, done, part, notDone },
        directions,
        teams: teams.filter((team) => !invited.includes(team)),
        invited,
      };
    },

    async insert(
      group: NewGroup,
      teams: readonly NewGroupTeam[],
      directions: readonly GroupDirection[],
      { personId, now }: { personId: string; now: Date },
    ): Promise<void> {
      await tx
        .insertInto('mentoringGroup')
        .values({ ...group, createdBy: personId || null, createdAt: now })
        .execute();
      await tx
        .insertInto('groupTeam')
        .values([...teams])
        .execute();
      await tx
        .insertInto('groupDirection')
        .values(directions.map(({ key, code, title }, position) => ({ groupId: group.id, key, code, title, position })))
        .execute();
    },

    /** Who may be a coordinator: the granted employees of the operator, or of a municipality's authority. */
    async coordinators(
      {
        employer,
        regionId,
        municipalityId,
      }: { employer: 'municipality' | 'operator'; regionId: string; municipalityId: string },
      today: IsoDate,
    ): Promise<CoordinatorChoice[]> {
      const place =
        employer === 'operator'
          ? sql`(unit.id = ${regionId} or (unit.region_id = ${regionId} and organisation.organisation_kind = 'operator'))`
          : sql`(unit.id = ${municipalityId} or unit.path @> (select path from unit where id = ${municipalityId}) and unit.kind <> 'region'
            or (organisation.municipality_id = ${municipalityId} and organisation.organisation_kind = 'authority'))`;
      const found = await sql<CoordinatorChoice>`
        select distinct on (person.last_name, person.id) person.id as person_id,
          concat_ws(' ', person.last_name, person.first_name, person.patronymic) as full_name,
          coalesce((select post from appointment where person_id = person.id and starts_on <= ${today}::date
            and (ends_on is null or ends_on > ${today}::date) order by starts_on desc limit 1), 'координатор') as post
        from role_grant granted
        join person on person.id = granted.person_id
        join unit on unit.id = granted.unit_id
        left join organisation on organisation.unit_id = unit.id
        where granted.role = 'coordinator' and granted.starts_on <= ${today}::date
          and (granted.ends_on is null or granted.ends_on > ${today}::date) and ${place}
        order by person.last_name, person.id`.execute(tx);
      return found.rows;
    },

    /** A guarded change; false when the group's state or revision is no longer the one decided on. */
    async change(
      { id, state, revision }: Pick<GroupFacts, 'id' | 'state' | 'revision'>,
      change: GroupChange & { state?: GroupState; step?: number },
    ): Promise<boolean> {
      const updated = await tx
        .updateTable('mentoringGroup')
        .set({ ...change, revision: revision + 1 })
        .where('id', '=', id)
        .where('state', '=', state)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    /** Records an answer of a team that has not answered this way yet; false when it has. */
    async answer(
      { groupId, teamId, before }: { groupId: string; teamId: string; before: string },
      { consent, reason, personId, now }: { consent: string; reason: string; personId: string; now: Date },
    ): Promise<boolean> {
      const updated = await tx
        .updateTable('groupTeam')
        .set({ consent, consentReason: reason, consentBy: personId, consentAt: now })
        .where('groupId', '=', groupId)
        .where('teamId', '=', teamId)
        .where('consent', '=', before)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    /** Asks a team to join instead of another; it takes part only from the order on. */
    async invite(team: Omit<NewGroupTeam, 'joinedOn'>): Promise<void> {
      const asked = { ...team, joinedOn: notYet, leftOn: null, consentReason: '', consentBy: null, consentAt: null };
      await tx
        .insertInto('groupTeam')
        .values(asked)
        .onConflict((conflict) => conflict.columns(['groupId', 'teamId']).doUpdateSet(asked))
        .execute();
    },

    /** Takes an invitation back. */
    async uninvite(groupId: string, teamId: string): Promise<void> {
      await tx
        .deleteFrom('groupTeam')
        .where('groupId', '=', groupId)
        .where('teamId', '=', teamId)
        .where('joinedOn', '=', notYet)
        .execute();
    },

    /** One team leaves and another, invited before, joins on the day of the order. */
    async swap(groupId: string, leavingId: string, joiningId: string, on: IsoDate): Promise<boolean> {
      const left = await tx
        .updateTable('groupTeam')
        .set({ leftOn: on })
        .where('groupId', '=', groupId)
        .where('teamId', '=', leavingId)
        .where('leftOn', 'is', null)
        .executeTakeFirst();
      const joined = await tx
        .updateTable('groupTeam')
        .set({ joinedOn: on })
        .where('groupId', '=', groupId)
        .where('teamId', '=', joiningId)
        .where('joinedOn', '=', notYet)
        .where('consent', '=', 'consented')
        .executeTakeFirst();
      return left.numUpdatedRows === 1n && joined.numUpdatedRows === 1n;
    },

    async keepCounters(groupId: string, { total, done, part, notDone }: ActivityCounters): Promise<void> {
      await tx
        .updateTable('mentoringGroup')
        .set({ activitiesTotal: total, activitiesDone: done, activitiesPart: part, activitiesNotDone: notDone })
        .where('id', '=', groupId)
        .execute();
    },

    /** Running groups whose term ended before a day, at most `limit`. */
    async endedBefore(day: IsoDate, limit: number): Promise<{ id: string; regionId: string }[]> {
      return tx
        .selectFrom('mentoringGroup')
        .select(['id', 'regionId'])
        .where('state', '=', 'running')
        .where('endsOn', '<', day)
        .orderBy('id')
        .limit(limit)
        .execute();
    },

    /** Groups that sum up, by the date until which they must; those after `after`, at most `limit`. */
    async summingUp(
      after: string | null,
      limit: number,
    ): Promise<{ id: string; regionId: string; sumUpBy: IsoDate | null }[]> {
      let found = tx
        .selectFrom('mentoringGroup')
        .select(['id', 'regionId', 'sumUpBy'])
        .where('state', '=', 'summing-up')
        .orderBy('id')
        .limit(limit);
      if (after) found = found.where('id', '>', after);
      return found.execute();
    },

    /** Short lines of groups, in the order of their ids as given. */
    async linesByIds(ids: readonly string[]): Promise<GroupLine[]> {
      if (ids.length === 0) return [];
      const found = await sql<GroupLine>`
        select grouped.id, grouped.title, grouped.step, grouped.state, grouped.ends_on, municipality.short_name as municipality_name,
          array(select title from group_direction where group_id = grouped.id order by position) as directions
        from mentoring_group grouped join unit municipality on municipality.id = grouped.municipality_id
        where grouped.id = any(${[...ids]}::uuid[])
        order by array_position(${[...ids]}::uuid[], grouped.id)`.execute(tx);
      return found.rows;
    },
  };
}

/** A team asked to join has no day of joining yet. */
const notYet: IsoDate = '9999-12-31';
