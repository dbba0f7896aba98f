import { journal } from '#features/journal/index.server.ts';
import { directionsInUse } from '#features/regulation/index.ts';
import { correctHead, people } from '#features/territory/index.server.ts';
import { samePerson } from '#kernel/names.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { attempt } from '#platform/attempt.server.ts';
import type { Work } from '#platform/use-case.server.ts';
import { registryScope } from '../permissions.ts';
import { differencesOf, headDiffers } from '../rules.differences.ts';
import {
  chooseDirections,
  holdsPlace,
  matchOrganisation,
  mayBeEdited,
  refusals,
  type DirectionChoice,
  type TeamState,
} from '../rules.ts';
import { readFilters, type TeamRowInput } from '../schema.ts';
import { registryStore, type OrganisationChoice, type QuotaPlaces, type TeamRow } from '../store.server.ts';
import { submitLoaded } from './decide.server.ts';
import { registryDueOn, replaceTeamDuties } from './duties.server.ts';
import { appointHead, createOrganisation, enterTeam, groundOfForm, type Chosen, type Ground } from './enter.server.ts';
import { placesOf, takePlace } from './shared.server.ts';

/** What a form read from a file is judged by: also the teams the municipality already has in the cycle. */
export interface RowsGround extends Ground {
  readonly teams: readonly TeamRow[];
  readonly places: Readonly<Record<QuotaPlaces['standing'], number>>;
  readonly taken: Readonly<Record<QuotaPlaces['standing'], number>>;
}

/** A row to enter or to bring up to date. */
export interface RowToEnter {
  readonly row: TeamRowInput;
  /** The organisation chosen among the known ones; null: the one of that name, or a new one. */
  readonly organisationId: string | null;
  /** Whose head is right where the registry knows one: its own, or the one typed in the row. */
  readonly head: 'known' | 'typed';
  /** The team of the organisation the person was shown, as `id:revision`; only that one is changed. */
  readonly seen: string | null;
}

/** What became of a row: `left` differs, but is already submitted or registered. */
export interface RowEntered {
  readonly teamId: string;
  readonly organisation: string;
  readonly result: 'entered' | 'updated' | 'unchanged' | 'left';
  readonly state: TeamState;
}

/** The version of a team that a person was shown. */
const seenVersion = ({ id, revision }: Pick<TeamRow, 'id' | 'revision'>): string => `${id}:${revision}`;

/** What a form of this municipality is judged by, within the transaction of the caller. */
export async function groundOfRows(work: Work, municipalityId: string): Promise<Outcome<RowsGround>> {
  const ground = await groundOfForm(work, municipalityId);
  if (!ground.ok) return ground;
  const { cycle, regulation } = ground.value;
  const store = registryStore(work.tx);
  const filters = { ...readFilters(new URLSearchParams()), municipality: municipalityId };
  const { rows } = await store.list(registryScope(work.actor), cycle.id, filters, { whole: true, limit: 1000 });
  return ok({
    ...ground.value,
    teams: rows,
    places: await placesOf(work, municipalityId, regulation),
    taken: await store.takenPlaces(cycle.id, municipalityId),
  });
}

/**
 * Enters the rows of a form one by one in the transaction of the caller: a row that is refused leaves nothing and
 * stops none of the others. A team already entered is recognised by its organisation; entering the same rows again
 * changes nothing.
 */
export async function enterRows(
  work: Work,
  form: { municipalityId: string; intent: 'draft' | 'submit'; rows: readonly RowToEnter[] },
): Promise<Outcome<Outcome<RowEntered>[]>> {
  const store = registryStore(work.tx);
  await store.lockEntering(form.municipalityId);
  const ground = await groundOfRows(work, form.municipalityId);
  if (!ground.ok) return ground;
  const { cycle, municipality, places } = ground.value;
  const submit = form.intent === 'submit';
  // places are locked before new teams, in the same order by everybody
  if (submit) await store.openQuota(cycle.id, municipality.id, places);
  const met = new Set<string>();
  const outcomes: Outcome<RowEntered>[] = [];
  for (const row of form.rows) outcomes.push(await attempt(work, () => enterOne(work, ground.value, row, submit, met)));
  return ok(outcomes);
}

async function enterOne(
  work: Work,
  ground: RowsGround,
  given: RowToEnter,
  submit: boolean,
  met: Set<string>,
): Promise<Outcome<RowEntered>> {
  const known = knownOrganisation(ground, given);
  if (!known.ok) return known;
  const directions = chooseDirections(
    { codes: given.row.directions, own: given.row.ownDirections, statements: {} },
    directionsInUse(ground.regulation),
  );
  if (!directions.ok) return directions;
  if (!known.value) {
    const created = await createOrganisation(work, ground, given.row);
    return created.ok ? enterNew(work, ground, created.value, given, submit) : created;
  }
  if (met.has(known.value.id)) return refuse(refusals.twiceInForm);
  const team = ground.teams.find((one) => one.organisationId === known.value!.id);
  const entered = team
    ? await meetTeam(work, ground, team, known.value, given, directions.value, submit)
    : await enterKnown(work, ground, known.value, given, submit);
  if (entered.ok) met.add(known.value.id);
  return entered;
}

function knownOrganisation({ choices }: Ground, given: RowToEnter): Outcome<OrganisationChoice | null> {
  if (given.organisationId === null) return matchOrganisation(given.row.organisation, choices);
  const chosen = choices.find(({ id }) => id === given.organisationId);
  return chosen ? ok(chosen) : refuse(refusals.unknownOrganisation);
}

async function enterKnown(
  work: Work,
  ground: RowsGround,
  known: OrganisationChoice,
  given: RowToEnter,
  submit: boolean,
): Promise<Outcome<RowEntered>> {
  const head = await headOf(work, known, given);
  if (!head.ok) return head;
  return enterNew(work, ground, { id: known.id, kind: known.kind, head: head.value }, given, submit);
}

async function enterNew(
  work: Work,
  ground: Ground,
  organisation: Chosen,
  { row }: RowToEnter,
  submit: boolean,
): Promise<Outcome<RowEntered>> {
  const entered = await enterTeam(work, ground, organisation, row, submit);
  if (!entered.ok) return entered;
  const state = submit ? 'submitted' : 'draft';
  return ok({ teamId: entered.value, organisation: row.organisation, result: 'entered', state });
}

/** The head the team is entered under: the registry's, corrected or replaced by the typed one where it was chosen. */
async function headOf(
  work: Work,
  known: OrganisationChoice,
  given: RowToEnter,
): Promise<Outcome<{ personId: string; post: string }>> {
  const typed = given.row.head;
  if (!known.head) return appointHead(work, known.id, typed);
  if (given.head === 'known') return ok(known.head);
  if (!typed.fullName || !typed.post) return refuse(refusals.noHead);
  const { post, phones, emails } = typed;
  if (samePerson(known.head.fullName, typed.fullName)) {
    const { personId } = known.head;
    const corrected = await correctHead(work, { organisationId: known.id, personId, post, phones, emails });
    return corrected.ok ? ok({ personId, post }) : corrected;
  }
  const staff = await people(work.tx).staffOf(known.id, work.today);
  const promoted = staff.find((one) => samePerson(one.fullName, typed.fullName!));
  if (!promoted) return appointHead(work, known.id, typed);
  const { personId } = promoted;
  const appointed = await people(work.tx).appoint(work, {
    personId,
    unitId: known.id,
    post,
    staffCategory: 'head',
    startsOn: work.today,
  });
  return appointed.ok ? ok({ personId, post }) : appointed;
}

/** A row about a team already in the cycle. */
async function meetTeam(
  work: Work,
  ground: RowsGround,
  team: TeamRow,
  known: OrganisationChoice,
  given: RowToEnter,
  directions: readonly DirectionChoice[],
  submit: boolean,
): Promise<Outcome<RowEntered>> {
  const { row } = given;
  const becomes = { standing: row.standing, directions, note: row.note ?? '' };
  const told = { ...row.head, fullName: row.head.fullName ?? '', post: row.head.post ?? '' };
  const otherHead = given.head === 'typed' && headDiffers(known.head, told);
  const same = differencesOf(team, becomes).length === 0 && !otherHead;
  const was = { teamId: team.id, organisation: team.organisationShortName };
  if (!mayBeEdited(team.state).ok) return ok({ ...was, result: same ? 'unchanged' : 'left', state: team.state });
  if (same && !(submit && team.state === 'draft')) return ok({ ...was, result: 'unchanged', state: team.state });
  if (!same) {
    if (given.seen !== seenVersion(team)) return refuse(refusals.unseenTeam);
    const changed = await changeTeam(work, ground, team, known, given, directions);
    if (!changed.ok) return changed;
  }
  if (!submit) return ok({ ...was, result: 'updated', state: team.state });
  const facts = await registryStore(work.tx).facts(team.id, { lock: true });
  const submitted = await submitLoaded(work, facts!);
  return submitted.ok ? ok({ ...was, result: 'updated', state: 'submitted' }) : submitted;
}

async function changeTeam(
  work: Work,
  { cycle, regulation }: RowsGround,
  team: TeamRow,
  known: OrganisationChoice,
  given: RowToEnter,
  directions: readonly DirectionChoice[],
): Promise<Outcome<true>> {
  const store = registryStore(work.tx);
  const { row } = given;
  const head = await headOf(work, known, given);
  if (!head.ok) return head;
  if (holdsPlace(team.state) && row.standing !== team.standing) {
    const place = await takePlace(work, { ...team, standing: row.standing }, regulation);
    if (!place.ok) return place;
    await store.releasePlace(team.cycleId, team.municipalityId, team.standing);
  }
  const form = {
    standing: row.standing,
    headPersonId: head.value.personId,
    note: row.note ?? '',
    results: team.results,
  };
  if (!(await store.update(team.id, team.revision, form))) return refuse(refusals.unseenTeam);
  const statements = new Map(team.directions.map(({ key, statement }) => [key, statement]));
  const kept = directions.map((direction) => ({ ...direction, statement: statements.get(direction.key) ?? '' }));
  await store.replaceDirections(team.id, kept);
  const others = (await store.members(team.id)).filter(
    ({ personId, staffCategory }) => staffCategory !== 'head' && personId !== head.value.personId,
  );
  await store.replaceMembers(team.id, [{ ...head.value, staffCategory: 'head' }, ...others]);
  await journal(work.tx).write(work, {
    subject: { type: 'team', id: team.id },
    action: 'edit',
    summary: 'Сведения о команде изменены по форме из файла',
  });
  const facts = await store.facts(team.id);
  await replaceTeamDuties(work, facts!, team.state, registryDueOn(cycle), team.remarks);
  return ok(true);
}
