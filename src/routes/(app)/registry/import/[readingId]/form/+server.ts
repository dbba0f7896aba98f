import { errorDocument, errorSheet, participantsErrors } from '#features/imports/index.server.ts';
import { writeDocument } from '#platform/documents/apart.server.ts';
import { docxMediaType } from '#platform/documents/index.server.ts';
import { sheetFile } from '#platform/spreadsheet.server.ts';
import { download, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** The rows of a form that were not entered, as the same form with what to correct. */
export const GET: RequestHandler = async ({ locals, params }) => {
  const context = locals.context();
  const clauses = await locals.clauses();
  const cite = (clause: keyof typeof clauses) => clauses[clause].text;
  const { name, format, municipality, cells } = await unwrap(
    participantsErrors(context, { id: params.readingId, cite }),
    locals,
  );
  if (format === 'xlsx') return download(await sheetFile(name, errorSheet(municipality, cells)));
  const bytes = new Uint8Array(await writeDocument(errorDocument(municipality, cells), 'docx'));
  return download({ name, mediaType: docxMediaType, bytes });
};
