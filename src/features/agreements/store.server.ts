import { sql } from 'kysely';
import type { IsoDate } from '#kernel/dates.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { newId } from '#platform/ids.server.ts';
import type { AgreementFacts, AgreementState } from './rules.ts';

/** A party with its signature, as the page shows it. */
export interface PartyRow {
  readonly id: string;
  readonly unitId: string;
  readonly teamId: string | null;
  readonly name: string;
  readonly shortName: string;
  readonly signer: string;
  readonly signerPost: string;
  readonly signedOn: IsoDate | null;
  readonly scanFileId: string | null;
  readonly scanName: string | null;
  readonly recordedBy: string | null;
}

/** An agreement with its parties. `body` is the frozen tree of the document. */
export interface AgreementRow extends AgreementFacts {
  readonly groupId: string;
  readonly number: string;
  readonly body: string;
  /** The document kept before documents were issued: DOCX alone. */
  readonly fileId: string | null;
  readonly documentId: string | null;
  readonly createdAt: Date;
  readonly signedOn: IsoDate | null;
  readonly revision: number;
  readonly parties: readonly PartyRow[];
}

/** A document of an agreement that has been replaced by a new one. */
export interface EarlierAgreement {
  readonly id: string;
  readonly number: string;
  readonly fileId: string | null;
  readonly documentId: string | null;
  readonly sentOn: IsoDate | null;
  readonly signedOn: IsoDate | null;
}

/** What is written when an agreement is generated. */
export interface NewAgreement {
  readonly id: string;
  readonly groupId: string;
  readonly number: string;
  readonly state: AgreementState;
  readonly body: string;
  readonly documentId: string;
  readonly sendBy: IsoDate;
  readonly signBy: IsoDate;
  readonly createdAt: Date;
  readonly createdBy: string;
}

export interface Signature {
  readonly signer: string;
  readonly signerPost: string;
  readonly signedOn: IsoDate;
  readonly scanFileId: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

type Guard = Pick<AgreementRow, 'id' | 'state' | 'revision'>;

const counterKind = 'agreement';

/** Agreements and their parties, bound to a transaction. */
export function agreementStore(tx: Transaction) {
  const partiesOf = (agreementId: string): Promise<PartyRow[]> =>
    tx
      .selectFrom('agreementParty as party')
      .innerJoin('unit', 'unit.id', 'party.unitId')
      .leftJoin('file', 'file.id', 'party.scanFileId')
      .leftJoin('person', 'person.id', 'party.recordedBy')
      .select(({ fn, val }) => [
        'party.id',
        'party.unitId',
        'party.teamId',
        'unit.name',
        'unit.shortName',
        'party.signer',
        'party.signerPost',
        'party.signedOn',
        'party.scanFileId',
        'file.name as scanName',
        fn<string>('nullif', [
          fn('concat_ws', [val(' '), 'person.lastName', 'person.firstName', 'person.patronymic']),
          val(''),
        ]).as('recordedBy'),
      ])
      .where('party.agreementId', '=', agreementId)
      .orderBy('party.position')
      .execute();

  return {
    /** The agreement of a group that is not superseded; with `lock` its row is held until the end. */
    async current(groupId: string, { lock = false }: { lock?: boolean } = {}): Promise<AgreementRow | null> {
      let found = tx
        .selectFrom('agreement')
        .select([
          'id',
          'groupId',
          'number',
          'state',
          'body',
          'fileId',
          'documentId',
          'sendBy',
          'signBy',
          'createdAt',
          'sentOn',
          'signedOn',
          'revision',
        ])
        .where('groupId', '=', groupId)
        .where('state', '<>', 'superseded' satisfies AgreementState);
      if (lock) found = found.forUpdate();
      const row = await found.executeTakeFirst();
      return row ? { ...row, state: row.state as AgreementState, parties: await partiesOf(row.id) } : null;
    },

    /** Agreements replaced by later ones, newest first. */
    earlier(groupId: string): Promise<EarlierAgreement[]> {
      return tx
        .selectFrom('agreement')
        .select(['id', 'number', 'fileId', 'documentId', 'sentOn', 'signedOn'])
        .where('groupId', '=', groupId)
        .where('state', '=', 'superseded' satisfies AgreementState)
        .orderBy('id', 'desc')
        .limit(50)
        .execute();
    },

    async insert(
      agreement: NewAgreement,
      parties: readonly { unitId: string; teamId: string | null }[],
    ): Promise<void> {
      await tx
        .insertInto('agreement')
        .values({ ...agreement })
        .execute();
      await tx
        .insertInto('agreementParty')
        .values(parties.map((party, position) => ({ ...party, id: newId(), agreementId: agreement.id, position })))
        .execute();
    },

    /** A guarded change; false when the agreement is no longer the one decided on. */
    async change(
      { id, state, revision }: Guard,
      change: Partial<
        Pick<NewAgreement, 'number' | 'state' | 'body' | 'documentId' | 'sendBy' | 'signBy'> & {
          sentOn: IsoDate;
          signedOn: IsoDate;
        }
      >,
    ): Promise<boolean> {
      const updated = await tx
        .updateTable('agreement')
        .set({ ...change, revision: revision + 1 })
        .where('id', '=', id)
        .where('state', '=', state)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    /** Records a signature once; false when the party has already signed. */
    async sign(partyId: string, signature: Signature): Promise<boolean> {
      const updated = await tx
        .updateTable('agreementParty')
        .set({ ...signature })
        .where('id', '=', partyId)
        .where('signedOn', 'is', null)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    /** The next number of an agreement in the region's year. */
    async nextNumber(regionId: string, year: number): Promise<string> {
      const counter = await sql<{ last: number }>`
        insert into document_counter (region_id, year, kind, last) values (${regionId}, ${year}, ${counterKind}, 1)
        on conflict (region_id, year, kind) do update set last = document_counter.last + 1
        returning last`.execute(tx);
      return String(counter.rows[0]!.last);
    },

    /** The group whose agreement a file belongs to: its document or a party's scan. */
    async groupOfFile(fileId: string): Promise<string | null> {
      const row = await tx
        .selectFrom('agreement')
        .leftJoin('agreementParty as party', 'party.agreementId', 'agreement.id')
        .select('agreement.groupId')
        .where((is) => is.or([is('agreement.fileId', '=', fileId), is('party.scanFileId', '=', fileId)]))
        .limit(1)
        .executeTakeFirst();
      return row?.groupId ?? null;
    },
  };
}
