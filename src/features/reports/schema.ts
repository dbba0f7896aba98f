import { z } from 'zod';
import { file, integer, isoDate, longText, optionalLongText, rows, text } from '#kernel/input.ts';

const revision = integer('Версия', { min: 0, max: 1_000_000 });

/** The developing team's information report; figures are computed, never typed. */
export const informationSchema = z.object({
  revision,
  goalsReached: optionalLongText('Достижение целей', { max: 5000 }),
  conclusions: optionalLongText('Общие выводы', { max: 8000 }),
});
export type InformationInput = z.output<typeof informationSchema>;

/** The experienced team's final report. */
export const finalSchema = z.object({
  revision,
  assessment: optionalLongText('Оценка выполнения программы', { max: 8000 }),
  dynamics: optionalLongText('Изменения в работе развивающейся команды', { max: 8000 }),
  relations: optionalLongText('Отношения в группе', { max: 5000 }),
  recommendations: optionalLongText('Рекомендации', { max: 5000 }),
});
export type FinalInput = z.output<typeof finalSchema>;

/** Why the final report is returned. */
export const remarksSchema = z.object({ remarks: optionalLongText('Замечания', { max: 5000 }) });

/** Answers about relations in the group: `scores.<statement>`. */
export const surveySchema = z.object({
  scores: z.record(z.string(), z.coerce.number().int().catch(Number.NaN)).catch({}),
  comment: optionalLongText('Комментарий', { max: 2000 }),
});
export type SurveyInput = z.output<typeof surveySchema>;

/** Exit supervision: difficulty by direction, in the order of the programme's directions. */
export const exitSchema = z.object({
  answers: rows(
    'Направления',
    z.object({
      directionKey: text('Направление', { max: 300 }),
      difficulty: integer('Затруднения', { min: 0, max: 3, ask: 'Оцените затруднения' }),
      comment: optionalLongText('Что изменилось', { max: 3000 }),
    }),
  ),
});
export type ExitInput = z.output<typeof exitSchema>;

/** Critical analysis of the work in the group by a team. */
export const analysisSchema = z.object({
  revision,
  body: longText('Критический анализ', { max: 8000 }),
});

/** How the group's results were presented. */
export const presentationSchema = z.object({
  presentedOn: isoDate('Дата', { ask: 'Укажите дату' }),
  place: text('Где', { max: 300, ask: 'Напишите, где представлены результаты' }),
  description: optionalLongText('Что представлено и как приняли', { max: 3000 }),
  file: file('Файл', { required: false }),
});
export type PresentationInput = Omit<z.output<typeof presentationSchema>, 'file'>;
