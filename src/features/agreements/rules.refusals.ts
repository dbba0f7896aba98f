import { formatDate, type IsoDate } from '#kernel/dates.ts';
import type { Refusal } from '#kernel/refusal.ts';

const refusal = (code: string, kind: Refusal['kind'], message: string, field?: string): Refusal => ({
  code: `agreements.${code}`,
  kind,
  clause: 'agreement',
  message,
  ...(field ? { field } : {}),
});

const beforeOrder = ['proposed', 'agreed'];

/** The refusals of agreements: the one place of their texts. Clause K-3.1. */
export const refusals = {
  forbidden: {
    operator: refusal('forbidden.operator', 'forbidden', 'Соглашение готовит и направляет региональный оператор'),
    head: refusal('forbidden.head', 'forbidden', 'Соглашение подписывает руководитель организации'),
    ownOnly: refusal(
      'forbidden.own-only',
      'forbidden',
      'Руководитель подписывает соглашение только за свою организацию',
    ),
  },
  notOrdered: (groupState: string): Refusal =>
    refusal(
      'not-ordered',
      'conflict',
      beforeOrder.includes(groupState)
        ? 'Соглашение составляют после приказа о составе группы'
        : 'Группа завершила работу, новое соглашение не заключают',
    ),
  alreadySent: refusal('already-sent', 'conflict', 'Соглашение уже направлено сторонам'),
  notSent: refusal('not-sent', 'conflict', 'Соглашение ещё не направлено сторонам'),
  alreadySigned: refusal('already-signed', 'conflict', 'Эта сторона уже подписала соглашение'),
  noSuchParty: refusal('no-such-party', 'invalid', 'Выберите сторону соглашения', 'partyId'),
  partiesChanged: {
    ...refusal('parties-changed', 'conflict', 'Состав группы изменился: нужно новое соглашение'),
    clause: 'replacement',
  } satisfies Refusal,
  signedBeforeSent: (sentOn: IsoDate): Refusal =>
    refusal(
      'signed-before-sent',
      'invalid',
      `Дата подписания — не раньше направления, ${formatDate(sentOn)}`,
      'signedOn',
    ),
  signedInFuture: refusal('signed-in-future', 'invalid', 'Дата подписания ещё не наступила', 'signedOn'),
  numberUsedUp: refusal('number-used-up', 'invalid', 'У нового соглашения должен быть новый номер', 'number'),
  dateInFuture: refusal('date-in-future', 'invalid', 'Дата соглашения ещё не наступила', 'datedOn'),
  scanKind: {
    ...refusal('scan-kind', 'invalid', 'Скан подписанного соглашения — файл PDF, JPG или PNG', 'scan'),
    clause: 'platform-files',
  } satisfies Refusal,
  template: (line: number, message: string): Refusal =>
    refusal('template', 'conflict', `Текст соглашения в положении с ошибкой в строке ${line}: ${message}`),
  conflict: {
    ...refusal('conflict', 'conflict', 'Соглашение только что изменил кто-то другой: посмотрите, что в нём теперь'),
    clause: 'platform-conflict',
  } satisfies Refusal,
} as const;
