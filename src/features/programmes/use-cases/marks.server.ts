import { orderDateOf } from '#features/groups/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { quote } from '#kernel/text.ts';
import { storeFile } from '#platform/files.server.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { checkMark, markNames } from '../rules.marks.ts';
import { refusals } from '../rules.refusals.ts';
import type { MarkInput } from '../schema.ts';
import { markStore } from '../store.marks.server.ts';
import { programmeStore } from '../store.server.ts';
import { reachGroup } from './access.server.ts';
import { keepMarks } from './duties.server.ts';

/** A file as it came with the form. */
export interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

type MarkActivity = MarkInput & {
  readonly groupId: string;
  readonly key: string;
  readonly files: readonly Upload[];
};

/** Marks an activity done, partly done or not done, with date, result, reason and evidence. */
export const markActivity = useCase('programmes.mark', async (work, input: MarkActivity) => {
  const reached = await reachGroup(work, input.groupId, 'mark', { lock: true });
  if (!reached.ok) return reached;
  const facts = reached.value;
  const head = await programmeStore(work.tx).inForce(facts.id);
  const activity = head ? await programmeStore(work.tx).activity(head.id, input.key) : null;
  if (!head) return refuse(refusals.markBeforeApproval);
  if (!activity) return refuse(notFound);

  const { state, onDate, revision } = input;
  const [result, reason] = [input.result ?? '', input.reason ?? ''];
  const allowed = checkMark(
    { state, onDate, result, reason },
    {
      groupState: facts.state,
      cancelled: activity.cancelled,
      since: (await orderDateOf(work.tx, facts.id)) ?? head.periodFrom,
      today: work.today,
    },
  );
  if (!allowed.ok) return allowed;
  const store = markStore(work.tx);
  const mark = { groupId: facts.id, activityKey: input.key, revision, state, onDate, result, reason };
  const saved = await store.save(mark, { by: work.actor.personId, at: work.now });
  if (!saved) return refuse(refusals.stale((await store.ofGroup(facts.id)).get(input.key)));
  const stored = await attach(work, saved, input.files);
  if (!stored.ok) return stored;
  await journal(work.tx).write(work, {
    subject: { type: 'activity', id: input.key },
    groupId: facts.id,
    action: 'activity-marked',
    summary: `${quote(activity.title)} — ${markNames[state]}`,
    reason,
  });
  await keepMarks(work, facts);
  return ok({ groupId: facts.id });
});

/** Takes an evidence file off a mark. */
export const removeEvidence = useCase(
  'programmes.remove-evidence',
  async (work, { groupId, key, fileId }: { groupId: string; key: string; fileId: string }) => {
    const reached = await reachGroup(work, groupId, 'mark', { lock: true });
    if (!reached.ok) return reached;
    if (reached.value.state === 'closed' || reached.value.state === 'dissolved') return refuse(refusals.markAfterEnd);
    const mark = (await markStore(work.tx).ofGroup(groupId)).get(key);
    const file = mark?.files.find((attached) => attached.id === fileId);
    if (!mark || !file) return refuse(notFound);
    await markStore(work.tx).removeEvidence(mark.id, fileId);
    await journal(work.tx).write(work, {
      subject: { type: 'activity', id: key },
      groupId,
      action: 'evidence-removed',
      summary: `Удалён файл «${file.name}»`,
    });
    return ok({ groupId });
  },
);

async function attach({ tx, actor, now }: Work, markId: string, files: readonly Upload[]): Promise<Outcome<true>> {
  for (const { name, bytes, type } of files) {
    const stored = await storeFile(tx, { name, bytes, declaredType: type, uploadedBy: actor.personId, now });
    if (!stored.ok) return refuse({ ...stored.error, field: 'files' });
    await markStore(tx).addEvidence(markId, stored.value.id, now);
  }
  return ok(true);
}
