import { randomBytes } from 'node:crypto';
import type { IsoDate } from '#kernel/dates.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { withVerification, type DocumentTree } from '#platform/documents/index.server.ts';
import { readFile, storeFile, type StoredFile } from '#platform/files.server.ts';
import { publicOrigin } from '#platform/origin.server.ts';
import type { Transaction, Work } from '#platform/use-case.server.ts';
import { codeOf, documentFormats, groupedCode, type DocumentFormat, type DocumentKind } from '../rules.ts';
import { documentStore } from '../store.server.ts';
import { printTree } from './print.server.ts';

/** A document to be issued. */
export interface NewDocument {
  readonly kind: DocumentKind;
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly title: string;
  readonly regionId: string;
  readonly groupId: string | null;
  /** The name of its files, without an extension. */
  readonly fileName: string;
  readonly tree: DocumentTree;
  /** Whether the code and the QR code of the check page stand on the paper. */
  readonly verified: boolean;
  /** Made and kept, but not issued yet: its code answers nothing before `putInForce`. */
  readonly draft?: boolean;
}

/** What came of issuing. */
export interface Issued {
  readonly id: string;
  readonly code: string;
  readonly docxFileId: string;
  readonly pdfFileId: string;
}

/**
 * Makes a document once as DOCX and PDF, keeps both and enters it, in the caller's transaction. Once issued, its bytes
 * never change. Refused (platform-files) only when a file is too large to be kept.
 */
export async function issueDocument(work: Work, document: NewDocument): Promise<Outcome<Issued>> {
  const { tx, actor, now } = work;
  const { kind, number, datedOn, title, regionId, groupId, fileName, verified } = document;
  const code = codeOf(randomBytes(12));
  const tree = verified
    ? withVerification(document.tree, { code: groupedCode(code), address: `${publicOrigin()}/check/${code}` })
    : document.tree;
  const createdBy = actor.personId || null;
  const ids: Partial<Record<DocumentFormat, string>> = {};
  for (const format of documentFormats) {
    const { name, mediaType, bytes } = await printTree(tree, fileName, format);
    const stored = await storeFile(tx, { name, bytes, declaredType: mediaType, uploadedBy: createdBy, now });
    if (!stored.ok) return stored;
    ids[format] = stored.value.id;
  }
  const files = { docxFileId: ids.docx!, pdfFileId: ids.pdf! };
  const id = await documentStore(tx).insert({
    ...{ code, regionId, groupId, kind, number, datedOn, title, ...files },
    ...{ createdAt: now, createdBy, issuedAt: document.draft ? null : now },
  });
  return ok({ id, code, ...files });
}

/** A kept draft becomes issued: from now on it never changes and its code answers. */
export function putInForce({ tx, now }: Pick<Work, 'tx' | 'now'>, id: string): Promise<void> {
  return documentStore(tx).issue(id, now);
}

/** Forgets a draft in whose place another was made, once nothing names it; what was issued stays. */
export function discardDraft({ tx }: Pick<Work, 'tx'>, id: string): Promise<void> {
  return documentStore(tx).forget(id);
}

/** Takes a document out of force: it stays readable, its code says since when. Nothing happens the second time. */
export function revokeDocument({ tx, now }: Pick<Work, 'tx' | 'now'>, id: string): Promise<void> {
  return documentStore(tx).revoke(id, now);
}

/** The very file that was issued; null when there is none. Who may read it is decided by the caller. */
export async function issuedFile(tx: Transaction, id: string, format: DocumentFormat): Promise<StoredFile | null> {
  const fileId = await documentStore(tx).fileOf(id, format);
  return fileId ? readFile(tx, fileId) : null;
}

/** The same for a page that gives it out: where there is no such file, there is no such page. */
export async function giveIssued(
  { tx }: Pick<Work, 'tx'>,
  id: string,
  format: DocumentFormat,
): Promise<Outcome<StoredFile>> {
  const file = await issuedFile(tx, id, format);
  return file ? ok(file) : refuse(notFound);
}
