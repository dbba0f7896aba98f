import { regulationOf } from '#features/groups/index.server.ts';
import { journal } from '#features/journal/index.server.ts';
import type { GroupFacts } from '#features/groups/index.ts';
import type { RegulationDocument } from '#features/regulation/index.ts';
import type { Period } from '#kernel/due.ts';
import { countOf } from '#kernel/plural.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { cleanText } from '#kernel/text.ts';
import type { Work } from '#platform/use-case.server.ts';
import { writingTeam } from '../permissions.ts';
import { checkDirections, checkPeriod, type WorkingGroupMember } from '../rules.plan.ts';
import { refusals } from '../rules.refusals.ts';
import { pairRows, sameRow } from '../rules.replacing.ts';
import { checkWritable, nextState } from '../rules.ts';
import type { WholeInput } from '../schema.ts';
import { programmeStore, type ActivityContent, type ActivityRow, type ProgrammeVersion } from '../store.server.ts';
import { limitsOf, reachDraft, reachGroup } from './access.server.ts';
import { begin, isUnbegun, unbegun } from './begin.server.ts';
import { keepDuties } from './duties.server.ts';
import { choicesOf, presentVersion } from './presenting.server.ts';
import { generalOf, understand } from './write.server.ts';

/** What came of putting a whole programme in the place of the one being written. */
export interface Replaced {
  /** The group had no programme: it begins with this one. */
  readonly begins: boolean;
  readonly version: number;
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly general: boolean;
  readonly members: boolean;
  readonly order: boolean;
}

/**
 * The programme being written, as it stands before a file takes its place, or before a file begins it; refused where
 * it may not be written.
 */
export async function openReplacement(work: Work, groupId: string) {
  const reached = await reachWritten(work, groupId);
  if (!reached.ok) return reached;
  const { facts, version, regulation } = reached.value;
  return ok({
    group: facts,
    unbegun: isUnbegun(version),
    programme: presentVersion(facts, version, new Map(), regulation),
    seen: seenOf(version),
    own: writingTeam(work.actor, facts),
    choices: choicesOf(facts, regulation),
    limits: limitsOf(regulation, facts),
    regulation,
  });
}

/** What a plan would change, counted: shown before anything is saved. */
export function countReplacing(rows: readonly ActivityRow[], now: readonly { stage: 1 | 2 | 3; title: string }[]) {
  const { pairs, removed } = pairRows(live(rows), now);
  return {
    kept: pairs.filter((old) => old !== null).length,
    added: pairs.filter((old) => old === null).length,
    removed,
  };
}

/**
 * Puts a whole programme in the place of the one being written: part I, the actor's own working group and the plan.
 * A row with a known title keeps its identity; what is the same is not touched, and where all is the same nothing is.
 */
export async function replaceDraft(
  work: Work,
  input: WholeInput & { readonly groupId: string; readonly source: string },
): Promise<Outcome<Replaced>> {
  const reached = await reachWritten(work, input.groupId, { lock: true });
  if (!reached.ok) return reached;
  const { facts, version: shown, regulation } = reached.value;
  if (input.seen !== seenOf(shown)) return refuse(refusals.replacedMeanwhile);
  const period = { from: input.periodFrom, to: input.periodTo };
  const plan = judged(input, facts, regulation, period);
  if (!plan.ok) return plan;

  const own = writingTeam(work.actor, facts);
  const staff = shown.members.filter((member) => member.teamId === own?.teamId);
  const general = generalOf(input, facts);
  const { pairs, removed } = pairRows(live(shown.activities), plan.value);
  const before = live(shown.activities).filter((row) => !removed.includes(row));
  const done: Replaced = {
    begins: isUnbegun(shown),
    version: shown.version,
    added: pairs.filter((old) => old === null).length,
    changed: pairs.filter((old, index) => old !== null && !sameRow(old, plan.value[index]!)).length,
    removed: removed.length,
    general: wordsOf(general) !== wordsOf(generalOf(asInput(shown), facts)),
    members: own !== null && people(input.members) !== people(staff),
    order: pairs.filter((old) => old !== null).some((old, index) => old !== before[index]),
  };
  if (removed.length > 0 && !input.agreed)
    return refuse(refusals.replaceUnasked(countOf(removed.length, 'мероприятие', 'мероприятия', 'мероприятий')));
  if (isNothing(done)) return ok(done);

  const version = done.begins ? await begin(work, shown) : shown;
  const drafted = await reachDraft(work, input.groupId, 'write');
  if (!drafted.ok) return drafted;
  const store = programmeStore(work.tx);
  if (done.general && !(await store.saveGeneral(version.id, version.revision, general)))
    return refuse(refusals.replacedMeanwhile);
  if (done.members && own) {
    await store.replaceMembers(version.id, own.teamId, (staff[0]?.revision ?? 0) + 1, input.members);
  }
  await replacePlan(work, version, plan.value, { pairs, removed });
  await journal(work.tx).write(work, {
    subject: { type: 'programme', id: version.id },
    groupId: input.groupId,
    action: done.begins ? 'programme-started' : 'programme-written',
    summary: `Программа ${done.begins ? 'начата' : 'внесена'} из файла «${input.source}»: ${toldOf(done)}`,
  });
  await keepDuties(work, facts);
  return ok(done);
}

async function replacePlan(
  work: Work,
  version: ProgrammeVersion,
  plan: readonly ActivityContent[],
  { pairs, removed }: ReturnType<typeof pairRows<ActivityRow>>,
): Promise<void> {
  const store = programmeStore(work.tx);
  const changed = { by: work.actor.personId, at: work.now };
  const approved = await store.inForce(version.groupId);
  for (const row of removed) {
    // one that was ever approved stays readable
    const known = approved ? await store.activity(approved.id, row.key) : null;
    if (known) await store.cancelActivity(row.id, true);
    else await store.deleteActivity(row.id);
  }
  const keys: string[] = [];
  for (const [index, content] of plan.entries()) {
    const old = pairs[index] ?? null;
    if (old && !sameRow(old, content)) await store.saveActivity(old, content, changed);
    keys.push(old?.key ?? (await store.addActivities(version.id, [content], changed))[0]!);
  }
  await store.order(version.id, keys);
}

interface Written {
  readonly facts: GroupFacts;
  readonly version: ProgrammeVersion;
  readonly regulation: RegulationDocument;
}

async function reachWritten(work: Work, groupId: string, { lock = false } = {}): Promise<Outcome<Written>> {
  // locked, so that nobody begins the programme at the same instant
  const reached = await reachGroup(work, groupId, 'write', { lock });
  if (!reached.ok) return reached;
  const facts = reached.value;
  const store = programmeStore(work.tx);
  const head = await store.inWork(groupId, { lock });
  if (!head && (await store.inForce(groupId))) return refuse(refusals.noAmendment);
  const writable = checkWritable(head?.version ?? 1, facts.state);
  if (!writable.ok) return writable;
  const state = head ? nextState(head.state, 'edit') : ok(null);
  if (!state.ok) return state;
  const regulation = await regulationOf(work, facts);
  return ok({ facts, version: head ? await store.whole(head) : await unbegun(work, facts, regulation), regulation });
}

/** What is to be saved, judged by the rules of the forms; every refusal stands beside its field. */
function judged(
  input: WholeInput,
  facts: GroupFacts,
  regulation: RegulationDocument,
  period: Period,
): Outcome<ActivityContent[]> {
  const fields: Record<string, string> = {};
  const term = checkPeriod(period, limitsOf(regulation, facts));
  if (!term.ok) fields[term.error.field ?? ''] = term.error.message;
  const directions = checkDirections(
    input.directions,
    facts.directions.map(({ key }) => key),
  );
  if (!directions.ok) fields[directions.error.field ?? ''] = directions.error.message;
  if (input.members.filter((member) => member.isLeader).length > 1) fields['members'] = refusals.tooManyLeaders.message;
  const plan: ActivityContent[] = [];
  for (const [index, row] of input.activities.entries()) {
    if (row === null) continue;
    const at = (field: string | undefined, message: string) =>
      (fields[`activities[${index}].${field ?? 'title'}`] ??= message);
    const content = understand(row, period);
    if (!content.ok) at(content.error.field, content.error.message);
    else plan.push(content.value);
    if (!regulation.transferForms.some((form) => form.code === row.transferForm))
      at('transferForm', refusals.noTransferForm(row.title).message);
    if (row.responsible.length === 0) at('responsible', refusals.noResponsible(row.title).message);
  }
  return Object.keys(fields).length > 0 ? refuse(refusals.rows(fields)) : ok(plan);
}

/** Part I for comparing: what was printed and read back has lost its no-break spaces. */
function wordsOf(general: ReturnType<typeof generalOf>): string {
  return JSON.stringify(general, (_key, value: unknown) => (typeof value === 'string' ? cleanText(value) : value));
}

function asInput({ directions, ...version }: ProgrammeVersion) {
  return { ...version, directions: directions.map(({ key }) => key) };
}

function people(members: readonly WorkingGroupMember[]): string {
  return JSON.stringify(
    members.map(({ fullName, post, phones, emails, isLeader, isContact }) => [
      fullName,
      post,
      phones,
      emails,
      isLeader,
      isContact,
    ]),
  );
}

function live(rows: readonly ActivityRow[]): ActivityRow[] {
  return rows.filter((row) => !row.cancelled);
}

/** What the person is shown as the present programme: it changes with every save of any of its rows. */
function seenOf({ id, revision, activities, members }: ProgrammeVersion): string {
  const rows = activities.reduce((sum, row) => sum + row.revision, 0);
  const last = activities.reduce((latest, row) => Math.max(latest, row.changedAt?.getTime() ?? 0), 0);
  const staff = members.reduce((sum, member) => sum + member.revision, 0);
  return [id, revision, activities.length, rows, last, members.length, staff].join('.');
}

function isNothing(done: Replaced): boolean {
  return (
    !done.begins && done.added + done.changed + done.removed === 0 && !done.general && !done.members && !done.order
  );
}

/** What came of it in a sentence: «Программа внесена: мероприятий добавлено 3, убрано 11». */
export function noticeOf(done: Replaced): string {
  return isNothing(done)
    ? 'Ничего не изменилось: в программе уже записано то же самое'
    : `Программа ${done.begins ? 'начата' : 'внесена'}: ${toldOf(done)}`;
}

function toldOf({ added, changed, removed, general, members }: Replaced): string {
  const counted = [
    added > 0 ? `добавлено ${added}` : '',
    changed > 0 ? `изменено ${changed}` : '',
    removed > 0 ? `убрано ${removed}` : '',
  ].filter(Boolean);
  const parts = [
    counted.length > 0 ? `мероприятий ${counted.join(', ')}` : '',
    general ? 'общие сведения обновлены' : '',
    members ? 'состав рабочей группы обновлён' : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join('; ') : 'изменён порядок мероприятий';
}
