import { clausesInForce } from '#features/regulation/index.server.ts';
import { registryState, writeTeams, type RegistryState } from '#features/registry/index.server.ts';
import { transferReason } from '#features/registry/index.ts';
import { directory, units, writeOrganisations, type Unit } from '#features/territory/index.server.ts';
import type { HeadToAppoint, OrganisationKind } from '#features/territory/index.ts';
import type { Paper } from '#kernel/paper.ts';
import { countOf, formatNumber } from '#kernel/plural.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { allSteps, givingWay } from '#platform/giving-way.server.ts';
import { newId } from '#platform/ids.server.ts';
import type { Work } from '#platform/use-case.server.ts';
import { organisationFinder } from '../rules.sheets-finding.ts';
import { organisationColumns } from '../rules.sheets-organisations-columns.ts';
import { planOrganisations, type OrganisationToSave } from '../rules.sheets-organisations.ts';
import { registryColumns } from '../rules.sheets-registry-columns.ts';
import type { TeamToSave } from '../rules.sheets-registry-teams.ts';
import { planRegistry } from '../rules.sheets-registry.ts';
import { readList, type ListFault, type ReadList } from '../rules.sheets.ts';
import { listRefusals as refusals } from '../rules.sheets-refusals.ts';
import type { ShownRow } from '../rules.sheets-results.ts';
import type { ListKind, ListOptions } from '../schema.lists.ts';

/** Tells how far the checking or the writing is. */
export type Progress = (done: number, total: number, note: string) => Promise<void>;

/** A list judged against what is there: what saving it would do, and what prevents it. */
export interface JudgedList {
  readonly list: Pick<ReadList, 'captions' | 'unread'> & {
    readonly rows: readonly { readonly row: number; readonly texts: readonly string[] }[];
  };
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly faults: readonly ListFault[];
  readonly warnings: readonly ListFault[];
  readonly shown: readonly ShownRow[];
  /** Writes everything as part of the transaction the list was judged in. */
  readonly write: (work: Work) => Promise<Outcome<true>>;
}

const shownAtMost = 20;
const step = 500;

/** Reads a list out of a file and judges every row of it; nothing is written. What a rule forbids names its clause. */
export async function judgeList(
  work: Work,
  kind: ListKind,
  paper: Paper,
  options: ListOptions,
  progress: Progress,
): Promise<Outcome<JudgedList>> {
  const judged = await (kind === 'organisations'
    ? judgeOrganisations(work, paper, progress)
    : judgeRegistry(work, paper, options, progress));
  if (!judged.ok) return judged;
  const clauses = await clausesInForce(work.tx, work.actor.regionId);
  const cited = (fault: ListFault): ListFault =>
    fault.clause ? { ...fault, message: `${fault.message}, ${clauses[fault.clause].text}` } : fault;
  return ok({ ...judged.value, faults: judged.value.faults.map(cited) });
}

/** Gives every row to the planner, telling how far it is. */
async function takeAll<Row>(rows: readonly Row[], take: (row: Row) => void, progress: Progress): Promise<void> {
  const giveWay = givingWay();
  for (const [index, row] of rows.entries()) {
    if (index % step === 0) await progress(index, rows.length, checked(index, rows.length));
    take(row);
    await giveWay();
  }
  await progress(rows.length, rows.length, checked(rows.length, rows.length));
}

const checked = (done: number, total: number): string =>
  `Проверено ${formatNumber(done)} из ${countOf(total, 'строки', 'строк', 'строк')}`;

async function judgeOrganisations(work: Work, paper: Paper, progress: Progress): Promise<Outcome<JudgedList>> {
  const list = await allSteps(readList(paper, organisationColumns));
  if (!list.ok) return refuse(refusals.unreadable(list.error));
  const { tx, actor, today } = work;
  const municipalities = await units(tx).tree(actor.regionId);
  const known = await directory(tx).all(actor.regionId, today);
  const planner = planOrganisations({ municipalities, index: await allSteps(organisationFinder(known)), today });
  await takeAll(list.value.rows, planner.take, progress);
  const plan = planner.plan();
  const named = new Map(municipalities.map((unit) => [unit.id, unit]));
  return ok({
    list: list.value,
    added: plan.save.filter(({ id }) => id === null).length,
    changed: plan.save.filter(({ id }) => id !== null).length,
    unchanged: plan.unchanged,
    skipped: plan.skipped,
    faults: plan.faults,
    warnings: plan.warnings,
    shown: plan.save.slice(0, shownAtMost).map((row) => ({
      place: list.value.rows[row.row]?.place('name') ?? '',
      title: row.shortName,
      detail: [named.get(row.municipalityId)?.shortName, row.head && nameOf(row.head)].filter(Boolean).join(' · '),
      what: row.id ? `меняется: ${row.changes.join(', ')}` : 'новая',
    })),
    write: (writing) => saveOrganisations(writing, plan.save, named),
  });
}

const nameOf = (head: HeadToAppoint): string =>
  [head.lastName, head.firstName, head.patronymic].filter(Boolean).join(' ');

async function saveOrganisations(
  work: Work,
  rows: readonly OrganisationToSave[],
  named: ReadonlyMap<string, Unit>,
): Promise<Outcome<true>> {
  const given = rows.map((row) => ({ ...row, id: row.id ?? newId(), isNew: row.id === null }));
  return writeOrganisations(work, {
    added: given.filter(({ isNew }) => isNew).map((row) => ({ ...row, municipality: named.get(row.municipalityId)! })),
    changed: given.filter(({ isNew }) => !isNew),
    heads: given.flatMap(({ id, kind, head, former }) =>
      head ? [{ ...head, personId: newId(), organisationId: id, organisationKind: kind, former }] : [],
    ),
    contacts: given.flatMap(({ contacts }) => (contacts ? [contacts] : [])),
  });
}

async function judgeRegistry(
  work: Work,
  paper: Paper,
  { state }: ListOptions,
  progress: Progress,
): Promise<Outcome<JudgedList>> {
  const list = await allSteps(readList(paper, registryColumns));
  if (!list.ok) return refuse(refusals.unreadable(list.error));
  const { tx, actor, today } = work;
  const registry = await registryState(tx, actor.regionId);
  if (!registry.ok) return registry;
  const { municipalities, teams, cycle } = registry.value;
  const planner = planRegistry({
    municipalities,
    index: await allSteps(organisationFinder(await directory(tx).all(actor.regionId, today))),
    teams: new Map(teams.map((team) => [team.organisationId, team])),
    year: cycle.year,
    today,
    state,
  });
  await takeAll(list.value.rows, planner.take, progress);
  const plan = planner.plan();
  const named = new Map(municipalities.map((unit) => [unit.id, unit]));
  return ok({
    list: list.value,
    added: plan.save.filter(({ team }) => team === null).length,
    changed: plan.save.filter(({ team }) => team !== null).length,
    unchanged: plan.unchanged,
    skipped: plan.skipped,
    faults: plan.faults,
    warnings: plan.warnings,
    shown: plan.save.slice(0, shownAtMost).map((row) => ({
      place: list.value.rows[row.row]?.place('organisation') ?? '',
      title: row.organisationName,
      detail: [named.get(row.municipalityId)?.shortName, row.directions.map(({ title }) => title).join('; ')]
        .filter(Boolean)
        .join(' · '),
      what: row.team ? `меняется: ${row.changes.join(', ')}` : newTeam(row),
    })),
    write: (writing) => saveTeams(writing, plan.save, registry.value, state, named),
  });
}

const newTeam = (row: TeamToSave): string =>
  `новая ${row.standing === 'experienced' ? 'опытная' : 'развивающаяся'}${'known' in row.organisation ? '' : ', вместе с организацией'}`;

async function saveTeams(
  work: Work,
  rows: readonly TeamToSave[],
  registry: RegistryState,
  state: ListOptions['state'],
  named: ReadonlyMap<string, Unit>,
): Promise<Outcome<true>> {
  const given = rows.map((row) => {
    const known = 'known' in row.organisation ? row.organisation.known : null;
    return {
      ...row,
      known,
      id: row.team?.id ?? newId(),
      organisationId: known?.id ?? newId(),
      personId: known?.head?.personId ?? newId(),
      kind: known?.kind ?? ('kind' in row.organisation ? row.organisation.kind : 'school'),
    };
  });
  const fresh = given.filter(({ team }) => team === null);
  const organised = await writeOrganisations(work, {
    added: fresh.flatMap((row) => (row.known ? [] : [newOrganisation(row, named)])),
    changed: [],
    heads: fresh.flatMap(({ head, personId, organisationId, kind }) =>
      head ? [{ ...head, personId, organisationId, organisationKind: kind, former: null }] : [],
    ),
    contacts: [],
  });
  if (!organised.ok) return organised;
  return writeTeams(work, registry, {
    added: fresh.map((row) => ({
      ...row,
      state,
      head: { personId: row.personId, post: row.head?.post ?? row.known?.head?.post ?? '' },
      evidence:
        row.standing === 'experienced' && row.results !== ''
          ? { title: 'Бумажный реестр команд', description: `Основание: ${transferReason}` }
          : null,
    })),
    changed: given.flatMap((row) => (row.team ? [{ ...row, revision: row.team.revision }] : [])),
  });
}

function newOrganisation(
  row: TeamToSave & { organisationId: string; kind: OrganisationKind },
  named: ReadonlyMap<string, Unit>,
) {
  const names = 'name' in row.organisation ? row.organisation : { name: '', shortName: '' };
  return {
    id: row.organisationId,
    municipality: named.get(row.municipalityId)!,
    name: names.name,
    shortName: names.shortName,
    kind: row.kind,
    phones: row.head?.phones ?? [],
    emails: row.head?.emails ?? [],
  };
}
