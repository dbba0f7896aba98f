export { reopenInformation, saveInformation, submitInformation } from './use-cases/information.server.ts';
export { acceptFinal, receiveFinal, returnFinal, saveFinal, sendFinal } from './use-cases/final.server.ts';
export { answerSurvey, recordPresentation, saveAnalysis, superviseExit } from './use-cases/supplements.server.ts';
export { viewReports } from './use-cases/view.server.ts';
