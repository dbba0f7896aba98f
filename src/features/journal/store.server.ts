import { insertMany } from '#platform/bulk.server.ts';
import { newId } from '#platform/ids.server.ts';
import type { Json } from '#platform/database-types.ts';
import { json } from '#platform/json.server.ts';
import type { Transaction, Work } from '#platform/use-case.server.ts';

/** What happened, written in the same transaction as the change it tells of. `summary` is a Russian sentence. */
export interface JournalEntry {
  readonly subject: { readonly type: string; readonly id: string };
  readonly groupId?: string | null;
  readonly action: string;
  readonly summary: string;
  readonly reason?: string | null;
  readonly document?: string | null;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A line of the journal as a screen shows it. */
export interface JournalLine {
  readonly id: string;
  readonly at: Date;
  readonly person: string;
  readonly role: string | null;
  readonly action: string;
  readonly summary: string;
  readonly reason: string | null;
  readonly document: string | null;
}

const pageSize = 50;

/** The journal bound to a transaction. The caller has checked that the reader may see the subject. */
export function journal(tx: Transaction) {
  const lines = () =>
    tx
      .selectFrom('journalEntry as entry')
      .leftJoin('person', 'person.id', 'entry.personId')
      .select(({ fn, val }) => [
        'entry.id',
        'entry.at',
        'entry.role',
        'entry.action',
        'entry.summary',
        'entry.reason',
        'entry.document',
        fn<string>('concat_ws', [val(' '), 'person.lastName', 'person.firstName', 'person.patronymic']).as('person'),
      ])
      .orderBy('entry.id', 'desc')
      .limit(pageSize);

  const rowOf = (actor: Work['actor'], now: Date, entry: JournalEntry) => ({
    id: newId(),
    at: now,
    personId: actor.personId || null,
    role: actor.role,
    regionId: actor.regionId || null,
    subjectType: entry.subject.type,
    subjectId: entry.subject.id,
    groupId: entry.groupId ?? null,
    action: entry.action,
    summary: entry.summary,
    reason: entry.reason || null,
    document: entry.document || null,
  });

  return {
    /** Writes one entry in the name of the acting person. */
    async write({ actor, now }: Pick<Work, 'actor' | 'now'>, entry: JournalEntry): Promise<void> {
      await tx
        .insertInto('journalEntry')
        .values({
          ...rowOf(actor, now, entry),
          facts: json(entry.facts ?? {}),
        })
        .execute();
    },

    /** Writes many entries by few statements, in the name of the acting person. */
    async writeAll({ actor, now }: Pick<Work, 'actor' | 'now'>, entries: readonly JournalEntry[]): Promise<void> {
      await insertMany(
        tx,
        'journalEntry',
        entries.map((entry) => ({
          ...rowOf(actor, now, entry),
          facts: (entry.facts ?? {}) as Json,
        })),
      );
    },

    /** Everything that happened to a group, newest first; `before` is the id of the last line already shown. */
    ofGroup(groupId: string, before?: string | null): Promise<JournalLine[]> {
      let found = lines().where('entry.groupId', '=', groupId);
      if (before) found = found.where('entry.id', '<', before);
      return found.execute();
    },

    /** Everything that happened to one subject, newest first. */
    ofSubject(type: string, id: string, before?: string | null): Promise<JournalLine[]> {
      let found = lines().where('entry.subjectType', '=', type).where('entry.subjectId', '=', id);
      if (before) found = found.where('entry.id', '<', before);
      return found.execute();
    },
  };
}
