import { journal } from '#features/journal/index.server.ts';
import { notifyPeople } from '#features/territory/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { isId } from '#platform/ids.server.ts';
import { query, useCase, type Work } from '#platform/use-case.server.ts';
import { canInGroup } from '../permissions.ts';
import { refusals } from '../rules.refusals.ts';
import { consultationTransitions, follow, isFinal, type GroupFacts } from '../rules.ts';
import { consultationStore, type Consultation } from '../store.consultations.server.ts';
import { expectAnswer } from './duties.server.ts';
import { loadGroup, readGroup } from './shared.server.ts';

interface Thread {
  readonly groupId: string;
  readonly consultationId: string;
}

/** A member of the group or its coordinator asks the operator for help. Clause K-2.2. */
export const askForHelp = useCase(
  'groups.ask',
  async (work, { groupId, topic, body }: { groupId: string; topic: string; body: string }) => {
    const loaded = await loadGroup(work, groupId, 'ask');
    if (!loaded.ok) return loaded;
    if (isFinal(loaded.value.state)) return refuse(refusals.illegal(loaded.value.state));
    if (topic.trim() === '' || body.trim() === '') return refuse(refusals.emptyQuestion);
    const { tx, actor, now } = work;
    const store = consultationStore(tx);
    const id = await store.ask(groupId, topic, { personId: actor.personId, now });
    await store.say(id, body, { personId: actor.personId, role: actor.role, now });
    await tell(work, loaded.value, id, 'consultation.asked', `Обращение к оператору: ${topic}`);
    await expectAnswer(work, loaded.value, { id, topic, open: true });
    return ok({ groupId, consultationId: id });
  },
);

/** The operator answers, or whoever may ask writes on: the thread goes back and forth. Clause K-2.2. */
export const replyToConsultation = useCase(
  'groups.reply',
  async (work, { body, ...thread }: Thread & { body: string }) => {
    const opened = await open(work, thread, { lock: true });
    if (!opened.ok) return opened;
    const { facts, consultation } = opened.value;
    if (body.trim() === '') return refuse(refusals.emptyQuestion);
    if (consultation.state === 'closed') return refuse(refusals.consultationClosed);
    const answering = canInGroup(work.actor, 'answer', facts).ok;
    if (!answering && !canInGroup(work.actor, 'ask', facts).ok) return refuse(refusals.forbidden.participants);
    const { tx, actor, now } = work;
    const store = consultationStore(tx);
    await store.say(consultation.id, body, { personId: actor.personId, role: actor.role, now });
    // a second answer, or a second question in a row, leaves the state as it is
    const to = follow(consultationTransitions, consultation.state, answering ? 'answer' : 'ask-again');
    if (to && !(await store.move(consultation, to))) return refuse(refusals.conflict);
    await tell(
      work,
      facts,
      consultation.id,
      answering ? 'consultation.answered' : 'consultation.asked-again',
      answering ? `Дан ответ на обращение: ${consultation.topic}` : `Уточнён вопрос: ${consultation.topic}`,
    );
    await expectAnswer(work, facts, { id: consultation.id, topic: consultation.topic, open: !answering });
    if (answering) {
      await notifyPeople(work, [consultation.askedBy], {
        subject: 'Оператор ответил на ваше обращение',
        text: `«${consultation.topic}»\n\n${body}`,
      });
    }
    return ok({ ...thread });
  },
);

/** Whoever asks or answers closes the thread; it stays readable. */
export const closeConsultation = useCase('groups.close-consultation', async (work, thread: Thread) => {
  const opened = await open(work, thread, { lock: true });
  if (!opened.ok) return opened;
  const { facts, consultation } = opened.value;
  const may = canInGroup(work.actor, 'answer', facts).ok || canInGroup(work.actor, 'ask', facts).ok;
  if (!may) return refuse(refusals.forbidden.participants);
  const to = follow(consultationTransitions, consultation.state, 'close');
  if (!to) return refuse(refusals.consultationClosed);
  if (!(await consultationStore(work.tx).move(consultation, to))) return refuse(refusals.conflict);
  await tell(work, facts, consultation.id, 'consultation.closed', `Обращение закрыто: ${consultation.topic}`);
  await expectAnswer(work, facts, { id: consultation.id, topic: consultation.topic, open: false });
  return ok({ ...thread });
});

/** All requests of a group with their states. */
export const listConsultations = query(async (work, { groupId }: { groupId: string }) => {
  const loaded = await readGroup(work, groupId);
  if (!loaded.ok) return loaded;
  const facts = loaded.value;
  return ok({
    facts,
    consultations: await consultationStore(work.tx).ofGroup(groupId),
    mayAsk: canInGroup(work.actor, 'ask', facts).ok && !isFinal(facts.state),
  });
});

/** One request with its history. */
export const viewConsultation = query(async (work, thread: Thread) => {
  const opened = await open(work, thread, { lock: false });
  if (!opened.ok) return opened;
  const { facts, consultation } = opened.value;
  const mayAnswer = canInGroup(work.actor, 'answer', facts).ok;
  const mayAsk = canInGroup(work.actor, 'ask', facts).ok;
  return ok({
    facts,
    consultation,
    messages: await consultationStore(work.tx).messages(consultation.id),
    mayAnswer,
    mayWrite: (mayAnswer || mayAsk) && consultation.state !== 'closed',
  });
});

async function open(
  work: Work,
  { groupId, consultationId }: Thread,
  options: { lock: boolean },
): Promise<Outcome<{ facts: GroupFacts; consultation: Consultation }>> {
  const loaded = await loadGroup(work, groupId, 'view', options);
  if (!loaded.ok) return loaded;
  const consultation = isId(consultationId) ? await consultationStore(work.tx).byId(consultationId) : null;
  return consultation?.groupId === groupId ? ok({ facts: loaded.value, consultation }) : refuse(notFound);
}

async function tell(work: Work, facts: GroupFacts, id: string, action: string, summary: string): Promise<void> {
  await journal(work.tx).write(work, { subject: { type: 'consultation', id }, groupId: facts.id, action, summary });
}
