export {
  categoryNames,
  managementCategories,
  standingNames,
  stateNames,
  teamStandings,
  teamStates,
  teamTransitions,
  type Assessment,
  type Difficulty,
  type ManagementCategory,
  type TeamStanding,
  type TeamState,
} from './rules.ts';
export type { RegistryFilters, RegistrySort } from './schema.ts';
