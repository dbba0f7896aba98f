import { activeTeams, type GroupFacts, type GroupTeam } from '#features/groups/index.ts';
import { groups } from '#features/groups/index.server.ts';
import type { Duty } from '#features/duties/index.ts';
import { duties } from '#features/duties/index.server.ts';
import { cycleById } from '#features/regulation/index.server.ts';
import type { IsoDate } from '#kernel/dates.ts';
import type { Work } from '#platform/use-case.server.ts';
import { figuresOf } from '../rules.marks.ts';
import { programmeStore, type ActivityRow, type ProgrammeVersion } from '../store.server.ts';
import { markStore } from '../store.marks.server.ts';

/** What is expected about the version in work, by its state. */
export async function keepDuties(work: Work, facts: GroupFacts): Promise<void> {
  const store = programmeStore(work.tx);
  const head = await store.inWork(facts.id);
  const version = head ? await store.whole(head) : null;
  const dueOn = version?.version === 1 ? await programmeDueOn(work, facts) : null;
  const expected = version ? versionDuties(facts, version, dueOn) : [];
  await duties(work.tx).replace({ source: 'programmes', subjectId: facts.id, groupId: facts.id }, expected, work.now);
}

/** What is left to mark, and the figures of carrying out kept with the group. */
export async function keepMarks(work: Work, facts: GroupFacts): Promise<void> {
  const head = await programmeStore(work.tx).inForce(facts.id);
  const activities = head ? (await programmeStore(work.tx).activities(head.id)).filter((row) => !row.cancelled) : [];
  const marks = await markStore(work.tx).ofGroup(facts.id);
  const open = activities.filter((activity) => !marks.has(activity.key));
  const expected =
    facts.state === 'running' && head ? open.flatMap((row) => markDuties(facts, row, head.periodTo)) : [];
  await duties(work.tx).replace({ source: 'marks', subjectId: facts.id, groupId: facts.id }, expected, work.now);
  const figures = figuresOf(activities.map((activity) => marks.get(activity.key)?.state ?? null));
  await groups(work.tx).keepCounters(facts.id, figures);
}

function versionDuties(facts: GroupFacts, version: ProgrammeVersion, dueOn: IsoDate | null): Duty[] {
  const href = `/groups/${facts.id}/programme${version.version > 1 ? `?version=${version.version}` : ''}`;
  const what = version.version === 1 ? 'программу' : 'изменение программы';
  const common = { detail: `Группа «${facts.title}»`, href, dueOn };
  const active = activeTeams(facts);
  switch (version.state) {
    case 'draft':
    case 'returned':
      return active
        .filter((team) => !version.endorsedBy.includes(team.teamId))
        .flatMap((team) => writingDuties(team, version, what, common));
    case 'endorsed':
      return active.map((team) => ({
        ...common,
        ...ofHead(team),
        kind: 'submit-programme',
        title: `Направить ${what} куратору на утверждение`,
        clause: 'programme-approval' as const,
        action: 'Направить',
      }));
    case 'on-approval':
      return [
        {
          ...common,
          kind: 'approve-programme',
          title: `Утвердить ${what} или вернуть с замечаниями`,
          clause: 'programme-approval',
          action: 'Рассмотреть',
          who: 'муниципальный куратор',
          role: 'municipal-curator',
          unitId: facts.municipalityId,
        },
      ];
    default:
      return [];
  }
}

function writingDuties(
  team: GroupTeam,
  version: ProgrammeVersion,
  what: string,
  common: Pick<Duty, 'detail' | 'href' | 'dueOn'>,
): Duty[] {
  const returned = version.state === 'returned';
  return [
    {
      ...common,
      kind: 'write-programme',
      title: returned ? `Исправить ${what} по замечаниям куратора` : `Составить ${what} и согласовать`,
      clause: 'programme-together',
      action: returned ? 'Исправить' : 'Открыть программу',
      who: team.organisationShortName,
      role: 'team',
      unitId: team.organisationId,
    },
  ];
}

/** An activity without a mark waits for the teams responsible for it. */
function markDuties(facts: GroupFacts, activity: ActivityRow, periodTo: IsoDate): Duty[] {
  return responsibleTeams(facts, activity).map((team) => ({
    kind: 'mark-activity',
    title: `Отметить: ${activity.title}`,
    detail: `Группа «${facts.title}»`,
    clause: 'implementation',
    href: `/groups/${facts.id}/programme/activities/${activity.key}`,
    action: 'Отметить',
    who: team.organisationShortName,
    role: 'team',
    unitId: team.organisationId,
    dueOn: activity.dueTo ?? periodTo,
  }));
}

/** The teams named as responsible; the developing one where only others or everybody are named. */
function responsibleTeams(facts: GroupFacts, activity: ActivityRow): readonly GroupTeam[] {
  const only = (standing: 'experienced' | 'developing') =>
    activity.responsible.length > 0 && activity.responsible.every((key) => key.startsWith(standing));
  return activeTeams(facts, only('experienced') ? 'experienced' : 'developing');
}

function ofHead(team: GroupTeam): Pick<Duty, 'who' | 'role' | 'unitId'> {
  return { who: team.organisationShortName, role: 'organisation-head', unitId: team.organisationId };
}

async function programmeDueOn({ tx }: Work, facts: GroupFacts): Promise<IsoDate | null> {
  return (await cycleById(tx, facts.cycleId))?.programmeDueOn ?? null;
}
