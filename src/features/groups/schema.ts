import { z } from 'zod';
import {
  checkbox,
  choice,
  integer,
  isoDate,
  longText,
  optionalChoice,
  optionalInteger,
  optionalIsoDate,
  optionalText,
  optionalUuid,
  text,
  uuid,
  uuids,
} from '#kernel/input.ts';
import { groupStates, memoGrounds, orderKinds } from './rules.ts';

// The limits of the term are the regulation's: here only what is a number at all.
const months = { min: -999_999, max: 999_999 };
const termMonths = integer('Срок, месяцев', months);
const orderNumber = text('Номер приказа', { max: 30 });
const orderDate = isoDate('Дата приказа');

export const proposalSchema = z.object({
  developing: uuids('Развивающиеся команды', { min: 1, max: 10 }),
  experienced: uuids('Опытные команды', { min: 1, max: 10 }),
  directions: z.preprocess(asList, z.array(z.string().max(200)).max(20)),
  termMonths,
  termGround: longText('Основание срока', { max: 1000, ask: 'Напишите, почему выбран такой срок' }),
  manyToMany: checkbox(),
});
export type ProposalInput = z.output<typeof proposalSchema>;

/** The form of the page: the developing team it is about, and one more to attach. */
export const proposalFormSchema = proposalSchema.extend({ alsoDeveloping: optionalUuid('Ещё развивающаяся команда') });

export const applicationSchema = proposalSchema.omit({ developing: true, experienced: true, manyToMany: true }).extend({
  experienced: uuid('Опытная команда', { ask: 'Выберите опытную команду' }),
});
export type ApplicationInput = z.output<typeof applicationSchema>;

export const declineSchema = z.object({
  reason: longText('Причина отказа', { max: 2000, ask: 'Напишите причину отказа' }),
});

export const orderSchema = z.object({
  coordinatorId: uuid('Координатор', { ask: 'Выберите координатора' }),
  number: orderNumber,
  datedOn: orderDate,
});
export type OrderInput = z.output<typeof orderSchema>;

export const extensionRequestSchema = z.object({
  months: integer('На сколько месяцев', months),
  reason: longText('Обоснование', { max: 2000 }),
});
export const extensionSchema = extensionRequestSchema.extend({ number: orderNumber, datedOn: orderDate });
export const answerSchema = z.object({ answer: longText('Ответ', { max: 2000, ask: 'Напишите, почему отказано' }) });

export const earlyFinishSchema = z.object({
  finishedOn: isoDate('Дата завершения'),
  reason: longText('Основание', { max: 2000 }),
  number: orderNumber,
  datedOn: orderDate,
});

export const memoSchema = z.object({
  number: text('Номер служебной записки', { max: 30 }),
  datedOn: isoDate('Дата служебной записки'),
  ground: choice('Основание', memoGrounds, { ask: 'Выберите основание замены' }),
  explanation: longText('Обстоятельства', { max: 4000 }),
  leavingTeamId: uuid('Выбывающая команда', { ask: 'Выберите команду, которую заменяют' }),
  joiningTeamId: uuid('Новая команда', { ask: 'Выберите новую команду' }),
});
export const replacementSchema = z.object({ number: orderNumber, datedOn: orderDate });

export const dissolutionSchema = z.object({
  reason: longText('Основание', { max: 2000, ask: 'Напишите основание' }),
  number: optionalText('Номер приказа', { max: 30 }),
  datedOn: optionalIsoDate('Дата приказа'),
});

export const questionSchema = z.object({
  topic: text('Тема', { max: 200 }),
  body: longText('Вопрос', { max: 5000, ask: 'Напишите вопрос' }),
});
export const messageSchema = z.object({ body: longText('Сообщение', { max: 5000, ask: 'Напишите сообщение' }) });

/** Filters come from the address: what is spoilt there is simply not a filter. */
export const groupFiltersSchema = z.object({
  municipality: z.uuid().nullable().catch(null),
  direction: optionalText('Направление', { max: 200 }).catch(null),
  step: z.coerce.number().int().min(2).max(6).nullable().catch(null),
  state: z.enum(groupStates).nullable().catch(null),
  q: optionalText('Поиск', { max: 200 }).catch(null),
  late: z
    .literal('1')
    .transform(() => true)
    .or(z.boolean())
    .catch(false),
  after: optionalText('Продолжение', { max: 100 }).catch(null),
  cycle: z.uuid().nullable().catch(null),
});
/** The filters in an address; a group that is over is chosen among the steps. */
export function readGroupFilters(params: URLSearchParams): GroupFiltersInput {
  const given = Object.fromEntries(params);
  return groupFiltersSchema.parse({ ...given, state: given['step'] });
}
export type GroupFiltersInput = z.output<typeof groupFiltersSchema>;

export const orderFiltersSchema = z.object({
  year: optionalInteger('Год', { min: 2000, max: 2100 }).catch(null),
  kind: optionalChoice('Вид приказа', orderKinds).catch(null),
  q: optionalText('Поиск', { max: 200 }).catch(null),
  after: optionalText('Продолжение', { max: 100 }).catch(null),
});

function asList(value: unknown): unknown {
  return value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value];
}
