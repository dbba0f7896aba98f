import { journal } from '#features/journal/index.server.ts';
import { directionsInUse, isKindAdmitted, type RegulationDocument } from '#features/regulation/index.ts';
import { regulationInForce, type Cycle } from '#features/regulation/index.server.ts';
import { organisations, people, units } from '#features/territory/index.server.ts';
import { parseFullName, shortOrganisationName } from '#kernel/names.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { newId } from '#platform/ids.server.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { canEnterTeams } from '../permissions.ts';
import { chooseDirections, matchOrganisation, refusals } from '../rules.ts';
import type { EnterTeamsInput, TeamRowInput } from '../schema.ts';
import { registryStore, type OrganisationChoice } from '../store.server.ts';
import { submitLoaded } from './decide.server.ts';
import { registryDueOn, replaceTeamDuties } from './duties.server.ts';
import { inRow, openCycle, placesOf } from './shared.server.ts';

/** What the rows of a form are judged by. */
export interface Ground {
  readonly cycle: Cycle;
  readonly regulation: RegulationDocument;
  readonly municipality: { readonly id: string; readonly path: string; readonly regionId: string };
  readonly choices: readonly OrganisationChoice[];
}

interface Entered {
  readonly teamIds: string[];
  readonly submitted: boolean;
}

/** The participants' form: several teams of a municipality at once, kept as drafts or submitted (K-2.3, D-F.form). */
export const enterTeams = useCase<EnterTeamsInput, Entered>('registry.enter', async (work, input) => {
  const ground = await groundOfForm(work, input.municipalityId);
  if (!ground.ok) return ground;
  const { cycle, regulation, municipality } = ground.value;
  if (input.rows.length === 0) return refuse(refusals.nothingEntered);
  const submitted = input.intent === 'submit';
  if (submitted) {
    // places are locked before teams, in the same order by everybody
    await registryStore(work.tx).openQuota(
      cycle.id,
      municipality.id,
      await placesOf(work, municipality.id, regulation),
    );
  }
  const teamIds: string[] = [];
  for (const row of input.rows) {
    const entered = await enterRow(work, ground.value, row, submitted);
    if (!entered.ok) return refuse(inRow(entered.error, `rows[${row.row}]`));
    teamIds.push(entered.value);
  }
  return ok({ teamIds, submitted });
});

/** The open cycle, the regulation and the organisations of a municipality the actor may enter teams of. */
export async function groundOfForm(work: Work, municipalityId: string): Promise<Outcome<Ground>> {
  const unit = await units(work.tx).byId(municipalityId);
  if (!unit) return refuse(notFound);
  const allowed = canEnterTeams(work.actor, unit);
  if (!allowed.ok) return allowed;
  const cycle = await openCycle(work, unit.regionId);
  if (!cycle.ok) return cycle;
  const [regulation, choices] = await Promise.all([
    regulationInForce(work.tx, { cycleId: cycle.value.id, municipalityId }),
    registryStore(work.tx).choices(municipalityId, cycle.value.id, work.today),
  ]);
  return ok({ cycle: cycle.value, regulation, municipality: unit, choices });
}

async function enterRow(work: Work, ground: Ground, row: TeamRowInput, submitted: boolean): Promise<Outcome<string>> {
  const organisation = await organisationOf(work, ground, row);
  return organisation.ok ? enterTeam(work, ground, organisation.value, row, submitted) : organisation;
}

/** Enters the team of an organisation that has none in the cycle, as a draft or submitted at once. */
export async function enterTeam(
  work: Work,
  { cycle, regulation, municipality }: Ground,
  organisation: Chosen,
  row: Pick<TeamRowInput, 'standing' | 'directions' | 'ownDirections' | 'note'>,
  submitted: boolean,
): Promise<Outcome<string>> {
  const store = registryStore(work.tx);
  const { kind, head } = organisation;
  if (!isKindAdmitted(regulation, kind, cycle.year)) {
    const title = regulation.organisationKinds.find((one) => one.kind === kind)?.title ?? kind;
    return refuse(refusals.kindNotAdmitted(title, cycle.year));
  }
  const directions = chooseDirections(
    { codes: row.directions, own: row.ownDirections, statements: {} },
    directionsInUse(regulation),
  );
  if (!directions.ok) return directions;

  const id = newId();
  const organisationId = organisation.id;
  const inserted = await store.insert(
    {
      id,
      cycleId: cycle.id,
      organisationId,
      municipalityId: municipality.id,
      standing: row.standing,
      headPersonId: head.personId,
      note: row.note ?? '',
      results: '',
    },
    { personId: work.actor.personId, now: work.now },
  );
  if (!inserted) return refuse(refusals.twice);
  await store.replaceDirections(id, directions.value);
  await store.replaceMembers(id, [{ personId: head.personId, post: head.post, staffCategory: 'head' }]);
  await journal(work.tx).write(work, {
    subject: { type: 'team', id },
    action: 'enter',
    summary: 'Команда внесена в форму участников',
  });

  const team = await store.facts(id, { lock: true });
  if (!team) throw new Error('a team just entered is absent');
  if (!submitted) {
    await replaceTeamDuties(work, team, team.state, registryDueOn(cycle));
    return ok(id);
  }
  const done = await submitLoaded(work, team);
  return done.ok ? ok(id) : done;
}

/** An organisation with the head its team is entered under. */
export interface Chosen {
  readonly id: string;
  readonly kind: string;
  readonly head: { readonly personId: string; readonly post: string };
}

/** The organisation named in a row: one of the municipality's, or a new one when its kind is given. */
async function organisationOf(work: Work, ground: Ground, row: TeamRowInput): Promise<Outcome<Chosen>> {
  const found = matchOrganisation(row.organisation, ground.choices);
  if (!found.ok) return found;
  const chosen = found.value;
  if (chosen) {
    const head = chosen.head ? ok(chosen.head) : await appointHead(work, chosen.id, row.head);
    return head.ok ? ok({ id: chosen.id, kind: chosen.kind, head: head.value }) : head;
  }
  return createOrganisation(work, ground, row);
}

/** Adds the organisation named in a row, when its kind is given, with its head. */
export async function createOrganisation(work: Work, ground: Ground, row: TeamRowInput): Promise<Outcome<Chosen>> {
  const kind = row.newOrganisation.kind;
  if (!kind) return refuse(refusals.unknownOrganisation);
  const created = await organisations(work.tx).create(work, {
    municipalityId: ground.municipality.id,
    kind,
    name: row.organisation,
    shortName: row.newOrganisation.shortName ?? shortOrganisationName(row.organisation),
    phones: row.head.phones,
    emails: row.head.emails,
  });
  if (!created.ok) return refuse({ ...created.error, field: 'organisation' });
  const head = await appointHead(work, created.value.id, row.head);
  return head.ok ? ok({ id: created.value.id, kind, head: head.value }) : head;
}

/** Enters the head typed in the row and appoints them from today. */
export async function appointHead(
  work: Work,
  organisationId: string,
  typed: TeamRowInput['head'],
): Promise<Outcome<{ personId: string; post: string }>> {
  if (!typed.fullName || !typed.post) return refuse(refusals.noHead);
  return enterPerson(work, organisationId, {
    ...typed,
    fullName: typed.fullName,
    post: typed.post,
    staffCategory: 'head',
  });
}

/** Enters a person by the full name as on paper, with a post at the organisation from today. */
export async function enterPerson(
  work: Work,
  organisationId: string,
  typed: {
    fullName: string;
    post: string;
    staffCategory: 'head' | 'deputy-head' | 'unit-head';
    gender: 'female' | 'male' | null;
    phones: string[];
    emails: string[];
  },
): Promise<Outcome<{ personId: string; post: string }>> {
  const parsed = parseFullName(typed.fullName);
  if (!parsed.ok) return refuse(refusals.badName(parsed.error));
  const gender = typed.gender ?? parsed.value.gender;
  if (!gender) return refuse(refusals.unknownGender);
  const { lastName, firstName, patronymic } = parsed.value;
  const { post, staffCategory, phones, emails } = typed;
  const personId = await people(work.tx).create(work, { lastName, firstName, patronymic, gender, phones, emails });
  const appointed = await people(work.tx).appoint(work, {
    personId,
    unitId: organisationId,
    post,
    staffCategory,
    startsOn: work.today,
  });
  return appointed.ok ? ok({ personId, post }) : appointed;
}
