import { notFound, refuse, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { roles, type Actor, type Role } from '#kernel/roles.ts';
import { inTerritory, mintScope, type Scope } from '#kernel/scope.ts';
import { municipalKinds, type UnitKind } from './rules.ts';

/** Everything that can be done with units, organisations and people. */
export const territoryActions = [
  'view-organisation',
  'view-staff-contacts',
  'add-organisation',
  'edit-organisation',
  'close-organisation',
  'appoint-head',
  'add-staff',
  'end-staff',
  'view-person',
  'edit-person',
  'manage-account',
  'view-curators',
] as const;
export type TerritoryAction = (typeof territoryActions)[number];

/** How far a right reaches: every region, the grant's region, the grant's unit and below, the own organisation. */
export type Reach = 'everywhere' | 'region' | 'territory' | 'own';

type Row = Readonly<Partial<Record<Role, Reach>>>;

const everyone: Row = {
  administrator: 'everywhere',
  operator: 'region',
  committee: 'region',
  'municipal-curator': 'region',
  coordinator: 'region',
  'organisation-head': 'region',
  'team-member': 'region',
};

/** The table of rights, to be read aloud: action → role → how far. A role that is absent may not. */
export const territoryRights: Readonly<Record<TerritoryAction, Row>> = {
  'view-organisation': everyone,
  'view-curators': everyone,
  'view-person': everyone,
  'view-staff-contacts': {
    administrator: 'everywhere',
    operator: 'region',
    'municipal-curator': 'territory',
    coordinator: 'territory',
    'organisation-head': 'own',
    'team-member': 'own',
  },
  'add-organisation': { administrator: 'everywhere', operator: 'region', 'municipal-curator': 'territory' },
  'edit-organisation': {
    administrator: 'everywhere',
    operator: 'region',
    'municipal-curator': 'territory',
    'organisation-head': 'own',
  },
  'close-organisation': { administrator: 'everywhere', operator: 'region', 'municipal-curator': 'territory' },
  'appoint-head': { administrator: 'everywhere', operator: 'region', 'municipal-curator': 'territory' },
  'add-staff': {
    administrator: 'everywhere',
    operator: 'region',
    'municipal-curator': 'territory',
    'organisation-head': 'own',
  },
  'end-staff': {
    administrator: 'everywhere',
    operator: 'region',
    'municipal-curator': 'territory',
    'organisation-head': 'own',
  },
  'edit-person': {
    administrator: 'everywhere',
    operator: 'region',
    'municipal-curator': 'territory',
    'organisation-head': 'own',
  },
  'manage-account': {
    administrator: 'everywhere',
    operator: 'region',
    'municipal-curator': 'territory',
    'organisation-head': 'own',
  },
};

/** Who may give which role; the giver's territory must hold the unit. Administrators give everything. */
export const granting: Readonly<Record<Role, readonly Role[]>> = {
  administrator: roles,
  operator: ['municipal-curator', 'coordinator', 'organisation-head', 'team-member'],
  committee: [],
  'municipal-curator': ['organisation-head', 'team-member'],
  coordinator: [],
  'organisation-head': ['team-member'],
  'team-member': [],
};

/** At which kinds of unit a role is held. */
export const roleUnits: Readonly<Record<Role, readonly UnitKind[]>> = {
  administrator: ['region'],
  operator: ['region'],
  committee: ['region'],
  'municipal-curator': municipalKinds,
  coordinator: ['region', ...municipalKinds],
  'organisation-head': ['organisation'],
  'team-member': ['organisation'],
};

/** Where the thing lies. */
export interface Place {
  readonly path: string;
  readonly regionId: string;
}

/** A role somebody holds, as rights over accounts see it. */
export interface HeldRole extends Place {
  readonly role: Role;
}

const actionRefusals: Readonly<Record<TerritoryAction, Refusal>> = {
  'view-organisation': notFound,
  'view-staff-contacts': forbidden(
    'contacts',
    'Телефоны и адреса сотрудников видят их организация, её куратор, координатор и оператор',
    'confidential',
  ),
  'view-person': notFound,
  'view-curators': notFound,
  'add-organisation': forbidden(
    'add-organisation',
    'Организации добавляет куратор этого муниципалитета или региональный оператор',
    'municipal-information',
  ),
  'edit-organisation': forbidden(
    'edit-organisation',
    'Сведения об организации меняют она сама, куратор её муниципалитета и региональный оператор',
    'municipal-information',
  ),
  'close-organisation': forbidden(
    'close-organisation',
    'Закрыть организацию может куратор её муниципалитета или региональный оператор',
    'municipal-information',
  ),
  'appoint-head': forbidden(
    'appoint-head',
    'Руководителя записывает куратор муниципалитета или региональный оператор',
    'municipal-information',
  ),
  'add-staff': forbidden(
    'add-staff',
    'Сотрудников записывают руководитель организации, куратор её муниципалитета и региональный оператор',
    'team',
  ),
  'end-staff': forbidden(
    'end-staff',
    'Назначение прекращают руководитель организации, куратор её муниципалитета и региональный оператор',
    'team',
  ),
  'edit-person': forbidden('edit-person', 'Данные человека меняют он сам и те, кто даёт ему роли', 'law'),
  'manage-account': forbidden(
    'manage-account',
    'Учётной записью распоряжается тот, кто может дать все её роли',
    'platform-access',
  ),
};

function forbidden(code: string, message: string, clause: Refusal['clause']): Refusal {
  return { code: `territory.${code}`, kind: 'forbidden', message, clause };
}

const granted = ok(true as const);

/** Whether the actor may do it at this place. Another region answers as if the thing were absent. */
export function canInTerritory(actor: Actor, action: TerritoryAction, place: Place): Outcome<true> {
  const reach = territoryRights[action][actor.role];
  if (reach === 'everywhere') return granted;
  if (actor.regionId !== place.regionId) return refuse(notFound);
  if (reach === 'region') return granted;
  if (reach === 'territory' && inTerritory(actor, place.path)) return granted;
  if (reach === 'own' && actor.organisationId !== null && inTerritory(actor, place.path)) return granted;
  return refuse(actionRefusals[action]);
}

/** Whether the actor may give (or take back) this role at this unit. */
export function mayGrant(actor: Actor, role: Role, place: Place): Outcome<true> {
  const allowed = granting[actor.role].includes(role);
  const everywhere = actor.role === 'administrator';
  if (!everywhere && actor.regionId !== place.regionId) return refuse(notFound);
  if (allowed && (everywhere || inTerritory(actor, place.path))) return granted;
  return refuse(
    forbidden('grant', 'Эту роль здесь даёт другой участник: проверьте, кто кого назначает', 'platform-access'),
  );
}

/**
 * Whether the actor may act for the person's account or correct the person's data: oneself, or whoever could have
 * given every role the person holds. Someone without roles is judged by the places of work.
 */
export function canForPerson(
  actor: Actor,
  action: 'edit-person' | 'manage-account',
  person: { readonly id: string; readonly held: readonly HeldRole[]; readonly places: readonly Place[] },
): Outcome<true> {
  if (actor.personId === person.id && action === 'edit-person') return granted;
  const places = [...person.held, ...person.places];
  const denied = refuse(actionRefusals[action]);
  if (places.length === 0) return actor.role === 'administrator' || actor.role === 'operator' ? granted : denied;
  if (person.held.some((held) => !mayGrant(actor, held.role, held).ok)) return denied;
  return places.every((place) => canInTerritory(actor, action, place).ok) ? granted : denied;
}

/** The organisations a list may show: the directory is open within the region (see `openness`). */
export function organisationsScope(actor: Actor): Scope<'organisations'> {
  return mintScope('organisations', { kind: 'region', regionId: actor.regionId });
}

/** The people a search may find: those of one's own territory. */
export function peopleScope(actor: Actor): Scope<'people'> {
  if (actor.role === 'administrator' || actor.role === 'operator') {
    return mintScope('people', { kind: 'region', regionId: actor.regionId });
  }
  if (actor.role === 'municipal-curator') return mintScope('people', { kind: 'subtree', path: actor.unitPath });
  if (actor.role === 'organisation-head' && actor.organisationId) {
    return mintScope('people', { kind: 'organisation', organisationId: actor.organisationId });
  }
  return mintScope('people', { kind: 'nothing' });
}
