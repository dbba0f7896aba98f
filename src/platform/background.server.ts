import { app, onStop } from './app.server.ts';
import { clock } from './clock.server.ts';
import { closeHeavyWork } from './heavy/index.server.ts';
import { startJobs, type JobHandler, type JobName } from './jobs.server.ts';
import { log } from './log.server.ts';
import { sendMail } from './mail.server.ts';
import { resumeTasks, runTask } from './tasks.server.ts';

const handlers = new Map<JobName, JobHandler[]>([
  ['send-mail', [sendMail]],
  ['task', [runTask]],
]);

/**
 * Adds a handler of jobs called `name`; all handlers of a name run in the order of registration. Call it where the
 * program starts (`hooks.server.ts`), before `startBackground`.
 */
export function registerJob(name: JobName, handler: JobHandler): void {
  handlers.set(name, [...(handlers.get(name) ?? []), handler]);
}

/** When the job 'daily' runs: after midnight, before the working day of the easternmost zone that matters. */
const dailyAt = '30 3 * * *';

/** Starts the worker and the daily schedule in the region's time `zone`. */
export async function startBackground(zone = 'Europe/Volgograd'): Promise<void> {
  const { config, database } = app();
  // the last registered is stopped first: jobs in hand may still need the threads
  onStop(closeHeavyWork);
  const jobs = await startJobs(config.databaseUrl!);
  onStop(() => jobs.stop());
  await resumeTasks(database);
  for (const [name, registered] of handlers) {
    await jobs.work(name, async (data) => {
      log.debug({ job: name }, 'работа из очереди');
      for (const handler of registered) await handler({ database, config, now: clock(), data });
    });
  }
  await jobs.schedule('daily', dailyAt, zone);
}
