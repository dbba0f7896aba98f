import { countOf, forms } from '#kernel/plural.ts';
import { formatPhone } from '#kernel/phones.ts';
import type { Ability } from '#kernel/ability.ts';
import type { NameCase } from '#kernel/names.ts';
import type { ClauseKey } from '#kernel/clauses.ts';
import { ability } from '#ui/ability.ts';
import type { ClauseRef } from '#ui/types.ts';

/** «2 года 3 месяца» of whole months. */
export function tenureText(months: number): string {
  if (months < 1) return 'меньше месяца';
  const years = Math.floor(months / 12);
  return [years > 0 ? countOf(years, forms.year) : '', months % 12 > 0 ? countOf(months % 12, forms.month) : '']
    .filter(Boolean)
    .join(' ');
}

/** Telephones and addresses in one line. */
export function contactsText({ phones, emails }: { phones: readonly string[]; emails: readonly string[] }): string {
  return [...phones.map(formatPhone), ...emails].join(', ');
}

/** An ability as the props of a button, its ground cited. */
export function held(given: Ability, clauses: Readonly<Record<ClauseKey, ClauseRef>>): ReturnType<typeof ability> {
  return given.allowed ? {} : ability({ allowed: false, reason: given.reason, clause: clauses[given.clause] });
}

/** Cases of a name with the questions they are known by. */
export const nameCaseLabels = [
  ['genitive', 'Родительный: нет кого?'],
  ['dative', 'Дательный: дать кому?'],
  ['accusative', 'Винительный: назначить кого?'],
  ['instrumental', 'Творительный: подписано кем?'],
  ['prepositional', 'Предложный: о ком?'],
] as const satisfies (readonly [NameCase, string])[];
