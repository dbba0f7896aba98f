/** Building blocks of every `schema.ts`: fields that clean what comes in and refuse in Russian. */
export { longText, optionalLongText, optionalText, text, texts } from './input-texts.ts';
export {
  agreed,
  checkbox,
  choice,
  choices,
  emailField,
  emailsField,
  integer,
  isoDate,
  optionalChoice,
  optionalEmail,
  optionalInteger,
  optionalIsoDate,
  optionalUuid,
  phonesField,
  uuid,
  uuids,
} from './input-values.ts';
export { changeRows, file, noFields, parseInput, readFields, rows } from './input-form.ts';
