export {
  admittedKinds, anchorOf, checkTerm, cite, citations, coordinatorEmployerName, directionsInUse, documentTemplate,
  isKindAdmitted, mergeOverlay, operatorParty, placesFor, quotaFor, transferFormsInUse, type Citation, type QuotaUnit,
} from './rules.ts';
export {
  cycleDates, cycleTitle, formatRelativeDue, measureDue, milestonesFor, pointOptions, stagesFor, standardPlanFor,
  type CycleDates, type DatedMilestone, type DatedStage, type PlannedActivity,
} from './rules.dates.ts';
export { milestonesAhead } from './rules.cycles.ts';
export {
  formatCycleDay, milestoneRoleNames, regulationChanges, territoryKindNames, type Change,
} from './rules.changes.ts';
export { sampleFacts } from './print/samples.ts';
export {
  actKeys, documentKeys, milestoneRoles, organisationKindKeys, responsibleKeys, territoryKinds,
  type Direction, type DocumentKey, type MilestoneRole, type OrganisationKindKey, type RegulationDocument,
  type RegulationOverlay, type ResponsibleKey, type StandardActivity, type TransferForm,
} from './schema.ts';
export * from './schema.forms.ts';
