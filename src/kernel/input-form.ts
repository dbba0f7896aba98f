import { z } from 'zod';
import { asked, field, isEmpty, type Ask } from './input-texts.ts';
import { refuse, type Outcome } from './refusal.ts';
import { ok } from './result.ts';

const maxIndex = 500;
const maxDepth = 6;
const maxFields = 10_000;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

type Step = string | number;
type Branch = Record<string, unknown> | unknown[];

/** 'members[0].post' → ['members', 0, 'post']; null where the name is not one of ours. */
function stepsOf(name: string): Step[] | null {
  if (!/^[^.[\]]+(?:\[\d{1,3}\]|\.[^.[\]]+)*(?:\[\])?$/u.test(name) || name.length > 200) return null;
  const found = name.replace(/\[\]$/, '').matchAll(/\[(\d+)\]|[^.[\]]+/gu);
  const steps = [...found].map(([step, index]) => (index === undefined ? step : Number(index)));
  const safe = steps.every((step) => (typeof step === 'number' ? step < maxIndex : !forbidden.has(step)));
  return safe && steps.length <= maxDepth ? steps : null;
}

/**
 * The fields of a form as a nested object: `members[0].post` makes an array of objects, a repeated name or
 * `directions[]` an array, an empty file field nothing. Files are kept. Names that reach into prototypes, indexes from
 * 500, names deeper than six steps and fields past the ten thousandth are passed over.
 */
export function readFields(form: FormData): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  const names = [...new Set(form.keys())].slice(0, maxFields);
  for (const name of names) {
    const steps = stepsOf(name);
    const values = form
      .getAll(name)
      .filter((value) => typeof value === 'string' || value.size > 0 || value.name !== '');
    if (steps === null || values.length === 0) continue;
    put(root, steps, name.endsWith('[]') || values.length > 1 ? values.slice(0, maxFields) : values[0]);
  }
  return root;
}

function put(root: Branch, steps: readonly Step[], value: unknown): void {
  let branch = root;
  for (const [i, step] of steps.entries()) {
    if (Array.isArray(branch) !== (typeof step === 'number')) return;
    const owner = branch as Record<Step, unknown>;
    const known = Object.hasOwn(owner, step) ? owner[step] : undefined;
    if (i === steps.length - 1) {
      // a leaf never replaces what is there: 'a' and 'a.b' in one form are a mistake of the form
      if (known === undefined) owner[step] = value;
      return;
    }
    if (known !== undefined && (typeof known !== 'object' || known instanceof Blob)) return;
    const next: Branch = (known as Branch | undefined) ?? (typeof steps[i + 1] === 'number' ? [] : {});
    owner[step] = next;
    branch = next;
  }
}

/**
 * Applies the button of a form that adds or removes a row: `add:members`, `remove:teams[0].phones:2`. A command that is
 * none, or that reaches into prototypes, texts or past the five hundredth row, changes nothing.
 */
export function changeRows(values: Record<string, unknown>, command: string): Record<string, unknown> {
  const [, verb, path, index] = /^(add|remove):([^:]+)(?::(\d{1,3}))?$/u.exec(command) ?? [];
  const steps = path ? stepsOf(path) : null;
  const last = steps?.at(-1);
  if (!steps || last === undefined) return values;
  put(values, steps, []);
  let branch: unknown = values;
  for (const step of steps.slice(0, -1)) branch = (branch as Record<Step, unknown> | undefined)?.[step];
  if (typeof branch !== 'object' || branch === null || Array.isArray(branch) !== (typeof last === 'number'))
    return values;
  const owner = branch as Record<Step, unknown>;
  const rows: unknown[] =
    Object.hasOwn(owner, last) && Array.isArray(owner[last]) ? [...(owner[last] as unknown[])] : [];
  if (verb === 'add' && rows.length < maxIndex) rows.push({});
  if (verb === 'remove' && index !== undefined) rows.splice(Number(index), 1);
  owner[last] = rows;
  return values;
}

function isBlank(value: unknown): boolean {
  if (value instanceof Blob) return false;
  if (typeof value === 'object' && value !== null) return Object.values(value).every(isBlank);
  return isEmpty(value);
}

/**
 * Rows of one kind (`members[0].post` …). Wholly blank rows are dropped; the paths of errors keep the index of the form.
 */
export function rows<Schema extends z.ZodType>(
  label: string,
  schema: Schema,
  { min = 0, max = 100, ask }: { min?: number; max?: number } & Ask = {},
) {
  return z
    .unknown()
    .optional()
    .transform((raw, context): z.output<Schema>[] => {
      const filled = (Array.isArray(raw) ? [...(raw as unknown[])] : [])
        .map((row, index) => ({ row, index }))
        .filter(({ row }) => !isBlank(row));
      if (filled.length < min || filled.length > max) {
        context.addIssue({
          code: 'custom',
          message: filled.length > max ? `«${label}» — не больше ${max} строк` : asked(label, ask),
        });
        return z.NEVER;
      }
      return filled.map(({ row, index }) => {
        const result = schema.safeParse(row, { error: fallback });
        if (result.success) return result.data;
        for (const issue of result.error.issues) {
          context.addIssue({ code: 'custom', message: issue.message, path: [index, ...issue.path] });
        }
        return z.NEVER;
      });
    });
}

/** A form of one button, which sends nothing but itself. */
export const noFields = z.object({});

/** An uploaded file; kind and size are checked where it is stored. */
export function file(label: string, options?: { required?: true } & Ask): z.ZodType<File>;
export function file(label: string, options: { required: false } & Ask): z.ZodType<File | null>;
export function file(
  label: string,
  { required = true, ask }: { required?: boolean } & Ask = {},
): z.ZodType<File | null> {
  return field((raw, refuseWith) => {
    if (raw instanceof File && (raw.size > 0 || raw.name !== '')) return raw;
    return required ? refuseWith(ask ?? `Выберите файл: «${label}»`) : null;
  });
}

// Zod speaks English where a schema gives no message of its own.
const fallback = (): string => 'Проверьте значение';

/** Messages by field in the notation of form names (`members[0].post`), the first of each; '' is the whole form. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) {
    const path = issue.path.reduce<string>(
      (start, step) =>
        typeof step === 'number' ? `${start}[${step}]` : start === '' ? String(step) : `${start}.${String(step)}`,
      '',
    );
    errors[path] ??= issue.message;
  }
  return errors;
}

/** Checks raw input; what is wrong comes back as one refusal with a message beside each field. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, raw: unknown): Outcome<z.output<Schema>> {
  const result = schema.safeParse(raw, { error: fallback });
  if (result.success) return ok(result.data);
  return refuse({
    code: 'input',
    kind: 'invalid',
    clause: 'platform-input',
    message: 'Проверьте отмеченные поля',
    fields: fieldErrors(result.error),
  });
}
