import { participantsForm } from '#features/registry/index.server.ts';
import { docxMediaType, renderDocument, toDocx } from '#platform/documents/index.server.ts';
import { downloadHeaders, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** The printed participants' form of a municipality. */
export const GET: RequestHandler = async ({ locals, url }) => {
  const municipalityId = url.searchParams.get('municipality') ?? '';
  const { name, template, data } = await unwrap(participantsForm(locals.context(), { municipalityId }), locals);
  const document = renderDocument(template, data);
  if (!document.ok) throw new Error(`participants-form, line ${document.error.line}: ${document.error.message}`);
  return new Response(new Uint8Array(await toDocx(document.value)), { headers: downloadHeaders(name, docxMediaType) });
};
