import { z } from 'zod';
import {
  checkbox,
  choice,
  choices,
  emailsField,
  integer,
  isoDate,
  longText,
  optionalIsoDate,
  optionalLongText,
  optionalText,
  optionalUuid,
  rows,
  text,
  texts,
  uuid,
} from '#kernel/input.ts';
import { nameCasesField } from '#features/territory/index.ts';
import { documentKeys, milestoneRoles, organisationKindKeys, responsibleKeys, territoryKinds } from './schema.ts';

/** Every edit names the version it began with and may say why. */
const edit = { basedOn: integer('Версия', { min: 0, max: 1_000_000 }), note: optionalText('Пояснение', { max: 300 }) };

export const directionsForm = z.object({
  ...edit,
  directions: rows(
    'Направления',
    z.object({
      code: optionalText('Код', { max: 60 }),
      title: text('Название', { max: 300 }),
      shortTitle: text('Короткое название', { max: 60 }),
      aliases: texts('Другие названия', { max: 200, maxItems: 30 }),
      workingGroup: texts('Состав рабочей группы', { max: 200, maxItems: 12 }),
      archived: checkbox(),
    }),
    { min: 1, ask: 'Назовите хотя бы одно направление' },
  ),
});
export type DirectionsForm = z.output<typeof directionsForm>;

export const transferFormsForm = z.object({
  ...edit,
  forms: rows(
    'Формы',
    z.object({
      code: optionalText('Код', { max: 60 }),
      title: text('Название', { max: 300 }),
      archived: checkbox(),
    }),
    { min: 1, ask: 'Назовите хотя бы одну форму' },
  ),
});
export type TransferFormsForm = z.output<typeof transferFormsForm>;

export const termsForm = z.object({
  ...edit,
  minMonths: integer('Наименьший срок', { min: 1, max: 60 }),
  maxMonths: integer('Наибольший срок', { min: 1, max: 60 }),
  extensionMaxMonths: integer('Продление не более чем на', { min: 0, max: 60 }),
  extensionTimes: integer('Сколько раз можно продлить', { min: 0, max: 9 }),
  daysToSumUp: integer('Дней на подведение итогов', { min: 1, max: 365 }),
  coordinatorEmployer: choice('Чей сотрудник координатор', ['municipality', 'operator']),
});
export type TermsForm = z.output<typeof termsForm>;

const groups = (label: string) => integer(label, { min: 0, max: 99 });

export const quotasForm = z.object({
  ...edit,
  byKind: z.object({
    [territoryKinds[0]]: groups('Муниципальный район'),
    [territoryKinds[1]]: groups('Городской округ'),
    [territoryKinds[2]]: groups('Район города'),
  }),
  experienced: integer('Опытных команд в группе', { min: 1, max: 9 }),
  developing: integer('Развивающихся команд в группе', { min: 1, max: 9 }),
  byUnit: rows('Отдельные территории', z.object({ unit: text('Территория', { max: 300 }), groups: groups('Групп') }), {
    max: 300,
  }),
});
export type QuotasForm = z.output<typeof quotasForm>;

export const targetsForm = z.object({
  ...edit,
  targets: rows(
    'Показатели',
    z.object({
      year: integer('Год', { min: 2000, max: 2100 }),
      percent: integer('Доля, %', { min: 0, max: 100 }),
      organisations: integer('Организаций', { min: 0, max: 100_000 }),
      total: integer('Всего', { min: 0, max: 1_000_000 }),
    }),
  ),
  kinds: rows(
    'Виды организаций',
    z.object({
      kind: choice('Вид', organisationKindKeys),
      fromYear: integer('С какого года', { min: 2000, max: 2100 }),
    }),
    { min: 1 },
  ),
});
export type TargetsForm = z.output<typeof targetsForm>;

export const milestonesForm = z.object({
  ...edit,
  milestones: rows(
    'Сроки',
    z.object({
      key: optionalText('Ключ', { max: 60 }),
      title: text('Что сделать', { max: 300 }),
      day: integer('День', { min: 1, max: 31 }),
      month: integer('Месяц', { min: 1, max: 12 }),
      yearOffset: integer('Год цикла', { min: 0, max: 2 }),
      role: choice('Кто отвечает', milestoneRoles),
      step: optionalText('Шаг', { max: 1 }),
    }),
    { min: 1 },
  ),
});
export type MilestonesForm = z.output<typeof milestonesForm>;

export const planDueKinds = ['month', 'months', 'span', 'by-agreement', 'regular', 'whole-period'] as const;
export const standardPlanForm = z.object({
  ...edit,
  plan: rows(
    'Мероприятия',
    z.object({
      stage: choice('Этап', ['1', '2', '3']),
      title: text('Мероприятие', { max: 500 }),
      transferForm: text('Форма передачи опыта', { max: 60, ask: 'Выберите форму передачи опыта' }),
      dueKind: choice('Срок', planDueKinds),
      first: optionalText('Месяц', { max: 12 }),
      second: optionalText('Второй месяц', { max: 12 }),
      responsible: choices('Ответственные', responsibleKeys, { min: 1, ask: 'Отметьте, кто отвечает' }),
      themesAllowed: checkbox(),
    }),
    { min: 1, max: 99 },
  ),
});
export type StandardPlanForm = z.output<typeof standardPlanForm>;

export const requisitesForm = z.object({
  ...edit,
  name: text('Полное название', { max: 500 }),
  shortName: text('Краткое название', { max: 120 }),
  city: text('Город', { max: 120 }),
  address: text('Адрес', { max: 300 }),
  phones: texts('Телефоны', { max: 60, maxItems: 5 }),
  emails: emailsField('Электронная почта'),
  actsOn: text('Действует на основании', { max: 200 }),
  lastName: text('Фамилия', { max: 100 }),
  firstName: text('Имя', { max: 100 }),
  patronymic: optionalText('Отчество', { max: 100 }),
  gender: choice('Пол', ['female', 'male']),
  nameCases: nameCasesField.default({}),
  post: text('Должность', { max: 200 }),
});
export type RequisitesForm = z.output<typeof requisitesForm>;

export const documentForm = z.object({
  ...edit,
  key: choice('Документ', documentKeys),
  title: text('Название', { max: 200 }),
  body: longText('Текст', { max: 40_000 }),
});
export type DocumentForm = z.output<typeof documentForm>;

/** The earlier version whose text is taken again, and the last one the person saw. */
export const restoreForm = z.object({
  basedOn: integer('Версия', { min: 0, max: 1_000_000 }),
  number: integer('Версия с нужным текстом', { min: 1, max: 1_000_000 }),
});
export type RestoreForm = z.output<typeof restoreForm>;

export const overlayForm = z.object({
  ...edit,
  unitId: uuid('Муниципалитет'),
  title: text('Название положения', { max: 500 }),
  coordinatorEmployer: choice('Чей сотрудник координатор', ['municipality', 'operator']),
});
export type OverlayForm = z.output<typeof overlayForm>;

/** What opens a cycle, and what may be changed in it later. */
export const openCycleForm = z.object({ year: integer('Год начала', { min: 2000, max: 2100 }) });
export const cycleForm = z.object({
  startsOn: isoDate('Начало цикла'),
  endsOn: isoDate('Конец цикла'),
  agreementSendBy: isoDate('Направить соглашения'),
  agreementSignBy: isoDate('Подписать соглашения'),
  programmeDueOn: isoDate('Разработать программу'),
  milestones: rows('Сроки', z.object({ key: text('Ключ', { max: 60 }), dueOn: isoDate('Дата') })),
});
export type CycleForm = z.output<typeof cycleForm>;

/** A row of a territory's plan of measures, as it is typed. `due` is written in words. */
const measureFields = {
  title: text('Мероприятие', { max: 500 }),
  responsible: text('Ответственные', { max: 300 }),
  due: text('Срок', { max: 200, ask: 'Укажите срок: месяц, промежуток или «весь период»' }),
  note: optionalLongText('Примечание', { max: 1000 }),
};
const revision = integer('Версия записи', { min: 1, max: 1_000_000 });

export const measureForm = z.object({ unitId: uuid('Территория'), cycleId: optionalUuid('Цикл'), ...measureFields });
export type MeasureForm = z.output<typeof measureForm>;
export const editMeasureForm = z.object({ revision, ...measureFields });
export type EditMeasureForm = z.output<typeof editMeasureForm>;
export const markMeasureForm = z.object({ doneOn: optionalIsoDate('Выполнено'), revision });
export const removeMeasureForm = z.object({ revision });
