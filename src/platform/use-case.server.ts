import { createHash } from 'node:crypto';
import type { Kysely, Transaction as KyselyTransaction } from 'kysely';
import { today as todayOf, type IsoDate } from '#kernel/dates.ts';
import { notFound, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Actor } from '#kernel/roles.ts';
import type { Database } from './database-types.ts';
import { json } from './json.server.ts';

/** The one thing a store is bound to. Only stores and the platform look inside. */
export type Transaction = KyselyTransaction<Database>;

/**
 * Who acts, when, on which database; the edge makes one for every request.
 * `submission` is the number carried by the forms of a page: the same form with the same content arriving a second
 * time changes nothing and gets the first answer.
 */
export interface Context {
  readonly actor: Actor;
  readonly now: Date;
  readonly database: Kysely<Database>;
  readonly submission?: string | null;
}

/** What a use case is given: the actor, the moment (and its date in the region), and its transaction. */
export interface Work {
  readonly actor: Actor;
  readonly now: Date;
  readonly today: IsoDate;
  readonly tx: Transaction;
}

class RolledBack extends Error {
  readonly outcome: Outcome<never>;
  constructor(outcome: Outcome<never>) {
    super('refused');
    this.outcome = outcome;
  }
}

/**
 * Makes a use case of a recipe: one transaction, rolled back whole when the recipe refuses.
 * `action` names the use case in the table of once-only forms. The value must be JSON when forms number their
 * submissions, because the second arrival is answered from the stored result.
 */
export function useCase<Input, Value>(
  action: string,
  run: (work: Work, input: Input) => Promise<Outcome<Value>>,
): (context: Context, input: Input) => Promise<Outcome<Value>> {
  return async (given, input) => {
    const context = { ...given, submission: submissionOf(given, action, input) };
    try {
      return await context.database.transaction().execute(async (tx) => {
        const earlier = await claimSubmission(tx, context, action);
        if (earlier) return earlier as Outcome<Value>;
        const { actor, now } = context;
        const outcome = await run({ actor, now, today: todayOf(now), tx }, input);
        if (!outcome.ok) throw new RolledBack(outcome);
        await keepResult(tx, context, outcome.value);
        return outcome;
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.outcome;
      if (isNoId(error)) return { ok: false, error: notFound };
      throw error;
    }
  };
}

/** A use case that only reads: one repeatable snapshot, nothing written. */
export function query<Input, Value>(
  run: (work: Work, input: Input) => Promise<Outcome<Value>>,
): (context: Context, input: Input) => Promise<Outcome<Value>> {
  return async ({ actor, now, database }, input) => {
    try {
      return await database
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((tx) => run({ actor, now, today: todayOf(now), tx }, input));
    } catch (error) {
      if (isNoId(error)) return { ok: false, error: notFound };
      throw error;
    }
  };
}

/** An address with something else in the place of an id: PostgreSQL says that it is no uuid, so nothing is there. */
function isNoId(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '22P02' && error.message.includes('type uuid');
}

/**
 * The number of this form with this content. A page has one number for all its forms, and stays on the screen after a
 * step back: another form of it, or the same one written anew, is no repetition.
 */
function submissionOf({ submission, actor }: Context, action: string, input: unknown): string | null {
  if (!submission) return null;
  const content = JSON.stringify([submission, actor.personId, action, input], (_key, value: unknown) =>
    value instanceof Uint8Array ? digest(value).toString('hex') : value,
  );
  const hex = digest(content).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

const digest = (content: string | Uint8Array): Buffer => createHash('sha256').update(content).digest();

async function claimSubmission(
  tx: Transaction,
  { actor, now, submission }: Context,
  action: string,
): Promise<Outcome<unknown> | null> {
  if (!submission) return null;
  const inserted = await tx
    .insertInto('submission')
    .values({ id: submission, personId: actor.personId, action, createdAt: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0n) === 1) return null;
  const earlier = await tx
    .selectFrom('submission')
    .select('result')
    .where('id', '=', submission)
    .executeTakeFirstOrThrow();
  return ok(earlier.result);
}

async function keepResult(tx: Transaction, { submission }: Context, value: unknown): Promise<void> {
  if (!submission) return;
  await tx
    .updateTable('submission')
    .set({ result: json(value ?? null) })
    .where('id', '=', submission)
    .execute();
}
