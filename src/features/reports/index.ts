export { finalEvents, informationEvents } from './rules.states.ts';
