import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { cleanLine } from '#kernel/text.ts';
import { clock } from './clock.server.ts';
import { newId } from './ids.server.ts';
import { enqueue, type JobHandler } from './jobs.server.ts';
import { reasonOf } from './start-failure.server.ts';
import type { Transaction } from './use-case.server.ts';

/** A letter to one person. */
export interface Letter {
  readonly to: string;
  /** The person it is for, who may read it in the program; null for an address without an account. */
  readonly personId: string | null;
  readonly subject: string;
  readonly text: string;
  readonly now?: Date;
}

/**
 * Letters that leave if and only if the transaction is committed. They are always kept in `mail_message`; without
 * SMTP_URL that is where they are read.
 */
export function outbox(tx: Transaction): { send(letter: Letter): Promise<void> } {
  return {
    async send({ to, personId, subject, text, now = clock() }) {
      const id = newId();
      await tx
        .insertInto('mailMessage')
        .values({ id, personId, toEmail: cleanLine(to), subject: cleanLine(subject), body: text, createdAt: now })
        .execute();
      await enqueue(tx, 'send-mail', { id });
    },
  };
}

const job = z.object({ id: z.uuid() });

/** The sender's address: `?from=` of SMTP_URL, or no-reply at the host of ORIGIN. */
function senderOf(smtpUrl: string, origin: string): string {
  return new URL(smtpUrl).searchParams.get('from') ?? `no-reply@${new URL(origin).hostname}`;
}

/**
 * Sends one kept letter. The row stays locked while the letter goes out, so two workers never send it twice; the
 * letter's own id is its Message-ID, so that a repetition after a lost answer is recognised by mail programs.
 */
export const sendMail: JobHandler = async ({ database, config, now, data }) => {
  const { smtpUrl, origin } = config;
  if (!smtpUrl) return;
  const { id } = job.parse(data);
  const failure = await database.transaction().execute(async (tx) => {
    const letter = await tx
      .selectFrom('mailMessage')
      .select(['toEmail', 'subject', 'body', 'createdAt'])
      .where('id', '=', id)
      .where('sentAt', 'is', null)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (!letter) return null;
    const from = senderOf(smtpUrl, origin);
    const transport = createTransport({
      url: smtpUrl,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    });
    try {
      await transport.sendMail({
        messageId: `<${id}@${from.split('@').at(-1)?.replace('>', '')}>`,
        date: letter.createdAt,
        from: from.includes('<') ? from : { name: 'Эстафета', address: from },
        to: letter.toEmail,
        subject: letter.subject,
        text: letter.body,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      await recordAttempt(tx, id, { lastError: reasonOf(error) });
      return error;
    } finally {
      transport.close();
    }
    await recordAttempt(tx, id, { sentAt: now, lastError: null });
    return null;
  });
  // thrown after the attempt is recorded, so that the queue tries again later
  if (failure) throw failure;
};

async function recordAttempt(
  tx: Transaction,
  id: string,
  outcome: { lastError: string | null; sentAt?: Date },
): Promise<void> {
  await tx
    .updateTable('mailMessage')
    .set((eb) => ({ ...outcome, attempts: eb('attempts', '+', 1) }))
    .where('id', '=', id)
    .execute();
}
