/** Directions and organisations recognised by meaning, not letter by letter. */
export { matchDirection, type DirectionMatch } from './rules.directions.ts';
export {
  matchOrganisations,
  organisationIndex,
  type OrganisationChoice,
  type OrganisationIndex,
  type OrganisationMatch,
} from './rules.organisations.ts';
