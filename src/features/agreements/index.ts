export { agreementTransitions, stateNames as agreementStateNames } from './rules.ts';
