import type { GroupFacts, Party } from '#features/groups/index.ts';
import type { RegulationDocument } from '#features/regulation/index.ts';
import { stagesFor } from '#features/regulation/index.ts';
import { formatDate, formatRange, formatShort, type IsoDate } from '#kernel/dates.ts';
import { formatPhone } from '#kernel/phones.ts';
import { themeText } from '../rules.amendments.ts';
import { markNames } from '../rules.marks.ts';
import type { MarkRow } from '../store.marks.server.ts';
import type { ProgrammeVersion } from '../store.server.ts';
import type { PlanRow } from '../use-cases/presenting.server.ts';

/** Who approves, and when. */
export interface ProgrammeApproval {
  readonly post: string;
  /** The municipality whose curator approves. */
  readonly place: string;
  readonly name: string;
  readonly datedOn: IsoDate | null;
}

interface ProgrammeFacts {
  readonly version: ProgrammeVersion;
  readonly rows: readonly PlanRow[];
  readonly regulation: RegulationDocument;
  readonly parties: readonly Party[];
  readonly approval: ProgrammeApproval;
}

/** The data of the programme as the regulation's text names them (D-P.part1, D-P.part2). */
export function programmeDocument({
  version,
  rows,
  regulation,
  parties,
  approval,
}: ProgrammeFacts): Record<string, unknown> {
  const period = { from: version.periodFrom, to: version.periodTo };
  const withMembers = (standing: Party['standing']) =>
    parties
      .filter((party) => party.standing === standing)
      .map((party) => ({ ...party, members: membersOf(version, party.teamId) }));
  return {
    approval,
    version: version.version,
    summary: version.summary,
    developing: withMembers('developing'),
    experienced: withMembers('experienced'),
    directions: version.directions.map(({ title }) => title),
    period: { text: formatRange(period.from, period.to) },
    goals: version.goals,
    meetings: version.meetings,
    broadcast: version.broadcast,
    operatorContact: version.operatorContact,
    curatorContact: version.curatorContact,
    stages: stagesFor(regulation, period).map((stage) => ({
      roman: stage.roman,
      title: stage.title,
      span: stage.text,
      activities: rows.filter((row) => row.stage === stage.number && !row.cancelled).map(activityData),
    })),
  };
}

function activityData(row: PlanRow) {
  return {
    number: row.number,
    title: row.title,
    form: row.transferForm,
    themes: row.themes.map(themeText),
    due: row.dueText,
    responsible: row.responsible,
    mark: markText(row.mark),
  };
}

function membersOf(version: ProgrammeVersion, teamId: string) {
  return version.members
    .filter((member) => member.teamId === teamId)
    .map(({ fullName, post, isLeader, isContact, phones, emails }) => ({
      fullName,
      post,
      isLeader,
      isContact,
      contacts: [...phones.map(formatPhone), ...emails].join(', '),
    }));
}

function markText(mark: MarkRow | null): string {
  return mark ? `${markNames[mark.state]} ${formatShort(mark.onDate)}` : '';
}

/** The name of the file: «Программа — группа, версия 2, утверждена 25 января 2027 г.» */
export function programmeFileName(
  group: Pick<GroupFacts, 'title'>,
  version: Pick<ProgrammeVersion, 'version' | 'approvedOn'>,
): string {
  const edition = version.version > 1 ? `, версия ${version.version}` : '';
  return `Программа — ${group.title}${edition}${approvedWords(version)}`;
}

/** The name of the file: «Лист изменений № 1 — группа, утверждён 25 января 2027 г.» */
export function sheetFileName(
  group: Pick<GroupFacts, 'title'>,
  number: number,
  version: Pick<ProgrammeVersion, 'approvedOn'>,
): string {
  return `Лист изменений № ${number} — ${group.title}${approvedWords(version).replace('утверждена', 'утверждён')}`;
}

const approvedWords = ({ approvedOn }: Pick<ProgrammeVersion, 'approvedOn'>): string =>
  approvedOn ? `, утверждена ${formatDate(approvedOn)}` : ', проект';
