export {
  changeFromList,
  enterAs,
  enteredStates,
  transferReason,
  type EnteredState,
  type ListedTeam,
} from './rules.bulk.ts';
export { differencesOf, headDiffers, type TeamDifference } from './rules.differences.ts';
export {
  categoryNames,
  chooseDirections,
  matchOrganisation,
  managementCategories,
  refusals,
  standingNames,
  stateNames,
  teamStandings,
  teamStates,
  teamTransitions,
  type Assessment,
  type Difficulty,
  type DirectionChoice,
  type ManagementCategory,
  type TeamStanding,
  type TeamState,
} from './rules.ts';
export { teamRowSchema } from './schema.ts';
export type { RegistryFilters, RegistrySort } from './schema.ts';
