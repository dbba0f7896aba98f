import { inOrder, municipalityColumn } from './rules.sheets-columns.ts';
import type { ListColumn } from './rules.sheets.ts';

export type OrganisationKey =
  | 'municipality'
  | 'name'
  | 'shortName'
  | 'kind'
  | 'actsOn'
  | 'address'
  | 'phones'
  | 'emails'
  | 'head'
  | 'post'
  | 'headPhones'
  | 'headEmails'
  | 'since'
  | 'closed';

/** The columns of the list of organisations, as our own sheet has them. */
export const organisationColumns: readonly ListColumn<OrganisationKey>[] = [
  { key: 'post', title: 'Должность руководителя', captions: /^должность/, hint: 'директор, заведующий' },
  {
    key: 'headPhones',
    title: 'Телефон руководителя',
    captions: /(?:тел|моб|сот).*(?:руковод|директор|заведующ)/,
    hint: 'можно несколько через запятую',
  },
  {
    key: 'headEmails',
    title: 'Почта руководителя',
    captions: /(?:почт|e-?mail|адрес эл).*(?:руковод|директор|заведующ)/,
    hint: 'можно несколько через запятую',
  },
  {
    key: 'since',
    title: 'Руководит с',
    captions: /^(?:руководит с|назначен|дата назначения|в должности с)/,
    hint: 'дата; если её нет, новый руководитель записывается с сегодняшнего дня',
  },
  {
    key: 'kind',
    title: 'Вид',
    captions: /^(?:вид|тип)(?!\p{L})/u,
    hint: 'школа, детский сад, учреждение дополнительного образования, колледж, методическая служба; если пусто, понимается по названию',
  },
  {
    key: 'shortName',
    title: 'Краткое название',
    captions: /кратк|сокращ/,
    hint: 'если пусто, составляется из полного',
  },
  {
    key: 'actsOn',
    title: 'Действует на основании',
    captions: /действу\p{L}* на основании|^основание/u,
    hint: 'Устава',
  },
  municipalityColumn,
  {
    key: 'head',
    title: 'Руководитель',
    captions: /руковод|директор|заведующ|фио|ф\. ?и\. ?о/,
    hint: 'фамилия, имя, отчество; прежний руководитель при этом снимается',
  },
  { key: 'address', title: 'Адрес', captions: /^(?:\p{L}+ий )?адрес(?! эл)|местонахожд/u, hint: 'по желанию' },
  { key: 'emails', title: 'Электронная почта', captions: /почт|e-?mail|электрон/, hint: 'организации' },
  { key: 'phones', title: 'Телефон', captions: /телеф|^тел|контакт/, hint: 'организации' },
  { key: 'closed', title: 'Закрыта', captions: /^закрыта/, hint: 'строки закрытых организаций пропускаются' },
  {
    key: 'name',
    title: 'Полное название',
    captions: /назв|назыв|наименован|организаци|учрежден|^оо$|^школа/,
    required: true,
    hint: 'по Уставу; по нему и по краткому узнаётся уже внесённая',
  },
];

const sheetOrder: readonly OrganisationKey[] = [
  'municipality',
  'name',
  'shortName',
  'kind',
  'actsOn',
  'address',
  'phones',
  'emails',
  'head',
  'post',
  'headPhones',
  'headEmails',
  'since',
  'closed',
];

/** The columns in the order of the sheet. */
export const organisationSheetColumns = inOrder(organisationColumns, sheetOrder);
