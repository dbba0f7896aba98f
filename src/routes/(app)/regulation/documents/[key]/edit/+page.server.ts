import { fail } from '@sveltejs/kit';
import { documentForm } from '#features/regulation/index.ts';
import { previewDocument, publishDocument, viewDocument } from '#features/regulation/index.server.ts';
import { parseInput, readFields } from '#kernel/input.ts';
import { formAction, formOf, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const document = await unwrap(viewDocument(locals.context(), { key: params.key, action: 'edit' }), locals);
  return { document };
};

export const actions: Actions = {
  save: formAction({
    schema: documentForm,
    run: (context, input, { params }) =>
      publishDocument(context, { ...input, key: (params['key'] ?? input.key) as typeof input.key }),
    done: (_, { params }) => ({
      to: `/regulation/documents/${params['key']}`,
      notice: 'Опубликована новая версия положения',
    }),
  }),
  /** Shows the typed text as it will be printed; nothing is saved, everything typed stays. */
  preview: async ({ request, locals }) => {
    const values = readFields(await formOf(request));
    const input = parseInput(documentForm, values);
    const printed = input.ok ? await previewDocument(locals.context(), input.value) : input;
    const refused = printed.ok ? null : printed.error;
    const own = refused?.field ? { [refused.field]: refused.message } : {};
    return fail(printed.ok ? 200 : 422, {
      action: 'save',
      values,
      errors: { ...refused?.fields, ...own },
      message: refused?.message ?? '',
      clause: null,
      preview: printed.ok ? printed.value.html : null,
    });
  },
};
