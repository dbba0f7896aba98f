import { duties } from '#features/duties/index.server.ts';
import type { Duty } from '#features/duties/index.ts';
import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { cycleById } from '#features/regulation/index.server.ts';
import type { IsoDate } from '#kernel/dates.ts';
import type { Work } from '#platform/use-case.server.ts';
import type { AgreementFacts } from '../rules.ts';

const href = (group: GroupFacts) => `/groups/${group.id}/agreement`;
const operatorOf = (group: GroupFacts) =>
  ({ role: 'operator', unitId: group.regionId, who: 'региональный оператор' }) as const;

function replace({ tx, now }: Work, group: GroupFacts, expected: readonly Duty[]): Promise<void> {
  return duties(tx).replace({ source: 'agreements', subjectId: group.id, groupId: group.id }, expected, now);
}

/** A draft waits for the operator to send it, by the cycle's date. */
export function expectSending(work: Work, group: GroupFacts, sendBy: IsoDate): Promise<void> {
  return replace(work, group, [
    {
      ...operatorOf(group),
      kind: 'send-agreement',
      title: 'Направить соглашение',
      detail: group.title,
      clause: 'agreement',
      href: href(group),
      action: 'К соглашению',
      dueOn: sendBy,
    },
  ]);
}

/** A sent agreement waits for everybody who has not signed; a signed one for nobody. */
export function expectSignatures(
  work: Work,
  group: GroupFacts,
  agreement: Pick<AgreementFacts, 'parties' | 'signBy'>,
): Promise<void> {
  const waiting = new Set(agreement.parties.filter((party) => party.signedOn === null).map((party) => party.teamId));
  const sign = {
    kind: 'sign-agreement',
    title: 'Подписать соглашение',
    detail: group.title,
    clause: 'agreement',
    href: href(group),
    action: 'Подписать',
    dueOn: agreement.signBy,
  } as const;
  const heads = activeTeams(group)
    .filter((team) => waiting.has(team.teamId))
    .map((team): Duty => ({
      ...sign,
      role: 'organisation-head',
      unitId: team.organisationId,
      who: `${team.headPost}, ${team.organisationShortName}`,
    }));
  const operator: Duty[] = waiting.has(null) ? [{ ...sign, ...operatorOf(group) }] : [];
  return replace(work, group, [...heads, ...operator]);
}

/** The agreement is concluded: both teams write the programme, by the cycle's date. Clause K-2.8. */
export async function handOverToProgramme(work: Work, group: GroupFacts): Promise<void> {
  const cycle = await cycleById(work.tx, group.cycleId);
  const expected = activeTeams(group).map((team): Duty => ({
    kind: 'write-programme',
    title: 'Составить менторскую программу',
    detail: group.title,
    clause: 'programme-together',
    href: `/groups/${group.id}/programme`,
    action: 'К программе',
    who: team.organisationShortName,
    role: 'team',
    unitId: team.organisationId,
    dueOn: cycle?.programmeDueOn ?? null,
  }));
  await duties(work.tx).replace({ source: 'programmes', subjectId: group.id, groupId: group.id }, expected, work.now);
}
