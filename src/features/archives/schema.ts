import { z } from 'zod';
import { documentKinds } from '#features/documents/index.ts';
import { choice, choices, optionalUuid } from '#kernel/input.ts';
import { archiveFormats, type ArchiveTarget } from './rules.ts';

const place = {
  group: optionalUuid('Группа').catch(null),
  municipality: optionalUuid('Муниципалитет').catch(null),
  cycle: optionalUuid('Цикл').catch(null),
};

/** What an archive is asked of, what of it, and in which form. */
export const archiveSchema = z.object({
  ...place,
  kinds: choices('Виды документов', documentKinds).refine((kinds) => kinds.length > 0, 'Отметьте хотя бы один вид'),
  format: choice('Формат', archiveFormats),
});
export type ArchiveInput = z.output<typeof archiveSchema>;

/** Where the actor stands on the page of archives, by its address. */
export const placeSchema = z.object(place);
export type ArchivePlace = z.output<typeof placeSchema>;

/** What an archive is of; null when the address names nothing whole. */
export function targetOf({ group, municipality, cycle }: ArchivePlace): ArchiveTarget | null {
  if (group) return { kind: 'group', groupId: group };
  if (municipality && cycle) return { kind: 'municipality', municipalityId: municipality, cycleId: cycle };
  return cycle ? { kind: 'cycle', cycleId: cycle } : null;
}
