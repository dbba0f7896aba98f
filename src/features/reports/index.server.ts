export { reopenInformation, saveInformation, submitInformation } from './use-cases/information.server.ts';
export { acceptFinal, receiveFinal, returnFinal, saveFinal, sendFinal } from './use-cases/final.server.ts';
export { answerSurvey, saveAnalysis, superviseExit } from './use-cases/supplements.server.ts';
export { readPresentationFile, recordPresentation } from './use-cases/presentation.server.ts';
export { printFinal, printInformation } from './use-cases/print.server.ts';
export { remindOfSummingUp } from './use-cases/reminders.server.ts';
export { viewReports } from './use-cases/view.server.ts';
export {
  analysisSchema,
  exitSchema,
  finalSchema,
  informationSchema,
  presentationSchema,
  remarksSchema,
  surveySchema,
} from './schema.ts';
