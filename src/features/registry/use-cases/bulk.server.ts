import { duties } from '#features/duties/index.server.ts';
import { journal, type JournalEntry } from '#features/journal/index.server.ts';
import { placesFor, type RegulationDocument } from '#features/regulation/index.ts';
import { currentCycle, regulationInForce, type Cycle } from '#features/regulation/index.server.ts';
import { notifyHolders, units, type Unit } from '#features/territory/index.server.ts';
import { countOf, forms } from '#kernel/plural.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import type { Transaction, Work } from '#platform/use-case.server.ts';
import { canEnterTeams } from '../permissions.ts';
import { transferReason, type ListedTeam } from '../rules.bulk.ts';
import { refusals, teamStandings, type TeamFacts, type TeamStanding } from '../rules.ts';
import { bulkStore, type TeamBulkRow } from '../store.bulk.server.ts';
import { registryStore } from '../store.server.ts';
import { registryDueOn, teamDuties } from './duties.server.ts';

/** A municipality with what its teams are judged by. */
export interface RegistryTerritory extends Unit {
  readonly regulation: RegulationDocument;
  readonly places: Record<TeamStanding, number>;
  readonly taken: Record<TeamStanding, number>;
}

/** The open cycle of a region as a whole registry is compared with it. */
export interface RegistryState {
  readonly cycle: Cycle;
  readonly municipalities: readonly RegistryTerritory[];
  readonly teams: readonly ListedTeam[];
}

/** The teams and the places of the region's open cycle, to compare a whole registry with. */
export async function registryState(tx: Transaction, regionId: string): Promise<Outcome<RegistryState>> {
  const cycle = await currentCycle(tx, regionId);
  if (cycle?.state !== 'open') return refuse(refusals.noCycle);
  const store = bulkStore(tx);
  const taken = await store.takenOf(cycle.id);
  const municipalities: RegistryTerritory[] = [];
  for (const unit of await units(tx).municipalities(regionId)) {
    const regulation = await regulationInForce(tx, { cycleId: cycle.id, municipalityId: unit.id });
    const of = (standing: TeamStanding) =>
      taken.find((row) => row.unitId === unit.id && row.standing === standing)?.taken ?? 0;
    const already = { experienced: of('experienced'), developing: of('developing') };
    municipalities.push({ ...unit, regulation, places: placesFor(regulation, unit), taken: already });
  }
  return ok({ cycle, municipalities, teams: await store.teamsOf(cycle.id) });
}

/** A whole registry decided row by row: teams to enter, and those whose forms change. */
export interface TeamList {
  readonly added: readonly (TeamBulkRow & {
    readonly organisationName: string;
    readonly headHasContacts: boolean;
  })[];
  readonly changed: readonly (Pick<
    TeamBulkRow,
    'id' | 'standing' | 'directions' | 'assessments' | 'results' | 'note'
  > & {
    readonly revision: number;
    readonly changes: readonly string[];
  })[];
}

/**
 * Writes a whole registry into the open cycle as part of a transaction. Every row has been judged before, by the rules
 * that judge a team entered by hand; refused when somebody entered or changed one of the teams meanwhile.
 */
export async function writeTeams(work: Work, state: RegistryState, list: TeamList): Promise<Outcome<true>> {
  const { tx, actor, now } = work;
  const { cycle } = state;
  const territories = new Map(state.municipalities.map((unit) => [unit.id, unit]));
  for (const { municipalityId } of list.added) {
    const unit = territories.get(municipalityId);
    if (!unit) return refuse(notFound);
    const allowed = canEnterTeams(actor, unit);
    if (!allowed.ok) return allowed;
  }
  const store = bulkStore(tx);
  const placed = await takePlaces(tx, cycle, list, territories);
  if (!placed.ok) return placed;
  const by = { personId: actor.personId, now };
  if ((await store.addTeams(cycle.id, list.added, by)) !== list.added.length) return refuse(refusals.twice);
  if ((await store.changeTeams(list.changed, by)) !== list.changed.length) return refuse(refusals.stale(null));
  await journal(tx).writeAll(work, [...list.added.flatMap(entered), ...list.changed.map(corrected)]);
  const dueOn = registryDueOn(cycle);
  await duties(tx).addAll(
    'registry',
    list.added.flatMap((team) =>
      teamDuties(factsOf(team, cycle.id, territories.get(team.municipalityId)!), team.state, dueOn).map((duty) => ({
        subjectId: team.id,
        duty,
      })),
    ),
    now,
  );
  await tellTerritories(work, cycle, list, territories);
  return ok(true);
}

type Territories = ReadonlyMap<string, RegistryTerritory>;

/** Places are locked before teams, territory by territory in one order. */
async function takePlaces(
  tx: Transaction,
  cycle: Cycle,
  { added }: TeamList,
  territories: Territories,
): Promise<Outcome<true>> {
  const placed = added.filter(({ state }) => state !== 'draft');
  const byUnit = Map.groupBy(placed, ({ municipalityId }) => municipalityId);
  for (const unitId of [...byUnit.keys()].toSorted()) {
    const unit = territories.get(unitId)!;
    await registryStore(tx).openQuota(cycle.id, unitId, unit.places);
    for (const standing of teamStandings) {
      const count = byUnit.get(unitId)!.filter((team) => team.standing === standing).length;
      if (count > 0 && !(await bulkStore(tx).takePlaces(cycle.id, unitId, standing, count))) {
        return refuse(refusals.quotaFull(standing, unit.places[standing]));
      }
    }
  }
  return ok(true);
}

function entered(team: TeamList['added'][number]): JournalEntry[] {
  const subject = { type: 'team', id: team.id };
  const enter = { subject, action: 'enter', summary: 'Команда внесена из списка', reason: transferReason };
  const submit = { subject, action: 'submit', summary: 'Заявка подана оператору', reason: transferReason };
  const register = {
    subject,
    action: 'register',
    summary: 'Команда внесена в региональный реестр',
    reason: transferReason,
  };
  if (team.state === 'draft') return [enter];
  return team.state === 'submitted' ? [enter, submit] : [enter, submit, register];
}

const corrected = (team: TeamList['changed'][number]): JournalEntry => ({
  subject: { type: 'team', id: team.id },
  action: 'edit',
  summary: `Заявка исправлена по списку: ${team.changes.join(', ')}`,
});

function factsOf(team: TeamList['added'][number], cycleId: string, unit: RegistryTerritory): TeamFacts {
  return {
    id: team.id,
    cycleId,
    organisationId: team.organisationId,
    organisationName: team.organisationName,
    municipalityId: team.municipalityId,
    path: unit.path,
    regionId: unit.regionId,
    standing: team.standing,
    state: team.state,
    headHasPhone: team.headHasContacts,
    headHasEmail: team.headHasContacts,
    directionKeys: team.directions.map(({ key }) => key),
    memberCategories: ['head'],
    results: team.results,
    evidenceCount: team.evidence ? 1 : 0,
    assessedKeys: team.assessments.map(({ directionKey }) => directionKey),
    groupCount: 0,
    revision: 1,
  };
}

/** The cycle's duty of a territory that has sent everybody ends; its curator learns of registered teams by one letter. */
async function tellTerritories(work: Work, cycle: Cycle, { added }: TeamList, territories: Territories): Promise<void> {
  const { tx, now } = work;
  const placed = added.filter(({ state }) => state !== 'draft');
  for (const [unitId, teams] of Map.groupBy(placed, ({ municipalityId }) => municipalityId)) {
    if (await registryStore(tx).everyStandingCame(cycle.id, unitId)) {
      await duties(tx).replace({ source: 'cycle', subjectId: unitId }, [], now);
    }
    const registered = teams.filter(({ state }) => state === 'registered');
    if (registered.length === 0) continue;
    const names = registered.slice(0, 20).map(({ organisationName }) => `— ${organisationName}`);
    await notifyHolders(work, 'municipal-curator', unitId, {
      subject: `В реестре: ${countOf(registered.length, forms.team)}`,
      text: `В региональный реестр перенесены команды (${territories.get(unitId)?.shortName ?? ''}):\n\n${names.join('\n')}`,
    });
  }
}
