import { samePerson } from '#kernel/names.ts';
import { foldText } from '#kernel/text.ts';
import { standingNames, type TeamStanding } from './rules.states.ts';

/** What a form says of a team. */
export interface TeamContent {
  readonly standing: TeamStanding;
  readonly directions: readonly { readonly key: string; readonly title: string }[];
  readonly note: string;
}

/** What a new form would change in a team, in words. */
export interface TeamDifference {
  readonly field: 'standing' | 'directions' | 'note';
  readonly title: string;
  readonly was: string;
  readonly becomes: string;
}

const keysOf = (content: TeamContent): string =>
  content.directions
    .map(({ key }) => key)
    .toSorted()
    .join('\n');
const titlesOf = (content: TeamContent): string => content.directions.map(({ title }) => title).join('; ');

/** How a form differs from the team already entered; directions in another order are the same directions. */
export function differencesOf(was: TeamContent, becomes: TeamContent): TeamDifference[] {
  const found: TeamDifference[] = [];
  if (was.standing !== becomes.standing) {
    const [before, after] = [standingNames[was.standing], standingNames[becomes.standing]];
    found.push({ field: 'standing', title: 'Команда', was: before, becomes: after });
  }
  if (keysOf(was) !== keysOf(becomes)) {
    found.push({ field: 'directions', title: 'Направления', was: titlesOf(was), becomes: titlesOf(becomes) });
  }
  if (was.note.trim() !== becomes.note.trim()) {
    found.push({ field: 'note', title: 'Примечание', was: was.note, becomes: becomes.note });
  }
  return found;
}

/** A head as a form tells of one. */
export interface HeadContent {
  readonly fullName: string;
  readonly post: string;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
}

/** Whether a form says of a head something the registry does not know; contacts it leaves out say nothing. */
export function headDiffers(known: HeadContent | null, told: HeadContent): boolean {
  if (!known) return true;
  const unknown = (said: readonly string[], have: readonly string[]) => said.some((one) => !have.includes(one));
  return (
    !samePerson(known.fullName, told.fullName) ||
    (told.post !== '' && foldText(told.post) !== foldText(known.post)) ||
    unknown(told.phones, known.phones) ||
    unknown(told.emails, known.emails)
  );
}
