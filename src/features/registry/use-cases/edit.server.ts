import { journal } from '#features/journal/index.server.ts';
import { directionsInUse } from '#features/regulation/index.ts';
import { people } from '#features/territory/index.server.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { useCase, type Work } from '#platform/use-case.server.ts';
import { checkMembers, chooseDirections, holdsPlace, mayBeEdited, refusals, type TeamFacts } from '../rules.ts';
import type { EditTeamInput, MemberInput } from '../schema.ts';
import { registryStore } from '../store.server.ts';
import { registryDueOn, replaceTeamDuties } from './duties.server.ts';
import { enterPerson } from './enter.server.ts';
import { groundOf, inRow, loadTeam, takePlace } from './shared.server.ts';

/** The curator changes a draft or a returned form: standing, directions with their words, results, members, note. */
export const editTeam = useCase<EditTeamInput & { teamId: string }, { teamId: string }>(
  'registry.edit',
  async (work, input) => {
    const loaded = await loadTeam(work, input.teamId, 'edit');
    if (!loaded.ok) return loaded;
    const team = loaded.value;
    const store = registryStore(work.tx);
    const editable = mayBeEdited(team.state);
    if (!editable.ok) return editable;
    if (team.revision !== input.revision) return refuse(refusals.stale(await storedForm(work, team)));

    const { cycle, regulation } = await groundOf(work, team);
    const statements = Object.fromEntries(input.statements.map(({ key, text }) => [key, text ?? '']));
    const typed = { codes: input.directions, own: input.ownDirections, statements };
    const directions = chooseDirections(typed, directionsInUse(regulation));
    if (!directions.ok) return directions;
    const members = await membersOf(work, team, input.members);
    if (!members.ok) return members;

    if (holdsPlace(team.state) && input.standing !== team.standing) {
      const place = await takePlace(work, { ...team, standing: input.standing }, regulation);
      if (!place.ok) return place;
      await store.releasePlace(team.cycleId, team.municipalityId, team.standing);
    }
    const current = await store.byId(team.id);
    const form = {
      standing: input.standing,
      headPersonId: current!.head.personId,
      note: input.note ?? '',
      results: input.results ?? '',
    };
    if (!(await store.update(team.id, input.revision, form)))
      return refuse(refusals.stale(await storedForm(work, team)));
    await store.replaceDirections(team.id, directions.value);
    await store.replaceMembers(team.id, members.value);
    await journal(work.tx).write(work, {
      subject: { type: 'team', id: team.id },
      action: 'edit',
      summary: 'Сведения о команде изменены',
    });
    const saved = await store.facts(team.id);
    await replaceTeamDuties(work, saved!, team.state, registryDueOn(cycle), current!.remarks);
    return ok({ teamId: team.id });
  },
);

/** What is stored now, to be shown beside what was typed. */
async function storedForm({ tx }: Work, team: TeamFacts): Promise<StoredForm | null> {
  const store = registryStore(tx);
  const stored = await store.byId(team.id);
  if (!stored) return null;
  const { standing, note, results, revision, directions } = stored;
  return {
    standing,
    note,
    results,
    revision,
    directions: directions.flatMap(({ code }) => (code ? [code] : [])),
    ownDirections: directions.flatMap(({ code, title }) => (code ? [] : [title])),
    statements: Object.fromEntries(directions.map(({ key, statement }) => [key, statement])),
    members: (await store.members(team.id)).map(({ fullName, post }) => `${fullName}, ${post}`),
  };
}

/** The stored version of a form that somebody else has saved meanwhile. */
export interface StoredForm {
  readonly standing: string;
  readonly note: string;
  readonly results: string;
  readonly revision: number;
  readonly directions: readonly string[];
  readonly ownDirections: readonly string[];
  readonly statements: Readonly<Record<string, string>>;
  readonly members: readonly string[];
}

interface Member {
  readonly personId: string;
  readonly post: string;
  readonly staffCategory: string;
}

/** The head and everyone chosen from the organisation's staff or typed anew (K-1.7). */
async function membersOf(work: Work, team: TeamFacts, typed: readonly MemberInput[]): Promise<Outcome<Member[]>> {
  const staff = await people(work.tx).staffOf(team.organisationId, work.today);
  const head = (await registryStore(work.tx).byId(team.id))!.head;
  const members: Member[] = [{ personId: head.personId, post: head.post, staffCategory: 'head' }];
  for (const row of typed) {
    const at = `members[${row.row}]`;
    if (row.personId === head.personId) continue;
    if (row.personId) {
      const employee = staff.find((one) => one.personId === row.personId);
      if (!employee) return refuse(inRow({ ...refusals.foreignMember, field: 'personId' }, at));
      const { personId, post, staffCategory } = employee;
      members.push({ personId, post, staffCategory });
      continue;
    }
    if (!row.fullName || !row.post || !row.staffCategory || row.staffCategory === 'head') {
      return refuse(inRow({ ...refusals.incompleteMember, field: 'fullName' }, at));
    }
    const { fullName, post, staffCategory } = row;
    const entered = await enterPerson(work, team.organisationId, { ...row, fullName, post, staffCategory });
    if (!entered.ok) return refuse(inRow({ ...entered.error, field: 'fullName' }, at));
    members.push({ ...entered.value, staffCategory });
  }
  const checked = checkMembers(members);
  return checked.ok ? ok(members) : checked;
}
