import type { IsoDate } from '#kernel/dates.ts';
import { formatDate, today as todayOf } from '#kernel/dates.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { clock } from '#platform/clock.server.ts';
import { useCase, type Transaction, type Work } from '#platform/use-case.server.ts';
import { journal } from '#features/journal/index.server.ts';
import { canInTerritory, type TerritoryAction } from '../permissions.ts';
import { refusals } from '../rules.ts';
import { organisationStore, type Organisation, type OrganisationFields } from '../store/organisations.server.ts';
import { units } from '../store/units.server.ts';

export interface NewOrganisation extends OrganisationFields {
  readonly municipalityId: string;
}

/**
 * Organisations for other features, bound to their transaction. Heads are those of `today`; leave it out where the
 * present is meant.
 */
export function organisations(tx: Transaction, today: IsoDate = todayOf(clock())) {
  const { byId, byIds, list, countsByMunicipality } = organisationStore(tx, today);
  return {
    byId,
    byIds,
    list,
    countsByMunicipality,
    /** Adds an organisation to a municipality (or to the region itself: the operator, the committee). */
    create: (work: Work, input: NewOrganisation): Promise<Outcome<{ id: string }>> => create(work, input),
  };
}

async function create(work: Work, { municipalityId, ...fields }: NewOrganisation): Promise<Outcome<{ id: string }>> {
  const { actor, now, today, tx } = work;
  const parent = await units(tx).byId(municipalityId);
  if (!parent || parent.kind === 'organisation') return refuse(notFound);
  const allowed = canInTerritory(actor, 'add-organisation', parent);
  if (!allowed.ok) return allowed;
  if (parent.kind === 'region' && fields.kind !== 'operator' && fields.kind !== 'authority') {
    return refuse(refusals.wrongUnit('муниципалитет'));
  }
  const store = organisationStore(tx, today);
  await store.lockNames(municipalityId);
  if (await store.exists(municipalityId, fields.name)) return refuse(refusals.organisationExists);
  const id = await store.add(parent, fields, actor.personId || null, now);
  await journal(tx).write(work, {
    subject: { type: 'organisation', id },
    action: 'organisation.added',
    summary: `Добавлена организация «${fields.shortName}», ${parent.name}`,
  });
  return ok({ id });
}

/** A curator adds an organisation to the municipality, the operator anywhere in the region. */
export const addOrganisation = useCase('territory.add-organisation', create);

/** Corrects the name, the kind and the contacts. */
export const editOrganisation = useCase(
  'territory.edit-organisation',
  async (work, input: OrganisationFields & { id: string; revision: number }) => {
    const found = await loadForAction(work, input.id, 'edit-organisation');
    if (!found.ok) return found;
    const organisation = found.value;
    const store = organisationStore(work.tx, work.today);
    await store.lockNames(organisation.municipalityId);
    if (await store.exists(organisation.municipalityId, input.name, input.id))
      return refuse(refusals.organisationExists);
    // the party a body is does not change by a correction
    const kind = organisation.kind === 'operator' ? organisation.kind : input.kind;
    if (!(await store.save(input.id, input.revision, { ...input, kind }))) {
      return refuse({ ...refusals.stale, theirs: await store.byId(input.id) });
    }
    const renamed = organisation.name !== input.name ? `, прежде «${organisation.shortName}»` : '';
    await journal(work.tx).write(work, {
      subject: { type: 'organisation', id: input.id },
      action: 'organisation.edited',
      summary: `Исправлены сведения об организации «${input.shortName}»${renamed}`,
    });
    return ok({ id: input.id });
  },
);

/** Closes an organisation from a day on; its history stays. */
export const closeOrganisation = useCase(
  'territory.close-organisation',
  async (work, { id, reason }: { id: string; reason: string }) => {
    const found = await loadForAction(work, id, 'close-organisation');
    if (!found.ok) return found;
    if (!(await organisationStore(work.tx, work.today).close(id, work.today))) return refuse(refusals.closedAlready);
    await journal(work.tx).write(work, {
      subject: { type: 'organisation', id },
      action: 'organisation.closed',
      summary: `Организация «${found.value.shortName}» закрыта ${formatDate(work.today)}`,
      reason,
    });
    return ok({ id });
  },
);

/** Takes back a mistaken closing. */
export const reopenOrganisation = useCase('territory.reopen-organisation', async (work, { id }: { id: string }) => {
  const found = await loadForAction(work, id, 'close-organisation');
  if (!found.ok) return found;
  if (!(await organisationStore(work.tx, work.today).reopen(id))) return refuse(refusals.stale);
  await journal(work.tx).write(work, {
    subject: { type: 'organisation', id },
    action: 'organisation.reopened',
    summary: `Организация «${found.value.shortName}» снова открыта`,
  });
  return ok({ id });
});

async function loadForAction(work: Work, id: string, action: TerritoryAction): Promise<Outcome<Organisation>> {
  const organisation = await organisationStore(work.tx, work.today).byId(id);
  if (!organisation) return refuse(notFound);
  const allowed = canInTerritory(work.actor, action, organisation);
  return allowed.ok ? ok(organisation) : allowed;
}
