import { addDays, formatDate, isAfter, today as todayOf, type IsoDate } from '#kernel/dates.ts';
import { fullName } from '#kernel/names.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { roleNames, type Role } from '#kernel/roles.ts';
import { journal } from '#features/journal/index.server.ts';
import { clock } from '#platform/clock.server.ts';
import { useCase, type Transaction, type Work } from '#platform/use-case.server.ts';
import { canForPerson, canInTerritory, mayGrant, roleUnits } from '../permissions.ts';
import {
  decideHead,
  decideNameCases,
  endPeriod,
  formsTeams,
  refusals,
  unitKindNames,
  type StaffCategory,
} from '../rules.ts';
import { appointmentStore } from '../store/appointments.server.ts';
import { grantStore } from '../store/grants.server.ts';
import { organisationStore, type Organisation } from '../store/organisations.server.ts';
import { personStore, type PersonFields } from '../store/people.server.ts';
import { units } from '../store/units.server.ts';

/** A post given to a person. For heads `seen` is the appointment the form showed (null: none; absent: whoever it is). */
export interface NewAppointment {
  readonly personId: string;
  readonly unitId: string;
  readonly post: string;
  readonly staffCategory: StaffCategory;
  readonly startsOn: IsoDate;
  readonly seen?: string | null;
}

export interface NewGrant {
  readonly personId: string;
  readonly role: Role;
  readonly unitId: string;
  readonly startsOn?: IsoDate;
  readonly endsOn?: IsoDate | null;
}

/** People for other features, bound to their transaction; `today` is the present unless told. */
export function people(tx: Transaction, today: IsoDate = todayOf(clock())) {
  const store = personStore(tx);
  return {
    byId: store.byId,
    byIds: store.byIds,
    /** Who works in the organisation, the head first. */
    staffOf: (organisationId: string, on: IsoDate = today) => store.staffOf(organisationId, on),
    /** Those who hold the role at exactly this unit, e.g. the curators of a municipality. */
    holders: (role: Role, unitId: string, on: IsoDate = today) => store.holders(role, unitId, on),
    holdersOfUnits: (role: Role, unitIds: readonly string[], on: IsoDate = today) =>
      store.holdersOfUnits(role, unitIds, on),
    /** The roles of the person that last today. */
    rolesOf: (personId: string) => grantStore(tx).active(personId, today),
    /** All roles of the person, past ones too. */
    grantsOf: (personId: string) => grantStore(tx).ofPerson(personId, today),
    create: (work: Work, fields: PersonFields): Promise<string> => store.add(fields, work.now),
    appoint: (work: Work, appointment: NewAppointment): Promise<Outcome<{ appointmentId: string }>> =>
      appoint(work, appointment),
    grant: (work: Work, given: NewGrant): Promise<Outcome<{ grantId: string }>> => grant(work, given),
  };
}

async function appoint(work: Work, input: NewAppointment): Promise<Outcome<{ appointmentId: string }>> {
  const { actor, today, tx } = work;
  const store = organisationStore(tx, today);
  // one writer at a time decides about the staff of an organisation
  if (!(await store.lock(input.unitId))) return refuse(notFound);
  const organisation = await store.byId(input.unitId);
  const person = await personStore(tx).byId(input.personId);
  if (!organisation || !person) return refuse(notFound);
  const allowed = canInTerritory(actor, input.staffCategory === 'head' ? 'appoint-head' : 'add-staff', organisation);
  if (!allowed.ok) return allowed;
  if (organisation.closedOn) return refuse(refusals.organisationClosed);
  return input.staffCategory === 'head' ? appointHead(work, organisation, input) : addStaff(work, organisation, input);
}

async function appointHead(
  work: Work,
  organisation: Organisation,
  input: NewAppointment,
): Promise<Outcome<{ appointmentId: string }>> {
  const { tx, now, actor } = work;
  const { seen, ...appointment } = input;
  const appointments = appointmentStore(tx);
  const heads = await appointments.headsFrom(input.unitId, earlierOf(input.startsOn, work.today));
  const decided = decideHead({
    personId: input.personId,
    startsOn: input.startsOn,
    ...(seen === undefined ? {} : { seen }),
    closedOn: organisation.closedOn,
    heads,
    sinceText: formatDate,
  });
  if (!decided.ok) return decided;
  const { former } = decided.value;
  if (former) {
    await appointments.end(former.appointmentId, input.startsOn);
    await grantStore(tx).endOf(
      { personId: former.personId, role: 'organisation-head', unitId: organisation.id },
      input.startsOn,
    );
  }
  const appointmentId = await appointments.add(appointment);
  if (formsTeams(organisation.kind)) {
    await grantStore(tx).add(
      { personId: input.personId, role: 'organisation-head', unitId: organisation.id, startsOn: input.startsOn },
      actor.personId || null,
      now,
    );
  }
  const [person] = await personStore(tx).byIds([input.personId]);
  await journal(tx).write(work, {
    subject: { type: 'organisation', id: organisation.id },
    action: 'organisation.head-appointed',
    summary: `${person?.fullName ?? ''}: ${input.post} с ${formatDate(input.startsOn)}`,
    facts: { personId: input.personId, formerPersonId: former?.personId ?? null },
  });
  return ok({ appointmentId });
}

const earlierOf = (one: IsoDate, other: IsoDate): IsoDate => (isAfter(one, other) ? other : one);

async function addStaff(
  work: Work,
  organisation: Organisation,
  input: NewAppointment,
): Promise<Outcome<{ appointmentId: string }>> {
  const { tx, now, actor } = work;
  const { seen: _seen, ...appointment } = input;
  const appointments = appointmentStore(tx);
  if (await appointments.works(input.personId, input.unitId, input.post, work.today))
    return refuse(refusals.appointedAlready);
  const appointmentId = await appointments.add(appointment);
  if (formsTeams(organisation.kind)) {
    await grantStore(tx).add(
      { personId: input.personId, role: 'team-member', unitId: organisation.id, startsOn: input.startsOn },
      actor.personId || null,
      now,
    );
  }
  const [person] = await personStore(tx).byIds([input.personId]);
  await journal(tx).write(work, {
    subject: { type: 'organisation', id: organisation.id },
    action: 'organisation.staff-added',
    summary: `${person?.fullName ?? ''}: ${input.post} с ${formatDate(input.startsOn)}`,
    facts: { personId: input.personId },
  });
  return ok({ appointmentId });
}

/** Ends somebody's work in an organisation; `endsOn` is the last working day. The roles given by it end with it. */
export const endAppointment = useCase(
  'territory.end-appointment',
  async (work, { appointmentId, endsOn: lastDay }: { appointmentId: string; endsOn: IsoDate }) => {
    const { tx, actor, today } = work;
    const appointments = appointmentStore(tx);
    const appointment = await appointments.byId(appointmentId);
    const organisation = appointment && (await organisationStore(tx, today).byId(appointment.unitId));
    if (!appointment || !organisation) return refuse(notFound);
    const isHead = appointment.staffCategory === 'head';
    const allowed = canInTerritory(actor, isHead ? 'appoint-head' : 'end-staff', organisation);
    if (!allowed.ok) return allowed;
    const ended = endPeriod(appointment, addDays(lastDay, 1));
    if (!ended.ok) return ended;
    if (!(await appointments.end(appointment.id, ended.value.endsOn))) return refuse(refusals.appointmentEnded);
    const role: Role = isHead ? 'organisation-head' : 'team-member';
    await grantStore(tx).endOf({ personId: appointment.personId, role, unitId: organisation.id }, ended.value.endsOn);
    const [person] = await personStore(tx).byIds([appointment.personId]);
    await journal(tx).write(work, {
      subject: { type: 'organisation', id: organisation.id },
      action: 'organisation.staff-ended',
      summary: `${person?.fullName ?? ''}: ${appointment.post} по ${formatDate(lastDay)}`,
      facts: { personId: appointment.personId },
    });
    return ok({ organisationId: organisation.id });
  },
);

async function grant(work: Work, input: NewGrant): Promise<Outcome<{ grantId: string }>> {
  const { tx, actor, now, today } = work;
  const unit = await units(tx).byId(input.unitId);
  const person = await personStore(tx).byId(input.personId);
  if (!unit || !person) return refuse(notFound);
  const allowed = mayGrant(actor, input.role, unit);
  if (!allowed.ok) return allowed;
  const kinds = roleUnits[input.role];
  if (!kinds.includes(unit.kind)) return refuse(refusals.wrongUnit(unitKindNames[kinds[0] ?? 'region']));
  const startsOn = input.startsOn ?? today;
  const grantId = await grantStore(tx).add({ ...input, startsOn }, actor.personId || null, now);
  if (!grantId) return refuse(refusals.grantedAlready);
  await journal(tx).write(work, {
    subject: { type: 'person', id: person.id },
    action: 'person.role-given',
    summary: `${person.fullName}: дана роль «${roleNames[input.role]}», ${unit.shortName}`,
    facts: { role: input.role, unitId: unit.id },
  });
  return ok({ grantId });
}

/** Gives a person a role at a unit. Heads get theirs by appointment. */
export const grantRole = useCase('territory.grant-role', async (work, input: NewGrant) =>
  input.role === 'organisation-head' ? refuse(refusals.headByAppointment) : grant(work, input),
);

/** Takes a role back from today on. The last administrator stays. */
export const revokeRole = useCase('territory.revoke-role', async (work, { grantId }: { grantId: string }) => {
  const { tx, actor, today } = work;
  const store = grantStore(tx);
  const found = await store.byId(grantId, today);
  if (!found) return refuse(notFound);
  const allowed = mayGrant(actor, found.role, found);
  if (!allowed.ok) return allowed;
  if (found.role === 'administrator' && (await store.lockedCount('administrator')) <= 1)
    return refuse(refusals.lastAdministrator);
  if (!(await store.end(grantId, today))) return refuse(refusals.grantEnded);
  const [person] = await personStore(tx).byIds([found.personId]);
  await journal(tx).write(work, {
    subject: { type: 'person', id: found.personId },
    action: 'person.role-taken',
    summary: `${person?.fullName ?? ''}: отозвана роль «${roleNames[found.role]}», ${found.unitName}`,
    facts: { role: found.role, unitId: found.unitId },
  });
  return ok({ personId: found.personId });
});

/** Corrects a person's names, cases and contacts. */
export const editPerson = useCase(
  'territory.edit-person',
  async (work, { id, revision, ...fields }: PersonFields & { id: string; revision: number }) => {
    const facts = await personFacts(work.tx, id, work.today);
    if (!facts) return refuse(notFound);
    const allowed = canForPerson(work.actor, 'edit-person', facts);
    if (!allowed.ok) return allowed;
    const cases = decideNameCases(fullName(fields), fields.nameCases ?? {});
    if (!cases.ok) return cases;
    const store = personStore(work.tx);
    if (!(await store.save(id, revision, fields))) return refuse({ ...refusals.stale, theirs: await store.byId(id) });
    await journal(work.tx).write(work, {
      subject: { type: 'person', id },
      action: 'person.edited',
      summary: `Исправлены данные: ${fields.lastName} ${fields.firstName}`,
    });
    return ok({ id });
  },
);

/** Where the person works and which roles the person holds: what rights over the account are judged by. */
export async function personFacts(tx: Transaction, id: string, today: IsoDate) {
  const person = await personStore(tx).byId(id);
  if (!person) return null;
  const places = (await appointmentStore(tx).ofPerson(id)).filter(
    (line) => line.endsOn === null || isAfter(line.endsOn, today),
  );
  const held = (await grantStore(tx).ofPerson(id, today)).filter(
    (line) => line.endsOn === null || isAfter(line.endsOn, today),
  );
  return { id, person, held, places };
}
