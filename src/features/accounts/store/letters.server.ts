import type { Transaction } from '#platform/use-case.server.ts';

/** A letter of the outbox. */
export interface Letter {
  readonly id: string;
  readonly personId: string | null;
  readonly toEmail: string;
  readonly subject: string;
  readonly body: string;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
  readonly attempts: number;
  readonly lastError: string | null;
}

const columns = [
  'id',
  'personId',
  'toEmail',
  'subject',
  'body',
  'createdAt',
  'sentAt',
  'attempts',
  'lastError',
] as const;
const pageSize = 50;

/** Kept letters, newest first; `before` is the id of the last letter already shown. */
export function letterStore(tx: Transaction) {
  return {
    async list({
      personId,
      before,
    }: {
      personId: string | null;
      before?: string | null;
    }): Promise<{ rows: Letter[]; next: string | null }> {
      let found = tx.selectFrom('mailMessage').select(columns);
      if (personId) found = found.where('personId', '=', personId);
      if (before) found = found.where('id', '<', before);
      const rows = await found
        .orderBy('id', 'desc')
        .limit(pageSize + 1)
        .execute();
      const page = rows.slice(0, pageSize);
      return { rows: page, next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null };
    },
  };
}
