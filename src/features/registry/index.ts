export {
  categoryNames,
  difficulties,
  managementCategories,
  ownDirectionKey,
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
export {
  canWithTeam as canInRegistry,
  teamActions,
  teamRights as teamPermissions,
  type TeamAction,
} from './permissions.ts';
export type { RegistryFilters, RegistrySort } from './schema.ts';
export type { Ability } from './permissions.abilities.ts';
