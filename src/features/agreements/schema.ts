import { z } from 'zod';
import { file, isoDate, optionalText, text, uuid } from '#kernel/input.ts';

/** What the operator sets when the agreement is generated; an empty number is given by the platform. */
export const generateSchema = z.object({
  number: optionalText('Номер соглашения', { max: 40 }),
  datedOn: isoDate('Дата соглашения'),
});
export type GenerateInput = z.output<typeof generateSchema>;

/** A signature: by whom, when, and the scan that proves it. */
export const signSchema = z.object({
  partyId: uuid('Сторона', { ask: 'Выберите сторону соглашения' }),
  signedOn: isoDate('Дата подписания'),
  signer: text('ФИО подписавшего', { max: 200 }),
  signerPost: text('Должность', { max: 300 }),
  scan: file('Скан соглашения'),
});
export type SignInput = z.output<typeof signSchema>;
