import { chooseDirections, type Assessment, type DirectionChoice } from '#features/registry/index.ts';
import { directionsInUse, type Direction, type RegulationDocument } from '#features/regulation/index.ts';
import { cleanLine, foldText } from '#kernel/text.ts';
import { matchDirection } from './rules.directions.ts';
import type { RegistryKey } from './rules.sheets-registry-columns.ts';
import { splitItems } from './rules.sheets-cells.ts';
import type { CellFault } from './rules.sheets-rows.ts';

type Fault = CellFault<RegistryKey>;

/** Reads cells of directions; what a wording means is found once for a file. */
export function directionReader() {
  const known = new Map<string, ReturnType<typeof matchDirection>>();
  const inUse = new Map<RegulationDocument, readonly Direction[]>();
  const meaningOf = (item: string, regulation: RegulationDocument, directions: readonly Direction[]) => {
    const key = `${regulation.title}\n${item}`;
    const match = known.get(key) ?? matchDirection(item, directions);
    known.set(key, match);
    return match;
  };
  return (
    cell: string,
    regulation: RegulationDocument,
    stored: readonly DirectionChoice[],
    fault: Fault,
    warn: Fault,
  ): DirectionChoice[] => {
    const directions = inUse.get(regulation) ?? directionsInUse(regulation);
    inUse.set(regulation, directions);
    const whole = foldText(stored.map(({ title }) => title).join('; '));
    if (stored.length > 0 && foldText(cell) === whole) return [...stored];
    const chosen: DirectionChoice[] = [];
    for (const item of itemsOf(cell, (text) => meaningOf(text, regulation, directions).code !== null)) {
      if (item.length > 300) fault('directions', 'Своё направление — не больше 300 знаков');
      const same = stored.find(({ title }) => foldText(title) === foldText(item));
      const { code, confidence } = same
        ? { code: same.code, confidence: 'sure' }
        : meaningOf(item, regulation, directions);
      const picked = same
        ? null
        : chooseDirections({ codes: code ? [code] : [], own: code ? [] : [item], statements: {} }, directions);
      const choice = same ?? (picked?.ok ? picked.value[0] : undefined);
      if (!choice || chosen.some(({ key }) => key === choice.key)) continue;
      chosen.push(choice);
      if (confidence === 'likely') warn('directions', `«${item}» понято как «${choice.title}»`);
    }
    if (chosen.length > 0) {
      const codes = chosen.flatMap((choice) => (choice.code ? [choice.code] : []));
      const own = chosen.flatMap((choice) => (choice.code ? [] : [choice.title]));
      const archived = stored.some(({ code }) => code && !directions.some((one) => one.code === code));
      const checked = archived ? null : chooseDirections({ codes, own, statements: {} }, directions);
      if (checked && !checked.ok) fault('directions', checked.error.message, checked.error.clause);
    }
    return chosen;
  };
}

/** «А, Б» is two directions where both are known; a comma may belong to one. */
function itemsOf(cell: string, isKnown: (text: string) => boolean): string[] {
  return splitItems(cell).flatMap((item) => {
    if (!item.includes(',') || isKnown(item)) return [item];
    const parts = item
      .split(',')
      .map((part) => cleanLine(part))
      .filter((part) => part !== '');
    return parts.every(isKnown) ? parts : [item];
  });
}

/** How hard a team finds its directions, out of «направление — степень» of a cell. */
export function assessmentsOf(
  cell: string,
  directions: readonly DirectionChoice[],
  regulation: RegulationDocument,
  fault: Fault,
): Assessment[] {
  const scale = regulation.supervision.scale;
  return splitItems(cell).flatMap((item) => {
    const [, words = '', degree = ''] = /^(.*\S)\s*(?:[–—:-]|\s)\s*([^–—:]+)$/u.exec(item) ?? [];
    const direction =
      directions.find(({ title }) => item.startsWith(title)) ??
      directions.find(({ title }) => foldText(title) === foldText(words));
    const said =
      direction && item.startsWith(direction.title)
        ? item.slice(direction.title.length).replace(/^[\s–—:-]+/u, '')
        : degree;
    const step = scale.find(({ value, title }) => foldText(title) === foldText(said) || String(value) === said.trim());
    if (!direction)
      fault('assessment', `Направления «${(words || item).slice(0, 80)}» нет среди направлений этой команды`);
    else if (!step)
      fault('assessment', `Степень «${said.slice(0, 40)}» непонятна: ${scale.map(({ title }) => title).join(', ')}`);
    else return [{ directionKey: direction.key, difficulty: step.value as Assessment['difficulty'], comment: '' }];
    return [];
  });
}
