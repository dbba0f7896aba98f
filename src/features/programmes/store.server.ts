import type { IsoDate } from '#kernel/dates.ts';
import type { Due } from '#kernel/due.ts';
import { newId } from '#platform/ids.server.ts';
import { json } from '#platform/json.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { Activity, Theme, WorkingGroupMember } from './rules.plan.ts';
import { inWork, type ProgrammeState } from './rules.ts';

/** A version of the programme without its rows. */
export interface ProgrammeHead {
  readonly id: string;
  readonly groupId: string;
  readonly version: number;
  readonly state: ProgrammeState;
  readonly periodFrom: IsoDate;
  readonly periodTo: IsoDate;
  readonly goals: string;
  readonly meetings: string;
  readonly broadcast: string;
  readonly summary: string;
  readonly remarks: string;
  readonly operatorContact: string;
  readonly curatorContact: string;
  readonly approvedOn: IsoDate | null;
  readonly approvedBy: string | null;
  readonly createdAt: Date;
  readonly revision: number;
}

/** A row of the plan as it is stored. */
export interface ActivityRow extends Activity {
  readonly id: string;
  readonly position: number;
  readonly dueFrom: IsoDate | null;
  readonly dueTo: IsoDate | null;
  readonly standardNumber: number | null;
  readonly revision: number;
  readonly changedBy: string | null;
  readonly changedAt: Date | null;
}

export interface MemberRow extends WorkingGroupMember {
  readonly teamId: string;
  readonly revision: number;
}

/** A version with all its rows. */
export interface ProgrammeVersion extends ProgrammeHead {
  readonly directions: readonly { readonly key: string; readonly title: string }[];
  readonly members: readonly MemberRow[];
  readonly activities: readonly ActivityRow[];
  readonly endorsedBy: readonly string[];
}

/** What changes in part I when it is saved. */
export type General = Pick<
  ProgrammeHead,
  'periodFrom' | 'periodTo' | 'goals' | 'meetings' | 'broadcast' | 'operatorContact' | 'curatorContact'
> & { readonly directions: readonly { readonly key: string; readonly title: string }[] };

/** What changes in a row of the plan when it is saved. */
export type ActivityContent = Pick<Activity, 'stage' | 'title' | 'transferForm' | 'responsible' | 'themes'> & {
  readonly due: Due;
  readonly dueFrom: IsoDate | null;
  readonly dueTo: IsoDate | null;
};

const headColumns = [
  'id',
  'groupId',
  'version',
  'state',
  'periodFrom',
  'periodTo',
  'goals',
  'meetings',
  'broadcast',
  'summary',
  'remarks',
  'operatorContact',
  'curatorContact',
  'approvedOn',
  'approvedBy',
  'createdAt',
  'revision',
] as const;

/** The programmes bound to a transaction. */
export function programmeStore(tx: Transaction) {
  const heads = () => tx.selectFrom('programme').select(headColumns);

  const store = {
    /** The version in work, locked when it is going to be changed. */
    async inWork(groupId: string, { lock = false } = {}): Promise<ProgrammeHead | null> {
      const found = heads()
        .where('groupId', '=', groupId)
        .where('state', 'in', [...inWork]);
      const head = await (lock ? found.forUpdate() : found).executeTakeFirst();
      return (head as ProgrammeHead | undefined) ?? null;
    },

    async inForce(groupId: string): Promise<ProgrammeHead | null> {
      const head = await heads().where('groupId', '=', groupId).where('state', '=', 'approved').executeTakeFirst();
      return (head as ProgrammeHead | undefined) ?? null;
    },

    async versions(groupId: string): Promise<ProgrammeHead[]> {
      return (await heads().where('groupId', '=', groupId).orderBy('version').execute()) as ProgrammeHead[];
    },

    /** A version with its rows. */
    async whole(head: ProgrammeHead): Promise<ProgrammeVersion> {
      const directions = await tx
        .selectFrom('programmeDirection')
        .select(['key', 'title'])
        .where('programmeId', '=', head.id)
        .orderBy('position')
        .execute();
      const endorsements = await tx
        .selectFrom('programmeEndorsement')
        .select('teamId')
        .where('programmeId', '=', head.id)
        .execute();
      return {
        ...head,
        directions,
        members: await store.members(head.id),
        activities: await store.activities(head.id),
        endorsedBy: endorsements.map((endorsement) => endorsement.teamId),
      };
    },

    members(programmeId: string): Promise<MemberRow[]> {
      return tx
        .selectFrom('workingGroupMember')
        .select(['teamId', 'fullName', 'post', 'phones', 'emails', 'isLeader', 'isContact', 'revision'])
        .where('programmeId', '=', programmeId)
        .orderBy('position')
        .execute();
    },

    async activities(programmeId: string): Promise<ActivityRow[]> {
      const rows = await activityRows(tx)
        .where('programmeId', '=', programmeId)
        .orderBy('stage')
        .orderBy('position')
        .execute();
      return rows.map(toActivity);
    },

    async activity(programmeId: string, key: string): Promise<ActivityRow | null> {
      if (!isId(key)) return null;
      const row = await activityRows(tx)
        .where('programmeId', '=', programmeId)
        .where('activity.key', '=', key)
        .executeTakeFirst();
      return row ? toActivity(row) : null;
    },

    async create(values: {
      groupId: string;
      version: number;
      general: General;
      summary?: string;
      createdBy: string;
      now: Date;
    }): Promise<string> {
      const { directions, ...general } = values.general;
      const id = newId();
      await tx
        .insertInto('programme')
        .values({
          id,
          groupId: values.groupId,
          version: values.version,
          state: 'draft',
          ...general,
          summary: values.summary ?? '',
          createdBy: values.createdBy,
          createdAt: values.now,
        })
        .execute();
      await saveDirections(tx, id, directions);
      return id;
    },

    /** Guarded by `revision`; false when somebody saved before. */
    async saveGeneral(id: string, revision: number, { directions, ...general }: General): Promise<boolean> {
      const saved = await tx
        .updateTable('programme')
        .set({ ...general, revision: revision + 1 })
        .where('id', '=', id)
        .where('revision', '=', revision)
        .executeTakeFirst();
      if (saved.numUpdatedRows !== 1n) return false;
      await tx.deleteFrom('programmeDirection').where('programmeId', '=', id).execute();
      await saveDirections(tx, id, directions);
      return true;
    },

    /** Replaces the working group of a team; the caller holds the lock of the version and has compared revisions. */
    async replaceMembers(
      programmeId: string,
      teamId: string,
      revision: number,
      members: readonly WorkingGroupMember[],
    ): Promise<void> {
      await tx
        .deleteFrom('workingGroupMember')
        .where('programmeId', '=', programmeId)
        .where('teamId', '=', teamId)
        .execute();
      if (members.length === 0) return;
      const rows = members.map(({ phones, emails, ...member }, position) => ({
        id: newId(),
        programmeId,
        teamId,
        position,
        ...member,
        phones: [...phones],
        emails: [...emails],
        revision,
      }));
      await tx.insertInto('workingGroupMember').values(rows).execute();
    },

    /** Adds rows at the end of their stages. */
    async addActivities(
      programmeId: string,
      activities: readonly (ActivityContent & { key?: string; standardNumber?: number | null; cancelled?: boolean })[],
      changed: { by: string; at: Date },
    ): Promise<string[]> {
      if (activities.length === 0) return [];
      const last = await tx
        .selectFrom('activity')
        .select(({ fn }) => fn.max('position').as('position'))
        .where('programmeId', '=', programmeId)
        .executeTakeFirst();
      const start = (last?.position ?? 0) + 1;
      const rows = activities.map(({ key, standardNumber, cancelled, ...content }, index) => ({
        id: newId(),
        programmeId,
        key: key ?? newId(),
        position: start + index,
        ...activityColumns(content),
        cancelled: cancelled ?? false,
        standardNumber: standardNumber ?? null,
        changedBy: changed.by,
        changedAt: changed.at,
      }));
      await tx.insertInto('activity').values(rows).execute();
      return rows.map((row) => row.key);
    },

    /** Guarded by `revision`; false when somebody saved before. */
    async saveActivity(
      activity: { id: string; revision: number },
      content: ActivityContent,
      changed: { by: string; at: Date },
    ): Promise<boolean> {
      const saved = await tx
        .updateTable('activity')
        .set({
          ...activityColumns(content),
          revision: activity.revision + 1,
          changedBy: changed.by,
          changedAt: changed.at,
        })
        .where('id', '=', activity.id)
        .where('revision', '=', activity.revision)
        .executeTakeFirst();
      return saved.numUpdatedRows === 1n;
    },

    async cancelActivity(id: string, cancelled: boolean): Promise<void> {
      await tx
        .updateTable('activity')
        .set((is) => ({ cancelled, revision: is('revision', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },

    async deleteActivity(id: string): Promise<void> {
      await tx.deleteFrom('activity').where('id', '=', id).execute();
    },

    /** Exchanges the places of two rows. */
    async exchange(first: { id: string; position: number }, second: { id: string; position: number }): Promise<void> {
      await tx.updateTable('activity').set({ position: second.position }).where('id', '=', first.id).execute();
      await tx.updateTable('activity').set({ position: first.position }).where('id', '=', second.id).execute();
    },

    /** Guarded by the state the caller has seen; false when it has changed meanwhile. */
    async changeState(
      head: Pick<ProgrammeHead, 'id' | 'state'>,
      state: ProgrammeState,
      also: { remarks?: string; approvedOn?: IsoDate; approvedBy?: string } = {},
    ): Promise<boolean> {
      const changed = await tx
        .updateTable('programme')
        .set({ state, ...also })
        .where('id', '=', head.id)
        .where('state', '=', head.state)
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },

    /** False when the team has endorsed already. */
    async endorse(programmeId: string, teamId: string, personId: string, at: Date): Promise<boolean> {
      const added = await tx
        .insertInto('programmeEndorsement')
        .values({ programmeId, teamId, personId, at })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows === 1n;
    },

    async clearEndorsements(programmeId: string): Promise<void> {
      await tx.deleteFrom('programmeEndorsement').where('programmeId', '=', programmeId).execute();
    },
  };
  return store;
}

function activityRows(tx: Transaction) {
  return tx
    .selectFrom('activity')
    .leftJoin('person', 'person.id', 'activity.changedBy')
    .select(({ fn, val }) => [
      'activity.id',
      'activity.key',
      'activity.stage',
      'activity.position',
      'activity.title',
      'activity.transferForm',
      'activity.due',
      'activity.dueFrom',
      'activity.dueTo',
      'activity.responsible',
      'activity.themes',
      'activity.cancelled',
      'activity.standardNumber',
      'activity.revision',
      'activity.changedAt',
      fn<string>('concat_ws', [val(' '), 'person.lastName', 'person.firstName', 'person.patronymic']).as('changedBy'),
    ]);
}

type StoredActivity = Awaited<ReturnType<ReturnType<typeof activityRows>['executeTakeFirstOrThrow']>>;

function toActivity(row: StoredActivity): ActivityRow {
  return {
    ...row,
    stage: row.stage as 1 | 2 | 3,
    due: row.due as unknown as Due,
    themes: row.themes as unknown as Theme[],
    changedBy: row.changedBy || null,
  };
}

function activityColumns({ due, themes, responsible, ...plain }: ActivityContent) {
  return { ...plain, due: json(due), themes: json(themes), responsible: [...responsible] };
}

async function saveDirections(
  tx: Transaction,
  programmeId: string,
  directions: readonly { readonly key: string; readonly title: string }[],
): Promise<void> {
  if (directions.length === 0) return;
  const rows = directions.map(({ key, title }, position) => ({ programmeId, key, title, position }));
  await tx.insertInto('programmeDirection').values(rows).execute();
}

/** An address may hold anything; the database takes only identifiers. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}
