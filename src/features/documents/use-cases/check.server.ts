import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { IsoDate } from '#kernel/dates.ts';
import type { Database } from '#platform/database-types.ts';
import { documentKindNames, groupedCode, readCode, type DocumentFormat } from '../rules.ts';
import { documentStore } from '../store.server.ts';

/** What anybody is told about an issued document: nothing of its content, nobody's name. */
export interface CheckedDocument {
  readonly kind: string;
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly issuedAt: Date;
  /** Since when it is no longer in force; null while it is. */
  readonly revokedAt: Date | null;
  /** SHA-256 of the files, in hexadecimal digits. */
  readonly sums: Readonly<Record<DocumentFormat, string>>;
}

/** What the check page says about a code: as it was understood, and the document, if one was issued with it. */
export interface Checked {
  readonly code: string | null;
  readonly document: CheckedDocument | null;
}

/** Tells anybody whether a code as typed belongs to an issued document. Unknown codes, drafts and slips are alike. */
export async function checkCode(database: Kysely<Database>, { code: typed }: { code: string }): Promise<Checked> {
  const code = readCode(typed);
  if (!code) return { code: null, document: null };
  const found = await database.transaction().execute((tx) => documentStore(tx).byCode(code));
  if (!found) return { code: groupedCode(code), document: null };
  const { kind, number, datedOn, issuedAt, revokedAt, docxSum, pdfSum } = found;
  return {
    code: groupedCode(code),
    document: {
      ...{ kind: documentKindNames[kind], number, datedOn, issuedAt, revokedAt },
      sums: { docx: docxSum, pdf: pdfSum },
    },
  };
}

/** Which file of the code's document these bytes are, to the byte; null when neither. The bytes are not kept. */
export async function checkFile(
  database: Kysely<Database>,
  { code, bytes }: { code: string; bytes: Uint8Array },
): Promise<DocumentFormat | null> {
  const { document } = await checkCode(database, { code });
  const sum = createHash('sha256').update(bytes).digest('hex');
  if (document?.sums.docx === sum) return 'docx';
  return document?.sums.pdf === sum ? 'pdf' : null;
}
