import type { IsoDate } from '#kernel/dates.ts';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { DocumentFormat, DocumentKind } from './rules.ts';

/** An issued document without its files. */
export interface IssuedDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly issuedAt: Date;
  readonly revokedAt: Date | null;
}

interface NewRow {
  readonly code: string;
  readonly regionId: string;
  readonly groupId: string | null;
  readonly kind: DocumentKind;
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly title: string;
  readonly docxFileId: string;
  readonly pdfFileId: string;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly issuedAt: Date | null;
}

/** Issued documents, bound to a transaction. */
export function documentStore(tx: Transaction) {
  return {
    async insert(row: NewRow): Promise<string> {
      const id = newId();
      await tx
        .insertInto('issuedDocument')
        .values({ id, ...row })
        .execute();
      return id;
    },

    /** A draft becomes issued, once. */
    async issue(id: string, at: Date): Promise<void> {
      await tx
        .updateTable('issuedDocument')
        .set({ issuedAt: at })
        .where('id', '=', id)
        .where('issuedAt', 'is', null)
        .execute();
    },

    /** Forgets a draft that nothing names any more; what was issued stays. */
    async forget(id: string): Promise<void> {
      await tx.deleteFrom('issuedDocument').where('id', '=', id).where('issuedAt', 'is', null).execute();
    },

    /** Takes an issued document out of force, once. */
    async revoke(id: string, at: Date): Promise<void> {
      await tx
        .updateTable('issuedDocument')
        .set({ revokedAt: at })
        .where('id', '=', id)
        .where('issuedAt', 'is not', null)
        .where('revokedAt', 'is', null)
        .execute();
    },

    /** The file of a document in a format; null when there is no such document. */
    async fileOf(id: string, format: DocumentFormat): Promise<string | null> {
      const column = format === 'pdf' ? 'pdfFileId' : 'docxFileId';
      const found = await tx
        .selectFrom('issuedDocument')
        .select(`${column} as fileId`)
        .where('id', '=', id)
        .executeTakeFirst();
      return found?.fileId ?? null;
    },

    /** What a code answers: an issued document with the control sums of its files. */
    async byCode(code: string): Promise<(IssuedDocument & { docxSum: string; pdfSum: string }) | null> {
      const found = await tx
        .selectFrom('issuedDocument as issued')
        .innerJoin('file as docx', 'docx.id', 'issued.docxFileId')
        .innerJoin('file as pdf', 'pdf.id', 'issued.pdfFileId')
        .select([
          'issued.id',
          'issued.kind',
          'issued.number',
          'issued.datedOn',
          'issued.issuedAt',
          'issued.revokedAt',
          'docx.sha256 as docxSum',
          'pdf.sha256 as pdfSum',
        ])
        .where('issued.code', '=', code)
        .where('issued.issuedAt', 'is not', null)
        .executeTakeFirst();
      return found ? { ...found, kind: found.kind as DocumentKind, issuedAt: found.issuedAt! } : null;
    },
  };
}
