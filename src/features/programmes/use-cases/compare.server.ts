import { formatDate } from '#kernel/dates.ts';
import { formatPhone } from '#kernel/phones.ts';
import { notFound, refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { regulationOf } from '#features/groups/index.server.ts';
import type { GroupFacts } from '#features/groups/index.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { compareActivities, dueText, fieldNames, type FieldChange } from '../rules.amendments.ts';
import { programmeStore, type ProgrammeHead, type ProgrammeVersion } from '../store.server.ts';
import { reachGroup } from './access.server.ts';
import { wordingOf } from './wording.server.ts';

/** The differences between two versions, rows and fields in words (D-A.amend). */
export const compareVersions = query(
  async (work, { groupId, before, after }: { groupId: string; before: number; after: number }) => {
    const reached = await reachGroup(work, groupId, 'view');
    if (!reached.ok) return reached;
    const store = programmeStore(work.tx);
    const versions = await store.versions(groupId);
    const [old, now] = [before, after].map((number) => versions.find((head) => head.version === number));
    if (!old || !now) return refuse(notFound);
    const found = await differences(work, reached.value, old, now);
    return ok({
      group: reached.value,
      before: old,
      after: now,
      amends: amendedBy(versions, now)?.id === old.id,
      ...found,
    });
  },
);

/** The version that an amendment changes: the latest one before it that was ever approved. */
export function amendedBy(versions: readonly ProgrammeHead[], head: ProgrammeHead): ProgrammeHead | undefined {
  return versions.findLast((one) => one.version < head.version && one.approvedOn !== null);
}

/** What one version says otherwise than another, part I line by line and the plan row by row. */
export async function differences(work: Work, group: GroupFacts, old: ProgrammeHead, now: ProgrammeHead) {
  const store = programmeStore(work.tx);
  const wording = wordingOf(await regulationOf(work, group));
  const [oldWhole, nowWhole] = [await store.whole(old), await store.whole(now)];
  const changes = compareActivities(oldWhole.activities, nowWhole.activities, wording);
  return {
    general: generalChanges(oldWhole, nowWhole),
    changes: changes.map((change) => ({
      kind: change.kind,
      key: change.activity.key,
      title: change.activity.title,
      due: dueText(change.activity.due),
      fields: (change.kind === 'changed' ? change.fields : ([] as readonly FieldChange[])).map((one) => ({
        label: fieldNames[one.field],
        before: one.before,
        after: one.after,
      })),
    })),
  };
}

export type Differences = Awaited<ReturnType<typeof differences>>;

/** What part I says, line by line. */
const said: readonly (readonly [string, (version: ProgrammeVersion) => string])[] = [
  ['Период', ({ periodFrom, periodTo }) => `${formatDate(periodFrom)} — ${formatDate(periodTo)}`],
  ['Направления', ({ directions }) => directions.map(({ title }) => title).join('; ')],
  ['Цели', ({ goals }) => goals],
  ['Частота и формат встреч', ({ meetings }) => meetings],
  ['Распространение опыта', ({ broadcast }) => broadcast],
  ['Сотрудник регионального оператора', ({ operatorContact }) => operatorContact],
  ['Муниципальный куратор', ({ curatorContact }) => curatorContact],
];

function memberText({
  fullName,
  post,
  phones,
  emails,
  isLeader,
  isContact,
}: ProgrammeVersion['members'][number]): string {
  const duty = [isLeader && 'руководитель группы', isContact && 'контактное лицо'].filter(Boolean).join(', ');
  return [fullName, post, duty, ...phones.map(formatPhone), ...emails].filter(Boolean).join(', ');
}

function generalChanges(before: ProgrammeVersion, after: ProgrammeVersion) {
  return [
    ...said.map(([label, text]) => ({ label, before: text(before), after: text(after) })),
    { label: 'Рабочие группы', before: onlyIn(before, after), after: onlyIn(after, before) },
  ].filter((row) => row.before !== row.after);
}

/** Members of working groups that the other version does not have, or has otherwise. */
function onlyIn(version: ProgrammeVersion, other: ProgrammeVersion): string {
  const known = new Set(other.members.map(memberText));
  return version.members
    .map(memberText)
    .filter((member) => !known.has(member))
    .join('\n');
}
