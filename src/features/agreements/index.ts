export {
  agreementStates,
  agreementTransitions,
  stateNames as agreementStateNames,
  type AgreementState,
} from './rules.ts';
export { agreementActions, agreementRights, type AgreementAction } from './permissions.ts';
