import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { stagesFor, transferFormsInUse, type RegulationDocument } from '#features/regulation/index.ts';
import { formatDue, type Due } from '#kernel/due.ts';
import { dueText } from '../rules.amendments.ts';
import { figuresOf } from '../rules.marks.ts';
import { stateNames } from '../rules.ts';
import type { MarkRow } from '../store.marks.server.ts';
import type { ActivityRow, ProgrammeVersion } from '../store.server.ts';
import { wordingOf } from './wording.server.ts';

/** A row of the plan in words, with its mark. */
export interface PlanRow {
  readonly key: string;
  readonly number: number | null;
  readonly stage: 1 | 2 | 3;
  readonly title: string;
  readonly transferForm: string;
  readonly due: Due | null;
  readonly dueText: string;
  readonly dueFrom: string | null;
  readonly dueTo: string | null;
  readonly responsible: readonly string[];
  readonly themes: readonly { readonly title: string; readonly dues: readonly Due[]; readonly duesText: string }[];
  readonly cancelled: boolean;
  readonly revision: number;
  readonly changedBy: string | null;
  readonly mark: MarkRow | null;
}

/** A version with its plan in words, numbered without the cancelled activities. */
export function presentVersion(
  facts: GroupFacts,
  version: ProgrammeVersion,
  marks: ReadonlyMap<string, MarkRow>,
  regulation: RegulationDocument,
) {
  const period = { from: version.periodFrom, to: version.periodTo };
  const live = version.activities.filter((row) => !row.cancelled);
  const numbers = new Map(live.map((row, index) => [row.key, index + 1]));
  return {
    ...version,
    stateName: stateNames[version.state],
    stages: stagesFor(regulation, period),
    rows: version.activities.map((row) =>
      presentRow(row, numbers.get(row.key) ?? null, marks.get(row.key) ?? null, regulation),
    ),
    workingGroups: activeTeams(facts).map((team) => {
      const members = version.members.filter((member) => member.teamId === team.teamId);
      return { team, members, revision: members[0]?.revision ?? 0, endorsed: version.endorsedBy.includes(team.teamId) };
    }),
    figures: figuresOf(live.map((row) => marks.get(row.key)?.state ?? null)),
  };
}

/** A row of the plan as screens and reports show it. */
export function presentRow(
  row: ActivityRow,
  number: number | null,
  mark: MarkRow | null,
  regulation: RegulationDocument,
): PlanRow {
  const wording = wordingOf(regulation);
  return {
    key: row.key,
    number,
    stage: row.stage,
    title: row.title,
    transferForm: row.transferForm ? wording.transferForm(row.transferForm) : '',
    due: row.due,
    dueText: dueText(row.due),
    dueFrom: row.dueFrom,
    dueTo: row.dueTo,
    responsible: row.responsible.map(wording.responsible),
    themes: row.themes.map(({ title, dues }) => ({ title, dues, duesText: dues.map(formatDue).join(', ') })),
    cancelled: row.cancelled,
    revision: row.revision,
    changedBy: row.changedBy,
    mark,
  };
}

/** What can be chosen in the forms of a programme; a form taken out of use stays where it was chosen before. */
export function choicesOf(facts: GroupFacts, regulation: RegulationDocument, chosen: string | null = null) {
  const inUse = transferFormsInUse(regulation);
  const kept = regulation.transferForms.filter((form) => form.code === chosen && !inUse.includes(form));
  return {
    directions: facts.directions.map(({ key, title }) => ({ value: key, label: title })),
    transferForms: [...inUse, ...kept].map(({ code, title }) => ({ value: code, label: title })),
    responsible: regulation.responsibleParties.map(({ key, title }) => ({ value: key as string, label: title })),
    stages: regulation.stages.map(({ number, roman, title }) => ({
      value: String(number),
      label: `${roman}. ${title}`,
    })),
    workingGroupAdvice: facts.directions.flatMap((direction) => {
      const known = regulation.directions.find((candidate) => candidate.code === direction.code);
      return known && known.workingGroup.length > 0 ? [{ direction: known.title, posts: known.workingGroup }] : [];
    }),
  };
}
