import type { IsoDate } from '#kernel/dates.ts';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { MarkState } from './rules.marks.ts';

/** The mark of an activity with its evidence. */
export interface MarkRow {
  readonly id: string;
  readonly activityKey: string;
  readonly state: MarkState;
  readonly onDate: IsoDate;
  readonly result: string;
  readonly reason: string;
  readonly markedBy: string;
  readonly markedAt: Date;
  readonly revision: number;
  readonly files: readonly { readonly id: string; readonly name: string; readonly size: number }[];
}

/** Marks of completion bound to a transaction. */
export function markStore(tx: Transaction) {
  return {
    /** Every mark of a group, in two queries. */
    async ofGroup(groupId: string): Promise<Map<string, MarkRow>> {
      const rows = await tx
        .selectFrom('activityMark as mark')
        .leftJoin('person', 'person.id', 'mark.markedBy')
        .select(({ fn, val }) => [
          'mark.id',
          'mark.activityKey',
          'mark.state',
          'mark.onDate',
          'mark.result',
          'mark.reason',
          'mark.markedAt',
          'mark.revision',
          fn<string>('concat_ws', [val(' '), 'person.lastName', 'person.firstName', 'person.patronymic']).as(
            'markedBy',
          ),
        ])
        .where('mark.groupId', '=', groupId)
        .execute();
      const files = await tx
        .selectFrom('activityEvidence as evidence')
        .innerJoin('activityMark as mark', 'mark.id', 'evidence.markId')
        .innerJoin('file', 'file.id', 'evidence.fileId')
        .select(['evidence.markId', 'file.id', 'file.name', 'file.size'])
        .where('mark.groupId', '=', groupId)
        .orderBy('evidence.id')
        .execute();
      const ofMark = Map.groupBy(files, (file) => file.markId);
      return new Map(
        rows.map((row) => {
          const own = (ofMark.get(row.id) ?? []).map(({ id, name, size }) => ({ id, name, size }));
          return [row.activityKey, { ...row, state: row.state as MarkState, files: own }];
        }),
      );
    },

    /** Guarded by `revision` (0 for the first mark); the id of the mark, or null when somebody marked before. */
    async save(
      mark: {
        groupId: string;
        activityKey: string;
        revision: number;
        state: MarkState;
        onDate: IsoDate;
        result: string;
        reason: string;
      },
      { by, at }: { by: string; at: Date },
    ): Promise<string | null> {
      const { revision, groupId, activityKey, ...content } = mark;
      if (revision === 0) {
        const added = await tx
          .insertInto('activityMark')
          .values({ id: newId(), groupId, activityKey, ...content, markedBy: by, markedAt: at })
          .onConflict((conflict) => conflict.columns(['groupId', 'activityKey']).doNothing())
          .returning('id')
          .executeTakeFirst();
        return added?.id ?? null;
      }
      const changed = await tx
        .updateTable('activityMark')
        .set({ ...content, markedBy: by, markedAt: at, revision: revision + 1 })
        .where('groupId', '=', groupId)
        .where('activityKey', '=', activityKey)
        .where('revision', '=', revision)
        .returning('id')
        .executeTakeFirst();
      return changed?.id ?? null;
    },

    async addEvidence(markId: string, fileId: string, at: Date): Promise<void> {
      await tx.insertInto('activityEvidence').values({ id: newId(), markId, fileId, createdAt: at }).execute();
    },

    async removeEvidence(markId: string, fileId: string): Promise<void> {
      await tx.deleteFrom('activityEvidence').where('markId', '=', markId).where('fileId', '=', fileId).execute();
    },

    /** The group an evidence file belongs to. */
    async groupOfFile(fileId: string): Promise<string | null> {
      const found = await tx
        .selectFrom('activityEvidence as evidence')
        .innerJoin('activityMark as mark', 'mark.id', 'evidence.markId')
        .select('mark.groupId')
        .where('evidence.fileId', '=', fileId)
        .executeTakeFirst();
      return found?.groupId ?? null;
    },
  };
}
