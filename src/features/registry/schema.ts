import { z } from 'zod';
import {
  choice,
  emailsField,
  file,
  integer,
  longText,
  optionalChoice,
  optionalLongText,
  optionalText,
  optionalUuid,
  phonesField,
  rows,
  text,
  texts,
  uuid,
} from '#kernel/input.ts';
import { managementCategories, teamStandings, teamStates, type Difficulty } from './rules.ts';

/** Kinds of organisation a team can come from. */
export const organisationKinds = [
  'school',
  'kindergarten',
  'additional-education',
  'college',
  'methodical-service',
] as const;

const genders = ['female', 'male'] as const;

/** Every filled row remembers its place in the form: blank ones are dropped, and a refusal must stand beside its own. */
function numbered(raw: unknown): unknown {
  if (!Array.isArray(raw)) return raw;
  return [...(raw as unknown[])].map((row, index) =>
    isUntouched(row) ? {} : { ...(row as object), row: String(index) },
  );
}

/** The form offers rows with the standing already chosen: nothing else in such a row means that it was not used. */
function isUntouched(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return isBlank(row);
  return Object.entries(row).every(([name, value]) => name === 'standing' || isBlank(value));
}

function isBlank(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isBlank);
  return value === undefined || value === null || String(value).trim() === '';
}

const rowNumber = integer('Строка', { min: 0, max: 500 });

/** A head typed anew: the post, the full name in one line as on paper, contacts. */
const headSchema = z.object({
  post: optionalText('Должность руководителя'),
  fullName: optionalText('Фамилия, имя, отчество руководителя', { max: 200 }),
  gender: optionalChoice('Пол', genders),
  phones: phonesField('Телефон руководителя'),
  emails: emailsField('Электронная почта руководителя'),
});

/** What is added to the name when the organisation is not in the list yet. */
const newOrganisationSchema = z.object({
  kind: optionalChoice('Вид организации', organisationKinds),
  shortName: optionalText('Краткое наименование', { max: 200 }),
});

const ownDirections = texts('Своё направление', { max: 300, maxItems: 8 });

/** A row of the participants' form (D-F.form), in the order of the paper. */
export const teamRowSchema = z.object({
  row: rowNumber,
  // as in the list (its full or short name), or the full name of a new one
  organisation: text('Организация', { max: 500, ask: 'Укажите организацию' }),
  newOrganisation: newOrganisationSchema.prefault({}),
  head: headSchema.prefault({}),
  standing: choice('Управленческая команда', teamStandings, { ask: 'Укажите: опытная или развивающаяся' }),
  directions: texts('Направления', { max: 100, maxItems: 30 }),
  ownDirections,
  note: optionalLongText('Примечание', { max: 2000 }),
});
export type TeamRowInput = z.output<typeof teamRowSchema>;

export const enterTeamsSchema = z.object({
  municipalityId: uuid('Муниципалитет', { ask: 'Выберите муниципалитет' }),
  // Enter in a field sends no button: what was typed is kept as a draft
  intent: optionalChoice('Действие', ['draft', 'submit']).transform((intent) => intent ?? 'draft'),
  rows: z.preprocess(numbered, rows('Команды', teamRowSchema, { max: 40 })),
});
export type EnterTeamsInput = z.output<typeof enterTeamsSchema>;

const memberSchema = z.object({
  row: rowNumber,
  personId: optionalUuid('Сотрудник'),
  fullName: optionalText('Фамилия, имя, отчество', { max: 200 }),
  gender: optionalChoice('Пол', genders),
  post: optionalText('Должность'),
  staffCategory: optionalChoice('Кто это', managementCategories),
  phones: phonesField('Телефон'),
  emails: emailsField('Электронная почта'),
});
export type MemberInput = z.output<typeof memberSchema>;

export const editTeamSchema = z.object({
  revision: integer('Версия', { min: 1, max: 1_000_000 }),
  standing: choice('Управленческая команда', teamStandings, { ask: 'Укажите: опытная или развивающаяся' }),
  directions: texts('Направления', { max: 100, maxItems: 30 }),
  ownDirections,
  statements: rows(
    'Пояснения',
    z.object({ key: text('Направление', { max: 400 }), text: optionalLongText('Пояснение', { max: 2000 }) }),
    { max: 30 },
  ),
  results: optionalLongText('Результаты', { max: 5000 }),
  note: optionalLongText('Примечание', { max: 2000 }),
  members: z.preprocess(numbered, rows('Состав команды', memberSchema, { max: 30 })),
});
export type EditTeamInput = z.output<typeof editTeamSchema>;

export const evidenceSchema = z.object({
  title: text('Название подтверждения', { max: 300 }),
  description: optionalLongText('Что подтверждает', { max: 2000 }),
  link: optionalText('Ссылка', { max: 500 }),
  file: file('Файл', { required: false }),
});

export const removeEvidenceSchema = z.object({ evidenceId: uuid('Подтверждение') });

export const assessmentSchema = z.object({
  answers: rows(
    'Направления',
    z.object({
      directionKey: text('Направление', { max: 400 }),
      difficulty: integer('Затруднения', { min: 0, max: 3, ask: 'Выберите степень затруднений' }).transform(
        (one) => one as Difficulty,
      ),
      comment: optionalLongText('Пояснение', { max: 2000 }).transform((comment) => comment ?? ''),
    }),
    { min: 1, max: 30 },
  ),
});

export const revisionSchema = z.object({ revision: integer('Версия', { min: 1, max: 1_000_000 }) });
export const remarksSchema = revisionSchema.extend({
  remarks: longText('Замечания', { ask: 'Напишите, что исправить' }),
});
export const resultsSchema = z.object({ results: longText('Результаты', { ask: 'Опишите результаты команды' }) });
export const withdrawSchema = revisionSchema.extend({ reason: optionalLongText('Причина', { max: 2000 }) });

/** Orders of the registry's list. */
export const registrySorts = ['organisation', 'municipality', 'load', 'newest'] as const;
export type RegistrySort = (typeof registrySorts)[number];

const cursorShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}[^\u0000]*$/;

/** What may stand in the address of the list; anything spoilt is as if it were not there. */
export const registryFiltersSchema = z.object({
  cycle: z.uuid().nullable().catch(null),
  q: z
    .string()
    .max(200)
    .transform((typed) => typed.replaceAll('\u0000', '').trim())
    .catch(''),
  municipality: z.uuid().nullable().catch(null),
  standing: z.enum(teamStandings).nullable().catch(null),
  state: z.enum(teamStates).nullable().catch(null),
  direction: z
    .string()
    .min(1)
    .max(400)
    .refine((typed) => !typed.includes('\u0000'))
    .nullable()
    .catch(null),
  kind: z.enum(organisationKinds).nullable().catch(null),
  difficulty: z.coerce.number().int().min(1).max(3).nullable().catch(null),
  sort: z.enum(registrySorts).catch('organisation'),
  after: z
    .string()
    .max(2000)
    .refine((cursor) => cursorShape.test(Buffer.from(cursor, 'base64url').toString('utf8')))
    .nullable()
    .catch(null),
});
export type RegistryFilters = z.output<typeof registryFiltersSchema>;

/** Reads the filters from the address of the list. */
export function readFilters(params: URLSearchParams): RegistryFilters {
  return registryFiltersSchema.parse(Object.fromEntries([...params].map(([name, value]) => [name, value || null])));
}

/** Ids of the teams to compare, of the address. */
export function readComparedIds(params: URLSearchParams): string[] {
  const ids = params.getAll('team').filter((id) => z.uuid().safeParse(id).success);
  return [...new Set(ids)].slice(0, 4);
}
