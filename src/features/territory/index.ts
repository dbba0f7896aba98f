export { nameCasesField } from './schema.ts';
export {
  decideNameCases,
  formsTeams,
  organisationKindNames,
  organisationKinds,
  parties,
  staffCategories,
  staffCategoryNames,
  wording,
  type OrganisationKind,
  type StaffCategory,
  type UnitKind,
} from './rules.ts';
export { canForPerson, type TerritoryAction } from './permissions.ts';
export {
  openness,
  opennessLevels,
  opennessNames,
  type OpennessLevel,
  type OpenRecord,
} from './permissions.openness.ts';
export type { Unit } from './store/units.server.ts';
export type { HeadToAppoint, ListedOrganisation } from './rules.bulk.ts';
