export { errorDocument, errorSheet } from './print/participants-errors.ts';
export { checkedFormSchema, participantsFileSchema, programmeFileSchema } from './schema.ts';
export {
  continueParticipants,
  correctParticipants,
  openParticipants,
  participantsErrors,
  readParticipantsFile,
  saveParticipants,
  viewParticipants,
} from './use-cases/participants.server.ts';
export { forgetReadings } from './use-cases/forget-readings.server.ts';
export {
  openProgrammeFile,
  readProgrammeFile,
  saveProgrammeReading,
  viewProgrammeReading,
} from './use-cases/programme.server.ts';
export { listTask } from './use-cases/list-task.server.ts';
export { listTemplate, mayHaveList, openLists, saveList, uploadList, viewList } from './use-cases/lists.server.ts';
export { importList, type ListReport } from './use-cases/script-lists.server.ts';
export { organisationListSchema, registryListSchema, type ListKind } from './schema.lists.ts';
