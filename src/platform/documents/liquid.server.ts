import { evalToken, ForTag, Liquid, LiquidError, type Context, type Emitter } from 'liquidjs';
import { fail, ok, type Result } from '#kernel/result.ts';
import { FilterError, filters, nameInFull } from './filters.server.ts';
import type { TemplateError } from './tree.server.ts';

/**
 * A filled text. Values stand in `text` as marks (see `valueMark`) and are put in place of them only when the Markdown
 * has been read: so nothing a person typed can become markup.
 */
export interface FilledText {
  readonly text: string;
  readonly values: readonly string[];
}

/** Two private-use characters around the number of a value. Templates are rid of them, so only values bear them. */
export const valueMark = /\uE000(\d+)\uE001/g;

// No tag that reads files, no capture (it would turn values back into text), nothing undocumented.
const allowedTags = ['if', 'unless', 'case', 'for', 'break', 'continue', 'assign', 'comment', 'raw'];
const allowedFilters = [
  'default',
  'join',
  'size',
  'first',
  'last',
  'upcase',
  'downcase',
  'map',
  'plus',
  'minus',
  'append',
  'prepend',
];
const limits = { parseLimit: 500_000, renderLimit: 2_000, memoryLimit: 20_000_000 };

/** Characters that no XML document may carry, and half pairs. */

const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

function printable(value: unknown): string {
  if (Array.isArray(value)) return value.map(printable).join(', ');
  const text = value === null || value === undefined ? '' : (nameInFull(value) ?? String(value));
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(unprintable, '');
}

/** A loop over a list only: over a name or a date it would silently print it once. */
class ListTag extends ForTag {
  override *render(context: Context, emitter: Emitter): ReturnType<ForTag['render']> {
    const list: unknown = yield evalToken(this.collection, context);
    if (list && !Array.isArray(list)) {
      throw new FilterError(`Повторять можно только список, а «${this.collection.getText()}» — одно значение`);
    }
    return yield* super.render(context, emitter);
  }
}

function engine(values: string[]): Liquid {
  const liquid = new Liquid({
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    // `{% if goals %}` means «something is written there»
    jsTruthy: true,
    greedy: false,
    cache: false,
    templates: {},
    locale: 'ru',
    ...limits,
    outputEscape: (value: unknown) => `\uE000${values.push(printable(value)) - 1}\uE001`,
  });
  for (const name of Object.keys(liquid.tags)) if (!allowedTags.includes(name)) delete liquid.tags[name];
  for (const name of Object.keys(liquid.filters)) if (!allowedFilters.includes(name)) delete liquid.filters[name];
  liquid.registerTag('for', ListTag);
  for (const [name, filter] of Object.entries(filters))
    liquid.registerFilter(name, filter as (value: unknown) => unknown);
  return liquid;
}

/** A line of tags only must not leave an empty line: it would break a table or a list in two. */
function trimTagLines(body: string): string {
  return body
    .split('\n')
    .map((line) =>
      /^\s*(\{%-?(?:(?!%\}).)*%\}\s*)+$/.test(line)
        ? line.replace(/\{%-?/g, '{%-').replace(/-?%\}/g, '-%}').trimEnd()
        : line,
    )
    .join('\n');
}

/** Puts data into a Liquid text. Unknown fields, filters and tags, and broken syntax, are errors with their line. */
export function fillTemplate(body: string, data: Readonly<Record<string, unknown>>): Result<FilledText, TemplateError> {
  const values: string[] = [];
  const template = trimTagLines(body.replace(/\r\n?/g, '\n').replace(/[\uE000\uE001]/g, ''));
  try {
    const liquid = engine(values);
    const text: unknown = liquid.renderSync(liquid.parse(template), data);
    return ok({ text: String(text).toWellFormed().replace(unprintable, ''), values });
  } catch (error) {
    if (LiquidError.is(error)) return fail(unclosedIn(template, error) ?? failureOf(error));
    throw error;
  }
}

/** Where brackets are left open: the reader itself complains of a later line, where the next ones stand. */
function unclosedIn(template: string, error: Error): TemplateError | null {
  if (!/not closed|unexpected token|expected/.test(error.message)) return null;
  for (const [index, text] of template.split('\n').entries()) {
    const left = text.replace(/\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}/g, '');
    const [open] = /\{\{|\{%/.exec(left) ?? [];
    if (open) {
      return {
        line: index + 1,
        message: `Скобки ${open} не закрыты: поставьте ${open === '{{' ? '}}' : '%}'} в той же строке`,
      };
    }
  }
  return null;
}

type LiquidFailure = Error & { token?: { getPosition?: () => number[] }; originalError?: Error; variableName?: string };

function lineOf(error: Error): number {
  const { token } = error as LiquidFailure;
  return token?.getPosition?.()[0] ?? 1;
}

function failureOf(error: Error): TemplateError {
  const original = (error as LiquidFailure).originalError ?? error;
  const unknownName = /undefined (?:variable|filter): /.test(original.message);
  return { line: lineOf(error), message: messageOf(original), unknownName };
}

function messageOf(original: Error): string {
  if (original instanceof FilterError) return original.message;
  const text = original.message;
  const field = /undefined variable: ([^,\n]+)/.exec(text)?.[1];
  if (field) return `В документе нет поля «${field}»: возьмите поле из списка под текстом`;
  const filter = /undefined filter: ([^,\n]+)/.exec(text)?.[1];
  if (filter) return `Нет фильтра «${filter}». Есть: ${[...Object.keys(filters), ...allowedFilters].join(', ')}`;
  const tag = /tag "?([^"\s]+)"? not found/.exec(text)?.[1];
  if (tag && /^(end|else|elsif|when)/.test(tag)) return `Команда «${tag}» стоит без своего начала: уберите её`;
  if (tag) return `Нет такой команды: «${tag}». Есть: ${allowedTags.join(', ')}`;
  const open = /tag \{%-?\s*(\w+)[\s\S]* not closed/.exec(text)?.[1];
  if (open) return `Команда «${open}» не закрыта: поставьте ниже {% end${open} %}`;
  if (/not closed/.test(text)) return 'Скобки или команда не закрыты';
  if (/limit exceeded/.test(text)) return 'Текст слишком велик или повторяется слишком много раз';
  return 'Текст не удалось прочитать: ошибка в скобках {{ }} или {% %}';
}
