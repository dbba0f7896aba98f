import { fail } from '@sveltejs/kit';
import { documentForm } from '#features/regulation/index.ts';
import { documentFields, previewDocument, publishDocument, viewDocument } from '#features/regulation/index.server.ts';
import { parseInput, readFields } from '#kernel/input.ts';
import { formAction, formOf, unwrap } from '#platform/web.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({
  document: await unwrap(viewDocument(locals.context(), { key: params.key, action: 'edit' }), locals),
  fields: await unwrap(documentFields(locals.context(), { key: params.key }), locals),
});

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
    const wrong = printed.ok ? printed.value.wrong : null;
    const own = refused?.field ? { [refused.field]: refused.message } : {};
    const inText = wrong ? { body: `Строка ${wrong.line}: ${wrong.message}` } : {};
    return fail(refused || wrong ? 422 : 200, {
      action: 'save',
      values,
      errors: { ...refused?.fields, ...own, ...inText },
      message: refused?.message ?? (wrong ? 'Текст нельзя напечатать: исправьте строку' : ''),
      clause: null,
      preview: printed.ok ? printed.value.html : null,
    });
  },
};
