import { foldText } from '#kernel/text.ts';
import { typos } from './rules.words.ts';

/** A unit a list may name. */
export interface NamedUnit {
  readonly id: string;
  readonly name: string;
  readonly shortName: string;
}

const unitWords =
  /(?<![\p{L}])(?:муниципальн\p{L}*|муниципалитет|районн?\p{L}*|р-н\p{L}*|округ\p{L}*|городск\p{L}*|город\p{L}{0,2}|г\.? ?о\.?|г\.|го|м\.? ?[ро]\.?|мр|мо|гор\.|администраци\p{L}*)(?![\p{L}])\.?/gu;
const ofRegion = /[\s,(]+\p{L}+(?:ой|ая) обл(?:асть|асти|\.)?\)?$/u;

/**
 * The words of a unit's name that tell it from others: «Калачёвский р-н» and «Калачевский муниципальный район» are one.
 * A district (район) and a city (город) of one stem differ by their own endings: Камышинский, Камышин.
 */
function unitKey(name: string): string {
  const words = foldText(name)
    .replace(ofRegion, '')
    .replace(unitWords, ' ')
    .split(/[^\p{L}\d-]+/u)
    .filter((word) => word !== '' && word !== '-');
  // «Камышинского района», «район Волгограда»: the same names in other cases
  return words
    .map((word) => {
      const adjective = word.replace(/(?<=\p{L}{3})(?:ий|ый|ой|ая|ое|ого|ому)$/u, 'ий');
      return adjective === word ? word.replace(/(?<=\p{L}{3})[аеуы]$/u, '') : adjective;
    })
    .toSorted()
    .join(' ');
}

/** Finds a unit by whatever name people call it; null when there is none such, or more than one. */
export interface UnitFinder<Unit> {
  (name: string): Unit | null;
  /** The one unit whose name differs by a letter or two; null when there is none such, or more than one. */
  near: (name: string) => Unit | null;
}

/** Prepares units for finding many names among them. */
export function unitFinder<Unit extends NamedUnit>(units: readonly Unit[]): UnitFinder<Unit> {
  const byKey = new Map<string, Unit | null>();
  const exact = new Map(units.flatMap((unit) => [unit.shortName, unit.name].map((name) => [foldText(name), unit])));
  for (const unit of units) {
    for (const key of new Set([unitKey(unit.name), unitKey(unit.shortName)])) {
      byKey.set(key, byKey.has(key) && byKey.get(key) !== unit ? null : unit);
    }
  }
  const found = new Map<string, Unit | null>();
  const find = (name: string): Unit | null => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const unit = exact.get(foldText(name)) ?? byKey.get(unitKey(name)) ?? null;
    found.set(name, unit);
    return unit;
  };
  const near = (name: string): Unit | null => {
    const key = unitKey(name.slice(0, 100));
    const limit = key.length >= 8 ? 2 : key.length >= 5 ? 1 : 0;
    const alike = new Set([...byKey].filter(([other]) => typos(key, other, limit) <= limit).map(([, unit]) => unit));
    const [only] = alike;
    return alike.size === 1 ? (only ?? null) : null;
  };
  return Object.assign(find, { near });
}
