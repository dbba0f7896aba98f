import { checkSchema } from '#features/documents/index.server.ts';
import { readCode } from '#features/documents/index.ts';
import { refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { publicAction } from '../public-action.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ setHeaders }) => {
  setHeaders({ 'x-robots-tag': 'noindex' });
};

export const actions: Actions = {
  check: publicAction({
    schema: checkSchema,
    run: ({ code: typed }) => {
      const code = readCode(typed);
      const message = 'В коде двенадцать цифр и латинских букв: сверьте его с документом';
      return Promise.resolve(
        code ? ok(code) : refuse({ code: 'input', kind: 'invalid', message, clause: 'platform-input', field: 'code' }),
      );
    },
    done: (code) => `/check/${code}`,
  }),
};
