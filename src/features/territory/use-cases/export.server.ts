import { ok } from '#kernel/result.ts';
import { query } from '#platform/use-case.server.ts';
import { organisationSheet } from '../print/organisation-sheet.ts';
import { canInTerritory, organisationsScope } from '../permissions.ts';
import type { OrganisationFiltersInput } from '../schema.ts';
import { organisationStore, type Organisation } from '../store/organisations.server.ts';

/** At most as many organisations as a region may ever have. */
const exportLimit = 20_000;

/** The filtered list of organisations as a sheet; contacts of heads only for those who see them on the page. */
export const exportOrganisations = query(async ({ actor, tx, today }, filters: OrganisationFiltersInput) => {
  const page = await organisationStore(tx, today).list(organisationsScope(actor), {
    search: filters.search,
    municipalityId: filters.municipality,
    kind: filters.kind,
    closed: filters.closed,
    limit: exportLimit,
  });
  const seen = (row: Organisation): Organisation => {
    if (!row.head || canInTerritory(actor, 'view-staff-contacts', row).ok) return row;
    return { ...row, head: { ...row.head, phones: [], emails: [] } };
  };
  return ok({ name: 'Организации.xlsx', sheet: organisationSheet(page.rows.map(seen)) });
});
