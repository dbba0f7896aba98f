import { journal } from '#features/journal/index.server.ts';
import { notifyPeople } from '#features/territory/index.server.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { ownTeam } from '../permissions.ts';
import { decideConsent, decideDecline } from '../rules.decisions.ts';
import { refusals } from '../rules.refusals.ts';
import { activeTeams, type GroupFacts, type GroupTeam } from '../rules.ts';
import { requestStore } from '../store.requests.server.ts';
import { groupStore } from '../store.server.ts';
import { answered, expectMemo } from './duties.server.ts';
import { moveGroup } from './moving.server.ts';
import { loadGroup } from './shared.server.ts';

interface Answered {
  readonly groupId: string;
  /** Whether the group is still visible to the one who answered. */
  readonly agreed: boolean;
}

/** The head of a team consents; the last consent makes the group agreed. Clause K-3.1. */
export const consentToGroup = useCase(
  'groups.consent',
  async (work, { groupId }: { groupId: string }): Promise<Outcome<Answered>> => {
    const loaded = await loadGroup(work, groupId, 'consent');
    if (!loaded.ok) return loaded;
    const team = ownTeam(work.actor, loaded.value);
    const decided = decideConsent(loaded.value, team);
    if (!decided.ok) return decided;
    const facts = await record(work, loaded.value, team!, 'consented', '');
    if (!facts.ok) return facts;
    if (decided.value.invited) return memoAnswered(work, facts.value, team!, true);
    if (!decided.value.last) {
      await answered(work, facts.value);
      return ok({ groupId, agreed: true });
    }
    const moved = await moveGroup(work, facts.value, 'all-consented');
    return moved.ok ? ok({ groupId, agreed: true }) : moved;
  },
);

/** The head of a team declines with a reason, or takes the consent back before the order. Clause K-3.1. */
export const declineGroup = useCase(
  'groups.decline',
  async (work, { groupId, reason }: { groupId: string; reason: string }): Promise<Outcome<Answered>> => {
    const loaded = await loadGroup(work, groupId, 'consent');
    if (!loaded.ok) return loaded;
    const team = ownTeam(work.actor, loaded.value);
    const decided = decideDecline(loaded.value, team, reason);
    if (!decided.ok) return decided;
    const facts = await record(work, loaded.value, team!, 'declined', reason, decided.value.before);
    if (!facts.ok) return facts;
    if (decided.value.invited) return memoAnswered(work, facts.value, team!, false, reason);
    const moved = await moveGroup(work, facts.value, 'consent-declined', { reason });
    if (!moved.ok) return moved;
    const others = activeTeams(facts.value).filter((row) => row.teamId !== team!.teamId);
    await notifyPeople(
      work,
      others.map((row) => row.headPersonId),
      {
        subject: 'Менторская группа не состоялась',
        text: `«${team!.organisationShortName}» не вошла в группу «${facts.value.title}». Причина: ${reason}`,
      },
    );
    return ok({ groupId, agreed: false });
  },
);

/** Writes an answer down, guarded by the answer it replaces, and tells the journal. */
async function record(
  work: Work,
  facts: GroupFacts,
  team: GroupTeam,
  consent: 'consented' | 'declined',
  reason: string,
  before: string = 'pending',
): Promise<Outcome<GroupFacts>> {
  const store = groupStore(work.tx);
  const written = await store.answer(
    { groupId: facts.id, teamId: team.teamId, before },
    { consent, reason, personId: work.actor.personId, now: work.now },
  );
  if (!written) return refuse(refusals.alreadyAnswered);
  await journal(work.tx).write(work, {
    subject: { type: 'group', id: facts.id },
    groupId: facts.id,
    action: `group.team-${consent}`,
    summary: `${team.organisationShortName}: ${consent === 'consented' ? 'согласие дано' : 'отказ'}`,
    reason,
  });
  return ok((await store.facts(facts.id))!);
}

/** The head of an invited team has answered: the memo goes on to the rector's order, or falls. */
async function memoAnswered(
  work: Work,
  facts: GroupFacts,
  team: GroupTeam,
  agreed: boolean,
  reason = '',
): Promise<Outcome<Answered>> {
  const documents = requestStore(work.tx);
  const memo = await documents.openMemo(facts.id);
  if (!memo) return refuse(refusals.memoGone);
  if (!agreed) {
    await documents.settleMemo(memo.id, 'declined', `Новая команда отказалась: ${reason}`);
    await groupStore(work.tx).uninvite(facts.id, team.teamId);
    await notifyPeople(work, [memo.writtenBy], {
      subject: 'Новая команда отказалась войти в группу',
      text: `«${team.organisationShortName}» отказалась войти в группу «${facts.title}». Причина: ${reason}`,
    });
  }
  await expectMemo(work, facts, memo.id, agreed ? 'order' : null);
  return ok({ groupId: facts.id, agreed });
}
