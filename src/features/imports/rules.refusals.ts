import type { Refusal } from '#kernel/refusal.ts';
import { teamsLimit } from './schema.ts';

/** The refusals of reading files: the one place of their texts. */
export const refusals = {
  unreadable: (sentence: string): Refusal => ({
    code: 'imports.unreadable',
    kind: 'invalid',
    message: sentence,
    clause: 'platform-files',
    field: 'file',
  }),
  noTeams: {
    code: 'imports.no-teams',
    kind: 'invalid',
    message: 'В форме нет ни одной заполненной строки: проверьте, тот ли это файл',
    clause: 'participants-form',
    field: 'file',
  } satisfies Refusal,
  tooManyTeams: {
    code: 'imports.too-many-teams',
    kind: 'invalid',
    message: `В форме больше ${teamsLimit} команд: разделите файл на несколько`,
    clause: 'participants-form',
    field: 'file',
  } satisfies Refusal,
  nothingChosen: {
    code: 'imports.nothing-chosen',
    kind: 'invalid',
    message: 'Все команды отмечены «не вносить»: снимите отметку хотя бы с одной',
    clause: 'participants-form',
  } satisfies Refusal,
  otherTeams: (said: readonly string[]): Refusal => ({
    code: 'imports.other-teams',
    kind: 'invalid',
    message: `В файле названы другие команды: ${said.join('; ')}. Отметьте, что это программа вашей группы`,
    clause: 'programme-together',
    field: 'agreed',
  }),
  otherMunicipality: (said: string): Refusal => ({
    code: 'imports.other-municipality',
    kind: 'invalid',
    message: `В файле назван другой муниципалитет, «${said}»: отметьте, что файл тот, или не вносите его`,
    clause: 'participants-form',
    field: 'agreed',
  }),
  saved: {
    code: 'imports.saved',
    kind: 'conflict',
    message: 'Команды этой формы уже внесены: чтобы изменить их, откройте реестр или загрузите файл ещё раз',
    clause: 'platform-once',
  } satisfies Refusal,
  wrongFields: (fields: Readonly<Record<string, string>>): Refusal => ({
    code: 'imports.wrong-fields',
    kind: 'invalid',
    message: Object.values(fields).join('. '),
    clause: 'participants-form',
    field: Object.keys(fields)[0] ?? '',
    fields,
  }),
  noOrganisation: {
    code: 'imports.no-organisation',
    kind: 'invalid',
    message: 'Организация не выбрана: укажите её по списку муниципалитета или внесите как новую',
    clause: 'municipal-information',
    field: 'organisation',
  } satisfies Refusal,
} as const;
