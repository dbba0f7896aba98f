import { z } from 'zod';
import { checkbox, file, optionalChoice, uuid } from '#kernel/input.ts';
import { cleanLine, cleanText } from '#kernel/text.ts';

/** A form of participants sent as a file. */
export const participantsFileSchema = z.object({
  municipalityId: uuid('Муниципалитет', { ask: 'Выберите муниципалитет' }),
  file: file('Файл', { ask: 'Выберите файл с формой участников' }),
});

/** A programme sent as a file. */
export const programmeFileSchema = z.object({
  file: file('Файл', { ask: 'Выберите файл с программой' }),
});

/** Most teams one form may name. */
export const teamsLimit = 100;

/**
 * A row of the preview exactly as it stands in the form: texts, whatever they say. What of it cannot be saved is told
 * row by row, so nothing is refused here.
 */
export interface RowValues {
  readonly skip: boolean;
  /** An id of a known organisation, `other` (by name), `new`, or nothing. */
  readonly organisation: string;
  readonly otherOrganisation: string;
  readonly newName: string;
  readonly newOrganisation: { readonly kind: string; readonly shortName: string };
  /** Whose head is right: the registry's or the one of the form. */
  readonly headChoice: 'known' | 'typed';
  readonly head: {
    readonly fullName: string;
    readonly post: string;
    readonly gender: string;
    readonly phones: string;
    readonly emails: string;
  };
  readonly standing: string;
  readonly directions: readonly string[];
  readonly ownDirections: string;
  readonly note: string;
  /** The version of the team the person was shown. */
  readonly seen: string;
}

const longest = 5000;

const lines = (raw: unknown): string => (typeof raw === 'string' ? cleanText(raw.slice(0, longest)) : '');
const line = (raw: unknown): string => cleanLine(lines(raw));
const part = (raw: unknown, name: string): unknown =>
  typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>)[name] : undefined;

function rowValues(raw: unknown): RowValues {
  const at = (name: string) => part(raw, name);
  const directions = at('directions');
  return {
    skip: Boolean(at('skip')),
    organisation: line(at('organisation')),
    otherOrganisation: line(at('otherOrganisation')),
    newName: line(at('newName')),
    newOrganisation: {
      kind: line(part(at('newOrganisation'), 'kind')),
      shortName: line(part(at('newOrganisation'), 'shortName')),
    },
    headChoice: at('headChoice') === 'typed' ? 'typed' : 'known',
    head: {
      fullName: line(part(at('head'), 'fullName')),
      post: line(part(at('head'), 'post')),
      gender: line(part(at('head'), 'gender')),
      phones: line(part(at('head'), 'phones')),
      emails: line(part(at('head'), 'emails')),
    },
    standing: line(at('standing')),
    directions: (Array.isArray(directions) ? (directions as unknown[]) : [directions])
      .slice(0, 50)
      .map(line)
      .filter(Boolean),
    ownDirections: lines(at('ownDirections')),
    note: lines(at('note')),
    seen: line(at('seen')),
  };
}

/** What the preview sends: the rows as they stand, and whether to submit them at once. */
export const checkedFormSchema = z.object({
  // Enter in a field sends no button: the rows are kept as drafts
  intent: optionalChoice('Как внести', ['draft', 'submit']).transform((intent) => intent ?? 'draft'),
  /** The teams of a file that names another municipality are entered all the same. */
  agreed: checkbox(),
  rows: z
    .unknown()
    .optional()
    .transform((raw) => (Array.isArray(raw) ? (raw as unknown[]) : []).slice(0, teamsLimit).map(rowValues)),
});
export type CheckedForm = z.output<typeof checkedFormSchema>;
