import { refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { foldText } from '#kernel/text.ts';
import { refusals } from './rules.refusals.ts';
import {
  directionsLimit,
  managementCategories,
  openStates,
  placedStates,
  teamTransitions,
  type Difficulty,
  type DirectionChoice,
  type TeamEvent,
  type TeamFacts,
  type TeamState,
} from './rules.states.ts';

export * from './rules.states.ts';
export { refusals } from './rules.refusals.ts';

/** The key of a team's own direction: the same words in another case are the same direction. */
export function ownDirectionKey(title: string): string {
  return `own:${folded(title)}`;
}

function folded(title: string): string {
  return title
    .toLocaleLowerCase('ru')
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The state after `event`, or a refusal naming the state that does not allow it. */
export function nextState(state: TeamState, event: TeamEvent): Outcome<TeamState> {
  const found = teamTransitions.find((row) => row.event === event && row.from === state);
  return found ? ok(found.to) : refuse(refusals.illegal(state));
}

/** Whether a team in this state holds a place of its territory's quota. */
export function holdsPlace(state: TeamState): boolean {
  return placedStates.includes(state);
}

/** Whether the form may still be changed. */
export function mayBeEdited(state: TeamState): Outcome<true> {
  return openStates.includes(state) ? ok(true) : refuse(refusals.notOpen(state));
}

/** Whether evidence and self-assessment may still be added: until the team leaves the cycle. */
export function mayBeSupplemented(state: TeamState): Outcome<true> {
  return state === 'withdrawn' ? refuse(refusals.illegal(state)) : ok(true);
}

/** Everything a submitted form must hold (D-F.form, K-1.7): the first lack is named beside its field. */
export function submitTeam(team: TeamFacts): Outcome<TeamState> {
  const next = nextState(team.state, 'submit');
  if (!next.ok) return next;
  if (team.directionKeys.length === 0) return refuse(refusals.noDirections(team.standing));
  if (team.directionKeys.length > directionsLimit) return refuse(refusals.tooManyDirections);
  if (!team.headHasPhone || !team.headHasEmail) return refuse(refusals.headWithoutContacts);
  return next;
}

/** What registration still lacks: evidence of an experienced team (K-3.2), self-assessment of a developing one. */
export function registrationLack(team: TeamFacts): Refusal | null {
  if (team.standing === 'experienced') {
    return team.results.trim() === '' || team.evidenceCount === 0 ? refusals.noEvidence : null;
  }
  return team.directionKeys.every((key) => team.assessedKeys.includes(key)) ? null : refusals.noAssessment;
}

/** The operator enters the team into the registry (K-2.2, K-3.2). */
export function registerTeam(team: TeamFacts): Outcome<TeamState> {
  const next = nextState(team.state, 'register');
  if (!next.ok) return next;
  const lack = registrationLack(team);
  return lack ? refuse(lack) : next;
}

/** The operator returns the form with remarks. */
export function returnTeam(team: TeamFacts, remarks: string): Outcome<TeamState> {
  const next = nextState(team.state, 'return');
  if (!next.ok) return next;
  return remarks.trim() === '' ? refuse(refusals.noRemarks) : next;
}

/** A draft is withdrawn freely; anything submitted needs a reason; a team that works in a group stays. */
export function withdrawTeam(team: TeamFacts, reason: string): Outcome<TeamState> {
  const next = nextState(team.state, 'withdraw');
  if (!next.ok) return next;
  if (team.groupCount > 0) return refuse(refusals.inGroup);
  if (team.state !== 'draft' && reason.trim() === '') return refuse(refusals.noReason);
  return next;
}

/** The organisation of the municipality meant by a typed name, full or short; null when there is none such. */
export function matchOrganisation<Choice extends { name: string; shortName: string }>(
  typed: string,
  choices: readonly Choice[],
): Outcome<Choice | null> {
  const wanted = foldText(typed);
  const exact = choices.filter((one) => foldText(one.name) === wanted);
  if (exact.length === 1) return ok(exact[0]!);
  const short = choices.filter((one) => foldText(one.shortName) === wanted);
  if (exact.length + short.length > 1) return refuse(refusals.ambiguousOrganisation);
  return ok(short[0] ?? null);
}

/** Checks typed directions against the regulation and gives each its key; repeats are dropped. */
export function chooseDirections(
  typed: { codes: readonly string[]; own: readonly string[]; statements: Readonly<Record<string, string>> },
  known: readonly { code: string; title: string; aliases?: readonly string[] }[],
): Outcome<DirectionChoice[]> {
  const chosen = new Map<string, DirectionChoice>();
  for (const code of typed.codes) {
    const direction = known.find((one) => one.code === code);
    if (!direction) return refuse(refusals.unknownDirection);
    chosen.set(code, { key: code, code, title: direction.title, statement: typed.statements[code] ?? '' });
  }
  for (const words of typed.own) {
    const title = words.trim();
    if (title === '') continue;
    // own words that repeat a direction of the regulation are that direction
    const same = known.find((one) =>
      [one.title, ...(one.aliases ?? [])].some((name) => folded(name) === folded(title)),
    );
    const key = same?.code ?? ownDirectionKey(title);
    const statement = typed.statements[key] ?? '';
    if (!chosen.has(key)) chosen.set(key, { key, code: same?.code ?? null, title: same?.title ?? title, statement });
  }
  if (chosen.size > directionsLimit) return refuse(refusals.tooManyDirections);
  return ok([...chosen.values()]);
}

/** A team is made of management staff, each person once (K-1.7). */
export function checkMembers(members: readonly { personId: string; staffCategory: string }[]): Outcome<true> {
  const management: readonly string[] = managementCategories;
  if (members.some((one) => !management.includes(one.staffCategory))) return refuse(refusals.notManagement);
  if (new Set(members.map((one) => one.personId)).size < members.length) return refuse(refusals.memberTwice);
  return ok(true);
}

/** An answer of the self-assessment. */
export interface Assessment {
  readonly directionKey: string;
  readonly difficulty: Difficulty;
  readonly comment: string;
}

/** The entry self-assessment names every direction of the team, and a developing team has at least one difficulty. */
export function checkEntryAssessment(team: TeamFacts, answers: readonly Assessment[]): Outcome<true> {
  const answered = answers.map((one) => one.directionKey);
  const whole = team.directionKeys.every((key) => answered.includes(key));
  const foreign = answered.some((key) => !team.directionKeys.includes(key));
  if (!whole || foreign) return refuse(refusals.emptyAssessment);
  const none = answers.every((one) => one.difficulty === 0);
  return team.standing === 'developing' && none ? refuse(refusals.noDifficulty) : ok(true);
}
