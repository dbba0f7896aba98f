export { importRoles } from './permissions.ts';
export { readParticipants, type ReadParticipants } from './rules.participants.ts';
export { readProgramme, type ReadProgramme } from './rules.programme.ts';
export { unitFinder } from './rules.sheets-units.ts';
