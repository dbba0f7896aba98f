import type { GroupFacts } from '#features/groups/index.ts';
import { groups } from '#features/groups/index.server.ts';
import type { RegulationDocument } from '#features/regulation/index.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { TermLimits } from '#kernel/term.ts';
import type { Work } from '#platform/use-case.server.ts';
import { canInProgramme, type ProgrammeAction } from '../permissions.ts';
import { refusals } from '../rules.refusals.ts';
import { checkWritable, inWork, nextState, wrongState, type ProgrammeEvent, type ProgrammeState } from '../rules.ts';
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

interface Reached {
  readonly facts: GroupFacts;
  readonly head: ProgrammeHead;
}

/** The version in work, locked, back in draft: any change takes back what had been endorsed. */
export async function reachDraft(work: Work, groupId: string, action: ProgrammeAction): Promise<Outcome<Reached>> {
  const reached = await reachGroup(work, groupId, action);
  if (!reached.ok) return reached;
  const facts = reached.value;
  const store = programmeStore(work.tx);
  const head = await store.inWork(groupId, { lock: true });
  if (!head) return refuse(await absentOrApproved(work, groupId));
  const writable = checkWritable(head.version, facts.state);
  if (!writable.ok) return writable;
  const state = nextState(head.state, 'edit');
  if (!state.ok) return state;
  if (head.state !== state.value) await store.changeState(head, state.value);
  await store.clearEndorsements(head.id);
  return ok({ facts, head: { ...head, state: state.value } });
}

/** The version in work, locked, in a state in which `event` is legal; the group is locked too. */
export async function reachVersion(
  work: Work,
  groupId: string,
  action: ProgrammeAction,
  event: ProgrammeEvent,
): Promise<Outcome<Reached & { next: ProgrammeState }>> {
  const reached = await reachGroup(work, groupId, action, { lock: true });
  if (!reached.ok) return reached;
  const facts = reached.value;
  const head = await programmeStore(work.tx).inWork(groupId, { lock: true });
  if (!head) return refuse(await absentOrApproved(work, groupId));
  const writable = checkWritable(head.version, facts.state);
  if (!writable.ok) return writable;
  const next = nextState(head.state, event);
  return next.ok ? ok({ facts, head, next: next.value }) : next;
}

/** How long a programme may be: the term of the regulation, and what the group's term has been extended by. */
export function limitsOf(
  { term }: RegulationDocument,
  { extensionMonths }: Pick<GroupFacts, 'extensionMonths'>,
): TermLimits {
  return { min: term.minMonths, max: term.maxMonths + extensionMonths };
}

/** Whether a version of this state is being worked on. */
export function isInWork(head: Pick<ProgrammeHead, 'state'>): boolean {
  return inWork.includes(head.state);
}

async function absentOrApproved({ tx }: Work, groupId: string) {
  const approved = await programmeStore(tx).inForce(groupId);
  return approved ? wrongState(approved.state) : refusals.nothingToRead;
}
