import { abilityOf } from '#kernel/ability.ts';
import { isAfter } from '#kernel/dates.ts';
import { notFound, refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { roles, type Actor } from '#kernel/roles.ts';
import { journal } from '#features/journal/index.server.ts';
import { computedCases } from '#platform/name-cases.server.ts';
import { query } from '#platform/use-case.server.ts';
import { canForPerson, canInTerritory, mayGrant, peopleScope, roleUnits } from '../permissions.ts';
import { lasts, municipalKinds, tenureMonths } from '../rules.ts';
import { appointmentStore } from '../store/appointments.server.ts';
import { grantStore } from '../store/grants.server.ts';
import { personStore } from '../store/people.server.ts';
import { units, type Unit } from '../store/units.server.ts';

/** The page of a person: posts with tenure, roles, and as much of the contacts as the actor may see. */
export const viewPerson = query(async ({ actor, tx, today }, { id }: { id: string }) => {
  const person = await personStore(tx).byId(id);
  if (!person) return refuse(notFound);
  const appointments = await appointmentStore(tx).ofPerson(id);
  const grants = await grantStore(tx).ofPerson(id, today);
  const places = appointments.filter((line) => line.endsOn === null || isAfter(line.endsOn, today));
  const held = grants.filter((line) => line.endsOn === null || isAfter(line.endsOn, today));
  const own = actor.personId === id;
  const seen =
    own ||
    actor.role === 'administrator' ||
    [...appointments, ...grants].some((line) => line.regionId === actor.regionId);
  if (!seen) return refuse(notFound);
  const facts = { id, held, places };
  const editing = canForPerson(actor, 'edit-person', facts);
  const managing = canForPerson(actor, 'manage-account', facts);
  // curators are reached by every participant (V-curators); the staff by those who work with them
  const contacts =
    own ||
    editing.ok ||
    held.some((grant) => grant.role === 'municipal-curator') ||
    places.some((place) => canInTerritory(actor, 'view-staff-contacts', place).ok);
  return ok({
    own,
    person: {
      ...person,
      ...(contacts ? {} : { phones: [], emails: [] }),
      nameCases: editing.ok ? person.nameCases : {},
    },
    contacts,
    appointments: appointments.map((line) => ({
      ...line,
      lasts: line.endsOn === null || isAfter(line.endsOn, today),
      months: tenureMonths(line, today),
      mayEnd:
        line.endsOn === null &&
        canInTerritory(actor, line.staffCategory === 'head' ? 'appoint-head' : 'end-staff', line).ok,
    })),
    grants: grants
      .filter((line) => managing.ok || own || lasts(line, today))
      .map((line) => ({
        ...line,
        lasts: line.endsOn === null || isAfter(line.endsOn, today),
        mayRevoke: mayGrant(actor, line.role, line).ok,
      })),
    granting: await grantingPlaces(actor, units(tx)),
    history: managing.ok ? await journal(tx).ofSubject('person', id) : [],
    abilities: { edit: abilityOf(editing), manage: abilityOf(managing) },
  });
});

/** The form of the actor's own data, with the cases as the program declines them. */
export const editablePerson = query(async ({ actor, tx, today }, { id }: { id: string }) => {
  const person = await personStore(tx).byId(id);
  if (!person) return refuse(notFound);
  const places = (await appointmentStore(tx).ofPerson(id)).filter(
    (line) => line.endsOn === null || isAfter(line.endsOn, today),
  );
  const held = (await grantStore(tx).ofPerson(id, today)).filter(
    (line) => line.endsOn === null || isAfter(line.endsOn, today),
  );
  const allowed = canForPerson(actor, 'edit-person', { id, held, places });
  return allowed.ok ? ok({ person, declined: computedCases(person) }) : allowed;
});

/** People of the actor's territory by name. */
export const findPeople = query(async ({ actor, tx, today }, { text }: { text: string }) => {
  const scope = peopleScope(actor);
  const found = text.trim().length < 2 ? [] : await personStore(tx).search(scope, text, today);
  return ok({
    allowed: scope.kind !== 'nothing',
    rows: found.map(({ id, fullName, places }) => ({ id, fullName, places })),
  });
});

/** The form of a new person with a role: where and which roles the actor may give. */
export const newHolder = query(async ({ actor, tx }, _input: object) => {
  const granting = await grantingPlaces(actor, units(tx));
  return granting.roles.length > 0 ? ok(granting) : refuse(notFound);
});

/** Roles at units above organisations that the actor may give; heads and members get theirs in their organisations. */
async function grantingPlaces(actor: Actor, tree: ReturnType<typeof units>) {
  const all = (await tree.tree(actor.regionId)).filter(
    (unit) => unit.kind === 'region' || municipalKinds.some((kind) => kind === unit.kind),
  );
  const may = (unit: Unit) =>
    roles.filter((role) => roleUnits[role].includes(unit.kind) && mayGrant(actor, role, unit).ok);
  const places = all.filter((unit) => may(unit).length > 0);
  return {
    roles: roles.filter((role) => places.some((unit) => may(unit).includes(role))),
    units: places.map(({ id, shortName, kind }) => ({ id, shortName, kind })),
  };
}
