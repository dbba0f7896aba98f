export {
  compareSupervision,
  finalEvents,
  finalNames,
  finalStates,
  informationEvents,
  informationNames,
  informationStates,
  meanScores,
  type FinalState,
  type InformationState,
} from './rules.ts';
export { canInReports, reportActions, reportRights, type ReportAction } from './permissions.ts';
