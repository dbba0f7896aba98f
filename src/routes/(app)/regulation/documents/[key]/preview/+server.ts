import { json } from '@sveltejs/kit';
import { documentForm } from '#features/regulation/index.ts';
import { previewDocument } from '#features/regulation/index.server.ts';
import { parseInput, readFields } from '#kernel/input.ts';
import { formOf } from '#platform/web.server.ts';
import type { RequestHandler } from './$types';

/** The typed text printed with invented data, asked for while a person types; nothing is saved. */
export const POST: RequestHandler = async ({ request, locals, params }) => {
  const input = parseInput(documentForm, { ...readFields(await formOf(request)), key: params.key });
  const printed = input.ok ? await previewDocument(locals.context(), input.value) : input;
  if (printed.ok) return json(printed.value);
  return json({
    html: null,
    wrong: null,
    message: Object.values(printed.error.fields ?? {})[0] ?? printed.error.message,
  });
};
