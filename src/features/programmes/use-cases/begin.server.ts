import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import type { RegulationDocument } from '#features/regulation/index.ts';
import { teams } from '#features/registry/index.server.ts';
import { organisations, people } from '#features/territory/index.server.ts';
import type { Period } from '#kernel/due.ts';
import { formatPhone } from '#kernel/phones.ts';
import { endOf } from '#kernel/term.ts';
import type { Work } from '#platform/use-case.server.ts';
import type { WorkingGroupMember } from '../rules.plan.ts';
import { programmeStore, type ProgrammeVersion } from '../store.server.ts';

/** The programme of a group before anybody has begun it: its term from today, who helps, the teams' staff, no plan. */
export async function unbegun(
  work: Work,
  facts: GroupFacts,
  regulation: RegulationDocument,
): Promise<ProgrammeVersion> {
  const period = plannedPeriod(work, facts);
  const staff = [...(await workingGroups(work, facts))];
  return {
    id: '',
    groupId: facts.id,
    version: 1,
    state: 'draft',
    periodFrom: period.from,
    periodTo: period.to,
    goals: '',
    meetings: '',
    broadcast: '',
    summary: '',
    remarks: '',
    ...(await officials(work, facts, regulation)),
    approvedOn: null,
    approvedBy: null,
    createdAt: work.now,
    documentId: null,
    amendmentDocumentId: null,
    revision: 0,
    directions: facts.directions.map(({ key, title }) => ({ key, title })),
    members: staff.flatMap(([teamId, members]) => members.map((member) => ({ ...member, teamId, revision: 1 }))),
    activities: [],
    endorsedBy: [],
  };
}

/** Whether this is the programme of a group that has none yet. */
export function isUnbegun({ id }: ProgrammeVersion): boolean {
  return id === '';
}

/** Writes down a programme that was not begun; gives it as it is stored. The group must be locked. */
export async function begin(work: Work, first: ProgrammeVersion): Promise<ProgrammeVersion> {
  const store = programmeStore(work.tx);
  const { groupId, version, periodFrom, periodTo, goals, meetings, broadcast, operatorContact, curatorContact } = first;
  const { directions, members } = first;
  const general = { periodFrom, periodTo, goals, meetings, broadcast, operatorContact, curatorContact, directions };
  const id = await store.create({ groupId, version, general, createdBy: work.actor.personId, now: work.now });
  for (const [teamId, staff] of Map.groupBy(members, (member) => member.teamId)) {
    const people = staff.map(({ teamId: _team, revision: _revision, ...member }) => member);
    await store.replaceMembers(id, teamId, 1, people);
  }
  return store.whole((await store.inWork(groupId))!);
}

/** The term of the group from today: the teams move it while they write. */
function plannedPeriod({ today }: Work, facts: GroupFacts): Period {
  return { from: today, to: endOf(today, facts.termMonths) };
}

/** The staff of every team of the group, as their working groups begin: who leads and who is written to. */
export async function workingGroups({ tx }: Work, facts: GroupFacts): Promise<Map<string, WorkingGroupMember[]>> {
  const summaries = await teams(tx).byIds(activeTeams(facts).map((team) => team.teamId));
  const found = new Map<string, WorkingGroupMember[]>();
  for (const team of summaries) {
    const staff = await teams(tx).members(team.id);
    found.set(
      team.id,
      staff.map((member, index) => ({
        fullName: member.fullName,
        post: member.post,
        phones: member.phones,
        emails: member.emails,
        isLeader: index === 0,
        isContact: index === Math.min(1, staff.length - 1),
      })),
    );
  }
  return found;
}

async function officials({ tx, today }: Work, facts: GroupFacts, regulation: RegulationDocument) {
  const developing = activeTeams(facts, 'developing')[0];
  const organisation = developing ? await organisations(tx).byId(developing.organisationId) : null;
  const curators = organisation
    ? await people(tx).holders('municipal-curator', organisation.municipalityId, today)
    : [];
  const line = (holder: { fullName: string; post: string; phones: readonly string[]; emails: readonly string[] }) =>
    [holder.fullName, holder.post, ...holder.phones.map(formatPhone), ...holder.emails].filter(Boolean).join(', ');
  return {
    curatorContact: curators.map(line).join('; '),
    operatorContact: facts.coordinatorName
      ? `${facts.coordinatorName}, координатор группы`
      : regulation.requisites.operator.shortName,
  };
}
