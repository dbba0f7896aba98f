import { z } from 'zod';
import { enteredStates, type EnteredState } from '#features/registry/index.ts';
import { choice, file } from '#kernel/input.ts';

/** Lists of a whole region. */
export const listKinds = ['organisations', 'registry'] as const;
export type ListKind = (typeof listKinds)[number];

export const organisationListSchema = z.object({ file: file('Файл') });

export const registryListSchema = z.object({
  file: file('Файл'),
  state: choice('Как внести команды', enteredStates, { ask: 'Выберите, как внести команды' }),
});

/** What a list was loaded with. */
export interface ListOptions {
  /** For the registry: how far its new teams are entered. */
  readonly state: EnteredState;
}
