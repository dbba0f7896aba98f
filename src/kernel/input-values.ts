import { isBefore, type IsoDate } from './calendar.ts';
import { formatDate } from './date-format.ts';
import { parseDate } from './date-parse.ts';
import { asked, field, isEmpty, type Ask } from './input-texts.ts';
import { extractContacts, isEmail } from './phones.ts';
import { formatNumber } from './plural.ts';
import { cleanLine } from './text.ts';

type Refuse = (message: string) => never;

/** A single line out of a raw value; arrays and files are refused. */
function line(label: string, raw: unknown, refuse: Refuse): string {
  return typeof raw === 'string' || typeof raw === 'number'
    ? cleanLine(String(raw))
    : refuse(`Проверьте поле «${label}»`);
}

interface DateLimits {
  readonly min?: IsoDate | undefined;
  readonly max?: IsoDate | undefined;
}

function readDate(label: string, { min, max }: DateLimits, raw: unknown, refuse: Refuse): IsoDate {
  const date = parseDate(line(label, raw, refuse));
  if (!date.ok) return refuse(date.error);
  if (min !== undefined && isBefore(date.value, min)) return refuse(`«${label}» — не раньше ${formatDate(min)}`);
  if (max !== undefined && isBefore(max, date.value)) return refuse(`«${label}» — не позже ${formatDate(max)}`);
  return date.value;
}

/** A required day, written as 31.12.2026 or sent by a date field as 2026-12-31. */
export function isoDate(label: string, { ask, ...limits }: DateLimits & Ask = {}) {
  return field((raw, refuse) => (isEmpty(raw) ? refuse(asked(label, ask)) : readDate(label, limits, raw, refuse)));
}

/** A day, null when empty. */
export function optionalIsoDate(label: string, limits: DateLimits = {}) {
  return field((raw, refuse) => (isEmpty(raw) ? null : readDate(label, limits, raw, refuse)));
}

interface Limits {
  readonly min: number;
  readonly max: number;
}

function readInteger(label: string, { min, max }: Limits, raw: unknown, refuse: Refuse): number {
  const digits = line(label, raw, refuse).replace(/\s/gu, '').replace(/^−/u, '-');
  const value = /^[+-]?\d{1,15}$/.test(digits) ? Number(digits) : refuse(`«${label}» — целое число`);
  return value < min || value > max
    ? refuse(`«${label}» — от ${formatNumber(min)} до ${formatNumber(max)}`)
    : value + 0;
}

/** A required whole number. */
export function integer(label: string, { ask, ...limits }: Limits & Ask) {
  return field((raw, refuse) => (isEmpty(raw) ? refuse(asked(label, ask)) : readInteger(label, limits, raw, refuse)));
}

/** A whole number, null when empty. */
export function optionalInteger(label: string, limits: Limits) {
  return field((raw, refuse) => (isEmpty(raw) ? null : readInteger(label, limits, raw, refuse)));
}

function readChoice<const Value extends string>(
  label: string,
  values: readonly Value[],
  raw: unknown,
  refuse: Refuse,
): Value {
  return values.find((value) => value === raw) ?? refuse(`Выберите значение поля «${label}» из списка`);
}

/** One of the values. */
export function choice<const Value extends string>(label: string, values: readonly Value[], { ask }: Ask = {}) {
  return field((raw, refuse): Value =>
    isEmpty(raw) ? refuse(ask ?? `Выберите значение поля «${label}»`) : readChoice(label, values, raw, refuse),
  );
}

/** One of the values, null when none is chosen. */
export function optionalChoice<const Value extends string>(label: string, values: readonly Value[]) {
  return field((raw, refuse): Value | null => (isEmpty(raw) ? null : readChoice(label, values, raw, refuse)));
}

function listed(raw: unknown): unknown[] {
  return (Array.isArray(raw) ? (raw as unknown[]) : [raw]).filter((item) => !isEmpty(item));
}

/** Any of the values (checkboxes of one name), without repetition; a single one may come as a string. */
export function choices<const Value extends string>(
  label: string,
  values: readonly Value[],
  { min = 0, ask }: { min?: number } & Ask = {},
) {
  return field((raw, refuse): Value[] => {
    const chosen = [...new Set(listed(raw).map((item) => readChoice(label, values, item, refuse)))];
    return chosen.length < min ? refuse(ask ?? `Выберите значение поля «${label}»`) : chosen;
  });
}

const uuidPattern = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

function readUuid(label: string, raw: unknown, refuse: Refuse): string {
  return typeof raw === 'string' && uuidPattern.test(raw.trim())
    ? raw.trim().toLowerCase()
    : refuse(`Выберите значение поля «${label}» из списка`);
}

/** The identifier of something chosen. */
export function uuid(label: string, { ask }: Ask = {}) {
  return field((raw, refuse) =>
    isEmpty(raw) ? refuse(ask ?? `Выберите значение поля «${label}»`) : readUuid(label, raw, refuse),
  );
}

/** An identifier, null when nothing is chosen. */
export function optionalUuid(label: string) {
  return field((raw, refuse) => (isEmpty(raw) ? null : readUuid(label, raw, refuse)));
}

/** Identifiers of several things chosen, without repetition. */
export function uuids(label: string, { min = 0, max = 500, ask }: { min?: number; max?: number } & Ask = {}) {
  return field((raw, refuse) => {
    const chosen = [...new Set(listed(raw).map((item) => readUuid(label, item, refuse)))];
    if (chosen.length < min) return refuse(ask ?? `Выберите значение поля «${label}»`);
    return chosen.length > max ? refuse(`«${label}» — не больше ${max}`) : chosen;
  });
}

/** Phones of one text or several fields as +7XXXXXXXXXX; anything else in them is refused. */
export function phonesField(label: string, { required = false, ask }: { required?: boolean } & Ask = {}) {
  return field((raw, refuse) => {
    const said = listed(raw)
      .map((item) => line(label, item, refuse))
      .join('\n');
    const { phones, emails, rest } = extractContacts(said);
    if (rest !== '' || emails.length > 0)
      return refuse(
        `«${(rest || (emails[0] ?? '')).slice(0, 60)}» не похоже на телефон. Напишите с кодом, например 8 (8442) 00-00-00`,
      );
    return required && phones.length === 0 ? refuse(asked(label, ask)) : phones;
  });
}

function readEmail(raw: unknown, refuse: Refuse): string {
  const address = typeof raw === 'string' ? cleanLine(raw).toLowerCase() : '';
  return isEmail(address) ? address : refuse(`«${address.slice(0, 60)}» не похоже на адрес электронной почты`);
}

/** A required e-mail address in lower case. */
export function emailField(label = 'Электронная почта', { ask }: Ask = {}) {
  return field((raw, refuse) => (isEmpty(raw) ? refuse(asked(label, ask)) : readEmail(raw, refuse)));
}

/** An e-mail address, null when empty. */
export function optionalEmail(_label = 'Электронная почта') {
  return field((raw, refuse) => (isEmpty(raw) ? null : readEmail(raw, refuse)));
}

/** E-mail addresses of one text (separated by commas, semicolons or spaces) or several fields. */
export function emailsField(label: string, { required = false, ask }: { required?: boolean } & Ask = {}) {
  return field((raw, refuse) => {
    const said = listed(raw)
      .flatMap((item) => line(label, item, refuse).split(/[\s,;]+/u))
      .filter((item) => item !== '');
    const addresses = [...new Set(said.map((item) => readEmail(item, refuse)))];
    return required && addresses.length === 0 ? refuse(asked(label, ask)) : addresses;
  });
}

const checked = (raw: unknown): boolean =>
  raw === true || (typeof raw === 'string' && /^(?:on|true|1|yes|да)$/i.test(raw.trim()));

/** A checkbox: absent is false. */
export function checkbox() {
  return field((raw) => checked(Array.isArray(raw) ? raw.at(-1) : raw));
}

/** A checkbox that must be set; `message` says why. */
export function agreed(message: string) {
  return field((raw, refuse): true => checked(raw) || refuse(message));
}
