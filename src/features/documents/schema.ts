import { z } from 'zod';
import { text } from '#kernel/input.ts';

/** The form of the check page: the code as it was typed; what it may mean, `readCode` says. */
export const checkSchema = z.object({
  code: text('Код проверки', { max: 200, ask: 'Введите код: он напечатан внизу документа' }),
});
