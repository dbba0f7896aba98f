export {
  clausesInForce,
  currentCycle,
  cycleById,
  cycles,
  regulationInForce,
  versionsInForce,
  type InForce,
  type PinnedVersions,
} from './use-cases/reading.server.ts';
export {
  readReferenceRegion,
  referenceRegions,
  type ReferenceRegion,
  type ReferenceUnit,
} from './use-cases/reference.server.ts';
export { installRegion, loadRegulations } from './use-cases/installing.server.ts';
export {
  publishDirections,
  publishDocument,
  publishMilestones,
  publishOverlay,
  publishQuotas,
  publishRequisites,
  publishStandardPlan,
  publishTargets,
  publishTerms,
  publishTransferForms,
  restoreDocument,
} from './use-cases/publishing.server.ts';
export {
  beginEdit,
  beginOverlayEdit,
  compareVersions,
  listTerritories,
  ownOverlay,
  viewDocument,
  viewRegulation,
  viewVersions,
  type RegulationView,
} from './use-cases/viewing.server.ts';
export { documentFields, previewDocument, trialDocument, viewTextHistory } from './use-cases/texts.server.ts';
export { closeCycle, editCycle, openCycle, viewCycle, viewCycles } from './use-cases/cycles.server.ts';
export {
  addMeasure,
  editMeasure,
  markMeasure,
  removeMeasure,
  viewMeasure,
  viewMeasures,
} from './use-cases/measures.server.ts';
export { remindOfMilestones } from './use-cases/reminders.server.ts';
export type { Cycle } from './store/cycles.server.ts';
export type { Measure } from './store/measures.server.ts';
export type { UnitRow, VersionRow } from './store/regulations.server.ts';
