import type { IsoDate } from '#kernel/dates.ts';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { WorkingGroupMember } from './rules.plan.ts';
import { inWork, type ProgrammeState } from './rules.ts';
import { planStore, type ActivityRow } from './store.plan.server.ts';

export type { ActivityContent, ActivityRow } from './store.plan.server.ts';

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
  /** What was issued when it was approved: the programme, and the sheet of what it changed. */
  readonly documentId: string | null;
  readonly amendmentDocumentId: string | null;
  readonly revision: number;
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
  'documentId',
  'amendmentDocumentId',
  'revision',
] as const;

/** The programmes bound to a transaction. */
export function programmeStore(tx: Transaction) {
  const heads = () => tx.selectFrom('programme').select(headColumns);

  const store = {
    ...planStore(tx),

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

    /** Attaches what was issued on approval. */
    async attach(id: string, documents: Pick<ProgrammeHead, 'documentId' | 'amendmentDocumentId'>): Promise<void> {
      await tx.updateTable('programme').set(documents).where('id', '=', id).execute();
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

async function saveDirections(
  tx: Transaction,
  programmeId: string,
  directions: readonly { readonly key: string; readonly title: string }[],
): Promise<void> {
  if (directions.length === 0) return;
  const rows = directions.map(({ key, title }, position) => ({ programmeId, key, title, position }));
  await tx.insertInto('programmeDirection').values(rows).execute();
}
