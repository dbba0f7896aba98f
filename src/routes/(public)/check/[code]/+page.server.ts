import { fail, redirect } from '@sveltejs/kit';
import { checkCode, checkFile } from '#features/documents/index.server.ts';
import { readCode } from '#features/documents/index.ts';
import { app } from '#platform/app.server.ts';
import { formOf, uploaded } from '#platform/web.server.ts';
import type { FormState } from '#ui/form-state.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, setHeaders }) => {
  const code = readCode(params.code);
  if (code && code !== params.code) redirect(303, `/check/${code}`);
  setHeaders({ 'x-robots-tag': 'noindex' });
  return { typed: params.code, checked: await checkCode(app().database, { code: params.code }) };
};

/** What came of comparing a file; told on this very page, so that no address can pretend it. */
interface Compared {
  readonly name: string;
  readonly same: 'docx' | 'pdf' | null;
}

export const actions: Actions = {
  file: async ({ request, params }) => {
    const { database } = app();
    // anybody may send twenty megabytes here: without a document there is nothing to read them for
    if (!(await checkCode(database, params)).document) {
      const state: FormState = { action: 'file', values: {}, errors: {}, message: '', clause: null };
      return fail(404, state);
    }
    const file = (await formOf(request)).get('file');
    if (!(file instanceof File) || file.size === 0) {
      const message = 'Выберите файл, который нужно сверить';
      const state: FormState = { action: 'file', values: {}, errors: { file: message }, message, clause: null };
      return fail(422, state);
    }
    const { name, bytes } = await uploaded(file);
    const same = await checkFile(database, { code: params.code, bytes });
    return { compared: { name, same } satisfies Compared as Compared };
  },
};
