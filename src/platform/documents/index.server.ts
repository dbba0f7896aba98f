import { fail, ok, type Result } from '#kernel/result.ts';
import { checkDirectives } from './directives.server.ts';
import { fillTemplate } from './liquid.server.ts';
import { readMarkdown } from './markdown.server.ts';
import type { DocumentTemplate, DocumentTree, TemplateError } from './tree.server.ts';

export { checkWriting } from './directives.server.ts';
export { toDocx } from './docx.server.ts';
export { toHtml } from './html.server.ts';
export { withVerification, type Verification } from './verification.server.ts';
export { documentPerson, type DocumentPerson } from './filters.server.ts';
export type { DocumentTemplate, DocumentTree, TemplateError } from './tree.server.ts';

/** The media type of what `toDocx` makes. */
export const docxMediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The media type of what `toPdf` makes. */
export const pdfMediaType = 'application/pdf';

/**
 * Writes a document as PDF with the look of `toDocx`: searchable, with its fonts in it, tagged for screen readers.
 * Its library is loaded with the first document.
 */
export async function toPdf(tree: DocumentTree): Promise<Uint8Array> {
  const { writePdf } = await import('./pdf.server.ts');
  return writePdf(tree);
}

/**
 * Fills the text of a document with data and reads it into a tree.
 * Values of `data` are inserted literally: whatever a person typed, it is text and never markup.
 * A field, filter, tag or directive that does not exist is an error with its line, never an empty place on paper.
 */
export function renderDocument(
  template: DocumentTemplate,
  data: Readonly<Record<string, unknown>>,
): Result<DocumentTree, TemplateError> {
  const wrong = checkDirectives(template.body);
  if (wrong) return fail(wrong);
  const filled = fillTemplate(template.body, data);
  if (!filled.ok) return filled;
  return ok({
    title: template.title ?? '',
    author: template.author,
    fontSize: template.page?.fontSize ?? 14,
    sections: readMarkdown(filled.value, template.page?.orientation ?? 'portrait'),
  });
}
