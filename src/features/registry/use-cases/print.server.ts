import { printTree } from '#features/documents/index.server.ts';
import type { DocumentFormat } from '#features/documents/index.ts';
import { documentTemplate, operatorParty, type RegulationDocument } from '#features/regulation/index.ts';
import { regulationInForce } from '#features/regulation/index.server.ts';
import { people, units } from '#features/territory/index.server.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { renderDocument, type DocumentTree } from '#platform/documents/index.server.ts';
import { isId } from '#platform/ids.server.ts';
import { query } from '#platform/use-case.server.ts';
import { canEnterTeams, registryScope, seesWholeRows } from '../permissions.ts';
import { participantsFormData } from '../print/participants-form.ts';
import { selectionOf, teamsRegistryData } from '../print/teams-registry.ts';
import { refusals } from '../rules.ts';
import { readFilters, type RegistryFilters } from '../schema.ts';
import { registryStore } from '../store.server.ts';
import { chosenCycle } from './read.server.ts';
import { openCycle } from './shared.server.ts';

/** The participants' form of a municipality, printed as it is now: all its teams of the cycle, withdrawn ones aside. */
export const participantsForm = query(async (work, asked: { municipalityId: string; format?: DocumentFormat }) => {
  const { municipalityId, format = 'docx' } = asked;
  const municipality = isId(municipalityId) ? await units(work.tx).byId(municipalityId) : null;
  if (!municipality) return refuse(notFound);
  const allowed = canEnterTeams(work.actor, municipality);
  if (!allowed.ok) return refuse(notFound);
  const cycle = await openCycle(work, municipality.regionId);
  if (!cycle.ok) return cycle;
  const filters = { ...readFilters(new URLSearchParams()), municipality: municipalityId, sort: 'newest' as const };
  const { rows } = await registryStore(work.tx).list(registryScope(work.actor), cycle.value.id, filters, {
    whole: true,
    limit: 500,
  });
  const [regulation, curators] = await Promise.all([
    regulationInForce(work.tx, { cycleId: cycle.value.id, municipalityId }),
    people(work.tx, work.today).holders('municipal-curator', municipalityId, work.today),
  ]);
  const curator = curators[0] ? await people(work.tx).byId(curators[0].personId) : null;
  const data = participantsFormData({
    municipality: municipality.name,
    cycleTitle: cycle.value.title,
    rows: rows.toReversed(),
    curator: curator && curators[0] ? { post: curators[0].post, head: curator } : null,
    datedOn: work.today,
  });
  const tree = treeOf(regulation, 'participants-form', data);
  return tree.ok ? ok(await printTree(tree.value, `Форма участников, ${municipality.name}`, format)) : tree;
});

/** How many rows are printed on paper: more than that nobody reads, and the table file holds them all. */
const printedAtMost = 1500;

/** The filtered registry of teams as a document, of those who read it whole or by numbers and states. */
export const printRegistry = query(
  async (work, { filters, format = 'docx' }: { filters: RegistryFilters; format?: DocumentFormat }) => {
    const { cycle } = await chosenCycle(work, filters);
    if (!cycle) return refuse(refusals.noCycle);
    const whole = seesWholeRows(work.actor);
    const found = await registryStore(work.tx).list(
      registryScope(work.actor),
      cycle.id,
      { ...filters, after: null },
      { whole, limit: printedAtMost },
    );
    if (found.next) return refuse(refusals.tooManyToPrint(printedAtMost));
    const regulation = await regulationInForce(work.tx, { cycleId: cycle.id });
    const municipality = filters.municipality ? await units(work.tx).byId(filters.municipality) : null;
    const data = teamsRegistryData({
      operator: operatorParty(regulation),
      cycleTitle: cycle.title,
      rows: found.rows,
      whole,
      selection: selectionOf(filters, {
        municipality: municipality?.name ?? null,
        direction: regulation.directions.find((one) => one.code === filters.direction)?.title ?? filters.direction,
        kind: regulation.organisationKinds.find((one) => one.kind === filters.kind)?.titlePlural ?? null,
        difficulty: regulation.supervision.scale.find((one) => one.value === filters.difficulty)?.title ?? null,
      }),
      datedOn: work.today,
    });
    const tree = treeOf(regulation, 'teams-registry', data);
    return tree.ok ? ok(await printTree(tree.value, `Реестр команд, ${cycle.title}`, format)) : tree;
  },
);

function treeOf(
  regulation: RegulationDocument,
  key: 'participants-form' | 'teams-registry',
  data: Record<string, unknown>,
): Outcome<DocumentTree> {
  const rendered = renderDocument(documentTemplate(regulation, key), data);
  return rendered.ok ? rendered : refuse(refusals.documentBroken(rendered.error.line, rendered.error.message));
}
