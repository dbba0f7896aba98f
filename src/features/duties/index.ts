export { dutyRolesOf, type Duty, type DutyRole, type DutySource } from './rules.ts';
