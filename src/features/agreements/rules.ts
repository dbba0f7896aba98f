import { addDays, daysBetween, isAfter, isBefore, latest, type IsoDate } from '#kernel/dates.ts';
import { refuse, type Outcome } from '#kernel/refusal.ts';
import { ok } from '#kernel/result.ts';
import { refusals } from './rules.refusals.ts';

export { refusals } from './rules.refusals.ts';

export const agreementStates = ['draft', 'sent', 'signed', 'superseded'] as const;
export type AgreementState = (typeof agreementStates)[number];
export type AgreementEvent = 'send' | 'last-signature' | 'supersede';

/** The one table of transitions of an agreement; the database holds the same (`legal_transition`, `agreement`). */
export const agreementTransitions: readonly {
  readonly event: AgreementEvent;
  readonly from: AgreementState;
  readonly to: AgreementState;
}[] = [
  { event: 'send', from: 'draft', to: 'sent' },
  { event: 'last-signature', from: 'sent', to: 'signed' },
  { event: 'supersede', from: 'draft', to: 'superseded' },
  { event: 'supersede', from: 'sent', to: 'superseded' },
  { event: 'supersede', from: 'signed', to: 'superseded' },
];

/** Where an event leads an agreement; null where the table has no such row. */
export function nextState(state: AgreementState, event: AgreementEvent): AgreementState | null {
  return agreementTransitions.find((row) => row.from === state && row.event === event)?.to ?? null;
}

/** States of a group in which it may have an agreement: its composition is ordered and it is not over. */
export const groupStatesWithAgreement = ['ordered', 'contracted', 'running'] as const;

/** The state of a group that the last signature moves on; a replacement later leaves it as it is. Clause K-3.4. */
export const groupWaitsIn = 'ordered';

/** One of the parties; `teamId` is null for the regional operator, whose unit is the region. */
export interface AgreementParty {
  readonly id: string;
  readonly unitId: string;
  readonly teamId: string | null;
  readonly signedOn: IsoDate | null;
}

/** What the rules look at in an agreement. */
export interface AgreementFacts {
  readonly id: string;
  readonly state: AgreementState;
  readonly sendBy: IsoDate;
  readonly signBy: IsoDate;
  readonly sentOn: IsoDate | null;
  readonly parties: readonly AgreementParty[];
}

/** What the rules look at in its group: the teams that take part now. */
export interface AgreementGroup {
  readonly state: string;
  readonly regionId: string;
  readonly teams: readonly { readonly teamId: string; readonly organisationId: string }[];
}

/** The units that must sign: every organisation of an active team and the operator (of the region). Clause K-3.1. */
export function partiesOf(group: AgreementGroup): { unitId: string; teamId: string | null }[] {
  return [
    ...group.teams.map(({ organisationId, teamId }) => ({ unitId: organisationId, teamId })),
    { unitId: group.regionId, teamId: null },
  ];
}

/** Whether the agreement is between those who make up the group now. A replacement makes it out of date. */
export function matchesGroup(agreement: Pick<AgreementFacts, 'parties'>, group: AgreementGroup): boolean {
  const key = (party: { unitId: string; teamId: string | null }) => `${party.unitId} ${party.teamId ?? ''}`;
  const wanted = partiesOf(group).map(key).toSorted();
  return wanted.join() === agreement.parties.map(key).toSorted().join();
}

export type Generation = 'first' | 'rewrite' | 'replace';

/**
 * What generating does: makes the first agreement, rewrites the draft, or takes the place of an agreement whose
 * parties have changed. Clauses K-3.1, K-3.4.
 */
export function decideGeneration(group: AgreementGroup, current: AgreementFacts | null): Outcome<Generation> {
  if (!(groupStatesWithAgreement as readonly string[]).includes(group.state))
    return refuse(refusals.notOrdered(group.state));
  if (!current) return ok('first');
  if (!matchesGroup(current, group)) return ok('replace');
  return nextState(current.state, 'send') ? ok('rewrite') : refuse(refusals.alreadySent);
}

/**
 * When an agreement is to be sent and signed by: the cycle's dates, or, when they are over (a team was replaced later),
 * as many days from now as the cycle gives.
 */
export function dueDates(
  cycle: { readonly agreementSendBy: IsoDate; readonly agreementSignBy: IsoDate },
  kind: Generation,
  today: IsoDate,
): { sendBy: IsoDate; signBy: IsoDate } {
  const { agreementSendBy, agreementSignBy } = cycle;
  if (kind !== 'replace') return { sendBy: agreementSendBy, signBy: agreementSignBy };
  const days = daysBetween(agreementSendBy, agreementSignBy);
  const sendBy = latest(agreementSendBy, addDays(today, days));
  return { sendBy, signBy: latest(agreementSignBy, addDays(sendBy, days)) };
}

/** Whether a draft may be sent to the parties. */
export function decideSending(group: AgreementGroup, current: AgreementFacts): Outcome<AgreementState> {
  const next = nextState(current.state, 'send');
  if (!next) return refuse(refusals.alreadySent);
  return matchesGroup(current, group) ? ok(next) : refuse(refusals.partiesChanged);
}

export interface Signing {
  readonly partyId: string;
  readonly signedOn: IsoDate;
}

/** What a party's signature does; the last one concludes the agreement. Not before it was sent, not in the future. */
export function decideSigning(
  group: AgreementGroup,
  current: AgreementFacts,
  { partyId, signedOn }: Signing,
  today: IsoDate,
): Outcome<{ last: boolean; state: AgreementState }> {
  const party = current.parties.find((one) => one.id === partyId);
  if (!party) return refuse(refusals.noSuchParty);
  if (party.signedOn) return refuse(refusals.alreadySigned);
  const signed = nextState(current.state, 'last-signature');
  if (!signed || !current.sentOn) return refuse(refusals.notSent);
  if (!matchesGroup(current, group)) return refuse(refusals.partiesChanged);
  if (isBefore(signedOn, current.sentOn)) return refuse(refusals.signedBeforeSent(current.sentOn));
  if (isAfter(signedOn, today)) return refuse(refusals.signedInFuture);
  const last = current.parties.every((one) => one.signedOn !== null || one.id === partyId);
  return ok({ last, state: last ? signed : current.state });
}

/** What is watched now: when it must be sent while it is not, then when it must be signed; null once it is. */
export function watchedDate(agreement: AgreementFacts): IsoDate | null {
  if (nextState(agreement.state, 'send')) return agreement.sendBy;
  return nextState(agreement.state, 'last-signature') ? agreement.signBy : null;
}

/** Kinds of files a scan of a signed paper may have. */
export const scanKinds = ['pdf', 'jpg', 'png'] as const;

/** Words of agreements, as the interface says them. */
export const stateNames: Readonly<Record<AgreementState, string>> = {
  draft: 'проект',
  sent: 'на подписании',
  signed: 'подписано всеми сторонами',
  superseded: 'заменено новым',
};
