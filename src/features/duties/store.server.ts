import { sql } from 'kysely';
import type { ClauseKey } from '#kernel/clauses.ts';
import type { IsoDate } from '#kernel/dates.ts';
import type { Actor } from '#kernel/roles.ts';
import { insertMany } from '#platform/bulk.server.ts';
import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import { dutyRolesOf, type Duty, type DutySource } from './rules.ts';

/** A duty as the desk shows it. */
export interface DutyLine {
  readonly id: string;
  readonly groupId: string | null;
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  readonly clause: ClauseKey;
  readonly href: string;
  readonly action: string;
  readonly who: string;
  readonly dueOn: IsoDate | null;
  readonly since: Date;
}

const columns = [
  'id',
  'groupId',
  'kind',
  'title',
  'detail',
  'clause',
  'href',
  'action',
  'who',
  'dueOn',
  'since',
] as const;

/** More duties than a person can read at once are cut; the count says «99+». */
const deskLimit = 100;

function dutyRow(about: { source: DutySource; subjectId: string; groupId?: string | null }, duty: Duty) {
  return {
    id: newId(),
    source: about.source,
    subjectId: about.subjectId,
    groupId: about.groupId ?? null,
    kind: duty.kind,
    title: duty.title,
    detail: duty.detail ?? '',
    clause: duty.clause,
    href: duty.href,
    action: duty.action,
    who: duty.who,
    role: duty.role,
    unitId: duty.unitId ?? null,
    personId: duty.personId ?? null,
    dueOn: duty.dueOn,
  };
}

/** The duties bound to a transaction. */
export function duties(tx: Transaction) {
  const own = (actor: Actor) =>
    tx
      .selectFrom('duty')
      .where((is) =>
        is.and([
          is('role', 'in', dutyRolesOf(actor)),
          is.or([
            is('personId', '=', actor.personId),
            is.and([is('personId', 'is', null), is('unitId', '=', actor.unitId)]),
          ]),
        ]),
      );

  return {
    /** Replaces every duty of `source` about `subjectId` by `expected`, and keeps what is next in the group. */
    async replace(
      about: { source: DutySource; subjectId: string; groupId?: string | null },
      expected: readonly Duty[],
      now: Date,
    ): Promise<void> {
      await tx.deleteFrom('duty').where('source', '=', about.source).where('subjectId', '=', about.subjectId).execute();
      if (expected.length > 0) {
        await tx
          .insertInto('duty')
          .values(expected.map((duty) => ({ ...dutyRow(about, duty), since: now })))
          .execute();
      }
      if (about.groupId) await keepNext(tx, about.groupId);
    },

    /** Writes the duties of many new subjects by few statements; there is nothing of theirs to replace. */
    async addAll(
      source: DutySource,
      expected: readonly { readonly subjectId: string; readonly duty: Duty }[],
      now: Date,
    ): Promise<void> {
      await insertMany(
        tx,
        'duty',
        expected.map(({ subjectId, duty }) => ({ ...dutyRow({ source, subjectId }, duty), since: now })),
      );
    },

    /** Moves the date of what is still expected: the cycle's own dates have been changed. */
    async postpone(about: { source: DutySource; kind: string; dueOn: IsoDate }): Promise<void> {
      await tx
        .updateTable('duty')
        .set({ dueOn: about.dueOn })
        .where('source', '=', about.source)
        .where('kind', '=', about.kind)
        .execute();
    },

    /** Removes every duty about a group: it is closed, declined or dissolved. */
    async clearGroup(groupId: string): Promise<void> {
      await tx.deleteFrom('duty').where('groupId', '=', groupId).execute();
      await keepNext(tx, groupId);
    },

    /** What is expected of the actor, the earliest first. */
    async ofActor(actor: Actor): Promise<DutyLine[]> {
      const found = await own(actor)
        .select(columns)
        .orderBy('dueOn', (order) => order.asc().nullsLast())
        .orderBy('id')
        .limit(deskLimit)
        .execute();
      return found as DutyLine[];
    },

    /** How many duties the actor has until a date, at most the limit of the desk. */
    async countOfActor(actor: Actor, until: IsoDate): Promise<number> {
      const found = await own(actor)
        .select('id')
        .where((is) => is.or([is('dueOn', 'is', null), is('dueOn', '<=', until)]))
        .limit(deskLimit)
        .execute();
      return found.length;
    },

    /** What these groups wait for from others than the actor, the earliest first. */
    async awaited(actor: Actor, groupIds: readonly string[], limit = 10): Promise<DutyLine[]> {
      if (groupIds.length === 0) return [];
      const found = await tx
        .selectFrom('duty')
        .select(columns)
        .where('groupId', 'in', [...groupIds])
        .where((is) => is('id', 'not in', own(actor).select('id')))
        .orderBy('dueOn', (order) => order.asc().nullsLast())
        .orderBy('id')
        .limit(limit)
        .execute();
      return found as DutyLine[];
    },

    /** Every open duty about a group, for its page. */
    async ofGroup(groupId: string): Promise<DutyLine[]> {
      const found = await tx
        .selectFrom('duty')
        .select(columns)
        .where('groupId', '=', groupId)
        .orderBy('dueOn', (order) => order.asc().nullsLast())
        .orderBy('id')
        .limit(deskLimit)
        .execute();
      return found as DutyLine[];
    },
  };
}

/** One row a group, so that the overview sorts by the next date without looking at duties. */
async function keepNext(tx: Transaction, groupId: string): Promise<void> {
  await sql`
    insert into group_next (group_id, title, role, actor, due_on, open_count)
    select ${groupId}::uuid, title, role, who, due_on, (select count(*) from duty where group_id = ${groupId}::uuid)
    from duty where group_id = ${groupId}::uuid order by due_on nulls last, id limit 1
    on conflict (group_id) do update set
      title = excluded.title, role = excluded.role, actor = excluded.actor,
      due_on = excluded.due_on, open_count = excluded.open_count`.execute(tx);
  await sql`
    delete from group_next where group_id = ${groupId}::uuid
    and not exists (select from duty where group_id = ${groupId}::uuid)`.execute(tx);
}
