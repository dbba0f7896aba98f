import { abilityOf } from '#kernel/ability.ts';
import { notFound, refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor } from '#kernel/roles.ts';
import { isWithin } from '#kernel/scope.ts';
import { journal } from '#features/journal/index.server.ts';
import { query } from '#platform/use-case.server.ts';
import { canInTerritory, mayGrant, organisationsScope } from '../permissions.ts';
import { endPeriod, formsTeams, municipalKinds, tenureMonths } from '../rules.ts';
import type { OrganisationFiltersInput } from '../schema.ts';
import { appointmentStore } from '../store/appointments.server.ts';
import { organisationStore } from '../store/organisations.server.ts';
import { personStore } from '../store/people.server.ts';
import { units, type Unit } from '../store/units.server.ts';

/** The list of organisations with its filters. */
export const listOrganisations = query(async ({ actor, tx, today }, filters: OrganisationFiltersInput) => {
  const store = organisationStore(tx, today);
  const municipalities = await units(tx).municipalities(actor.regionId);
  const page = await store.list(organisationsScope(actor), {
    search: filters.search,
    municipalityId: filters.municipality,
    kind: filters.kind,
    closed: filters.closed,
    after: filters.after,
  });
  return ok({
    page,
    municipalities: municipalities.map(named),
    mayAdd: addingPlaces(actor, municipalities).length > 0,
  });
});

/** The form of a new organisation: only municipalities where the actor may add one. */
export const newOrganisation = query(async ({ actor, tx }, _input: object) => {
  const places = addingPlaces(actor, await units(tx).municipalities(actor.regionId));
  if (places.length > 0) return ok({ municipalities: places.map(named) });
  const refused = canInTerritory(actor, 'add-organisation', { path: '', regionId: actor.regionId });
  return refused.ok ? refuse(notFound) : refused;
});

/** The page of an organisation: its staff, former heads, curators and what the actor may do. */
export const viewOrganisation = query(async ({ actor, tx, today }, { id }: { id: string }) => {
  const organisation = await organisationStore(tx, today).byId(id);
  if (!organisation) return refuse(notFound);
  const allowed = canInTerritory(actor, 'view-organisation', organisation);
  if (!allowed.ok) return allowed;
  const contacts = canInTerritory(actor, 'view-staff-contacts', organisation).ok;
  const people = personStore(tx);
  const staff = await people.staffOf(id, today);
  const former = await appointmentStore(tx).formerHeads(id, today);
  const curators =
    (await people.holdersOfUnits('municipal-curator', [organisation.municipalityId], today)).get(
      organisation.municipalityId,
    ) ?? [];
  const can = (action: Parameters<typeof canInTerritory>[1]) => abilityOf(canInTerritory(actor, action, organisation));
  const changes = canInTerritory(actor, 'edit-organisation', organisation).ok;
  return ok({
    organisation,
    municipality: await units(tx).byId(organisation.municipalityId),
    contacts,
    staff: staff.map((member) => ({
      ...member,
      months: tenureMonths({ startsOn: member.startsOn, endsOn: null }, today),
      // the head is reached through the organisation by everybody of the region
      ...(contacts ? {} : { phones: [], emails: [] }),
      mayEnd:
        endPeriod({ startsOn: member.startsOn, endsOn: null }, today).ok &&
        (member.staffCategory === 'head' ? can('appoint-head') : can('end-staff')).allowed,
    })),
    former: former.map((head) => ({ ...head, months: tenureMonths(head, today) })),
    curators,
    teams: formsTeams(organisation.kind),
    history: changes ? await journal(tx).ofSubject('organisation', id) : [],
    abilities: {
      edit: can('edit-organisation'),
      close: can('close-organisation'),
      appointHead: can('appoint-head'),
      addStaff: can('add-staff'),
    },
  });
});

/** The registry of municipal curators: every unit that should have one, with those it has. */
export const listCurators = query(async ({ actor, tx, today }, { search }: { search: string }) => {
  const municipal = (await units(tx).tree(actor.regionId)).filter(isMunicipal);
  const holders = await personStore(tx).holdersOfUnits(
    'municipal-curator',
    municipal.map((unit) => unit.id),
    today,
  );
  const region = await units(tx).region(actor.regionId);
  const sought = search.trim().toLowerCase();
  const answering = new Set((await units(tx).municipalities(actor.regionId)).map((unit) => unit.id));
  const rows = municipal
    .map((unit) => ({ unit: named(unit), curators: holders.get(unit.id) ?? [] }))
    .filter(({ unit, curators }) => answering.has(unit.id) || curators.length > 0)
    .filter(({ unit, curators }) =>
      `${unit.name} ${curators.map((curator) => curator.fullName).join(' ')}`.toLowerCase().includes(sought),
    )
    .toSorted((one, other) => one.unit.shortName.localeCompare(other.unit.shortName, 'ru'));
  return ok({
    rows,
    empty: rows.filter((row) => row.curators.length === 0).length,
    mayAdd: region !== null && mayGrant(actor, 'municipal-curator', region).ok,
  });
});

/** The tree of the region with organisations counted, and the bodies of the four parties that it has. */
export const viewTerritory = query(async ({ actor, tx, today }, _input: object) => {
  const tree = await units(tx).tree(actor.regionId);
  const region = tree[0];
  if (!region) return refuse(notFound);
  const organisations = organisationStore(tx, today);
  const counts = await organisations.countsByMunicipality(actor.regionId);
  const curators = await personStore(tx).holdersOfUnits(
    'municipal-curator',
    tree.map((unit) => unit.id),
    today,
  );
  const scope = organisationsScope(actor);
  const line = (unit: Unit): TerritoryLine => ({
    ...named(unit),
    organisations: tree.reduce(
      (sum, inner) => sum + (isWithin(inner.path, unit.path) ? (counts.get(inner.id) ?? 0) : 0),
      0,
    ),
    curators: (curators.get(unit.id) ?? []).map((curator) => ({
      personId: curator.personId,
      fullName: curator.fullName,
    })),
    children: tree.filter((inner) => inner.parentId === unit.id).map(line),
  });
  const bodies = await Promise.all(
    (['operator', 'authority'] as const).map((kind) => organisations.list(scope, { kind, limit: 60 })),
  );
  const [operators, authorities] = bodies.map((body) =>
    body.rows.map(({ id, shortName, municipalityId }) => ({ id, shortName, municipalityId })),
  );
  return ok({
    region: line(region),
    municipalities: tree.filter((unit) => unit.parentId === region.id).length,
    operators: operators ?? [],
    committees: (authorities ?? []).filter((body) => body.municipalityId === region.id),
    authorities: (authorities ?? []).filter((body) => body.municipalityId !== region.id),
  });
});

/** A unit of the tree as the screen shows it. */
export interface TerritoryLine extends ReturnType<typeof named> {
  readonly organisations: number;
  readonly curators: readonly { readonly personId: string; readonly fullName: string }[];
  readonly children: readonly TerritoryLine[];
}

const isMunicipal = (unit: Unit): boolean => municipalKinds.some((kind) => kind === unit.kind);

const named = ({ id, name, shortName, kind }: Unit) => ({ id, name, shortName, kind });

function addingPlaces(actor: Actor, municipalities: readonly Unit[]): Unit[] {
  return municipalities.filter((unit) => canInTerritory(actor, 'add-organisation', unit).ok);
}
