import { z } from 'zod';
import { countOf } from './plural.ts';
import { cleanLine, cleanText } from './text.ts';

/** Options of a required field: `ask` replaces «Заполните поле «…»». */
export interface Ask {
  readonly ask?: string | undefined;
}

interface TextLimits extends Ask {
  readonly min?: number;
  readonly max?: number;
}

/** The message of an empty required field. */
export const asked = (label: string, ask?: string): string => ask ?? `Заполните поле «${label}»`;
const signs = ['знак', 'знака', 'знаков'] as const;
const signsOf = ['знака', 'знаков', 'знаков'] as const;

/** What a form sends for a field that is absent or left empty. */
export function isEmpty(raw: unknown): boolean {
  return raw === undefined || raw === null || (typeof raw === 'string' && cleanText(raw) === '');
}

/** A schema of any raw value whose `read` returns the value or reports Russian messages. */
export function field<Value>(read: (raw: unknown, refuse: (message: string) => never) => Value) {
  // optional: an absent field is for `read` to judge
  return z
    .unknown()
    .optional()
    .transform((raw, context): Value => {
      const refuse = (message: string): never => {
        throw new Refused(message);
      };
      try {
        return read(raw, refuse);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        context.addIssue({ code: 'custom', message: error.message });
        return z.NEVER;
      }
    });
}

// Leaves nested readers at once; it never gets out of `field`.
class Refused extends Error {}

function readText(
  label: string,
  clean: (raw: string) => string,
  max: number,
  raw: unknown,
  refuse: (message: string) => never,
): string {
  if (raw === undefined || raw === null) return '';
  const value = clean(
    typeof raw === 'string' || typeof raw === 'number' ? String(raw) : refuse(`В поле «${label}» нужен текст`),
  );
  return value.length > max
    ? refuse(`«${label}» — не длиннее ${countOf(max, signsOf)}, сейчас ${countOf(value.length, signs)}`)
    : value;
}

function required(label: string, clean: (raw: string) => string, { min = 1, max = 500, ask }: TextLimits) {
  return field((raw, refuse) => {
    const value = readText(label, clean, max, raw, refuse);
    if (value === '') return refuse(asked(label, ask));
    return value.length < min ? refuse(`«${label}» — не короче ${countOf(min, signsOf)}`) : value;
  });
}

/** A required text on one line; control characters and extra spaces are removed. */
export function text(label: string, limits: TextLimits = {}) {
  return required(label, cleanLine, limits);
}

/** A required text of several lines. */
export function longText(label: string, limits: TextLimits = {}) {
  return required(label, cleanText, { max: 5000, ...limits });
}

/** A text on one line, null when empty. */
export function optionalText(label: string, { max = 500 }: { max?: number } = {}) {
  return field((raw, refuse) => readText(label, cleanLine, max, raw, refuse) || null);
}

/** A text of several lines, null when empty. */
export function optionalLongText(label: string, { max = 5000 }: { max?: number } = {}) {
  return field((raw, refuse) => readText(label, cleanText, max, raw, refuse) || null);
}

/** Several short texts: repeated fields or the lines of one; empty ones are dropped. */
export function texts(
  label: string,
  { max = 500, minItems = 0, maxItems = 50, ask }: { max?: number; minItems?: number; maxItems?: number } & Ask = {},
) {
  return field((raw, refuse) => {
    const items = (Array.isArray(raw) ? (raw as unknown[]) : [raw])
      .flatMap((item) => (typeof item === 'string' ? cleanText(item).split('\n') : [item]))
      .map((item) => readText(label, cleanLine, max, item, refuse))
      .filter((item) => item !== '');
    if (items.length < minItems) return refuse(asked(label, ask));
    return items.length > maxItems ? refuse(`«${label}» — не больше ${maxItems} строк`) : items;
  });
}
