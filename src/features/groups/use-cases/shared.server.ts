import { organisations, people } from '#features/territory/index.server.ts';
import { formatDate, type IsoDate } from '#kernel/dates.ts';
import { formatPhone } from '#kernel/phones.ts';
import { notFound, refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { documentPerson } from '#platform/documents/index.server.ts';
import type { Work } from '#platform/use-case.server.ts';
import { canInGroup, type GroupAction } from '../permissions.ts';
import { partyRoles, type Party } from '../print/parties.ts';
import type { GroupFacts, Standing } from '../rules.ts';
import { groupStore } from '../store.server.ts';

/** A group the actor may act on, held until the end of the transaction; a foreign one does not exist. */
export async function loadGroup(
  { tx, actor }: Pick<Work, 'tx' | 'actor'>,
  groupId: string,
  action: GroupAction,
  { lock = true }: { lock?: boolean } = {},
): Promise<Outcome<GroupFacts>> {
  const facts = await groupStore(tx).facts(groupId, { lock });
  if (!facts) return refuse(notFound);
  const may = canInGroup(actor, action, facts);
  return may.ok ? ok(facts) : may;
}

/** The same for reading. */
export const readGroup = (work: Pick<Work, 'tx' | 'actor'>, groupId: string, action: GroupAction = 'view') =>
  loadGroup(work, groupId, action, { lock: false });

/** «приказ № 194 от 11 ноября 2026 г.» */
export function documentName(what: string, number: string, datedOn: IsoDate): string {
  return `${what} № ${number} от ${formatDate(datedOn)}`;
}

interface PartyTeam {
  readonly teamId: string;
  readonly organisationId: string;
  readonly standing: Standing;
  readonly headPersonId: string;
  readonly headPost: string;
}

/**
 * Organisations of teams with their heads, as documents name them. The head is the one the team was entered with, or,
 * with `signing`, whoever heads the organisation today and answers for it by signature.
 */
export async function printedParties(
  { tx, today }: Pick<Work, 'tx' | 'today'>,
  teams: readonly PartyTeam[],
  { signing = false } = {},
): Promise<Party[]> {
  const places = await organisations(tx, today).byIds(teams.map((team) => team.organisationId));
  const named = teams.flatMap((team) => {
    const place = places.find((row) => row.id === team.organisationId);
    if (!place) return [];
    const entered = { personId: team.headPersonId, post: team.headPost };
    return [{ team, place, headed: signing ? (place.head ?? entered) : entered }];
  });
  const heads = await people(tx).byIds(named.map(({ headed }) => headed.personId));
  return named.map(({ team, place, headed }) => {
    const head = heads.find((row) => row.id === headed.personId);
    return {
      teamId: team.teamId,
      standing: team.standing,
      role: partyRoles[team.standing],
      name: place.name,
      shortName: place.shortName,
      address: place.address,
      phones: place.phones.map(formatPhone),
      emails: place.emails,
      actsOn: place.actsOn,
      head: head ? documentPerson(head) : null,
      post: headed.post,
      municipality: place.municipalityName,
    };
  });
}
