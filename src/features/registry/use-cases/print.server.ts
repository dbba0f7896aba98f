import { documentTemplate } from '#features/regulation/index.ts';
import { regulationInForce } from '#features/regulation/index.server.ts';
import { people, units } from '#features/territory/index.server.ts';
import { notFound, refuse } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { query } from '#platform/use-case.server.ts';
import { canEnterTeams, registryScope } from '../permissions.ts';
import { participantsFormData } from '../print/participants-form.ts';
import { readFilters } from '../schema.ts';
import { isId, registryStore } from '../store.server.ts';
import { openCycle } from './shared.server.ts';

/** The participants' form of a municipality, as its text and data: all its teams of the cycle, withdrawn ones aside. */
export const participantsForm = query(async (work, { municipalityId }: { municipalityId: string }) => {
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
  return ok({
    name: `Форма участников, ${municipality.name}.docx`,
    template: documentTemplate(regulation, 'participants-form'),
    data: participantsFormData({
      municipality: municipality.name,
      cycleTitle: cycle.value.title,
      rows: rows.toReversed(),
      curator: curator && curators[0] ? { post: curators[0].post, head: curator } : null,
      datedOn: work.today,
    }),
  });
});
