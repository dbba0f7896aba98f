import { journal } from '#features/journal/index.server.ts';
import { teams } from '#features/registry/index.server.ts';
import { notifyPeople, organisations } from '#features/territory/index.server.ts';
import { formatDate, formatShort, yearOf, type IsoDate } from '#kernel/dates.ts';
import { refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { query, useCase, type Work } from '#platform/use-case.server.ts';
import { canInGroup } from '../permissions.ts';
import { replacementOrderData } from '../print/orders.ts';
import { orderDated } from '../rules.decisions.ts';
import { decideMemo, decideReplacement, searchTextOf, titleOf } from '../rules.forming.ts';
import { refusals } from '../rules.refusals.ts';
import { activeTeams, memoGroundNames, replaceableStates, type GroupFacts, type MemoGround } from '../rules.ts';
import { orderStore } from '../store.orders.server.ts';
import { requestStore } from '../store.requests.server.ts';
import { groupStore } from '../store.server.ts';
import { expectMemo, expectNewAgreement } from './duties.server.ts';
import { keepMemo, sidesOf } from './memo-paper.server.ts';
import { regulationOf } from './moving.server.ts';
import { issueOrder, nextOrderNumber } from './orders.server.ts';
import { documentName, loadGroup, readGroup } from './shared.server.ts';

export interface MemoInput {
  readonly groupId: string;
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly ground: MemoGround;
  readonly explanation: string;
  readonly leavingTeamId: string;
  readonly joiningTeamId: string;
}

/** The counter of service memos of a region. */
const memoCounter = 'service-memo';

/** The coordinator writes a service memo; the head of the new team is asked for consent. Clauses K-3.4, K-3.1. */
export const writeMemo = useCase('groups.write-memo', async (work, input: MemoInput) => {
  const { tx, actor, now, today } = work;
  const { groupId, ...memo } = input;
  const loaded = await loadGroup(work, groupId, 'write-memo');
  if (!loaded.ok) return loaded;
  const [joining] = await teams(tx).byIds([memo.joiningTeamId]);
  const decided = decideMemo(loaded.value, memo.leavingTeamId, joining ?? null, memo.explanation);
  if (!decided.ok) return decided;
  const dated = orderDated(memo.datedOn, today);
  if (!dated.ok) return dated;
  const documents = requestStore(tx);
  const id = await documents.insertMemo({ groupId, ...memo, writtenBy: actor.personId, createdAt: now });
  if (!id) return refuse(refusals.memoOpen);
  await orderStore(tx).used(loaded.value.regionId, yearOf(memo.datedOn), memo.number, memoCounter);
  const { organisationId, municipalityId, standing } = joining!;
  await groupStore(tx).invite({
    groupId,
    teamId: memo.joiningTeamId,
    organisationId,
    municipalityId,
    standing,
    consent: 'pending',
  });
  const facts = (await groupStore(tx).facts(groupId))!;
  const invited = facts.invited.find((team) => team.teamId === memo.joiningTeamId)!;
  const kept = await keepMemo(work, facts, id);
  if (!kept.ok) return kept;
  await journal(tx).write(work, {
    subject: { type: 'service-memo', id },
    groupId,
    action: 'memo.written',
    summary: `Служебная записка о замене: вместо «${nameOf(facts, memo.leavingTeamId)}» — «${invited.organisationShortName}»`,
    reason: `${memoGroundNames[memo.ground]}. ${memo.explanation}`,
    document: documentName('служебная записка', memo.number, memo.datedOn),
  });
  await expectMemo(work, facts, id, invited);
  await notifyPeople(work, [invited.headPersonId], {
    subject: 'Вашу команду приглашают в менторскую группу',
    text: 'Одну из команд менторской группы заменяют. Ответьте, согласна ли ваша команда войти в группу.',
  });
  return ok({ groupId, memoId: id });
});

/** The operator declines a memo: nothing changes in the group. */
export const declineMemo = useCase(
  'groups.decline-memo',
  async (work, { groupId, answer }: { groupId: string; answer: string }) => {
    const loaded = await loadGroup(work, groupId, 'replace');
    if (!loaded.ok) return loaded;
    const documents = requestStore(work.tx);
    const memo = await documents.openMemo(groupId);
    if (!memo || !(await documents.settleMemo(memo.id, 'declined', answer))) return refuse(refusals.memoGone);
    await groupStore(work.tx).uninvite(groupId, memo.joiningTeamId);
    await journal(work.tx).write(work, {
      subject: { type: 'service-memo', id: memo.id },
      groupId,
      action: 'memo.declined',
      summary: 'Служебная записка о замене отклонена',
      reason: answer,
    });
    await expectMemo(work, loaded.value, memo.id, null);
    await notifyPeople(work, [memo.writtenBy], {
      subject: 'Служебная записка отклонена',
      text: `Группа «${loaded.value.title}». Ответ: ${answer}`,
    });
    return ok({ groupId });
  },
);

/** The rector's order on a memo: one team leaves, another joins, the term stays. Clauses K-3.4. */
export const orderReplacement = useCase(
  'groups.replace',
  async (work, input: { groupId: string; number: string; datedOn: IsoDate }) => {
    const { tx, today } = work;
    const loaded = await loadGroup(work, input.groupId, 'replace');
    if (!loaded.ok) return loaded;
    const facts = loaded.value;
    const documents = requestStore(tx);
    const memo = await documents.openMemo(facts.id);
    const decided = decideReplacement(facts, memo);
    if (!decided.ok) return decided;
    const dated = orderDated(input.datedOn, today);
    if (!dated.ok) return dated;
    const regulation = await regulationOf({ tx }, facts);
    const { leaving, joining } = await sidesOf(work, facts, memo!);
    const issued = await issueOrder(work, facts, {
      kind: 'replacement',
      number: input.number,
      datedOn: input.datedOn,
      memoId: memo!.id,
      regulation,
      ground: `Служебная записка № ${memo!.number} от ${formatShort(memo!.datedOn)}: ${memoGroundNames[memo!.ground]}`,
      data: (head) => replacementOrderData(head, facts, { memo: memo!, leaving: leaving!, joining: joining! }),
    });
    if (!issued.ok) return issued;
    const store = groupStore(tx);
    const swapped = await store.swap(facts.id, memo!.leavingTeamId, memo!.joiningTeamId, input.datedOn);
    if (!swapped || !(await documents.settleMemo(memo!.id, 'ordered', issued.value.name)))
      return refuse(refusals.conflict);
    await teams(tx).changeLoad(memo!.leavingTeamId, -1);
    if (!(await teams(tx).changeLoad(memo!.joiningTeamId, 1)))
      return refuse(refusals.notRegistered(memo!.joiningName, 'joiningTeamId'));
    const after = await rename(work, facts);
    if (!after) return refuse(refusals.conflict);
    await journal(tx).write(work, {
      subject: { type: 'group', id: facts.id },
      groupId: facts.id,
      action: 'group.replaced',
      summary: `Команда «${memo!.leavingName}» заменена командой «${memo!.joiningName}», срок менторства не изменён`,
      reason: memoGroundNames[memo!.ground],
      document: issued.value.name,
    });
    await expectMemo(work, after, memo!.id, null);
    await expectNewAgreement(work, after);
    const heads = [...activeTeams(after), ...facts.teams.filter((team) => team.teamId === memo!.leavingTeamId)];
    await notifyPeople(work, [memo!.writtenBy, ...heads.map((team) => team.headPersonId)], {
      subject: 'Состав менторской группы изменён',
      text: `Вместо «${memo!.leavingName}» в группе — «${memo!.joiningName}»: ${issued.value.name}. Срок менторства не изменён${after.endsOn ? `: до ${formatDate(after.endsOn)}` : ''}.`,
    });
    return ok({ groupId: facts.id });
  },
);

/** What the page of a replacement shows: the memo that waits, or teams to write one about. */
export const replacementPage = query(async (work, { groupId }: { groupId: string }) => {
  const loaded = await readGroup(work, groupId);
  if (!loaded.ok) return loaded;
  const facts = loaded.value;
  const { tx, actor } = work;
  const writing = canInGroup(actor, 'write-memo', facts);
  const ordering = canInGroup(actor, 'replace', facts);
  if (!writing.ok && !ordering.ok) return writing;
  const documents = requestStore(tx);
  const memo = await documents.openMemo(groupId);
  const able = decideReplacement(facts, memo);
  const stateAllows = replaceableStates.includes(facts.state);
  return ok({
    facts,
    memo,
    memos: await documents.memosOf(groupId),
    candidates: writing.ok && !memo && stateAllows ? await candidatesFor(work, facts) : [],
    mayWrite: writing.ok,
    mayOrder: ordering.ok,
    number: ordering.ok ? await nextOrderNumber(work, facts.regionId) : null,
    memoNumber: writing.ok
      ? String(await orderStore(tx).nextNumber(facts.regionId, yearOf(work.today), memoCounter))
      : null,
    blocked: able.ok ? null : { reason: able.error.message, clause: able.error.clause },
    closed: stateAllows
      ? null
      : { reason: refusals.illegal(facts.state).message, clause: refusals.illegal(facts.state).clause },
  });
});

const nameOf = (facts: GroupFacts, teamId: string): string =>
  facts.teams.find((team) => team.teamId === teamId)?.organisationShortName ?? '';

/** Registered teams of either standing that share a direction with the group and are not in it. */
async function candidatesFor({ tx }: Work, facts: GroupFacts) {
  const exceptIds = [...activeTeams(facts), ...facts.invited].map((team) => team.teamId);
  const found = await teams(tx).registered({ cycleId: facts.cycleId, exceptIds });
  return found
    .filter((team) => team.directions.some(({ key }) => facts.directions.some((direction) => direction.key === key)))
    .map(({ id, organisationShortName, municipalityName, standing, groupCount }) => ({
      id,
      organisationShortName,
      municipalityName,
      standing,
      groupCount,
    }));
}

/** After a replacement the group is called by its present organisations, and stands where those it helps are. */
async function rename({ tx, today }: Work, before: GroupFacts): Promise<GroupFacts | null> {
  const store = groupStore(tx);
  const facts = (await store.facts(before.id))!;
  const developing = activeTeams(facts, 'developing');
  const active = activeTeams(facts);
  const places = await organisations(tx, today).byIds(active.map((team) => team.organisationId));
  const changed = await store.change(before, {
    title: titleOf(developing, activeTeams(facts, 'experienced')),
    municipalityId: developing[0]?.municipalityId ?? before.municipalityId,
    searchText: searchTextOf([
      ...active.flatMap((team) => [team.organisationShortName, team.headName]),
      ...places.flatMap((place) => [place.name, place.municipalityName]),
    ]),
  });
  return changed ? store.facts(before.id) : null;
}
