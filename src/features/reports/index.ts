export {
  finalEvents,
  finalNames,
  finalStates,
  informationEvents,
  informationNames,
  informationStates,
  type FinalState,
  type InformationState,
} from './rules.states.ts';
export { compareSupervision, meanScores } from './rules.results.ts';
export { canInReports, reportActions, reportRights, type ReportAction } from './permissions.ts';
