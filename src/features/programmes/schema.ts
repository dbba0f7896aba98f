import { z } from 'zod';
import {
  checkbox,
  choice,
  emailsField,
  integer,
  isoDate,
  optionalLongText,
  optionalText,
  phonesField,
  rows,
  text,
  texts,
  uuid,
} from '#kernel/input.ts';
import { markStates } from './rules.marks.ts';

const revision = integer('Версия', { min: 1, max: 1_000_000 });

/** Part I without the working groups: directions, planned period, goals, meetings. */
export const generalSchema = z.object({
  revision,
  periodFrom: isoDate('Начало'),
  periodTo: isoDate('Окончание'),
  directions: texts('Направления', { max: 300 }),
  goals: optionalLongText('Цели', { max: 3000 }),
  meetings: optionalLongText('Частота и формат встреч', { max: 2000 }),
  broadcast: optionalLongText('Как будет распространён опыт', { max: 2000 }),
  operatorContact: optionalLongText('Сотрудник регионального оператора', { max: 500 }),
  curatorContact: optionalLongText('Муниципальный куратор', { max: 500 }),
});
export type GeneralInput = z.output<typeof generalSchema>;

const members = rows(
  'Рабочая группа',
  z.object({
    fullName: text('Фамилия, имя, отчество', { max: 200 }),
    post: text('Должность', { max: 300 }),
    phones: phonesField('Телефон'),
    emails: emailsField('Электронная почта'),
    isLeader: checkbox(),
    isContact: checkbox(),
  }),
  { max: 30 },
);

/** The working group of one team, saved as a whole. */
export const workingGroupSchema = z.object({
  teamId: uuid('Команда'),
  revision: integer('Версия', { min: 0, max: 1_000_000 }),
  members,
});
export type WorkingGroupInput = z.output<typeof workingGroupSchema>;

const theme = z.object({ title: text('Тема', { max: 500 }), dues: dates('Сроки темы') });

/** A theme as one value of a choice between two versions: its JSON. Anything else is dropped. */
const themeLines = z
  .unknown()
  .optional()
  .transform((raw): z.output<typeof theme>[] =>
    (Array.isArray(raw) ? (raw as unknown[]) : [raw]).flatMap((line) => {
      const parsed = theme.safeParse(typeof line === 'string' ? fromJson(line) : null);
      return parsed.success ? [parsed.data] : [];
    }),
  );

function fromJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Dates in words, one after another: divided by a semicolon or written on lines of their own. */
function dates(label: string) {
  return texts(label, { max: 300 }).transform((lines) =>
    lines
      .flatMap((line) => line.split(';'))
      .map((part) => part.trim())
      .filter(Boolean),
  );
}

/** What a row of the plan says; `due` and the dates of themes come in words. */
const activityContent = {
  stage: choice('Этап', ['1', '2', '3']),
  title: text('Мероприятие', { max: 1000 }),
  transferForm: text('Форма передачи опыта', { max: 100, ask: 'Выберите форму передачи опыта' }),
  due: text('Срок', { max: 300, ask: 'Укажите срок: месяц, даты или «по согласованию сторон»' }),
  responsible: texts('Ответственные', { max: 100 }),
  themes: rows('Темы', theme, { max: 40 }),
};

/** A row of the plan as its form sends it. */
export const activitySchema = z
  .object({
    revision: integer('Версия', { min: 0, max: 1_000_000 }),
    ...activityContent,
    themeLines,
  })
  .transform(({ themeLines: chosen, ...activity }) => ({ ...activity, themes: [...activity.themes, ...chosen] }));
export type ActivityInput = z.output<typeof activitySchema>;

const wholeRow = z.object(activityContent);

/** Rows of a plan by their places in the form; a row left out is null, so that every refusal finds its place. */
const wholePlan = z
  .unknown()
  .optional()
  .transform((raw, context) =>
    (Array.isArray(raw) ? (raw as unknown[]) : []).slice(0, 200).map((row, index) => {
      if (typeof row !== 'object' || row === null || Boolean((row as { leave?: unknown }).leave)) return null;
      const parsed = wholeRow.safeParse(row);
      if (parsed.success) return parsed.data;
      for (const { message, path } of parsed.error.issues)
        context.addIssue({ code: 'custom', message, path: [index, ...path] });
      return z.NEVER;
    }),
  );

/** A whole programme that takes the place of the one being written: part I, one's own working group and the plan. */
export const wholeSchema = generalSchema.omit({ revision: true }).extend({
  /** What the person was shown as the present programme. */
  seen: optionalText('Версия', { max: 200 }),
  agreed: checkbox(),
  members,
  activities: wholePlan,
});
export type WholeInput = z.output<typeof wholeSchema>;

const filesAtOnce = 20;

/** Files of one field, some at once; kind and size are checked where they are stored. */
const uploads = z
  .unknown()
  .optional()
  .transform((raw, context): File[] => {
    const given = Array.isArray(raw) ? (raw as unknown[]) : [raw];
    const files = given.filter((item): item is File => item instanceof File && item.name !== '');
    if (files.length <= filesAtOnce) return files;
    context.addIssue({
      code: 'custom',
      message: `За один раз — не больше ${filesAtOnce} файлов, выбрано ${files.length}`,
    });
    return z.NEVER;
  });

/** The mark of completion of an activity with its evidence files. */
export const markSchema = z.object({
  revision: integer('Версия', { min: 0, max: 1_000_000 }),
  state: choice('Отметка', markStates, { ask: 'Выберите отметку о выполнении' }),
  onDate: isoDate('Дата'),
  result: optionalLongText('Результат', { max: 3000 }),
  reason: optionalLongText('Причина', { max: 3000 }),
  files: uploads,
});
export type MarkInput = Omit<z.output<typeof markSchema>, 'files'>;

/** The curator's remarks on a version; the rules say when they are needed. */
export const decisionSchema = z.object({
  remarks: optionalLongText('Замечания', { max: 5000 }),
});

/** Why the programme in force is being changed. */
export const amendmentSchema = z.object({
  summary: text('Что и почему меняется', { max: 500 }),
});

/** A row of the plan as its buttons name it. */
export const rowSchema = z.object({
  revision: integer('Версия', { min: 0, max: 1_000_000 }),
});

/** One evidence file. */
export const evidenceSchema = z.object({ fileId: uuid('Файл') });
