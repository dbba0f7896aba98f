export {
  formsTeams, isManagement, lasts, municipalKinds, organisationKindNames, organisationKinds, parties, refusals as territoryRefusals,
  staffCategories, staffCategoryNames, tenureMonths, unitKindNames, unitKinds, wording,
  type OrganisationKind, type StaffCategory, type UnitKind,
} from './rules.ts';
export {
  canForPerson, canInTerritory, grantableRoles, granting, mayGrant, organisationsScope, peopleScope, roleUnits,
  territoryRights, type TerritoryAction,
} from './permissions.ts';
export { openness, opennessLevels, opennessNames, opennessOf, type OpennessLevel, type OpenRecord } from './permissions.openness.ts';
export type { Unit } from './store/units.server.ts';
