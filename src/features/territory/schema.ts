import { z } from 'zod';
import {
  choice,
  emailField,
  emailsField,
  integer,
  isoDate,
  optionalChoice,
  optionalEmail,
  optionalText,
  optionalUuid,
  phonesField,
  text,
  uuid,
} from '#kernel/input.ts';
import type { NameCases } from '#kernel/names.ts';
import { roles } from '#kernel/roles.ts';
import { organisationKinds, staffCategories } from './rules.ts';

const genders = ['female', 'male'] as const;

const organisationFields = {
  name: text('Полное название', { max: 400 }),
  shortName: text('Краткое название', { max: 120 }),
  kind: choice('Вид организации', organisationKinds),
  actsOn: text('Действует на основании', { max: 200 }),
  address: optionalText('Адрес', { max: 300 }),
  phones: phonesField('Телефоны'),
  emails: emailsField('Электронная почта'),
};

export const organisationSchema = z.object({ ...organisationFields, municipalityId: uuid('Муниципалитет') });
export const organisationEditSchema = z.object({
  ...organisationFields,
  revision: integer('Версия', { min: 1, max: 1e9 }),
});

export const endSchema = z.object({
  appointmentId: uuid('Назначение'),
  endsOn: isoDate('Последний день работы'),
});

const nameFields = {
  lastName: text('Фамилия', { max: 80 }),
  firstName: text('Имя', { max: 80 }),
  patronymic: optionalText('Отчество', { max: 80 }),
  gender: choice('Пол', genders),
};

/** Hand-written cases of a name; an empty one is left to the program. */
export const nameCasesField = z
  .object({
    genitive: optionalText('Родительный падеж', { max: 240 }),
    dative: optionalText('Дательный падеж', { max: 240 }),
    accusative: optionalText('Винительный падеж', { max: 240 }),
    instrumental: optionalText('Творительный падеж', { max: 240 }),
    prepositional: optionalText('Предложный падеж', { max: 240 }),
  })
  .transform((written): NameCases => Object.fromEntries(Object.entries(written).filter(([, form]) => form !== null)));

/** A person's own data. */
export const personSchema = z.object({
  ...nameFields,
  nameCases: nameCasesField.default({}),
  phones: phonesField('Телефоны'),
  emails: emailsField('Электронная почта'),
  revision: integer('Версия', { min: 1, max: 1e9 }),
});

/** A post in an organisation, given to a new person or to one already known (`personId`). */
export const newStaffSchema = z.object({
  ...nameFields,
  post: text('Должность', { max: 200 }),
  staffCategory: choice(
    'Категория',
    staffCategories.filter((category) => category !== 'head'),
  ),
  startsOn: isoDate('Работает с'),
  phones: phonesField('Телефоны'),
  email: optionalEmail('Электронная почта для входа'),
});

export const newHeadSchema = z.object({
  personId: optionalUuid('Человек'),
  lastName: optionalText('Фамилия', { max: 80 }),
  firstName: optionalText('Имя', { max: 80 }),
  patronymic: optionalText('Отчество', { max: 80 }),
  gender: optionalChoice('Пол', genders),
  post: text('Должность', { max: 200 }),
  startsOn: isoDate('Назначен с'),
  phones: phonesField('Телефоны'),
  email: optionalEmail('Электронная почта для входа'),
  seen: optionalUuid('Прежнее назначение'),
});

/** A person who gets a role outside organisations: a curator, a coordinator, an employee of the operator. */
export const newHolderSchema = z.object({
  ...nameFields,
  role: choice('Роль', roles),
  unitId: uuid('Где'),
  post: optionalText('Должность', { max: 200 }),
  phones: phonesField('Телефоны'),
  email: emailField('Электронная почта для входа'),
});

export const grantSchema = z.object({
  role: choice('Роль', roles),
  unitId: uuid('Где'),
  startsOn: isoDate('Действует с'),
});
export const revokeSchema = z.object({ grantId: uuid('Роль') });

/** The search and the filters of the list, from the address. Bad values are dropped. */
export const organisationFilters = z.object({
  search: z.string().trim().max(200).catch('').default(''),
  municipality: z.uuid().nullable().catch(null).default(null),
  kind: z.enum(organisationKinds).nullable().catch(null).default(null),
  closed: z.coerce.boolean().catch(false).default(false),
  after: z.string().max(1000).nullable().catch(null).default(null),
});
export type OrganisationFiltersInput = z.output<typeof organisationFilters>;

/** Reads the filters of the list from the address. */
export function readOrganisationFilters(params: URLSearchParams): OrganisationFiltersInput {
  return organisationFilters.parse(Object.fromEntries([...params].filter(([, value]) => value !== '')));
}
