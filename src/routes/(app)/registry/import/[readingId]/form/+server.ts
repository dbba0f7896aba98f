import { errorDocument, errorSheet, participantsErrors } from '#features/imports/index.server.ts';
import { docxMediaType, toDocx } from '#platform/documents/index.server.ts';
import { toXlsx, xlsxMediaType } from '#platform/spreadsheet.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
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
  return format === 'xlsx'
    ? new Response(await toXlsx(errorSheet(municipality, cells)), { headers: downloadHeaders(name, xlsxMediaType) })
    : new Response(new Uint8Array(await toDocx(errorDocument(municipality, cells))), {
        headers: downloadHeaders(name, docxMediaType),
      });
};
