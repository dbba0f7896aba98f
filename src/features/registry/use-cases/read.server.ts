import { journal, type JournalLine } from '#features/journal/index.server.ts';
import { admittedKinds, directionsInUse } from '#features/regulation/index.ts';
import { cycles, regulationInForce, type Cycle } from '#features/regulation/index.server.ts';
import { organisations, people, units } from '#features/territory/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { isId } from '#platform/ids.server.ts';
import { query, type Work } from '#platform/use-case.server.ts';
import { registrySheet } from '../print/registry-sheet.ts';
import { abilitiesOf, abilityOf, lackOf } from '../permissions.abilities.ts';
import {
  canEnterTeams,
  canWithTeam,
  mayEnterTeams,
  registryScope,
  relationToTeam,
  seesWholeRows,
} from '../permissions.ts';
import { refusals, type TeamFacts } from '../rules.ts';
import type { RegistryFilters } from '../schema.ts';
import { registryStore, type TeamRow } from '../store.server.ts';
import { registryDueOn } from './duties.server.ts';
import { groundOf, openCycle, placesOf } from './shared.server.ts';

/** A row as those who read numbers see it: no notes, remarks, contacts, results. */
function numbersOnly(row: TeamRow): TeamRow {
  const directions = row.directions.map((direction) => ({ ...direction, statement: '', comment: '' }));
  const head = { ...row.head, fullName: '' };
  return { ...row, note: '', remarks: '', results: '', headPhones: [], headEmails: [], head, directions };
}

/** The cycle asked for, else the open one, else the newest; and all of them. */
export async function chosenCycle(
  work: Work,
  filters: RegistryFilters,
): Promise<{ cycle: Cycle | null; all: Cycle[] }> {
  const all = await cycles(work.tx, work.actor.regionId);
  const open = all.find((cycle) => cycle.state === 'open') ?? all[0] ?? null;
  return { cycle: all.find((cycle) => cycle.id === filters.cycle) ?? open, all };
}

/** The registry of teams: a page of rows, kept figures of places, and what the filters offer. */
export const listRegistry = query(async (work, filters: RegistryFilters) => {
  const { tx, actor } = work;
  const { cycle, all } = await chosenCycle(work, filters);
  const scope = registryScope(actor);
  const store = registryStore(tx);
  const whole = seesWholeRows(actor);
  const regulation = cycle && (await regulationInForce(tx, { cycleId: cycle.id }));
  const page = cycle ? await store.list(scope, cycle.id, filters, { whole }) : { rows: [], next: null };
  return ok({
    cycle,
    cycles: all,
    page: whole ? page : { ...page, rows: page.rows.map(numbersOnly) },
    places: cycle ? await store.quota(scope, cycle.id) : [],
    municipalities: scope.kind === 'region' ? await units(tx).municipalities(actor.regionId) : [],
    directions: (regulation?.directions ?? []).map(({ code, title, shortTitle }) => ({ code, title, shortTitle })),
    kinds: (regulation?.organisationKinds ?? []).map(({ kind, title }) => ({ kind, title })),
    scale: regulation?.supervision.scale ?? [],
    whole,
    mayEnter: mayEnterTeams(actor).ok && cycle?.state === 'open',
    dueOn: cycle && registryDueOn(cycle),
  });
});

/** Every row of the filtered registry, for the table file; at most as many as a sheet is read by a person. */
export const exportRegistry = query(async (work, filters: RegistryFilters) => {
  const { cycle } = await chosenCycle(work, filters);
  if (!cycle) return refuse(refusals.noCycle);
  const whole = seesWholeRows(work.actor);
  const all = { ...filters, after: null };
  const page = await registryStore(work.tx).list(registryScope(work.actor), cycle.id, all, { whole, limit: 20_000 });
  const regulation = await regulationInForce(work.tx, { cycleId: cycle.id });
  const rows = whole ? page.rows : page.rows.map(numbersOnly);
  return ok({
    name: `Реестр команд, ${cycle.title}.xlsx`,
    sheet: registrySheet('Реестр команд', rows, { whole, scale: regulation.supervision.scale }),
  });
});

/** A team's page: what it is, what it lacks, what the actor may do, its history. */
export const viewTeam = query(async (work, { teamId, before }: { teamId: string; before?: string | null }) => {
  const loaded = await seenTeam(work, teamId);
  if (!loaded.ok) return loaded;
  const { facts, row } = loaded.value;
  const store = registryStore(work.tx);
  const [members, evidence, assessment, history, { cycle, regulation }, curators] = await Promise.all([
    store.members(teamId),
    store.evidence([teamId]),
    store.supervision(teamId, 'entry', null),
    journal(work.tx).ofSubject('team', teamId, before),
    groundOf(work, facts),
    people(work.tx).holders('municipal-curator', facts.municipalityId, work.today),
  ]);
  return ok({
    team: row,
    members,
    evidence,
    assessment,
    history: history as JournalLine[],
    cycle,
    curators,
    organisation: await organisations(work.tx, work.today).byId(facts.organisationId),
    scale: regulation.supervision.scale,
    lack: lackOf(facts),
    dueOn: registryDueOn(cycle),
    relation: relationToTeam(work.actor, facts),
    abilities: abilitiesOf(work.actor, facts),
  });
});

async function seenTeam(work: Work, teamId: string): Promise<Outcome<{ facts: TeamFacts; row: TeamRow }>> {
  const store = registryStore(work.tx);
  const [facts, row] = [await store.facts(teamId), await store.byId(teamId)];
  if (!facts || !row) return refuse(notFound);
  const allowed = canWithTeam(work.actor, 'view', facts);
  return allowed.ok ? ok({ facts, row }) : allowed;
}

/** What the pages of editing, self-assessment and evidence need. */
export const openTeam = query(
  async (work, { teamId, action }: { teamId: string; action: 'edit' | 'assess' | 'add-evidence' }) => {
    const loaded = await seenTeam(work, teamId);
    if (!loaded.ok) return loaded;
    const { facts, row } = loaded.value;
    const allowed = canWithTeam(work.actor, action, facts);
    if (!allowed.ok) return allowed;
    const store = registryStore(work.tx);
    const { cycle, regulation } = await groundOf(work, facts);
    const staff = action === 'edit' ? await people(work.tx).staffOf(facts.organisationId, work.today) : [];
    return ok({
      team: row,
      members: await store.members(teamId),
      evidence: await store.evidence([teamId]),
      assessment: await store.supervision(teamId, 'entry', null),
      staff,
      cycle,
      directions: directionsInUse(regulation),
      scale: regulation.supervision.scale,
      questions: regulation.supervision.entryQuestions,
      ability: abilityOf(action, facts),
      lack: lackOf(facts),
    });
  },
);

/** What the participants' form offers: the organisations of the municipality, directions, places left. */
export const openForm = query(async (work, { municipalityId }: { municipalityId: string | null }) => {
  const { tx, actor } = work;
  const may = mayEnterTeams(actor);
  if (!may.ok) return may;
  const municipalities = actor.role === 'operator' ? await units(tx).municipalities(actor.regionId) : [];
  const chosen = municipalityId ?? (actor.role === 'municipal-curator' ? actor.unitId : null);
  const offer = chosen ? await offerOf(work, chosen) : ok(null);
  return offer.ok ? ok({ municipalities, offer: offer.value }) : offer;
});

async function offerOf(work: Work, municipalityId: string) {
  const municipality = isId(municipalityId) ? await units(work.tx).byId(municipalityId) : null;
  if (!municipality) return refuse(notFound);
  const allowed = canEnterTeams(work.actor, municipality);
  if (!allowed.ok) return allowed;
  const cycle = await openCycle(work, municipality.regionId);
  if (!cycle.ok) return cycle;
  const { id: cycleId, year } = cycle.value;
  const regulation = await regulationInForce(work.tx, { cycleId, municipalityId });
  const store = registryStore(work.tx);
  return ok({
    municipality: { id: municipality.id, name: municipality.name },
    cycle: cycle.value,
    choices: await store.choices(municipalityId, cycleId, work.today),
    directions: directionsInUse(regulation),
    kinds: admittedKinds(regulation, year),
    places: await placesOf(work, municipalityId, regulation),
    taken: await store.takenPlaces(cycleId, municipalityId),
    dueOn: registryDueOn(cycle.value),
  });
}

/** Two to four teams side by side: directions, results, evidence (K-1.4). */
export const compareTeams = query(async (work, { ids }: { ids: readonly string[] }) => {
  if (ids.length < 2) return refuse(refusals.tooFewToCompare);
  const store = registryStore(work.tx);
  const found = await store.byIds(ids);
  const seen = found.filter((row) => canWithTeam(work.actor, 'view', row).ok);
  if (seen.length !== ids.length) return refuse(notFound);
  const evidence = await store.evidence(ids);
  const { regulation } = await groundOf(work, seen[0]!);
  return ok({
    scale: regulation.supervision.scale,
    teams: ids.map((id) => {
      const row = seen.find((one) => one.id === id)!;
      return { ...row, evidence: evidence.filter((one) => one.teamId === id) };
    }),
  });
});
