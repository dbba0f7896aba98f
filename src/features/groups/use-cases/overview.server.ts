import { currentCycle, cycleById, cycles, regulationInForce } from '#features/regulation/index.server.ts';
import { supervision, teams } from '#features/registry/index.server.ts';
import { units } from '#features/territory/index.server.ts';
import { addDays } from '#kernel/dates.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { canApply, canFormGroups, figuresScope, groupsScope } from '../permissions.ts';
import { rankCandidates, suggestTerm, type SuggestedTerm } from '../rules.candidates.ts';
import { refusals } from '../rules.refusals.ts';
import type { MunicipalityFigures } from '../rules.ts';
import type { GroupFiltersInput } from '../schema.ts';
import { overviewStore, type GroupRow, type GroupTotals } from '../store.overview.server.ts';
import { toLimits } from './moving.server.ts';

const exportLimit = 10_000;
/** More candidates than these nobody compares; the rest are found by name in the list. */
const candidatesShown = 30;

interface CycleLine {
  readonly id: string;
  readonly title: string;
  readonly year: number;
}

interface Overview {
  readonly cycle: CycleLine | null;
  readonly cycles: readonly CycleLine[];
  readonly may: { readonly form: boolean; readonly apply: boolean };
  readonly rows: readonly GroupRow[];
  readonly next: string | null;
  readonly totals: GroupTotals | null;
  /** Numbers and states by municipality, for those who see nothing else. */
  readonly figures: readonly MunicipalityFigures[] | null;
  readonly directions: readonly { key: string; title: string }[];
  readonly municipalities: readonly { id: string; name: string }[];
  readonly invitations: readonly { id: string; municipalityName: string }[];
}

/** All groups the actor may see, late first, with the figures of the cycle. Clause K-2.2. */
export const listGroups = query(async (work, filters: GroupFiltersInput): Promise<Outcome<Overview>> => {
  const { tx, actor, today } = work;
  const cycle = await chosenCycle(work, filters.cycle);
  const line = ({ id, title, year }: CycleLine): CycleLine => ({ id, title, year });
  const empty: Overview = {
    cycle: cycle ? line(cycle) : null,
    cycles: (await cycles(tx, actor.regionId)).map(line),
    may: { form: canFormGroups(actor).ok, apply: await mayApply(work) },
    rows: [],
    next: null,
    totals: null,
    figures: null,
    directions: [],
    municipalities: [],
    invitations: [],
  };
  if (!cycle) return ok(empty);
  const store = overviewStore(tx);
  const numbers = figuresScope(actor);
  const totals = await store.totals(numbers, cycle.id, today, addDays(today, 6));
  if (actor.role === 'committee')
    return ok({ ...empty, totals, figures: await store.figures(numbers, cycle.id, today) });
  const scope = groupsScope(actor);
  const { directions } = await regulationInForce(tx, { cycleId: cycle.id });
  const short = (title: string) => directions.find((direction) => direction.title === title)?.shortTitle ?? title;
  const page = await store.list(scope, { ...filters, cycleId: cycle.id }, { today });
  return ok({
    ...empty,
    totals,
    rows: page.rows.map((row) => ({ ...row, directions: row.directions.map(short) })),
    next: page.next,
    directions: (await store.directions(scope, cycle.id)).map(({ key, title }) => ({ key, title: short(title) })),
    municipalities: await store.municipalities(scope, cycle.id),
    invitations: await store.invitationsOf(actor),
  });
});

/** The whole list by the same filters, for a table file. */
export const exportGroups = query(async (work, filters: GroupFiltersInput) => {
  const cycle = await chosenCycle(work, filters.cycle);
  if (!cycle) return refuse(refusals.noCycle);
  const { rows } = await overviewStore(work.tx).list(
    groupsScope(work.actor),
    { ...filters, cycleId: cycle.id, after: null },
    { today: work.today, limit: exportLimit },
  );
  return ok({ cycle: { title: cycle.title, year: cycle.year }, rows });
});

async function chosenCycle({ tx, actor }: Work, id: string | null) {
  const cycle = id ? await cycleById(tx, id) : await currentCycle(tx, actor.regionId);
  return cycle?.regionId === actor.regionId ? cycle : null;
}

/** Whether the actor heads a developing team of the open cycle that is not in a group yet. */
async function mayApply({ tx, actor }: Work): Promise<boolean> {
  if (!canApply(actor).ok) return false;
  const cycle = await currentCycle(tx, actor.regionId);
  const own = cycle ? await teams(tx).ofOrganisation(actor.organisationId!, cycle.id) : null;
  return own?.standing === 'developing' && own.state === 'registered' && own.groupCount === 0;
}

/** The page of proposing a group: developing teams, and for a chosen one the candidates with reasons. */
export const formingPage = query(async (work, { developingId }: { developingId: string | null }) => {
  const { tx, actor } = work;
  const may = canFormGroups(actor);
  if (!may.ok) return may;
  const cycle = await currentCycle(tx, actor.regionId);
  if (!cycle) return refuse(refusals.noCycle);
  const developing = await teams(tx).registered({ cycleId: cycle.id, standing: 'developing' });
  const chosen = developing.find((team) => team.id === developingId) ?? null;
  return ok({
    cycle: { id: cycle.id, title: cycle.title },
    developing: developing.map(({ id, organisationShortName, municipalityName, groupCount }) => ({
      id,
      organisationShortName,
      municipalityName,
      groupCount,
    })),
    chosen: chosen ? await choiceFor(work, cycle.id, chosen) : null,
  });
});

/** The page of an application: the own developing team and free experienced ones that share a direction. */
export const applicationPage = query(async (work, _input: object) => {
  const { tx, actor } = work;
  const may = canApply(actor);
  if (!may.ok) return may;
  const cycle = await currentCycle(tx, actor.regionId);
  if (!cycle) return refuse(refusals.noCycle);
  const own = await teams(tx).ofOrganisation(actor.organisationId!, cycle.id);
  if (own?.standing !== 'developing') return refuse(refusals.forbidden.applicant);
  const choice = await choiceFor(work, cycle.id, own);
  const blocked =
    own.state !== 'registered'
      ? refusals.notRegistered(own.organisationShortName, 'developing')
      : own.groupCount > 0
        ? refusals.alreadyInGroup
        : null;
  return ok({
    cycle: { id: cycle.id, title: cycle.title },
    ...choice,
    candidates: choice.candidates.filter((candidate) => candidate.team.groupCount === 0),
    blocked: blocked ? { reason: blocked.message, clause: blocked.clause } : null,
  });
});

type Registered = Awaited<ReturnType<ReturnType<typeof teams>['registered']>>[number];

/** A developing team with its difficulties, the ranked candidates, and the term its self-assessment suggests. */
async function choiceFor({ tx }: Work, cycleId: string, team: Registered) {
  const experienced = await teams(tx).registered({ cycleId, standing: 'experienced' });
  const neighbours = await units(tx).neighbours(team.municipalityId);
  const ranked = rankCandidates(team, experienced, neighbours);
  const regulation = await regulationInForce(tx, { cycleId, municipalityId: team.municipalityId });
  const limits = toLimits(regulation).term;
  const judged = await supervision(tx).ofTeam(team.id, 'entry');
  const shared = new Set(ranked.flatMap((candidate) => candidate.shared.map((direction) => direction.key)));
  const suggested: SuggestedTerm = suggestTerm(
    judged.filter((answer) => shared.size === 0 || shared.has(answer.directionKey)).map((answer) => answer.difficulty),
    limits,
  );
  return {
    team,
    limits,
    suggested,
    directions: team.directions.map(({ key, title, difficulty }) => ({
      key,
      title,
      difficulty,
      shared: shared.has(key),
    })),
    candidates: ranked.slice(0, candidatesShown).map(({ team: candidate, ...rest }) => ({
      ...rest,
      team: {
        id: candidate.id,
        organisationShortName: candidate.organisationShortName,
        organisationName: candidate.organisationName,
        municipalityName: candidate.municipalityName,
        headName: candidate.head.fullName,
        groupCount: candidate.groupCount,
      },
    })),
    others: ranked.length - Math.min(ranked.length, candidatesShown),
  };
}
