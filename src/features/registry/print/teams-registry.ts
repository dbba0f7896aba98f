import { today, type IsoDate } from '#kernel/dates.ts';
import { formatPhone } from '#kernel/phones.ts';
import { standingNames, stateNames } from '../rules.ts';
import type { RegistryFilters } from '../schema.ts';
import type { TeamRow } from '../store.server.ts';

/** Data of the printed registry of teams, in the names its text uses; without people for those who read numbers. */
export function teamsRegistryData(registry: {
  readonly operator: unknown;
  readonly cycleTitle: string;
  readonly rows: readonly TeamRow[];
  readonly whole: boolean;
  readonly selection: string;
  readonly datedOn: IsoDate;
}): Record<string, unknown> {
  const { operator, cycleTitle, rows, whole, selection, datedOn } = registry;
  const count = (standing: TeamRow['standing']) => rows.filter((row) => row.standing === standing).length;
  return {
    operator,
    cycle: { title: cycleTitle },
    selection,
    datedOn,
    whole,
    rows: rows.map((row) => ({
      municipality: row.municipalityName,
      organisation: row.organisationName,
      head: whole ? row.head.fullName : '',
      post: whole ? row.head.post : '',
      phones: whole ? row.headPhones.map(formatPhone) : [],
      emails: whole ? row.headEmails : [],
      standing: standingNames[row.standing],
      directions: row.directions.map((direction) => direction.title),
      state: stateNames[row.state],
      registeredOn: row.registeredAt && today(row.registeredAt),
    })),
    total: { all: rows.length, experienced: count('experienced'), developing: count('developing') },
  };
}

const chosenTeams = { experienced: 'опытные команды', developing: 'развивающиеся команды' } as const;

/** What the rows were chosen by, in words; empty when it is the whole registry. */
export function selectionOf(
  filters: RegistryFilters,
  names: Readonly<Record<'municipality' | 'direction' | 'kind' | 'difficulty', string | null>>,
): string {
  const chosen = [
    names.municipality,
    filters.standing && chosenTeams[filters.standing],
    filters.state && `состояние: ${stateNames[filters.state]}`,
    names.direction && `направление: ${names.direction}`,
    names.kind,
    names.difficulty,
    filters.q && `поиск: ${filters.q}`,
  ].filter(Boolean);
  return chosen.length > 0 ? `Отбор: ${chosen.join('; ')}` : '';
}
