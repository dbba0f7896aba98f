export { units, type Unit } from './store/units.server.ts';
export type { OrganisationHead } from './rules.bulk.ts';
export type { Organisation, OrganisationFields } from './store/organisations.server.ts';
export type { Person, PersonFields, StaffMember } from './store/people.server.ts';
export type { Grant } from './store/grants.server.ts';
export {
  addOrganisation,
  closeOrganisation,
  editOrganisation,
  organisations,
  reopenOrganisation,
  type NewOrganisation,
} from './use-cases/organisations.server.ts';
export {
  editPerson,
  endAppointment,
  grantRole,
  people,
  personFacts,
  revokeRole,
  type NewAppointment,
  type NewGrant,
} from './use-cases/people.server.ts';
export { correctHead } from './use-cases/correct-head.server.ts';
export { directory, writeOrganisations, type OrganisationList } from './use-cases/bulk.server.ts';
export { exportOrganisations } from './use-cases/export.server.ts';
export { appointToBody } from './use-cases/bodies.server.ts';
export { importRegion, type ImportedRegion, type RegionTree } from './use-cases/import-region.server.ts';
export { notifyHolders, notifyPeople, type Letter } from './use-cases/letters.server.ts';
export {
  listCurators,
  listOrganisations,
  newOrganisation,
  viewOrganisation,
  viewTerritory,
  type TerritoryLine,
} from './use-cases/screens.server.ts';
export { editablePerson, findPeople, newHolder, viewPerson } from './use-cases/person-screen.server.ts';
export {
  endSchema,
  grantSchema,
  newHeadSchema,
  newHolderSchema,
  newStaffSchema,
  organisationEditSchema,
  organisationSchema,
  personSchema,
  readOrganisationFilters,
  revokeSchema,
} from './schema.ts';
