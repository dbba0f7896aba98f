import type { GroupFacts, SigningParty } from '#features/groups/index.ts';
import type { IsoDate } from '#kernel/dates.ts';
import type { FullName, Gender } from '#kernel/names.ts';

/** A head as documents decline them. */
export type SigningHead = FullName & { readonly nameCases?: Readonly<Record<string, string | undefined>> };

/** What a party is called in the text: of several teams of one standing, with a number. */
function roleOf(parties: readonly SigningParty[], index: number): string {
  const { standing, role } = parties[index]!;
  const before = parties.slice(0, index).filter((party) => party.standing === standing).length;
  const several = parties.filter((party) => party.standing === standing).length > 1;
  return several ? `${role} № ${before + 1}` : role;
}

/**
 * How a signer acts, in the gender of the post and not of the person: «директора Седовой, действующего…». «И. о.» and
 * «врио» have no gender, there it is the person's.
 */
export function actingWord(post: string, gender: Gender): string {
  const feminine = /^\s*(и\.\s*о\.|врио(?!\p{L})|вр\.?\s*и\.\s*о\.)/iu.test(post)
    ? gender === 'female'
    : /^\s*(временно\s+)?\p{L}*(ая|яя|ница|есса)(?!\p{L})/iu.test(post);
  return feminine ? 'действующей' : 'действующего';
}

/** Data of the agreement's text (K-3.1), in the names the text uses. */
export function agreementData(agreement: {
  readonly number: string;
  readonly datedOn: IsoDate;
  readonly sendBy: IsoDate;
  readonly signBy: IsoDate;
  readonly cycleTitle: string;
  readonly group: Pick<GroupFacts, 'title' | 'termMonths' | 'directions'>;
  readonly order: { readonly number: string; readonly datedOn: IsoDate | null };
  readonly parties: readonly SigningParty[];
  readonly operator: Readonly<Record<string, unknown>> & {
    readonly city: string;
    readonly post: string;
    readonly head: SigningHead;
  };
  readonly coordinator: SigningHead | null;
  readonly coordinatorPost: string;
}): Record<string, unknown> {
  const { group, operator } = agreement;
  const parties = agreement.parties.map((party, index) => ({
    ...party,
    role: roleOf(agreement.parties, index),
    acting: actingWord(party.post, party.head.gender),
  }));
  return {
    agreement: { number: agreement.number, datedOn: agreement.datedOn, place: `г. ${operator.city}` },
    cycle: { title: agreement.cycleTitle },
    group: {
      title: group.title,
      termMonths: group.termMonths,
      directions: group.directions.map((direction) => direction.title),
    },
    order: agreement.order,
    operator: { ...operator, acting: actingWord(operator.post, operator.head.gender) },
    parties,
    experienced: parties.filter((party) => party.standing === 'experienced'),
    developing: parties.filter((party) => party.standing === 'developing'),
    coordinator: agreement.coordinator,
    coordinatorPost: agreement.coordinatorPost,
    sendBy: agreement.sendBy,
    signBy: agreement.signBy,
  };
}
