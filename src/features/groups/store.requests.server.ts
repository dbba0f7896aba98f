import type { IsoDate } from '#kernel/dates.ts';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { MemoGround, MemoState, RequestState } from './rules.ts';

export interface Memo {
  readonly id: string;
  readonly groupId: string;
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly ground: MemoGround;
  readonly explanation: string;
  readonly leavingTeamId: string;
  readonly joiningTeamId: string;
  readonly leavingName: string;
  readonly joiningName: string;
  readonly state: MemoState;
  readonly answer: string;
  readonly writtenBy: string;
  readonly writtenByName: string;
  readonly documentId: string | null;
  readonly createdAt: Date;
}

export interface ExtensionRequest {
  readonly id: string;
  readonly groupId: string;
  readonly teamId: string | null;
  readonly months: number;
  readonly reason: string;
  readonly state: RequestState;
  readonly answer: string;
  readonly requestedByName: string;
  readonly createdAt: Date;
}

/** Service memos and requests to extend, bound to a transaction. */
export function requestStore(tx: Transaction) {
  const memos = () =>
    tx
      .selectFrom('serviceMemo as memo')
      .innerJoin('person as author', 'author.id', 'memo.writtenBy')
      .innerJoin('team as leaving', 'leaving.id', 'memo.leavingTeamId')
      .innerJoin('team as joining', 'joining.id', 'memo.joiningTeamId')
      .innerJoin('unit as leavingUnit', 'leavingUnit.id', 'leaving.organisationId')
      .innerJoin('unit as joiningUnit', 'joiningUnit.id', 'joining.organisationId')
      .select(({ fn, val }) => [
        'memo.id',
        'memo.groupId',
        'memo.number',
        'memo.datedOn',
        'memo.ground',
        'memo.explanation',
        'memo.leavingTeamId',
        'memo.joiningTeamId',
        'leavingUnit.shortName as leavingName',
        'joiningUnit.shortName as joiningName',
        'memo.state',
        'memo.answer',
        'memo.writtenBy',
        'memo.documentId',
        'memo.createdAt',
        fn<string>('concat_ws', [val(' '), 'author.lastName', 'author.firstName', 'author.patronymic']).as(
          'writtenByName',
        ),
      ]);

  const requests = () =>
    tx
      .selectFrom('extensionRequest as request')
      .innerJoin('person as author', 'author.id', 'request.requestedBy')
      .select(({ fn, val }) => [
        'request.id',
        'request.groupId',
        'request.teamId',
        'request.months',
        'request.reason',
        'request.state',
        'request.answer',
        'request.createdAt',
        fn<string>('concat_ws', [val(' '), 'author.lastName', 'author.firstName', 'author.patronymic']).as(
          'requestedByName',
        ),
      ]);

  return {
    /** Writes a memo; null while another one of the group waits. */
    async insertMemo(memo: {
      groupId: string;
      number: string;
      datedOn: IsoDate;
      ground: MemoGround;
      explanation: string;
      leavingTeamId: string;
      joiningTeamId: string;
      writtenBy: string;
      createdAt: Date;
    }): Promise<string | null> {
      const id = newId();
      const inserted = await tx
        .insertInto('serviceMemo')
        .values({ id, state: 'sent', ...memo })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return Number(inserted.numInsertedOrUpdatedRows ?? 0n) === 1 ? id : null;
    },

    async openMemo(groupId: string): Promise<Memo | null> {
      const found = await memos()
        .where('memo.groupId', '=', groupId)
        .where('memo.state', '=', 'sent')
        .executeTakeFirst();
      return (found as Memo | undefined) ?? null;
    },

    async memosOf(groupId: string): Promise<Memo[]> {
      return (await memos()
        .where('memo.groupId', '=', groupId)
        .orderBy('memo.id', 'desc')
        .limit(50)
        .execute()) as Memo[];
    },

    async memo(id: string): Promise<Memo | null> {
      return ((await memos().where('memo.id', '=', id).executeTakeFirst()) as Memo | undefined) ?? null;
    },

    /** Attaches the issued document, once. */
    async attachMemo(id: string, documentId: string): Promise<void> {
      await tx
        .updateTable('serviceMemo')
        .set({ documentId })
        .where('id', '=', id)
        .where('documentId', 'is', null)
        .execute();
    },

    /** Answers a memo that still waits. */
    async settleMemo(id: string, state: MemoState, answer: string): Promise<boolean> {
      const updated = await tx
        .updateTable('serviceMemo')
        .set({ state, answer })
        .where('id', '=', id)
        .where('state', '=', 'sent')
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    /** Sends a request to extend; null while another one of the group waits. */
    async insertRequest(request: {
      groupId: string;
      teamId: string | null;
      months: number;
      reason: string;
      requestedBy: string;
      createdAt: Date;
    }): Promise<string | null> {
      const id = newId();
      const inserted = await tx
        .insertInto('extensionRequest')
        .values({ id, state: 'sent', ...request })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return Number(inserted.numInsertedOrUpdatedRows ?? 0n) === 1 ? id : null;
    },

    async openRequest(groupId: string): Promise<ExtensionRequest | null> {
      const found = await requests()
        .where('request.groupId', '=', groupId)
        .where('request.state', '=', 'sent')
        .executeTakeFirst();
      return (found as ExtensionRequest | undefined) ?? null;
    },

    async requestsOf(groupId: string): Promise<ExtensionRequest[]> {
      const found = await requests()
        .where('request.groupId', '=', groupId)
        .orderBy('request.id', 'desc')
        .limit(50)
        .execute();
      return found as ExtensionRequest[];
    },

    async settleRequest(id: string, state: RequestState, answer: string): Promise<boolean> {
      const updated = await tx
        .updateTable('extensionRequest')
        .set({ state, answer })
        .where('id', '=', id)
        .where('state', '=', 'sent')
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    /** Nothing waits for an answer in a group that is over. */
    async settleAll(groupId: string): Promise<void> {
      const answer = 'Группа завершила работу';
      await tx
        .updateTable('serviceMemo')
        .set({ state: 'declined', answer })
        .where('groupId', '=', groupId)
        .where('state', '=', 'sent')
        .execute();
      await tx
        .updateTable('extensionRequest')
        .set({ state: 'declined', answer })
        .where('groupId', '=', groupId)
        .where('state', '=', 'sent')
        .execute();
      await tx
        .updateTable('consultation')
        .set({ state: 'closed' })
        .where('groupId', '=', groupId)
        .where('state', '<>', 'closed')
        .execute();
    },
  };
}
