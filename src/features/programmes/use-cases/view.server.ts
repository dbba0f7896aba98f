import { regulationOf } from '#features/groups/index.server.ts';
import { notFound, refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { readFile } from '#platform/files.server.ts';
import { isId } from '#platform/ids.server.ts';
import { query } from '#platform/use-case.server.ts';
import { writingTeam } from '../permissions.ts';
import { inForce as inForceState } from '../rules.ts';
import { markStore } from '../store.marks.server.ts';
import { programmeStore, type ProgrammeHead } from '../store.server.ts';
import { abilitiesOf } from './abilities.server.ts';
import { isInWork, limitsOf, reachGroup } from './access.server.ts';
import { choicesOf, presentRow, presentVersion } from './presenting.server.ts';

/**
 * The programme of a group as its screens show it: the asked version, or the one in force, or the one in work.
 * Null content when nobody has started it.
 */
export const viewProgramme = query(async (work, { groupId, version }: { groupId: string; version?: number | null }) => {
  const reached = await reachGroup(work, groupId, 'view');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const store = programmeStore(work.tx);
  const versions = await store.versions(groupId);
  const inWork = versions.find(isInWork) ?? null;
  const inForce = versions.find(isInForce) ?? null;
  const head = version ? versions.find((candidate) => candidate.version === version) : (inForce ?? inWork);
  if (version && !head) return refuse(notFound);
  const regulation = await regulationOf(work, facts);
  const content = head ? await store.whole(head) : null;
  const written = inWork && inWork.id === content?.id ? content : inWork && (await store.whole(inWork));
  const marks = await markStore(work.tx).ofGroup(groupId);
  return ok({
    group: facts,
    versions,
    programme: content && presentVersion(facts, content, marks, regulation),
    inForce: inForce?.version ?? null,
    inWork: inWork && { version: inWork.version, state: inWork.state },
    ownTeamId: writingTeam(work.actor, facts)?.teamId ?? null,
    abilities: await abilitiesOf(work, facts, { inWork: written, inForce }),
    choices: choicesOf(facts, regulation),
    limits: limitsOf(regulation, facts),
  });
});

/** The version in work with what its forms offer; refused when there is none. */
export const openDraft = query(async (work, { groupId }: { groupId: string }) => {
  const reached = await reachGroup(work, groupId, 'write');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const store = programmeStore(work.tx);
  const head = await store.inWork(groupId);
  if (!head) return refuse(notFound);
  const version = await store.whole(head);
  const regulation = await regulationOf(work, facts);
  return ok({
    group: facts,
    programme: presentVersion(facts, version, new Map(), regulation),
    ownTeamId: writingTeam(work.actor, facts)?.teamId ?? null,
    abilities: await abilitiesOf(work, facts, { inWork: version, inForce: await store.inForce(groupId) }),
    choices: choicesOf(facts, regulation),
    limits: limitsOf(regulation, facts),
  });
});

/** One activity with everything needed to change or mark it. */
export const viewActivity = query(async (work, { groupId, key }: { groupId: string; key: string }) => {
  const reached = await reachGroup(work, groupId, 'view');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const store = programmeStore(work.tx);
  const [inWork, inForce] = [await store.inWork(groupId), await store.inForce(groupId)];
  const draft = inWork ? await store.activity(inWork.id, key) : null;
  const approved = inForce ? await store.activity(inForce.id, key) : null;
  const row = approved ?? draft;
  if (!row) return refuse(notFound);
  const regulation = await regulationOf(work, facts);
  const mark = (await markStore(work.tx).ofGroup(groupId)).get(key) ?? null;
  const number = await numberOf(work.tx, (approved ? inForce : inWork)?.id ?? '', key);
  return ok({
    group: facts,
    activity: presentRow(row, number, mark, regulation),
    inForce: approved !== null,
    draft: draft && { ...draft, version: inWork?.version ?? 1 },
    period: { from: (inWork ?? inForce)?.periodFrom ?? '', to: (inWork ?? inForce)?.periodTo ?? '' },
    abilities: await abilitiesOf(work, facts, { inWork: inWork && (await store.whole(inWork)), inForce }),
    choices: choicesOf(facts, regulation, draft?.transferForm ?? null),
  });
});

/** An evidence file of the group's own marks. */
export const readEvidence = query(async (work, { groupId, fileId }: { groupId: string; fileId: string }) => {
  const reached = await reachGroup(work, groupId, 'view');
  if (!reached.ok) return reached;
  if (!isId(fileId) || (await markStore(work.tx).groupOfFile(fileId)) !== groupId) return refuse(notFound);
  const file = await readFile(work.tx, fileId);
  return file ? ok(file) : refuse(notFound);
});

function isInForce(head: ProgrammeHead): boolean {
  return head.state === inForceState;
}

async function numberOf(
  tx: Parameters<typeof programmeStore>[0],
  programmeId: string,
  key: string,
): Promise<number | null> {
  const live = (await programmeStore(tx).activities(programmeId)).filter((row) => !row.cancelled);
  const index = live.findIndex((row) => row.key === key);
  return index < 0 ? null : index + 1;
}
