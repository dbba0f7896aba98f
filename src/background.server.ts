// Registers the work done apart from requests; each feature's job is idempotent.
import './platform/mail.server.ts';
import { asOfNow } from './features/accounts/index.server.ts';
import { buildArchive, dropExpiredArchives, mayHaveArchive } from './features/archives/index.server.ts';
import { endTermsDue } from './features/groups/index.server.ts';
import { forgetReadings, listTask, mayHaveList } from './features/imports/index.server.ts';
import { remindOfSummingUp } from './features/reports/index.server.ts';
import { remindOfMilestones } from './features/regulation/index.server.ts';
import { registerJob } from './platform/background.server.ts';
import { registerTask } from './platform/tasks.server.ts';

registerJob('daily', async ({ database, now }) => {
  await database.transaction().execute((tx) => remindOfMilestones(tx, now));
});

registerJob('daily', async ({ database, now }) => {
  await endTermsDue(database, now);
});

registerJob('daily', async ({ database, now }) => {
  await remindOfSummingUp(database, now);
});

registerJob('daily', async ({ database, now }) => {
  await dropExpiredArchives(database, now);
});

registerJob('daily', async ({ database, now }) => {
  await forgetReadings(database, now);
});

registerTask('archive', asOfNow(buildArchive), mayHaveArchive);
registerTask('import-organisations', asOfNow(listTask('organisations')), mayHaveList('organisations'));
registerTask('import-registry', asOfNow(listTask('registry')), mayHaveList('registry'));
