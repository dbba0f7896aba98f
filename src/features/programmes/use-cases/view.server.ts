import { activeTeams, type GroupFacts } from '#features/groups/index.ts';
import { stagesFor, transferFormsInUse, type RegulationDocument } from '#features/regulation/index.ts';
import { abilityOf, type Ability } from '#kernel/ability.ts';
import { formatDue, type Due } from '#kernel/due.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { canInProgramme, writingTeam, type ProgrammeAction } from '../permissions.ts';
import { compareActivities, dueText, type FieldChange } from '../rules.amendments.ts';
import { figuresOf } from '../rules.marks.ts';
import { refusals } from '../rules.refusals.ts';
import { nextState, stateNames, type ProgrammeEvent } from '../rules.ts';
import { markStore, type MarkRow } from '../store.marks.server.ts';
import { programmeStore, type ActivityRow, type ProgrammeHead, type ProgrammeVersion } from '../store.server.ts';
import { isInWork, reachGroup, regulationOf } from './access.server.ts';
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
  readonly themes: readonly { readonly title: string; readonly dues: readonly string[] }[];
  readonly cancelled: boolean;
  readonly changedBy: string | null;
  readonly mark: MarkRow | null;
}

/**
 * The programme of a group as its screens show it: the asked version, or the one in work, or the one in force.
 * Null content when nobody has started it.
 */
export const viewProgramme = query(async (work, { groupId, version }: { groupId: string; version?: number | null }) => {
  const reached = await reachGroup(work, groupId, 'view');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const store = programmeStore(work.tx);
  const versions = await store.versions(groupId);
  const head = chooseVersion(versions, version ?? null);
  if (version && !head) return refuse(notFound);
  const regulation = await regulationOf(work, facts);
  const content = head ? await store.whole(head) : null;
  const marks = await markStore(work.tx).ofGroup(groupId);
  return ok({
    group: facts,
    versions,
    programme: content && presentVersion(facts, content, marks, regulation),
    inForce: versions.find((candidate) => candidate.state === 'approved')?.version ?? null,
    inWork: versions.find(isInWork)?.version ?? null,
    ownTeamId: writingTeam(work.actor, facts)?.teamId ?? null,
    abilities: abilitiesOf(work, facts, head),
    choices: choicesOf(facts, regulation),
  });
});

/** One activity with everything needed to change or mark it. */
export const viewActivity = query(async (work, { groupId, key }: { groupId: string; key: string }) => {
  const reached = await reachGroup(work, groupId, 'view');
  if (!reached.ok) return reached;
  const facts = reached.value;
  const store = programmeStore(work.tx);
  const versions = await store.versions(groupId);
  const inWork = versions.find(isInWork) ?? null;
  const inForce = versions.find((candidate) => candidate.state === 'approved') ?? null;
  const draft = inWork ? await store.activity(inWork.id, key) : null;
  const approved = inForce ? await store.activity(inForce.id, key) : null;
  const row = approved ?? draft;
  if (!row) return refuse(notFound);
  const regulation = await regulationOf(work, facts);
  const mark = (await markStore(work.tx).ofGroup(groupId)).get(key) ?? null;
  return ok({
    group: facts,
    activity: presentRow(row, null, mark, regulation),
    draft,
    mark,
    abilities: abilitiesOf(work, facts, inWork ?? inForce),
    choices: choicesOf(facts, regulation),
  });
});

/** The differences between two versions, rows and fields in words (D-A.amend). */
export const compareVersions = query(
  async (work, { groupId, before, after }: { groupId: string; before: number; after: number }) => {
    const reached = await reachGroup(work, groupId, 'view');
    if (!reached.ok) return reached;
    const store = programmeStore(work.tx);
    const versions = await store.versions(groupId);
    const [old, now] = [before, after].map((number) => versions.find((head) => head.version === number));
    if (!old || !now) return refuse(notFound);
    const regulation = await regulationOf(work, reached.value);
    const [oldWhole, nowWhole] = [await store.whole(old), await store.whole(now)];
    const changes = compareActivities(oldWhole.activities, nowWhole.activities, wordingOf(regulation));
    return ok({
      group: reached.value,
      before: old,
      after: now,
      general: generalChanges(oldWhole, nowWhole),
      changes: changes.map((change) => ({
        kind: change.kind,
        key: change.activity.key,
        title: change.activity.title,
        due: dueText(change.activity.due),
        fields: change.kind === 'changed' ? change.fields : ([] as readonly FieldChange[]),
      })),
    });
  },
);

function chooseVersion(versions: readonly ProgrammeHead[], wanted: number | null): ProgrammeHead | null {
  if (wanted) return versions.find((head) => head.version === wanted) ?? null;
  return versions.find((head) => head.state === 'approved') ?? versions.find(isInWork) ?? null;
}

function presentVersion(
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
    themes: row.themes.map((theme) => ({ title: theme.title, dues: theme.dues.map(formatDue) })),
    cancelled: row.cancelled,
    changedBy: row.changedBy,
    mark,
  };
}

function choicesOf(facts: GroupFacts, regulation: RegulationDocument) {
  return {
    directions: facts.directions.map(({ key, title }) => ({ value: key, label: title })),
    transferForms: transferFormsInUse(regulation).map(({ code, title }) => ({ value: code, label: title })),
    responsible: regulation.responsibleParties.map(({ key, title }) => ({ value: key as string, label: title })),
    stages: regulation.stages.map(({ number, title }) => ({ value: String(number), label: title })),
    teams: facts.teams,
    workingGroupAdvice: facts.directions.flatMap((direction) => {
      const known = regulation.directions.find((candidate) => candidate.code === direction.code);
      return known ? [{ direction: known.title, posts: known.workingGroup }] : [];
    }),
  };
}

function abilitiesOf(work: Work, facts: GroupFacts, head: ProgrammeHead | null) {
  const able = (action: ProgrammeAction, rule: Outcome<unknown>): Ability | null => {
    const allowed = canInProgramme(work.actor, action, facts);
    // A person who never does this is not shown the button at all.
    if (!allowed.ok) return allowed.error === refusals.foreignMunicipality ? abilityOf(allowed) : null;
    return abilityOf(rule);
  };
  const event = (name: ProgrammeEvent): Outcome<unknown> =>
    head ? nextState(head.state, name) : refuse(refusals.groupNotReady);
  const startable = facts.state === 'ordered' || facts.state === 'contracted';
  return {
    start: head ? null : able('write', startable ? ok(true) : refuse(refusals.groupNotReady)),
    write: able('write', event('edit')),
    writeTeam: able('write-team', event('edit')),
    endorse: able('endorse', event('endorse')),
    submit: able('submit', event('submit')),
    approve: able('decide', approvable(facts, event('approve'), head)),
    return: able('decide', event('return')),
    amend: able('amend', facts.state === 'running' ? ok(true) : refuse(refusals.markBeforeApproval)),
    mark: able('mark', markable(facts)),
  };
}

function approvable(facts: GroupFacts, legal: Outcome<unknown>, head: ProgrammeHead | null): Outcome<unknown> {
  return legal.ok && head?.version === 1 && facts.state === 'ordered' ? refuse(refusals.agreementFirst) : legal;
}

function markable(facts: GroupFacts): Outcome<true> {
  if (facts.state === 'running' || facts.state === 'summing-up') return ok(true);
  return refuse(facts.state === 'closed' || facts.state === 'dissolved' ? refusals.markAfterEnd : refusals.markBeforeApproval);
}

const generalFields = {
  periodFrom: 'Начало периода',
  periodTo: 'Окончание периода',
  goals: 'Цели',
  meetings: 'Частота и формат встреч',
  broadcast: 'Распространение опыта',
  operatorContact: 'Сотрудник оператора',
  curatorContact: 'Муниципальный куратор',
} as const;

function generalChanges(before: ProgrammeVersion, after: ProgrammeVersion) {
  const fields = Object.keys(generalFields) as (keyof typeof generalFields)[];
  const changed = fields.filter((field) => before[field] !== after[field]);
  const rows = changed.map((field) => ({ label: generalFields[field], before: before[field], after: after[field] }));
  const said = (version: ProgrammeVersion): string => version.directions.map(({ title }) => title).join('; ');
  const people = (version: ProgrammeVersion): string => version.members.map(({ fullName, post }) => `${fullName}, ${post}`).join('\n');
  if (said(before) !== said(after)) rows.push({ label: 'Направления' as never, before: said(before), after: said(after) });
  if (people(before) !== people(after)) rows.push({ label: 'Рабочие группы' as never, before: people(before), after: people(after) });
  return rows as readonly { readonly label: string; readonly before: string; readonly after: string }[];
}
