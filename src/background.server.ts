// Registers the work done apart from requests; each feature's job is idempotent.
import './platform/mail.server.ts';
import { endTermsDue } from './features/groups/index.server.ts';
import { remindOfSummingUp } from './features/reports/index.server.ts';
import { remindOfMilestones } from './features/regulation/index.server.ts';
import { registerJob } from './platform/background.server.ts';

registerJob('daily', async ({ database, now }) => {
  await database.transaction().execute((tx) => remindOfMilestones(tx, now));
});

registerJob('daily', async ({ database, now }) => {
  await endTermsDue(database, now);
});

registerJob('daily', async ({ database, now }) => {
  await remindOfSummingUp(database, now);
});
