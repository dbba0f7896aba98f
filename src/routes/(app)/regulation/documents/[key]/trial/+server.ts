import { error } from '@sveltejs/kit';
import { documentForm } from '#features/regulation/index.ts';
import { trialDocument } from '#features/regulation/index.server.ts';
import { parseInput, readFields } from '#kernel/input.ts';
import { download, formatOf, formOf, unwrap } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** The typed text as a file to look at on paper; nothing is saved. */
export const POST: RequestHandler = async ({ request, locals, params, url }) => {
  const input = parseInput(documentForm, { ...readFields(await formOf(request)), key: params.key });
  if (!input.ok) error(422, Object.values(input.error.fields ?? {})[0] ?? input.error.message);
  const { key, title, body } = input.value;
  const typed = { key, title, body, format: formatOf(url) };
  return download(await unwrap(trialDocument(locals.context(), typed), locals));
};
