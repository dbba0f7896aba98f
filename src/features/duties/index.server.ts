export { duties, type DutyLine } from './store.server.ts';
