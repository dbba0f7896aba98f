import { json } from '#platform/json.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { linkTerms, type LinkPurpose } from '../rules.ts';
import { hashToken, newToken } from './tokens.server.ts';

/** A form kept when the session had expired: the address it was sent to and its fields in order. */
export interface KeptForm {
  readonly path: string;
  readonly fields: readonly (readonly [string, string])[];
}

/** One-time links and kept forms, bound to a transaction. Only hashes of tokens are stored. */
export function linkStore(tx: Transaction) {
  const usable = (token: string, purpose: LinkPurpose, now: Date) =>
    tx
      .selectFrom('oneTimeLink')
      .select(['tokenHash', 'personId', 'expiresAt'])
      .where('tokenHash', '=', hashToken(token))
      .where('purpose', '=', purpose)
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', now);

  return {
    /** Makes a link; an earlier unused one of the same purpose and person stops working. */
    async make(purpose: LinkPurpose, personId: string | null, now: Date): Promise<string> {
      const token = newToken();
      await tx
        .deleteFrom('oneTimeLink')
        .where('purpose', '=', purpose)
        .where('personId', personId ? '=' : 'is', personId)
        .where('usedAt', 'is', null)
        .execute();
      await tx
        .insertInto('oneTimeLink')
        .values({
          tokenHash: hashToken(token),
          purpose,
          personId,
          createdAt: now,
          expiresAt: new Date(now.getTime() + linkTerms[purpose]),
        })
        .execute();
      return token;
    },

    /** Links to a new password that were not used stop working: the person has changed what they lead to. */
    async forgetResets(personId: string): Promise<void> {
      await tx
        .deleteFrom('oneTimeLink')
        .where('purpose', '=', 'password-reset')
        .where('personId', '=', personId)
        .where('usedAt', 'is', null)
        .execute();
    },

    /** Whose link it is, while it works. */
    async find(token: string, purpose: LinkPurpose, now: Date) {
      return (await usable(token, purpose, now).executeTakeFirst()) ?? null;
    },

    /** Uses the link up: of several at once exactly one succeeds. */
    async use(token: string, purpose: LinkPurpose, now: Date): Promise<boolean> {
      const used = await tx
        .updateTable('oneTimeLink')
        .set({ usedAt: now })
        .where('tokenHash', '=', hashToken(token))
        .where('purpose', '=', purpose)
        .where('usedAt', 'is', null)
        .where('expiresAt', '>', now)
        .executeTakeFirst();
      return used.numUpdatedRows === 1n;
    },

    /** When the latest link of the purpose was made for the person. */
    async lastMade(purpose: LinkPurpose, personId: string): Promise<Date | null> {
      const row = await tx
        .selectFrom('oneTimeLink')
        .select('createdAt')
        .where('purpose', '=', purpose)
        .where('personId', '=', personId)
        .orderBy('createdAt', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.createdAt ?? null;
    },

    async keep(form: KeptForm, now: Date, expiresAt: Date): Promise<string> {
      const token = newToken();
      await tx.deleteFrom('keptForm').where('expiresAt', '<=', now).execute();
      await tx
        .insertInto('keptForm')
        .values({ tokenHash: hashToken(token), path: form.path, fields: json(form.fields), createdAt: now, expiresAt })
        .execute();
      return token;
    },

    async kept(token: string, now: Date): Promise<KeptForm | null> {
      const row = await tx
        .selectFrom('keptForm')
        .select(['path', 'fields'])
        .where('tokenHash', '=', hashToken(token))
        .where('expiresAt', '>', now)
        .executeTakeFirst();
      return row ? { path: row.path, fields: row.fields as [string, string][] } : null;
    },
  };
}
