import { sql } from 'kysely';
import { inChunks, insertMany } from '#platform/bulk.server.ts';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { ListedTeam } from './rules.bulk.ts';
import type { Assessment, DirectionChoice, TeamStanding, TeamState } from './rules.ts';

/** A team to be written; its number is given by the caller. */
export interface TeamBulkRow {
  readonly id: string;
  readonly organisationId: string;
  readonly municipalityId: string;
  readonly standing: TeamStanding;
  readonly state: TeamState;
  readonly head: { readonly personId: string; readonly post: string };
  readonly directions: readonly DirectionChoice[];
  readonly assessments: readonly Assessment[];
  readonly results: string;
  readonly note: string;
  /** Ground of the results of an experienced team; null when there is none. */
  readonly evidence: { readonly title: string; readonly description: string } | null;
}

interface By {
  readonly personId: string;
  readonly now: Date;
}

/** Whole registries of teams, bound to a transaction. */
export function bulkStore(tx: Transaction) {
  const addParts = async (rows: readonly Pick<TeamBulkRow, 'id' | 'directions' | 'assessments'>[], by: By) => {
    await insertMany(
      tx,
      'teamDirection',
      rows.flatMap(({ id, directions }) =>
        directions.map(({ key, code, title, statement }, position) => ({
          teamId: id,
          key,
          code,
          title,
          statement,
          position,
        })),
      ),
    );
    await insertMany(
      tx,
      'supervision',
      rows.flatMap(({ id, assessments }) =>
        assessments.map(({ directionKey, difficulty, comment }) => ({
          id: newId(),
          teamId: id,
          groupId: null,
          kind: 'entry',
          directionKey,
          difficulty,
          comment,
          filledAt: by.now,
          filledBy: by.personId || null,
        })),
      ),
    );
  };

  return {
    /** Every team of a cycle but withdrawn ones; one query. */
    async teamsOf(cycleId: string): Promise<ListedTeam[]> {
      const found = await sql<ListedTeam>`
        select team.id, team.organisation_id, team.municipality_id, team.standing, team.state, team.note, team.results,
          team.revision, concat_ws(' ', head.last_name, head.first_name, head.patronymic) as head_name,
          coalesce((
            select jsonb_agg(jsonb_build_object('key', key, 'code', code, 'title', title, 'statement', statement)
              order by position)
            from team_direction where team_id = team.id), '[]') as directions,
          coalesce((
            select jsonb_agg(jsonb_build_object('directionKey', direction_key, 'difficulty', difficulty,
              'comment', comment) order by direction_key)
            from supervision where team_id = team.id and kind = 'entry' and group_id is null), '[]') as assessments
        from team
        join person head on head.id = team.head_person_id
        where team.cycle_id = ${cycleId} and team.state <> 'withdrawn'`.execute(tx);
      return found.rows;
    },

    /** Places taken in a cycle by territory and standing. */
    async takenOf(cycleId: string): Promise<{ unitId: string; standing: TeamStanding; taken: number }[]> {
      const rows = await tx
        .selectFrom('registryQuota')
        .select(['unitId', 'standing', 'taken'])
        .where('cycleId', '=', cycleId)
        .execute();
      return rows as { unitId: string; standing: TeamStanding; taken: number }[];
    },

    /** Takes several places of a territory; false when there are not so many. */
    async takePlaces(cycleId: string, unitId: string, standing: TeamStanding, count: number): Promise<boolean> {
      const updated = await sql`
        update registry_quota set taken = taken + ${count}
        where cycle_id = ${cycleId} and unit_id = ${unitId} and standing = ${standing}
          and taken + ${count} <= places`.execute(tx);
      return Number(updated.numAffectedRows ?? 0n) === 1;
    },

    /** Enters teams; gives how many of their organisations had none yet. */
    async addTeams(cycleId: string, rows: readonly TeamBulkRow[], by: By): Promise<number> {
      const added = await insertMany(
        tx,
        'team',
        rows.map((row) => ({
          id: row.id,
          cycleId,
          organisationId: row.organisationId,
          municipalityId: row.municipalityId,
          standing: row.standing,
          state: row.state,
          headPersonId: row.head.personId,
          note: row.note,
          remarks: '',
          results: row.results,
          groupCount: 0,
          createdBy: by.personId || null,
          createdAt: by.now,
          submittedAt: row.state === 'draft' ? null : by.now,
          registeredAt: row.state === 'registered' ? by.now : null,
          revision: 1,
        })),
        { skipTaken: true },
      );
      if (added !== rows.length) return added;
      await addParts(rows, by);
      await insertMany(
        tx,
        'teamMember',
        rows.map(({ id, head }) => ({
          id: newId(),
          teamId: id,
          personId: head.personId,
          post: head.post,
          staffCategory: 'head',
          position: 0,
        })),
      );
      await insertMany(
        tx,
        'teamEvidence',
        rows.flatMap(({ id, evidence }) =>
          evidence
            ? [
                {
                  id: newId(),
                  teamId: id,
                  ...evidence,
                  link: '',
                  fileId: null,
                  createdAt: by.now,
                  createdBy: by.personId || null,
                },
              ]
            : [],
        ),
      );
      return added;
    },

    /** Saves what a list changes in teams; gives how many were still as the list had seen them. */
    async changeTeams(
      rows: readonly (Pick<TeamBulkRow, 'id' | 'standing' | 'directions' | 'assessments' | 'results' | 'note'> & {
        readonly revision: number;
      })[],
      by: By,
    ): Promise<number> {
      let changed = 0;
      await inChunks(rows, async (content, part) => {
        const done = await sql`
          update team set standing = row.standing, results = row.results, note = row.note, revision = team.revision + 1
          from jsonb_to_recordset(${content}::jsonb)
            as row(id uuid, revision integer, standing text, results text, note text)
          where team.id = row.id and team.revision = row.revision`.execute(tx);
        changed += Number(done.numAffectedRows ?? 0n);
        const ids = part.map(({ id }) => id);
        await sql`delete from team_direction where team_id = any(${ids}::uuid[])`.execute(tx);
        await sql`delete from supervision where team_id = any(${ids}::uuid[]) and kind = 'entry'
          and group_id is null`.execute(tx);
        await addParts(part, by);
      });
      return changed;
    },
  };
}
