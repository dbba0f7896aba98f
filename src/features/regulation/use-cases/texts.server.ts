import { printTree, type PrintedFile } from '#features/documents/index.server.ts';
import type { DocumentFormat } from '#features/documents/index.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import {
  checkWriting,
  renderDocument,
  toHtml,
  type DocumentTree,
  type TemplateError,
} from '#platform/documents/index.server.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { canWithRegulation } from '../permissions.ts';
import { sampleFacts } from '../print/samples.ts';
import { editDocument } from '../rules.edits.ts';
import { fieldGroups, lineDifferences, linesOf, withEveryBranch, type TextLine } from '../rules.texts.ts';
import { documentKeyOf, documentTemplate, refusals } from '../rules.ts';
import type { DocumentKey, RegulationDocument } from '../schema.ts';
import { regulationStore } from '../store/regulations.server.ts';
import { lastRegulation } from './reading.server.ts';

/** A text typed by a person, not published yet. */
interface TypedText {
  readonly key: DocumentKey;
  readonly title: string;
  readonly body: string;
}

/** What is wrong with a text: the line by its number, as it stands there, and a sentence. */
export interface WrongLine {
  readonly line: number;
  readonly text: string;
  readonly message: string;
}

/** A document printed with invented data; every branch of its text is looked at, not only those the data take. */
function printInvented(
  document: RegulationDocument,
  key: DocumentKey,
): { tree: DocumentTree } | { wrong: TemplateError } {
  const template = documentTemplate(document, key);
  const facts = sampleFacts(document, key);
  const strange = checkWriting(template.body);
  if (strange) return { wrong: strange };
  const printed = renderDocument(template, facts);
  if (!printed.ok) return { wrong: printed.error };
  const whole = renderDocument({ ...template, body: withEveryBranch(template.body) }, facts);
  if (!whole.ok && whole.error.unknownName) return { wrong: whole.error };
  return { tree: printed.value };
}

/** The same for those who must refuse a text that cannot be printed. */
export function printSample(document: RegulationDocument, key: DocumentKey): Outcome<DocumentTree> {
  const printed = printInvented(document, key);
  if ('tree' in printed) return ok(printed.tree);
  return refuse(refusals.at('body', `Строка ${printed.wrong.line}: ${printed.wrong.message}`, 'documents'));
}

/** The regulation with a typed text put in, for those who may edit it. */
async function withTyped({ actor, tx }: Work, typed: TypedText): Promise<Outcome<RegulationDocument>> {
  const allowed = canWithRegulation(actor, 'edit', actor.regionId);
  if (!allowed.ok) return allowed;
  const last = await lastRegulation(tx, actor.regionId);
  return last.ok ? editDocument(last.value.document, typed) : last;
}

/** A typed text printed with invented data before it is published: the sheet, or the line that is wrong. */
export const previewDocument = query(
  async (work, typed: TypedText): Promise<Outcome<{ html: string | null; wrong: WrongLine | null }>> => {
    const edited = await withTyped(work, typed);
    if (!edited.ok) return edited;
    const printed = printInvented(edited.value, typed.key);
    if ('tree' in printed) return ok({ html: toHtml(printed.tree), wrong: null });
    const { line, message } = printed.wrong;
    return ok({ html: null, wrong: { line, message, text: linesOf(typed.body)[line - 1]?.trim() ?? '' } });
  },
);

/** A typed text printed with invented data as a file to look at on paper. */
export const trialDocument = query(
  async (work, { format, ...typed }: TypedText & { format: DocumentFormat }): Promise<Outcome<PrintedFile>> => {
    const edited = await withTyped(work, typed);
    if (!edited.ok) return edited;
    const printed = printSample(edited.value, typed.key);
    return printed.ok ? ok(await printTree(printed.value, `Проба. ${typed.title}`, format)) : printed;
  },
);

/** What may be written in the text of a document: its fields with what they come to. */
export const documentFields = query(async ({ actor, tx }, { key }: { key: string }) => {
  const allowed = canWithRegulation(actor, 'edit', actor.regionId);
  if (!allowed.ok) return allowed;
  const last = await lastRegulation(tx, actor.regionId);
  if (!last.ok) return last;
  const known = documentKeyOf(last.value.document, key);
  if (!known.ok) return known;
  return ok(fieldGroups(sampleFacts(last.value.document, known.value), plainly));
});

/** What a code of a text comes to, without the look. */
function plainly(code: string, facts: Readonly<Record<string, unknown>>): string {
  const printed = renderDocument({ format: 'liquid-markdown', body: code }, facts);
  return printed.ok
    ? toHtml(printed.value)
        .replace(/<[^>]+>/g, '')
        .replaceAll('&quot;', '"')
        .trim()
    : '';
}

/** An edition of a document's text: since which version of the regulation, by whom, and what it changed. */
export interface TextEdition {
  readonly number: number;
  readonly createdAt: Date;
  readonly author: string;
  readonly note: string;
  readonly title: string;
  /** Against the edition before; the first one has nothing to be compared with. */
  readonly differences: readonly TextLine[] | null;
}

/** Editions of the text of one document, newest first; versions that left it as it was are passed over. */
export const viewTextHistory = query(async ({ actor, tx }, { key }: { key: string }) => {
  const allowed = canWithRegulation(actor, 'view', actor.regionId);
  if (!allowed.ok) return allowed;
  const store = regulationStore(tx);
  const last = await lastRegulation(tx, actor.regionId);
  const regional = await store.regulationOf(actor.regionId);
  if (!last.ok) return last;
  if (!regional) return refuse(refusals.noRegulation);
  const known = documentKeyOf(last.value.document, key);
  if (!known.ok) return known;
  const editions: TextEdition[] = [];
  let before: string | null = null;
  for (const version of (await store.versions(regional.id)).toReversed()) {
    const text = (await store.document(version.id))?.documents[known.value];
    if (!text) continue;
    const whole = `${text.title}\n\n${text.body}`;
    if (whole === before) continue;
    const { number, createdAt, author, note } = version;
    const differences = before === null ? null : lineDifferences(before, whole);
    editions.push({ number, createdAt, author, note, title: text.title, differences });
    before = whole;
  }
  return ok({
    key: known.value,
    title: last.value.document.documents[known.value].title,
    number: last.value.number,
    mayEdit: canWithRegulation(actor, 'edit', actor.regionId).ok,
    editions: editions.toReversed(),
  });
});
