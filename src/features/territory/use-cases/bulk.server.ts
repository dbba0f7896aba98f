import { formatDate, type IsoDate } from '#kernel/dates.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { journal, type JournalEntry } from '#features/journal/index.server.ts';
import type { Transaction, Work } from '#platform/use-case.server.ts';
import { canInTerritory } from '../permissions.ts';
import type { ListedOrganisation } from '../rules.bulk.ts';
import { refusals } from '../rules.ts';
import { bulkStore, type HeadRow, type OrganisationRow } from '../store/bulk.server.ts';

/** A list of organisations decided row by row: what is new, what changes, who comes to lead. */
export interface OrganisationList {
  readonly added: readonly OrganisationRow[];
  readonly changed: readonly (Omit<OrganisationRow, 'municipality' | 'name'> & {
    readonly revision: number;
    readonly changes: readonly string[];
  })[];
  readonly heads: readonly HeadRow[];
  readonly contacts: readonly { personId: string; phones: readonly string[]; emails: readonly string[] }[];
}

/** Every open organisation of a region, for comparing with a list; and the lock under which a list is written. */
export function directory(tx: Transaction) {
  const store = bulkStore(tx);
  return {
    all: (regionId: string, today: IsoDate): Promise<ListedOrganisation[]> => store.directory(regionId, today),
    lockNames: (municipalityIds: readonly string[]): Promise<void> => store.lockNames(municipalityIds),
  };
}

/**
 * Writes a list of organisations of the actor's region as part of a transaction. Every row has been judged before, by
 * the rules that judge one entered by hand; refused when somebody changed an organisation meanwhile.
 */
export async function writeOrganisations(work: Work, list: OrganisationList): Promise<Outcome<true>> {
  const { tx, actor, now } = work;
  const region = { path: actor.unitPath, regionId: actor.regionId };
  for (const action of ['add-organisation', 'edit-organisation', 'appoint-head', 'edit-person'] as const) {
    const allowed = canInTerritory(actor, action, region);
    if (!allowed.ok) return allowed;
  }
  const store = bulkStore(tx);
  await store.addOrganisations(list.added, actor.personId, now);
  if ((await store.changeOrganisations(list.changed)) !== list.changed.length) return refuse(refusals.stale);
  await store.appointHeads(list.heads, actor.personId, now);
  await store.changeContacts(list.contacts);
  await journal(tx).writeAll(work, [...list.added.map(added), ...list.changed.map(changed), ...list.heads.map(headed)]);
  return ok(true);
}

const added = (row: OrganisationRow): JournalEntry => ({
  subject: { type: 'organisation', id: row.id },
  action: 'organisation.added',
  summary: `Добавлена организация «${row.shortName}», ${row.municipality.name}`,
  reason: 'Загружен список организаций',
});

const changed = (row: OrganisationList['changed'][number]): JournalEntry => ({
  subject: { type: 'organisation', id: row.id },
  action: 'organisation.edited',
  summary: `Исправлены сведения об организации «${row.shortName}»: ${row.changes.join(', ')}`,
  reason: 'Загружен список организаций',
});

const headed = (row: HeadRow): JournalEntry => ({
  subject: { type: 'organisation', id: row.organisationId },
  action: 'organisation.head-appointed',
  summary: `${[row.lastName, row.firstName, row.patronymic].filter(Boolean).join(' ')}: ${row.post} с ${formatDate(row.startsOn)}`,
  facts: { personId: row.personId, formerPersonId: row.former?.personId ?? null },
});
