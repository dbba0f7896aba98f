export {
  admittedKinds,
  coordinatorEmployerName,
  directionsInUse,
  documentTemplate,
  isKindAdmitted,
  operatorParty,
  placesFor,
  transferFormsInUse,
  type Citation,
  type QuotaUnit,
} from './rules.ts';
export {
  pointOptions,
  stagesFor,
  standardPlanFor,
  type CycleDates,
  type DatedMilestone,
  type DatedStage,
  type PlannedActivity,
} from './rules.dates.ts';
export { formatCycleDay, milestoneRoleNames, territoryKindNames, type Change } from './rules.changes.ts';
export {
  milestoneRoles,
  type Direction,
  type DocumentKey,
  type MilestoneRole,
  type OrganisationKindKey,
  type RegulationDocument,
  type RegulationOverlay,
  type ResponsibleKey,
  type StandardActivity,
  type TransferForm,
} from './schema.ts';
export * from './schema.forms.ts';
