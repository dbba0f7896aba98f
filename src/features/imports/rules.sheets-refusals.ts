import type { Refusal } from '#kernel/refusal.ts';

/** The refusals of lists of a whole region: the one place of their texts. */
export const listRefusals = {
  unreadable: (sentence: string): Refusal => ({
    code: 'imports.list-unreadable',
    kind: 'invalid',
    message: sentence,
    clause: 'platform-files',
    field: 'file',
  }),
  saved: {
    code: 'imports.list-saved',
    kind: 'conflict',
    message: 'Этот файл уже внесён: чтобы внести другой, загрузите его',
    clause: 'platform-once',
  },
  notReady: {
    code: 'imports.list-not-ready',
    kind: 'conflict',
    message: 'Файл ещё не проверен или в нём есть что исправить: загрузите исправленный',
    clause: 'platform-input',
  },
  meanwhile: {
    code: 'imports.list-meanwhile',
    kind: 'conflict',
    message:
      'Пока файл записывался, те же строки внёс кто-то другой, поэтому ничего не изменено. Загрузите файл ещё раз',
    clause: 'platform-conflict',
  },
  dryRun: {
    code: 'imports.dry-run',
    kind: 'conflict',
    message: 'Проба: всё проверено, ничего не сохранено',
    clause: 'platform-once',
  },
} as const satisfies Record<string, Refusal | ((detail: string) => Refusal)>;
