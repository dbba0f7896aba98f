import type { ListedOrganisation } from '#features/territory/index.ts';
import { foldText } from '#kernel/text.ts';
import { organisationSignature } from './rules.organisations-names.ts';
import {
  matchOrganisations,
  organisationIndex as meaningIndex,
  type OrganisationIndex as Meanings,
} from './rules.matching.ts';

/** What a name of a list means: one organisation, none, or several that people must tell apart. */
export interface FoundOrganisation {
  readonly organisation: ListedOrganisation | null;
  readonly ambiguous: boolean;
  /** The first candidate may well be it: a person must look. */
  readonly likely: boolean;
  /** Names of those that look like it, the nearest first. */
  readonly candidates: readonly string[];
}

export interface OrganisationFinder {
  find(municipalityId: string, name: string, shortName?: string): FoundOrganisation;
}

const nothing: FoundOrganisation = { organisation: null, ambiguous: false, likely: false, candidates: [] };

interface Place {
  readonly all: ListedOrganisation[];
  readonly byName: Map<string, ListedOrganisation[]>;
  readonly byShort: Map<string, ListedOrganisation[]>;
  meanings: Meanings<ListedOrganisation> | null;
}

/**
 * Finds organisations of a municipality by full or short name at once; a name written otherwise is compared by meaning,
 * and only a sure answer is taken: what merely looks alike is told as a candidate.
 * It goes in steps, one an organisation: there may be thousands, and others wait meanwhile.
 */
export function* organisationFinder(organisations: readonly ListedOrganisation[]): Generator<void, OrganisationFinder> {
  const places = new Map<string, Place>();
  for (const organisation of organisations) {
    const place: Place = places.get(organisation.municipalityId) ?? {
      all: [],
      byName: new Map(),
      byShort: new Map(),
      meanings: null,
    };
    places.set(organisation.municipalityId, place);
    place.all.push(organisation);
    put(place.byName, organisation.name, organisation);
    put(place.byShort, organisation.shortName, organisation);
    yield;
  }
  return {
    find(municipalityId, name, shortName = '') {
      const place = places.get(municipalityId);
      if (!place) return nothing;
      const full = place.byName.get(foldText(name)) ?? [];
      if (full.length === 1) return { organisation: full[0]!, ambiguous: false, likely: false, candidates: [] };
      const short = place.byShort.get(foldText(name)) ?? [];
      const same = [...new Set([...full, ...short])];
      // namesakes are told apart by the short name when the list has one
      const told = shortName === '' ? [] : same.filter((one) => foldText(one.shortName) === foldText(shortName));
      if (told.length === 1) return { organisation: told[0]!, ambiguous: false, likely: false, candidates: [] };
      if (same.length === 1) return { organisation: same[0]!, ambiguous: false, likely: false, candidates: [] };
      if (same.length > 1)
        return { organisation: null, ambiguous: true, likely: false, candidates: same.map((one) => one.name) };
      place.meanings ??= meaningIndex(place.all);
      return byMeaning(name, place.meanings);
    },
  };
}

function byMeaning(name: string, meanings: Meanings<ListedOrganisation>): FoundOrganisation {
  const { verdict, candidates } = matchOrganisations(name, meanings);
  const names = candidates.slice(0, 3).map(({ choice }) => choice.shortName);
  const organisation = verdict === 'sure' ? (candidates[0]?.choice ?? null) : null;
  return {
    organisation,
    ambiguous: verdict === 'ambiguous',
    likely: verdict === 'likely',
    candidates: organisation ? [] : names,
  };
}

/** What tells a name that no list knows yet: «СШ № 4» and «Средняя школа №4» are one organisation. */
function nameKey(name: string): string {
  const { kinds, number, words } = organisationSignature(name);
  const telling = [...words].filter(([, weight]) => weight >= 0.5).map(([word]) => word);
  if (number === null && telling.length === 0) return foldText(name);
  return [[...kinds].toSorted(), number ?? '', telling.toSorted()].join('|');
}

/** Which row has named the same organisation before: by its id, or by the meaning of a name nobody knows. */
export function repetitions<Row>() {
  const seen = new Map<string, { readonly row: Row; readonly name: string }>();
  return (unitId: string, known: ListedOrganisation | null, name: string, row: Row) => {
    const key = known?.id ?? `${unitId} ${nameKey(name)}`;
    const earlier = seen.get(key);
    if (!earlier) seen.set(key, { row, name });
    // an organisation that is known was told by its name: how it is written does not matter
    const otherwise = earlier !== undefined && known === null && foldText(earlier.name) !== foldText(name);
    return earlier && { row: earlier.row, advice: otherwise ? ' (если это другая, напишите оба названия полнее)' : '' };
  };
}

function put(map: Map<string, ListedOrganisation[]>, name: string, organisation: ListedOrganisation): void {
  const key = foldText(name);
  const known = map.get(key);
  if (known) known.push(organisation);
  else map.set(key, [organisation]);
}
