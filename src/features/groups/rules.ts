import type { IsoDate } from '#kernel/dates.ts';
import type { Actor } from '#kernel/roles.ts';
import type { TermLimits } from '#kernel/term.ts';

export const groupStates = [
  'proposed',
  'agreed',
  'declined',
  'ordered',
  'contracted',
  'running',
  'summing-up',
  'closed',
  'dissolved',
] as const;
export type GroupState = (typeof groupStates)[number];

export type GroupEvent =
  | 'all-consented'
  | 'consent-declined'
  | 'ordered'
  | 'agreement-signed'
  | 'programme-approved'
  | 'term-ended'
  | 'finished-early'
  | 'extended'
  | 'closed'
  | 'dissolved';

interface Transition<Event, State> {
  readonly event: Event;
  readonly from: State;
  readonly to: State;
}

/** The one table of transitions of a group; the database holds the same (`legal_transition`, machine `group`). */
export const groupTransitions: readonly Transition<GroupEvent, GroupState>[] = [
  { event: 'all-consented', from: 'proposed', to: 'agreed' },
  { event: 'consent-declined', from: 'proposed', to: 'declined' },
  { event: 'consent-declined', from: 'agreed', to: 'declined' },
  { event: 'ordered', from: 'agreed', to: 'ordered' },
  { event: 'agreement-signed', from: 'ordered', to: 'contracted' },
  { event: 'programme-approved', from: 'contracted', to: 'running' },
  { event: 'term-ended', from: 'running', to: 'summing-up' },
  { event: 'finished-early', from: 'running', to: 'summing-up' },
  { event: 'extended', from: 'summing-up', to: 'running' },
  { event: 'closed', from: 'summing-up', to: 'closed' },
  { event: 'dissolved', from: 'proposed', to: 'dissolved' },
  { event: 'dissolved', from: 'agreed', to: 'dissolved' },
  { event: 'dissolved', from: 'ordered', to: 'dissolved' },
  { event: 'dissolved', from: 'contracted', to: 'dissolved' },
  { event: 'dissolved', from: 'running', to: 'dissolved' },
  { event: 'dissolved', from: 'summing-up', to: 'dissolved' },
];

/** Events that change a group without changing its state. */
export const stayingEvents: readonly { event: GroupEvent; state: GroupState }[] = [
  { event: 'extended', state: 'running' },
];

export const memoStates = ['sent', 'ordered', 'declined'] as const;
export type MemoState = (typeof memoStates)[number];
/** A service memo is answered by the rector's order or declined. */
export const memoTransitions: readonly Transition<'order' | 'decline', MemoState>[] = [
  { event: 'order', from: 'sent', to: 'ordered' },
  { event: 'decline', from: 'sent', to: 'declined' },
];

export const requestStates = ['sent', 'ordered', 'declined'] as const;
export type RequestState = (typeof requestStates)[number];
/** A request to extend is answered by an order or declined. */
export const extensionTransitions: readonly Transition<'order' | 'decline', RequestState>[] = [
  { event: 'order', from: 'sent', to: 'ordered' },
  { event: 'decline', from: 'sent', to: 'declined' },
];

export const consultationStates = ['open', 'answered', 'closed'] as const;
export type ConsultationState = (typeof consultationStates)[number];
/** A request for help: asked, answered, asked again, closed. */
export const consultationTransitions: readonly Transition<'answer' | 'ask-again' | 'close', ConsultationState>[] = [
  { event: 'answer', from: 'open', to: 'answered' },
  { event: 'ask-again', from: 'answered', to: 'open' },
  { event: 'close', from: 'open', to: 'closed' },
  { event: 'close', from: 'answered', to: 'closed' },
];

/** Where an event leads a thing of one of these tables, or null where the table has no such row. */
export function follow<Event, State>(
  table: readonly Transition<Event, State>[],
  state: State,
  event: Event,
): State | null {
  return table.find((row) => row.event === event && row.from === state)?.to ?? null;
}

/** The step of the route a state stands on; a group that is dissolved keeps the step it had. */
export function stepOf(state: GroupState, before: number): number {
  const steps: Readonly<Record<GroupState, number>> = {
    proposed: 2,
    agreed: 2,
    declined: 2,
    ordered: 3,
    contracted: 4,
    running: 5,
    'summing-up': 6,
    closed: 6,
    dissolved: before,
  };
  return steps[state];
}

/** States after which nothing happens to a group any more. */
export const finalStates: readonly GroupState[] = ['declined', 'closed', 'dissolved'];
/** Whether nothing happens to a group in this state any more. */
export const isFinal = (state: GroupState): boolean => finalStates.includes(state);

/** States in which teams are being asked: no order has been issued yet. */
export const beforeOrder: readonly GroupState[] = ['proposed', 'agreed'];

/** States in which a composition ordered once may be changed by the rector's order. */
export const replaceableStates: readonly GroupState[] = ['ordered', 'contracted', 'running'];

export const consents = ['pending', 'consented', 'declined'] as const;
export type Consent = (typeof consents)[number];

export type Standing = 'experienced' | 'developing';

export interface GroupTeam {
  readonly teamId: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly organisationShortName: string;
  readonly municipalityId: string;
  readonly municipalityPath: string;
  readonly standing: Standing;
  readonly headPersonId: string;
  readonly headName: string;
  readonly headPost: string;
  readonly consent: Consent;
  readonly consentReason: string;
  readonly joinedOn: IsoDate;
  /** The day the team left; null while it takes part. */
  readonly leftOn: IsoDate | null;
}

export interface GroupDirection {
  readonly key: string;
  readonly code: string | null;
  readonly title: string;
}

export interface ActivityCounters {
  readonly total: number;
  readonly done: number;
  readonly part: number;
  readonly notDone: number;
}

/** Everything rules, rights and other features look at in a group. */
export interface GroupFacts {
  readonly id: string;
  readonly cycleId: string;
  readonly regionId: string;
  readonly municipalityId: string;
  readonly municipalityName: string;
  readonly title: string;
  readonly origin: 'operator' | 'application';
  readonly state: GroupState;
  readonly step: number;
  readonly regulationVersionId: string;
  readonly overlayVersionId: string | null;
  readonly termMonths: number;
  readonly extensionMonths: number;
  readonly extensionsCount: number;
  readonly coordinatorId: string | null;
  readonly coordinatorName: string | null;
  readonly startsOn: IsoDate | null;
  readonly endsOn: IsoDate | null;
  readonly finishedEarlyOn: IsoDate | null;
  readonly sumUpBy: IsoDate | null;
  readonly manyToMany: boolean;
  readonly activities: ActivityCounters;
  readonly directions: readonly GroupDirection[];
  /** Teams that take or took part. */
  readonly teams: readonly GroupTeam[];
  /** A team asked to join instead of another: it takes part only from the rector's order on. */
  readonly invited: readonly GroupTeam[];
  readonly revision: number;
}

/** The teams that take part now. */
export function activeTeams(facts: Pick<GroupFacts, 'teams'>, standing?: Standing): readonly GroupTeam[] {
  return facts.teams.filter((team) => team.leftOn === null && (!standing || team.standing === standing));
}

/** The heads of the teams that take part now: who gets the group's letters. */
export function headsOf(facts: Pick<GroupFacts, 'teams'>, standing?: Standing): string[] {
  return activeTeams(facts, standing).map((team) => team.headPersonId);
}

/** The limits of the regulation a group is judged by. */
export interface GroupLimits {
  readonly term: TermLimits;
  /** How long an extension may be, in months. */
  readonly extensionMonths: number;
  /** How many times a term may be extended. */
  readonly extensionTimes: number;
  readonly daysToSumUp: number;
}

/** The platform acting by itself, when the term of a group ends. */
export function systemActor(regionId: string): Actor {
  return {
    personId: '',
    fullName: 'Система',
    post: '',
    role: 'administrator',
    grantId: '',
    unitId: regionId,
    unitPath: '',
    unitName: '',
    regionId,
    organisationId: null,
  };
}

/** Words of groups, as the interface says them. */
export const stateNames: Readonly<Record<GroupState, string>> = {
  proposed: 'ожидает согласия',
  agreed: 'согласована',
  declined: 'отклонена',
  ordered: 'утверждена приказом',
  contracted: 'соглашение подписано',
  running: 'выполняет программу',
  'summing-up': 'подводит итоги',
  closed: 'завершена',
  dissolved: 'расформирована',
};
export const stepNames: Readonly<Record<number, string>> = {
  1: 'реестр',
  2: 'группа',
  3: 'соглашение',
  4: 'программа',
  5: 'выполнение',
  6: 'итоги',
};
export const standingRoles: Readonly<Record<Standing, string>> = {
  experienced: 'Опытная команда',
  developing: 'Развивающаяся команда',
};
export const consentNames: Readonly<Record<Consent, string>> = {
  pending: 'ждём ответа',
  consented: 'согласие дано',
  declined: 'отказ',
};
export const memoGrounds = ['party-request', 'party-failure', 'other'] as const;
export type MemoGround = (typeof memoGrounds)[number];
export const memoGroundNames: Readonly<Record<MemoGround, string>> = {
  'party-request': 'мотивированная письменная просьба одной из сторон',
  'party-failure': 'неисполнение одной из сторон своих обязанностей',
  other: 'иные обстоятельства, препятствующие работе группы',
};
export const requestNames: Readonly<Record<RequestState, string>> = {
  sent: 'на рассмотрении',
  ordered: 'удовлетворена приказом',
  declined: 'отклонена',
};
export const consultationNames: Readonly<Record<ConsultationState, string>> = {
  open: 'ждёт ответа',
  answered: 'дан ответ',
  closed: 'закрыто',
};
export const orderKinds = ['composition', 'replacement', 'extension', 'early-finish', 'dissolution'] as const;
export type OrderKind = (typeof orderKinds)[number];
export const orderKindNames: Readonly<Record<OrderKind, string>> = {
  composition: 'О составе менторской группы',
  replacement: 'О замене команды',
  extension: 'О продлении менторства',
  'early-finish': 'О досрочном завершении менторства',
  dissolution: 'О расформировании менторской группы',
};

/** Numbers and states of one municipality, without names: what the committee sees. */
export interface MunicipalityFigures {
  readonly municipalityId: string;
  readonly municipalityName: string;
  readonly groups: number;
  readonly byStep: Readonly<Record<2 | 3 | 4 | 5 | 6, number>>;
  readonly closed: number;
  readonly late: number;
  readonly total: number;
  readonly done: number;
}
