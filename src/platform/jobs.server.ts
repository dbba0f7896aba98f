import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import { fromKysely, PgBoss, type Db, type JobResult } from 'pg-boss';
import type { Config } from './config.server.ts';
import type { Database } from './database-types.ts';
import { log } from './log.server.ts';
import { reasonOf } from './start-failure.server.ts';

/**
 * Work done after the transaction that asked for it, at least once: every handler must stand being run twice.
 * A new kind of work is a new name here.
 */
export const jobNames = ['send-mail', 'daily', 'task'] as const;

export type JobName = (typeof jobNames)[number];

/** What a job is given. */
export interface JobWork {
  readonly database: Kysely<Database>;
  readonly config: Config;
  readonly now: Date;
  /** What was put into the queue: untrusted in shape, since it may come from an older version of the program. */
  readonly data: unknown;
}

/** Does one job; it may be run twice with the same data and must not do its work twice. Throwing: tried again later. */
export type JobHandler = (work: JobWork) => Promise<void>;

/** The running worker. */
export interface Jobs {
  work(name: JobName, handler: (data: unknown) => Promise<void>): Promise<void>;
  /** `cron` in the time zone `zone`. */
  schedule(name: JobName, cron: string, zone: string): Promise<void>;
  /** Waits for the jobs in hand and stops. */
  stop(): Promise<void>;
}

/** How many jobs a worker takes at once, and how many workers there are: long work does not wait for long work. */
const paceOf = (name: JobName) => (name === 'task' ? { batchSize: 1, localConcurrency: 2 } : { batchSize: 25 });

const retries = { retryLimit: 10, retryDelay: 30, retryBackoff: true, retryDelayMax: 3600 };

function open(options: ConstructorParameters<typeof PgBoss>[0] & object): PgBoss {
  const boss = new PgBoss(options as ConstructorParameters<typeof PgBoss>[0] & { db?: Db });
  boss.on('error', (error) => log.error({ err: error }, 'очередь работ'));
  return boss;
}

async function inTurn<Item, Result>(items: readonly Item[], run: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await run(item));
  return results;
}

/** Installs or upgrades the queue's own schema `pgboss` and its queues. Called by the migrations. */
export async function installJobs(url: string): Promise<void> {
  const boss = open({ connectionString: url, max: 2, schedule: false, supervise: false });
  try {
    await boss.start();
    const existing = new Set((await boss.getQueues()).map(({ name }) => name));
    for (const name of jobNames) if (!existing.has(name)) await boss.createQueue(name, retries);
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** Starts taking jobs from the queue in the database at `url`. */
export async function startJobs(url: string): Promise<Jobs> {
  const boss = open({ connectionString: url, max: 4, migrate: false });
  await boss.start();
  return {
    async work(name, handler) {
      await boss.work(name, { pollingIntervalSeconds: 1, ...paceOf(name), perJobResults: true }, (jobs) =>
        inTurn(jobs, async ({ id, data }): Promise<JobResult> => {
          try {
            await handler(data);
            return { id, status: 'completed' };
          } catch (error) {
            log.warn({ err: error, job: name, id }, 'работа не удалась, будет повторена');
            return { id, status: 'failed', output: { reason: reasonOf(error) } };
          }
        }),
      );
    },
    schedule: (name, cron, zone) => boss.schedule(name, cron, null, { tz: zone }),
    stop: () => boss.stop({ graceful: true, timeout: 10_000 }),
  };
}

let sender: Promise<PgBoss> | null = null;

/**
 * The queue as seen by those who only put jobs into it. It reads the list of queues once, over the first transaction
 * that needs it, and holds no connection or timer of its own: every job is written by the transaction it belongs to.
 */
async function openSender(db: Db): Promise<PgBoss> {
  const boss = open({ db, migrate: false, schedule: false, supervise: false });
  await boss.start();
  await boss.stop({ graceful: false, close: false });
  return boss;
}

/** Puts a job into the queue as part of `tx`: it exists if and only if the transaction is committed. */
export async function enqueue(
  tx: KyselyTransaction<Database> | Kysely<Database>,
  name: JobName,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  const db = fromKysely(tx.withoutPlugins());
  sender ??= openSender(db).catch((error: unknown) => {
    sender = null;
    throw error;
  });
  const boss = await sender;
  await boss.send(name, data, { db });
}
