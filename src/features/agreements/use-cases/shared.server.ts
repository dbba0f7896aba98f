import { activeTeams, type GroupFacts, type GroupTeam } from '#features/groups/index.ts';
import { groups } from '#features/groups/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Work } from '#platform/use-case.server.ts';
import { canWithAgreement, type AgreementAction } from '../permissions.ts';
import type { AgreementGroup } from '../rules.ts';
import { agreementStore, type AgreementRow } from '../store.server.ts';

/** A group and its agreement, loaded for somebody who may do `action` with it. */
export interface Reached {
  readonly group: GroupFacts;
  readonly current: AgreementRow | null;
}

/** Loads the group and its agreement, both held when they are going to change. A foreign group does not exist. */
export async function reach(
  { tx, actor }: Work,
  groupId: string,
  action: AgreementAction,
  { lock = false }: { lock?: boolean } = {},
): Promise<Outcome<Reached>> {
  const group = await groups(tx).facts(groupId, { lock });
  if (!group) return refuse(notFound);
  const allowed = canWithAgreement(actor, action, group);
  if (!allowed.ok) return allowed;
  return ok({ group, current: await agreementStore(tx).current(groupId, { lock }) });
}

/** The teams that unite, in the order of the paper: experienced ones first. */
export function unitingTeams(group: GroupFacts): GroupTeam[] {
  return [...activeTeams(group, 'experienced'), ...activeTeams(group, 'developing')];
}

/** What the rules look at in a group. */
export function toRules(group: GroupFacts): AgreementGroup {
  return { state: group.state, regionId: group.regionId, teams: unitingTeams(group) };
}

/** Tells the journal what happened to an agreement. */
export function tell(
  work: Work,
  agreement: { readonly id: string; readonly groupId: string; readonly number: string },
  action: string,
  summary: string,
  facts: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  return journal(work.tx).write(work, {
    subject: { type: 'agreement', id: agreement.id },
    groupId: agreement.groupId,
    action: `agreement.${action}`,
    summary,
    document: `Соглашение № ${agreement.number}`,
    facts,
  });
}
