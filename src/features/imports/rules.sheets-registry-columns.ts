import { inOrder, municipalityColumn } from './rules.sheets-columns.ts';
import type { ListColumn } from './rules.sheets.ts';

export type RegistryKey =
  | 'municipality'
  | 'organisation'
  | 'kind'
  | 'shortName'
  | 'head'
  | 'post'
  | 'phones'
  | 'emails'
  | 'standing'
  | 'directions'
  | 'assessment'
  | 'results'
  | 'state'
  | 'note';

/** The columns of the registry of teams, as our own sheet has them. */
export const registryColumns: readonly ListColumn<RegistryKey>[] = [
  { key: 'post', title: 'Должность', captions: /^должность/ },
  {
    key: 'kind',
    title: 'Вид организации',
    captions: /^(?:вид|тип) (?:организац|учрежд|оо)/,
    hint: 'нужен, только если организации ещё нет в списке: тогда она вносится вместе с руководителем',
  },
  { key: 'shortName', title: 'Краткое название', captions: /кратк|сокращ/ },
  municipalityColumn,
  {
    key: 'standing',
    title: 'Управленческая команда',
    captions: /управленческ\p{L}* команд|^(?:вид|тип|статус|категория)? ?команд|опытн\p{L}* ?\/|^статус$/u,
    required: true,
    hint: 'опытная или развивающаяся',
  },
  {
    key: 'assessment',
    title: 'Самооценка затруднений',
    captions: /самооценк|затруднени/,
    hint: '«направление — степень» через точку с запятой; нужна, чтобы сразу внести развивающуюся команду',
  },
  {
    key: 'directions',
    title: 'Направления',
    captions: /направлени/,
    required: true,
    hint: 'через точку с запятой или с новой строки; можно сокращать, можно свои',
  },
  {
    key: 'head',
    title: 'Руководитель',
    captions: /руковод|директор|заведующ|фио|ф\. ?и\. ?о/,
    hint: 'фамилия, имя, отчество и должность; нужен, если у организации он ещё не записан',
  },
  { key: 'emails', title: 'Электронная почта', captions: /почт|e-?mail|электрон/, hint: 'руководителя' },
  {
    key: 'phones',
    title: 'Телефон',
    captions: /телеф|^тел|контакт/,
    hint: 'руководителя; телефон и почта нужны, чтобы подать команду',
  },
  {
    key: 'results',
    title: 'Результаты',
    captions: /результат/,
    hint: 'нужны, чтобы сразу внести опытную команду',
  },
  {
    key: 'state',
    title: 'Состояние',
    captions: /^состояни/,
    hint: 'не меняется файлом; отозванные команды пропускаются',
  },
  { key: 'note', title: 'Примечание', captions: /примечани/, hint: 'по желанию' },
  {
    key: 'organisation',
    title: 'Организация',
    captions: /организаци|учрежден|^оо$|^школа|назв|назыв|наименован/,
    required: true,
    hint: 'полное или краткое название из списка организаций',
  },
];

const sheetOrder: readonly RegistryKey[] = [
  'municipality',
  'organisation',
  'head',
  'phones',
  'emails',
  'standing',
  'directions',
  'assessment',
  'results',
  'note',
  'kind',
];

/** The columns of the empty sheet, in the order of our own; what the program itself keeps is left out. */
export const registrySheetColumns = inOrder(registryColumns, sheetOrder);
