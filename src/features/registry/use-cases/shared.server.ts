import { refuse, notFound, type Outcome, type Refusal } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { currentCycle, cycleById, regulationInForce, type Cycle } from '#features/regulation/index.server.ts';
import { placesFor, type RegulationDocument } from '#features/regulation/index.ts';
import { units } from '#features/territory/index.server.ts';
import type { Work } from '#platform/use-case.server.ts';
import { canWithTeam, type TeamAction } from '../permissions.ts';
import { refusals, type TeamFacts, type TeamStanding } from '../rules.ts';
import { registryStore } from '../store.server.ts';

/** A team the actor may act on, its row locked; a foreign or absent one does not exist. */
export async function loadTeam(work: Work, teamId: string, action: TeamAction): Promise<Outcome<TeamFacts>> {
  const team = await registryStore(work.tx).facts(teamId, { lock: true });
  if (!team) return refuse(notFound);
  const allowed = canWithTeam(work.actor, action, team);
  return allowed.ok ? ok(team) : allowed;
}

/** The cycle a new team is entered into. */
export async function openCycle(work: Pick<Work, 'tx'>, regionId: string): Promise<Outcome<Cycle>> {
  const cycle = await currentCycle(work.tx, regionId);
  return cycle && cycle.state === 'open' ? ok(cycle) : refuse(refusals.noCycle);
}

/** The cycle of a team and the regulation its territory works by. */
export async function groundOf(
  work: Pick<Work, 'tx'>,
  team: Pick<TeamFacts, 'cycleId' | 'municipalityId'>,
): Promise<{ cycle: Cycle; regulation: RegulationDocument }> {
  const cycle = await cycleById(work.tx, team.cycleId);
  if (!cycle) throw new Error(`no cycle ${team.cycleId}`);
  const regulation = await regulationInForce(work.tx, { cycleId: team.cycleId, municipalityId: team.municipalityId });
  return { cycle, regulation };
}

/**
 * Takes a place of the territory's quota by a guarded update. The rows of places are made from the regulation when
 * the first team of the territory needs one, and are locked before anything else that could wait.
 */
export async function takePlace(
  work: Pick<Work, 'tx'>,
  team: { cycleId: string; municipalityId: string; standing: TeamStanding },
  regulation: RegulationDocument,
): Promise<Outcome<true>> {
  const store = registryStore(work.tx);
  const places = await placesOf(work, team.municipalityId, regulation);
  await store.openQuota(team.cycleId, team.municipalityId, places);
  const taken = await store.takePlace(team.cycleId, team.municipalityId, team.standing);
  return taken ? ok(true) : refuse(refusals.quotaFull(team.standing, places[team.standing]));
}

/** Places of a territory by standing: groups of the quota × teams of a standing in a group. */
export async function placesOf(
  { tx }: Pick<Work, 'tx'>,
  unitId: string,
  regulation: RegulationDocument,
): Promise<Record<TeamStanding, number>> {
  const unit = await units(tx).byId(unitId);
  if (!unit) throw new Error(`no unit ${unitId}`);
  return placesFor(regulation, unit);
}

/** The same refusal beside the field of one row of a form. */
export function inRow(refusal: Refusal, prefix: string): Refusal {
  return refusal.field ? { ...refusal, field: `${prefix}.${refusal.field}` } : { ...refusal, field: prefix };
}
