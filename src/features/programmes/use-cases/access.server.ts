import type { GroupFacts } from '#features/groups/index.ts';
import { groups } from '#features/groups/index.server.ts';
import { regulationInForce } from '#features/regulation/index.server.ts';
import type { RegulationDocument } from '#features/regulation/index.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Work } from '#platform/use-case.server.ts';
import { canInProgramme, type ProgrammeAction } from '../permissions.ts';
import { inWork, refusals } from '../rules.ts';
import { programmeStore, type ProgrammeHead } from '../store.server.ts';

/** The group the actor may do this in; locked when it is going to be changed. */
export async function reachGroup(
  { tx, actor }: Work,
  groupId: string,
  action: ProgrammeAction,
  options: { lock?: boolean } = {},
): Promise<Outcome<GroupFacts>> {
  const facts = await groups(tx).facts(groupId, options);
  if (!facts) return refuse(notFound);
  const allowed = canInProgramme(actor, action, facts);
  return allowed.ok ? ok(facts) : allowed;
}

/** The version in work, locked, back in draft: any change takes back what had been endorsed. */
export async function reachDraft(
  work: Work,
  groupId: string,
  action: ProgrammeAction,
): Promise<Outcome<{ facts: GroupFacts; head: ProgrammeHead }>> {
  const reached = await reachGroup(work, groupId, action);
  if (!reached.ok) return reached;
  const store = programmeStore(work.tx);
  const head = await store.inWork(groupId, { lock: true });
  if (!head) return refuse(await absentOrApproved(work, groupId));
  if (head.state === 'on-approval') return refuse(refusals.wrongState(head.state));
  if (head.state !== 'draft') {
    await store.changeState(head, 'draft');
    await store.clearEndorsements(head.id);
  }
  return ok({ facts: reached.value, head: { ...head, state: 'draft' } });
}

/** The regulation the group was formed under. */
export function regulationOf({ tx }: Work, facts: GroupFacts): Promise<RegulationDocument> {
  return regulationInForce(tx, { versionId: facts.regulationVersionId, overlayVersionId: facts.overlayVersionId });
}

/** Whether a version of this state is being worked on. */
export function isInWork(head: Pick<ProgrammeHead, 'state'>): boolean {
  return inWork.includes(head.state);
}

async function absentOrApproved({ tx }: Work, groupId: string) {
  const approved = await programmeStore(tx).inForce(groupId);
  return approved ? refusals.wrongState(approved.state) : notFound;
}
