export { attentionOf, figuresOf, markNames, markStates, type Figures, type MarkState } from './rules.marks.ts';
export { programmeEvents, stateNames as programmeStateNames, type ProgrammeState } from './rules.ts';
export { calendarOf, type CalendarEntry } from './rules.calendar.ts';
export type { PlanRow } from './use-cases/presenting.server.ts';
