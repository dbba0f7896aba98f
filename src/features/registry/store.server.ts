import { sql } from 'kysely';
import { isId, newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { Assessment, DirectionChoice, TeamFacts, TeamStanding, TeamState } from './rules.ts';
import { quotaStore } from './store.quota.server.ts';
import { teamRows } from './store.rows.server.ts';

export type { TeamDirection, TeamRow, TeamSummary } from './store.rows.server.ts';
export type { QuotaPlaces } from './store.quota.server.ts';

export interface TeamMember {
  readonly id: string;
  readonly personId: string;
  readonly fullName: string;
  readonly post: string;
  readonly staffCategory: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

export interface TeamEvidence {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly link: string;
  readonly fileId: string | null;
  readonly fileName: string | null;
  readonly fileSize: number | null;
  readonly createdAt: Date;
}

/** An organisation of a municipality, to be chosen in the participants' form. */
export interface OrganisationChoice {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
  readonly kind: string;
  readonly head: {
    readonly personId: string;
    readonly fullName: string;
    readonly post: string;
    readonly phones: readonly string[];
    readonly emails: readonly string[];
  } | null;
  /** The standing under which it is already in the cycle, if it is. */
  readonly entered: TeamStanding | null;
}

/** What of a team is written by its form. */
export interface TeamForm {
  readonly standing: TeamStanding;
  readonly headPersonId: string;
  readonly note: string;
  readonly results: string;
}

/** The registry's tables bound to a transaction. Only this file knows them. */
export function registryStore(tx: Transaction) {
  return {
    ...teamRows(tx),
    ...quotaStore(tx),

    /** What the rules need, the row locked when it is going to be changed. */
    async facts(teamId: string, { lock = false } = {}): Promise<TeamFacts | null> {
      if (!isId(teamId)) return null;
      const found = await sql<TeamFacts>`
        select team.id, team.cycle_id, team.organisation_id, organisation_unit.short_name as organisation_name,
          team.municipality_id, organisation_unit.path::text as path, organisation_unit.region_id, team.standing,
          team.state, team.results, team.group_count, team.revision,
          cardinality(head.phones) + cardinality(organisation.phones) > 0 as head_has_phone,
          cardinality(head.emails) + cardinality(organisation.emails) > 0 as head_has_email,
          array(select key from team_direction where team_id = team.id order by position) as direction_keys,
          array(select staff_category from team_member where team_id = team.id order by position) as member_categories,
          array(select direction_key from supervision
            where team_id = team.id and kind = 'entry' and group_id is null) as assessed_keys,
          (select count(*) from team_evidence where team_id = team.id) as evidence_count
        from team
        join unit organisation_unit on organisation_unit.id = team.organisation_id
        join organisation on organisation.unit_id = team.organisation_id
        join person head on head.id = team.head_person_id
        where team.id = ${teamId} ${lock ? sql`for update of team` : sql``}`.execute(tx);
      return found.rows[0] ?? null;
    },

    /** Working organisations of a municipality with their heads, for the form; one query. */
    async choices(municipalityId: string, cycleId: string, today: string): Promise<OrganisationChoice[]> {
      const found = await sql<OrganisationChoice>`
        select unit.id, unit.name, unit.short_name, organisation.organisation_kind as kind, team.standing as entered,
          case when person.id is not null then jsonb_build_object('personId', person.id, 'post', head.post,
            'fullName', concat_ws(' ', person.last_name, person.first_name, person.patronymic),
            'phones', case when person.phones = '{}' then organisation.phones else person.phones end,
            'emails', case when person.emails = '{}' then organisation.emails else person.emails end) end as head
        from organisation join unit on unit.id = organisation.unit_id
        left join appointment head on head.unit_id = unit.id and head.staff_category = 'head'
          and head.starts_on <= ${today} and (head.ends_on is null or head.ends_on > ${today})
        left join person on person.id = head.person_id
        left join team on team.organisation_id = unit.id and team.cycle_id = ${cycleId} and team.state <> 'withdrawn'
        where organisation.municipality_id = ${municipalityId} and organisation.closed_on is null
          and organisation.organisation_kind not in ('operator', 'authority')
        order by unit.short_name, unit.id`.execute(tx);
      return found.rows;
    },

    /** Enters a team; false when the organisation already has one in the cycle. */
    async insert(
      team: TeamForm & { id: string; cycleId: string; organisationId: string; municipalityId: string },
      { personId, now }: { personId: string; now: Date },
    ): Promise<boolean> {
      const { id, cycleId, organisationId, municipalityId, standing, headPersonId, note, results } = team;
      const inserted = await sql`
        insert into team (id, cycle_id, organisation_id, municipality_id, standing, state, head_person_id, note,
          results, created_by, created_at)
        values (${id}, ${cycleId}, ${organisationId}, ${municipalityId}, ${standing}, 'draft', ${headPersonId},
          ${note}, ${results}, ${personId}, ${now})
        on conflict (cycle_id, organisation_id) where state <> 'withdrawn' do nothing`.execute(tx);
      return Number(inserted.numAffectedRows ?? 0n) === 1;
    },

    /** Saves the form of a team; false when somebody saved it since `revision`. */
    async update(teamId: string, revision: number, form: TeamForm): Promise<boolean> {
      const updated = await tx
        .updateTable('team')
        .set({ ...form, revision: revision + 1 })
        .where('id', '=', teamId)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    /** Moves a team by a guarded update; false when its state or revision is no longer the one decided on. */
    async move(
      team: Pick<TeamFacts, 'id' | 'state' | 'revision'>,
      state: TeamState,
      change: { remarks?: string; submittedAt?: Date; registeredAt?: Date } = {},
    ): Promise<boolean> {
      const updated = await tx
        .updateTable('team')
        .set({ ...change, state, revision: team.revision + 1 })
        .where('id', '=', team.id)
        .where('state', '=', team.state)
        .where('revision', '=', team.revision)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    /** Writes the results of a team; the row is locked by the caller. */
    async setResults(teamId: string, results: string): Promise<void> {
      await tx
        .updateTable('team')
        .set((column) => ({ results, revision: sql<number>`${column.ref('revision')} + 1` }))
        .where('id', '=', teamId)
        .execute();
    },

    /** One more or one fewer group; false when a team is not in the registry any more. */
    async changeLoad(teamId: string, by: 1 | -1): Promise<boolean> {
      const updated = await tx
        .updateTable('team')
        .set((column) => ({ groupCount: sql<number>`greatest(${column.ref('groupCount')} + ${by}, 0)` }))
        .where('id', '=', teamId)
        .where('state', '=', 'registered')
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    async replaceDirections(teamId: string, directions: readonly DirectionChoice[]): Promise<void> {
      await tx.deleteFrom('teamDirection').where('teamId', '=', teamId).execute();
      if (directions.length === 0) return;
      await tx
        .insertInto('teamDirection')
        .values(directions.map((direction, position) => ({ ...direction, teamId, position })))
        .execute();
    },

    async replaceMembers(
      teamId: string,
      members: readonly { personId: string; post: string; staffCategory: string }[],
    ): Promise<void> {
      await tx.deleteFrom('teamMember').where('teamId', '=', teamId).execute();
      if (members.length === 0) return;
      await tx
        .insertInto('teamMember')
        .values(
          members.map(({ personId, post, staffCategory }, position) => ({
            id: newId(),
            teamId,
            personId,
            post,
            staffCategory,
            position,
          })),
        )
        .execute();
    },

    async members(teamId: string): Promise<TeamMember[]> {
      const found = await sql<TeamMember>`
        select member.id, member.person_id, member.post, member.staff_category, person.phones, person.emails,
          concat_ws(' ', person.last_name, person.first_name, person.patronymic) as full_name
        from team_member member join person on person.id = member.person_id
        where member.team_id = ${teamId} order by member.position`.execute(tx);
      return found.rows;
    },

    async evidence(teamIds: readonly string[]): Promise<(TeamEvidence & { teamId: string })[]> {
      if (teamIds.length === 0) return [];
      const found = await sql<TeamEvidence & { teamId: string }>`
        select evidence.id, evidence.team_id, evidence.title, evidence.description, evidence.link, evidence.file_id,
          file.name as file_name, file.size as file_size, evidence.created_at
        from team_evidence evidence left join file on file.id = evidence.file_id
        where evidence.team_id = any(${[...teamIds]}::uuid[]) order by evidence.id`.execute(tx);
      return found.rows;
    },

    async addEvidence(
      teamId: string,
      evidence: { title: string; description: string; link: string; fileId: string | null },
      { personId, now }: { personId: string; now: Date },
    ): Promise<void> {
      const values = { ...evidence, id: newId(), teamId, createdAt: now, createdBy: personId };
      await tx.insertInto('teamEvidence').values(values).execute();
    },

    /** The evidence that was removed, or null. */
    async removeEvidence(teamId: string, evidenceId: string): Promise<{ title: string } | null> {
      const removed = await tx
        .deleteFrom('teamEvidence')
        .where('id', '=', evidenceId)
        .where('teamId', '=', teamId)
        .returning('title')
        .executeTakeFirst();
      return removed ?? null;
    },

    /** The team whose evidence a file is, for the rights to read it. */
    async teamOfFile(fileId: string): Promise<string | null> {
      const found = await tx
        .selectFrom('teamEvidence')
        .select('teamId')
        .where('fileId', '=', fileId)
        .executeTakeFirst();
      return found?.teamId ?? null;
    },

    async supervision(
      teamId: string,
      kind: 'entry' | 'exit',
      groupId: string | null,
    ): Promise<(Assessment & { filledAt: Date })[]> {
      const found = await sql<Assessment & { filledAt: Date }>`
        select direction_key, difficulty, comment, filled_at from supervision
        where team_id = ${teamId} and kind = ${kind} and group_id is not distinct from ${groupId}::uuid
        order by direction_key`.execute(tx);
      return found.rows;
    },

    async saveSupervision(
      about: { teamId: string; groupId: string | null; kind: 'entry' | 'exit' },
      answers: readonly Assessment[],
      { personId, now }: { personId: string; now: Date },
    ): Promise<void> {
      // the team's row serialises two people who save the same judgement
      await tx.selectFrom('team').select('id').where('id', '=', about.teamId).forUpdate().execute();
      await sql`
        delete from supervision where team_id = ${about.teamId} and kind = ${about.kind}
        and group_id is not distinct from ${about.groupId}::uuid`.execute(tx);
      if (answers.length === 0) return;
      await tx
        .insertInto('supervision')
        .values(answers.map((answer) => ({ ...about, ...answer, id: newId(), filledAt: now, filledBy: personId })))
        .execute();
    },
  };
}
