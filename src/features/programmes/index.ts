export {
  figuresOf,
  inWork,
  markNames,
  markStates,
  programmeEvents,
  programmeStates,
  stateNames as programmeStateNames,
  type Figures,
  type MarkState,
  type ProgrammeState,
} from './rules.ts';
export { canInProgramme, programmeActions, programmeRights, type ProgrammeAction } from './permissions.ts';
