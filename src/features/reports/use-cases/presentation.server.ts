import { journal } from '#features/journal/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { readFile, storeFile } from '#platform/files.server.ts';
import { query, useCase, type Work } from '#platform/use-case.server.ts';
import { checkPresentedOn } from '../rules.ts';
import type { PresentationInput } from '../schema.ts';
import { reportStore } from '../store.server.ts';
import { reachGroup } from './access.server.ts';

/** A file as it came with the form. */
interface Upload {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

type Presented = PresentationInput & { readonly groupId: string; readonly file: Upload | null };

/** Records how the results were presented, with a file if there is one (D-A.present). */
export const recordPresentation = useCase('reports.record-presentation', async (work, input: Presented) => {
  const { groupId, presentedOn, place, description } = input;
  const reached = await reachGroup(work, groupId, 'present');
  if (!reached.ok) return reached;
  const dated = checkPresentedOn(presentedOn, reached.value.startsOn, work.today);
  if (!dated.ok) return dated;
  const file = await stored(work, input.file);
  if (!file.ok) return file;
  const presentation = { presentedOn, place, description: description ?? '', fileId: file.value };
  await reportStore(work.tx).addPresentation(groupId, presentation, { by: work.actor.personId, now: work.now });
  await journal(work.tx).write(work, {
    subject: { type: 'group', id: groupId },
    groupId,
    action: 'results-presented',
    summary: `Результаты представлены: ${place}`,
  });
  return ok({ groupId });
});

/** A file of a presentation, for those who read the group. */
export const readPresentationFile = query(async (work, { groupId, fileId }: { groupId: string; fileId: string }) => {
  const reached = await reachGroup(work, groupId, 'view');
  if (!reached.ok) return reached;
  if ((await reportStore(work.tx).groupOfFile(fileId)) !== groupId) return refuse(notFound);
  const file = await readFile(work.tx, fileId);
  return file ? ok(file) : refuse(notFound);
});

async function stored({ tx, actor, now }: Work, file: Upload | null): Promise<Outcome<string | null>> {
  if (!file) return ok(null);
  const { name, type, bytes } = file;
  const kept = await storeFile(tx, { name, bytes, declaredType: type, uploadedBy: actor.personId, now });
  return kept.ok ? ok(kept.value.id) : refuse({ ...kept.error, field: 'file' });
}
