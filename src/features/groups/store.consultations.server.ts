import { newId } from '#platform/ids.server.ts';
import type { Transaction } from '#platform/use-case.server.ts';
import type { ConsultationState } from './rules.ts';

export interface Consultation {
  readonly id: string;
  readonly groupId: string;
  readonly topic: string;
  readonly state: ConsultationState;
  readonly askedBy: string;
  readonly askedByName: string;
  readonly createdAt: Date;
  readonly revision: number;
}

export interface ConsultationMessage {
  readonly id: string;
  readonly personId: string;
  readonly personName: string;
  readonly role: string;
  readonly body: string;
  readonly createdAt: Date;
}

/** Requests for help and their threads, bound to a transaction. */
export function consultationStore(tx: Transaction) {
  const all = () =>
    tx
      .selectFrom('consultation')
      .innerJoin('person', 'person.id', 'consultation.askedBy')
      .select(({ fn, val }) => [
        'consultation.id',
        'consultation.groupId',
        'consultation.topic',
        'consultation.state',
        'consultation.askedBy',
        'consultation.createdAt',
        'consultation.revision',
        fn<string>('concat_ws', [val(' '), 'person.lastName', 'person.firstName', 'person.patronymic']).as(
          'askedByName',
        ),
      ]);

  return {
    async ask(groupId: string, topic: string, { personId, now }: { personId: string; now: Date }): Promise<string> {
      const id = newId();
      await tx
        .insertInto('consultation')
        .values({ id, groupId, topic, state: 'open', askedBy: personId, createdAt: now })
        .execute();
      return id;
    },

    async say(
      consultationId: string,
      body: string,
      { personId, role, now }: { personId: string; role: string; now: Date },
    ): Promise<void> {
      await tx
        .insertInto('consultationMessage')
        .values({ id: newId(), consultationId, personId, role, body, createdAt: now })
        .execute();
    },

    /** A guarded change of state; false when it has changed meanwhile. */
    async move({ id, state, revision }: Consultation, to: ConsultationState): Promise<boolean> {
      const updated = await tx
        .updateTable('consultation')
        .set({ state: to, revision: revision + 1 })
        .where('id', '=', id)
        .where('state', '=', state)
        .where('revision', '=', revision)
        .executeTakeFirst();
      return updated.numUpdatedRows === 1n;
    },

    async byId(id: string): Promise<Consultation | null> {
      const found = await all().where('consultation.id', '=', id).executeTakeFirst();
      return (found as Consultation | undefined) ?? null;
    },

    async ofGroup(groupId: string): Promise<Consultation[]> {
      const found = await all()
        .where('consultation.groupId', '=', groupId)
        .orderBy('consultation.id', 'desc')
        .limit(100)
        .execute();
      return found as Consultation[];
    },

    async messages(consultationId: string): Promise<ConsultationMessage[]> {
      return tx
        .selectFrom('consultationMessage as message')
        .innerJoin('person', 'person.id', 'message.personId')
        .select(({ fn, val }) => [
          'message.id',
          'message.personId',
          'message.role',
          'message.body',
          'message.createdAt',
          fn<string>('concat_ws', [val(' '), 'person.lastName', 'person.firstName', 'person.patronymic']).as(
            'personName',
          ),
        ])
        .where('message.consultationId', '=', consultationId)
        .orderBy('message.id')
        .limit(500)
        .execute();
    },
  };
}
