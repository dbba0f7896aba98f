import { sameDue, type Due } from '#kernel/due.ts';
import { foldText } from '#kernel/text.ts';
import type { Theme } from './rules.plan.ts';

/** What a row of a plan says, without where it is kept. */
export interface RowContent {
  readonly stage: 1 | 2 | 3;
  readonly title: string;
  readonly transferForm: string | null;
  readonly due: Due | null;
  readonly responsible: readonly string[];
  readonly themes: readonly Theme[];
}

/** How a new plan takes the place of an old one: for each new row the old one it goes on with, and what is left over. */
export interface Pairing<Old> {
  readonly pairs: readonly (Old | null)[];
  readonly removed: readonly Old[];
}

/**
 * Finds for each new row the old one it says anew, so that a row keeps its identity and its mark: by title within the
 * stage, by title anywhere, then where one title of a stage goes on from the other. Every old row is taken once.
 */
export function pairRows<Old extends RowContent>(
  old: readonly Old[],
  now: readonly Pick<RowContent, 'stage' | 'title'>[],
): Pairing<Old> {
  const left = new Set(old);
  const pairs: (Old | null)[] = now.map(() => null);
  const take = (fits: (one: Old, row: Pick<RowContent, 'stage' | 'title'>) => boolean): void => {
    for (const [index, row] of now.entries()) {
      if (pairs[index] !== null) continue;
      const found = [...left].find((one) => fits(one, row));
      if (found === undefined) continue;
      pairs[index] = found;
      left.delete(found);
    }
  };
  const named = (one: Old, row: Pick<RowContent, 'title'>): boolean => foldTitle(one.title) === foldTitle(row.title);
  take((one, row) => one.stage === row.stage && named(one, row));
  take(named);
  take((one, row) => one.stage === row.stage && goesOn(foldTitle(one.title), foldTitle(row.title)));
  return { pairs, removed: [...left] };
}

/** «Супервизия на входе» and «Супервизия на входе: самоанализ команды»; two short words tell too little. */
function goesOn(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 12 && short.includes(' ') && long.startsWith(`${short} `);
}

function foldTitle(title: string): string {
  return foldText(title)
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
}

/** Whether two rows say the same. */
export function sameRow(one: RowContent, other: RowContent): boolean {
  return (
    one.stage === other.stage &&
    one.title === other.title &&
    one.transferForm === other.transferForm &&
    (one.due && other.due ? sameDue(one.due, other.due) : one.due === other.due) &&
    one.responsible.toSorted().join('\n') === other.responsible.toSorted().join('\n') &&
    one.themes.length === other.themes.length &&
    one.themes.every((theme, index) => sameTheme(theme, other.themes[index]))
  );
}

function sameTheme(one: Theme, other: Theme | undefined): boolean {
  return (
    other !== undefined &&
    one.title === other.title &&
    one.dues.length === other.dues.length &&
    one.dues.every((due, index) => sameDue(due, other.dues[index] ?? { kind: 'text', text: '' }))
  );
}
